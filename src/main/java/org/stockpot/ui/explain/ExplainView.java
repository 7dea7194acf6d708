package org.stockpot.ui.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Barrier;
import org.stockpot.session.Diagnosis;
import org.stockpot.ui.chart.BarrierChart;
import org.stockpot.ui.chart.LineData;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.theme.Theme;

/** The formula in words, remarks with what to do, and the barrier plot. Layout and bindings only. */
public final class ExplainView extends VBox {
    private final VBox words = new VBox();
    private final VBox remarks = new VBox();
    private final BarrierChart chart;

    public ExplainView(ExplainModel model, ObservableValue<Theme> theme) {
        setId("explain-view");
        getStyleClass().add("explain-view");
        chart = new BarrierChart(theme);
        words.setId("explain-words");
        remarks.setId("explain-remarks");
        remarks.getStyleClass().add("form");
        var diagnose = new Button("Why did my soup fail?", new FontIcon("mdi2s-stethoscope"));
        diagnose.setId("explain-diagnose");
        diagnose.getStyleClass().addAll("accent", "small");
        diagnose.setTooltip(new Tooltip("Look at the files and weights, and measure mixes between the models"));
        diagnose.disableProperty().bind(model.runningProperty());
        diagnose.setOnAction(event -> model.diagnose());
        diagnose.setMaxWidth(Double.MAX_VALUE);
        var stale = new Label("The sliders have moved since.");
        stale.setId("explain-stale");
        stale.getStyleClass().addAll("muted", "small-text");
        ObservableValue<Boolean> moved = model.staleProperty();
        stale.visibleProperty().bind(moved);
        stale.managedProperty().bind(moved);
        var all = new VBox(titled("This mix in words", words), diagnose, stale, remarks, chart);
        all.getStyleClass().add("form");
        var scroll = new ScrollPane(all);
        scroll.setId("explain-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        ObservableValue<List<String>> formula = model.wordsProperty();
        formula.addListener((observable, before, now) -> show(now));
        show(formula.getValue());
        ObservableValue<Optional<Diagnosis>> diagnosis = model.diagnosisProperty();
        diagnosis.addListener((observable, before, now) -> show(now));
        show(diagnosis.getValue());
        // Bindings are weak: the view keeps what it listens to.
        getProperties().put("explain-sources", List.of(formula, diagnosis, moved));
    }

    private void show(List<String> lines) {
        words.getChildren().setAll(lines.stream().map(ExplainView::text).toList());
    }

    private void show(Optional<Diagnosis> diagnosis) {
        List<Node> lines = new ArrayList<>();
        diagnosis.map(Diagnosis::remarks).orElse(List.of()).forEach(remark -> {
            Label line = text(remark.sentences());
            line.setGraphic(new FontIcon(
                    switch (remark.severity()) {
                        case ERROR -> "mdi2a-alert-circle-outline";
                        case WARNING -> "mdi2a-alert-outline";
                        case INFO -> "mdi2i-information-outline";
                    }));
            line.getStyleClass().add("finding-" + remark.severity().name().toLowerCase(Locale.ROOT));
            lines.add(line);
        });
        remarks.getChildren().setAll(lines);
        List<Barrier> barriers = diagnosis.map(Diagnosis::barriers).orElse(List.of());
        chart.setVisible(!barriers.isEmpty());
        chart.setManaged(!barriers.isEmpty());
        List<LineData> data = new ArrayList<>();
        for (Barrier barrier : barriers) {
            data.add(new LineData(
                    barrier.from() + " → " + barrier.to(),
                    data.size(),
                    barrier.points().stream()
                            .map(point -> new LineData.Point(
                                    point.share(),
                                    new Measurement(
                                            point.accuracy(),
                                            point.interval().low(),
                                            point.interval().high(),
                                            point.total())))
                            .toList()));
        }
        chart.show(data);
    }

    private static Node titled(String title, Node content) {
        var label = new Label(title);
        label.getStyleClass().add("panel-title");
        return new VBox(label, content);
    }

    private static Label text(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.getStyleClass().add("small-text");
        return label;
    }
}
