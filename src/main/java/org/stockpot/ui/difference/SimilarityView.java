package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** How alike the models are: each with each as a matrix, all together on a map. Layout and bindings only. */
final class SimilarityView extends VBox {
    private static final Texts TEXTS = Texts.of(SimilarityView.class);

    private final SimilarityModel model;

    SimilarityView(SimilarityModel model, DifferenceCharts charts) {
        this.model = model;
        setId("similarity-view");
        getStyleClass().add("difference-page");
        HeatMapView matrix = charts.matrix();
        matrix.setExplaining(place -> explain(matrix.dataProperty().get(), place));
        var both = new SplitPane(
                titled(TEXTS.get("similarity.matrix"), matrix), titled(TEXTS.get("similarity.map"), charts.models()));
        both.setId("similarity-split");
        both.setDividerPositions(0.5);
        VBox.setVgrow(both, Priority.ALWAYS);
        getChildren().addAll(bar(), both, foot());
    }

    private static Node titled(String title, Node chart) {
        var label = new Label(title);
        label.getStyleClass().add("section");
        VBox.setVgrow(chart, Priority.ALWAYS);
        return new VBox(label, chart);
    }

    private Node bar() {
        var kind = Choice.of(
                "similarity-kind",
                TEXTS.get("similarity.kind"),
                Arrays.asList(SimilarityModel.Kind.values()),
                model.kindProperty(),
                one -> TEXTS.get("similarity.kind-" + one.name().toLowerCase(Locale.ROOT)));
        var bar = new FlowPane(kind, scope());
        bar.getStyleClass().add("difference-choices");
        return bar;
    }

    /** The layer groups change with the mix. */
    private Node scope() {
        var box = new ChoiceBox<Optional<String>>();
        box.setId("similarity-scope");
        box.setConverter(new Worded<>(scope -> scope.orElse(TEXTS.get("similarity.whole"))));
        String name = TEXTS.get("similarity.scope");
        box.setAccessibleText(name);
        model.shownProperty().addListener((observable, before, now) -> fill(box, now.scopes()));
        fill(box, model.shownProperty().get().scopes());
        box.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.scopeProperty().set(now);
            }
        });
        var caption = new Label(name);
        caption.setLabelFor(box);
        caption.getStyleClass().add("muted");
        var row = new HBox(caption, box);
        row.getStyleClass().add("difference-choice");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fill(ChoiceBox<Optional<String>> box, List<String> scopes) {
        List<Optional<String>> all = new ArrayList<>();
        all.add(Optional.empty());
        scopes.forEach(one -> all.add(Optional.of(one)));
        if (!box.getItems().equals(all)) {
            Optional<String> chosen = model.scopeProperty().get();
            box.getItems().setAll(all);
            box.setValue(all.contains(chosen) ? chosen : Optional.empty());
        }
    }

    private Node foot() {
        var note = new Label();
        note.setId("similarity-note");
        note.getStyleClass().add("muted");
        note.setMinWidth(0);
        note.setMaxWidth(Double.MAX_VALUE);
        // Without points, the map says it.
        note.textProperty()
                .bind(model.shownProperty().map(shown -> shown.points().isEmpty() ? "" : shown.note()));
        HBox.setHgrow(note, Priority.ALWAYS);
        var cancel = new Button(TEXTS.get("similarity.cancel"), new FontIcon("mdi2s-stop"));
        cancel.setId("similarity-cancel");
        cancel.getStyleClass().add("small");
        cancel.setOnAction(event -> model.cancel());
        cancel.visibleProperty().bind(model.runningProperty());
        cancel.managedProperty().bind(model.runningProperty());
        var again = new Button(TEXTS.get("similarity.again"), new FontIcon("mdi2r-refresh"));
        again.setId("similarity-again");
        again.getStyleClass().add("small");
        again.setOnAction(event -> model.compare());
        again.visibleProperty().bind(model.stoppedProperty());
        again.managedProperty().bind(model.stoppedProperty());
        var row = new HBox(note, cancel, again);
        row.getStyleClass().add("difference-foot");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private String explain(HeatMapData data, Place place) {
        double value = data.value(place);
        boolean cosine = model.kindProperty().get() == SimilarityModel.Kind.COSINE;
        return TEXTS.get(
                cosine ? "similarity.pair-cosine" : "similarity.pair-distance",
                data.rows().get(place.row()).name(),
                data.columns().get(place.column()),
                cosine ? data.scale().text(value) : Figures.percent(value));
    }
}
