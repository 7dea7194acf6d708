package org.stockpot.ui.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Barrier;
import org.stockpot.session.Diagnosis;
import org.stockpot.ui.chart.BarrierChart;
import org.stockpot.ui.chart.LineData;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** The formula in words, remarks with what to do, and the barrier plot. Layout and bindings only. */
public final class ExplainView extends VBox {
    private static final Texts TEXTS = Texts.of(ExplainView.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();

    private final VBox words = new VBox();
    private final VBox remarks = new VBox();
    private final BarrierChart chart;
    private final Node lines;

    public ExplainView(ExplainModel model, ObservableValue<Theme> theme) {
        setId("explain-view");
        getStyleClass().addAll("explain-view", "panel");
        chart = new BarrierChart(theme);
        words.setId("explain-words");
        remarks.setId("explain-remarks");
        remarks.getStyleClass().add("form");
        var diagnose = new Button(TEXTS.get("diagnose"), new FontIcon("mdi2s-stethoscope"));
        diagnose.setId("explain-diagnose");
        diagnose.getStyleClass().addAll("accent", "small");
        ObservableValue<Boolean> nothing = model.wordsProperty().map(List::isEmpty);
        diagnose.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.runningProperty().get() || nothing.getValue(), model.runningProperty(), nothing));
        diagnose.setOnAction(event -> model.diagnose());
        // A disabled button has no tooltip, its box has.
        var around = new HBox(diagnose);
        var help = new Tooltip();
        help.textProperty().bind(nothing.map(is -> TEXTS.get(is ? "diagnose.why" : "diagnose.help")));
        Tooltip.install(around, help);
        var running = text(TEXTS.get("diagnose.running"));
        running.setId("explain-running");
        running.visibleProperty().bind(model.runningProperty());
        running.managedProperty().bind(running.visibleProperty());
        var stale = new Label(TEXTS.get("stale"));
        stale.setId("explain-stale");
        stale.getStyleClass().addAll("muted", "small-text");
        ObservableValue<Boolean> moved = model.staleProperty();
        stale.visibleProperty().bind(moved);
        stale.managedProperty().bind(moved);
        chart.setPrefHeight(320);
        VBox.setVgrow(chart, Priority.ALWAYS);
        lines = titled(TEXTS.get("barriers"), chart);
        VBox.setVgrow(lines, Priority.ALWAYS);
        var all = new VBox(
                titled(TEXTS.get("words"), words),
                around,
                running,
                stale,
                titled(TEXTS.get("remarks"), remarks),
                lines);
        all.getStyleClass().add("export-form");
        var scroll = new ScrollPane(all);
        scroll.setId("explain-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        // The chart takes what the window has left.
        ObservableValue<Double> room = scroll.viewportBoundsProperty().map(Bounds::getHeight);
        all.minHeightProperty().bind(room);
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
        getProperties().put("explain-sources", List.of(formula, diagnosis, moved, room));
    }

    private void show(List<String> formula) {
        words.getChildren()
                .setAll((formula.isEmpty() ? List.of(TEXTS.get("words.empty")) : formula)
                        .stream().map(ExplainView::text).toList());
    }

    private void show(Optional<Diagnosis> diagnosis) {
        List<Node> told = new ArrayList<>();
        if (diagnosis.map(Diagnosis::remarks).orElse(List.of()).isEmpty()) {
            told.add(text(TEXTS.get(diagnosis.isEmpty() ? "remarks.empty" : "remarks.none")));
        }
        diagnosis.map(Diagnosis::remarks).orElse(List.of()).forEach(remark -> {
            Label line = text(sentences(remark));
            line.setGraphic(new FontIcon(
                    switch (remark.severity()) {
                        case ERROR -> "mdi2a-alert-circle-outline";
                        case WARNING -> "mdi2a-alert-outline";
                        case INFO -> "mdi2i-information-outline";
                    }));
            line.getStyleClass().add("finding-" + remark.severity().name().toLowerCase(Locale.ROOT));
            told.add(line);
        });
        remarks.getChildren().setAll(told);
        List<Barrier> barriers = diagnosis.map(Diagnosis::barriers).orElse(List.of());
        lines.setVisible(!barriers.isEmpty());
        lines.setManaged(!barriers.isEmpty());
        List<LineData> data = new ArrayList<>();
        for (Barrier barrier : barriers) {
            data.add(new LineData(
                    TEXTS.get("barrier", barrier.from(), barrier.to()),
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

    private static String sentences(Diagnosis.Remark remark) {
        String advice = ADVICE.of(remark.advised().map(GLOSSARY::words).orElse(""), remark.hints());
        return (GLOSSARY.words(remark.told()) + " " + advice).strip();
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
