package org.stockpot.ui.search;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.chart.AccuracyChart;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.theme.WrapBar;

/** How a search goes: its best mix so far, every evaluation, what it decided, and what can be done with it. */
final class SearchProgress extends StackPane {
    private static final Texts TEXTS = Texts.of(SearchProgress.class);

    private final SearchModel model;
    private final AccuracyChart chart;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label title = new Label();
    private final Label best = new Label();
    private final Label interval = new Label();
    private final Label phase = new Label();
    private final Label remaining = new Label();
    private final Label unchartable = new Label(TEXTS.get("progress.no-chart"));
    private final ListView<String> decisions = new ListView<>();

    SearchProgress(SearchModel model, ObservableValue<Theme> theme) {
        this.model = model;
        this.chart = new AccuracyChart(theme);
        setId("search-live");
        var empty = new Label(TEXTS.get("progress.empty"));
        empty.setId("search-empty");
        empty.setWrapText(true);
        empty.getStyleClass().addAll("muted", "empty-state");
        VBox live = live();
        live.visibleProperty()
                .bind(model.statusProperty().map(status -> !status.title().isEmpty()));
        empty.visibleProperty().bind(live.visibleProperty().not());
        getChildren().addAll(empty, live);
        model.statusProperty().addListener((observable, before, now) -> show(now));
        show(model.statusProperty().get());
    }

    private VBox live() {
        title.setId("search-title");
        title.getStyleClass().add("panel-title");
        best.setId("search-best");
        best.getStyleClass().add("search-best");
        interval.setId("search-interval");
        interval.getStyleClass().add("muted");
        remaining.setId("search-remaining");
        remaining.getStyleClass().add("muted");
        remaining.setMinWidth(Region.USE_PREF_SIZE);
        phase.setId("search-phase");
        phase.getStyleClass().add("muted");
        phase.setWrapText(true);
        phase.setMinHeight(Region.USE_PREF_SIZE);
        bar.setId("search-progress");
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinHeight(4);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new WrapBar(best, interval, space, remaining);
        chart.setId("search-chart");
        chart.setPrefHeight(220);
        chart.setMaxWidth(Double.MAX_VALUE);
        VBox.setVgrow(chart, Priority.ALWAYS);
        unchartable.getStyleClass().addAll("muted", "small-text");
        unchartable.setWrapText(true);
        unchartable.visibleProperty().bind(chart.visibleProperty().not());
        unchartable.managedProperty().bind(unchartable.visibleProperty());
        decisions.setId("search-decisions");
        decisions.setAccessibleText(TEXTS.get("progress.log"));
        decisions.getStyleClass().addAll("dense", "decisions");
        decisions.setPlaceholder(new Label(TEXTS.get("progress.log.empty")));
        decisions.setCellFactory(list -> new Sentence());
        var log = new Label(TEXTS.get("progress.log"));
        log.getStyleClass().add("form-title");
        log.setLabelFor(decisions);
        var all = new VBox(title, line, bar, phase, buttons(), hand(), chart, unchartable, log, decisions);
        all.getStyleClass().add("search-live");
        return all;
    }

    /** What can be done with the search that runs. */
    private Node buttons() {
        var pause = button("search-pause", "", "mdi2p-pause", TEXTS.get("pause.help"));
        pause.textProperty()
                .bind(Bindings.when(model.pausedProperty())
                        .then(TEXTS.get("resume"))
                        .otherwise(TEXTS.get("pause")));
        pause.setOnAction(event -> {
            if (model.pausedProperty().get()) {
                model.resume();
            } else {
                model.pause();
            }
        });
        var byHand = button("search-by-hand", TEXTS.get("by-hand"), "mdi2h-hand-back-left", TEXTS.get("by-hand.help"));
        byHand.setOnAction(event -> model.takeOver());
        var giveBack =
                button("search-take-over", TEXTS.get("give-back"), "mdi2t-tune-vertical", TEXTS.get("give-back.help"));
        giveBack.visibleProperty().bind(model.pausedProperty());
        giveBack.managedProperty().bind(giveBack.visibleProperty());
        giveBack.setOnAction(event -> model.giveBack());
        var cancel = button("search-cancel", TEXTS.get("cancel"), "mdi2s-stop", TEXTS.get("cancel.help"));
        cancel.setOnAction(event -> model.cancel());
        var row = new HBox(pause, byHand, giveBack, cancel);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        row.visibleProperty().bind(model.runningProperty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private Node hand() {
        var hand = new Label(null, new FontIcon("mdi2h-hand-back-left"));
        hand.setId("search-hand");
        hand.setWrapText(true);
        hand.setMinHeight(Region.USE_PREF_SIZE);
        hand.getStyleClass().add("search-hand");
        hand.textProperty().bind(model.handProperty());
        hand.visibleProperty().bind(hand.textProperty().isNotEmpty());
        hand.managedProperty().bind(hand.visibleProperty());
        return hand;
    }

    private static Button button(String id, String text, String icon, String help) {
        var button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setTooltip(new Tooltip(help));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void show(SearchStatus status) {
        title.setText(status.title());
        bar.setProgress(status.fraction());
        best.setText(
                Double.isNaN(status.best())
                        ? "–"
                        : TEXTS.get(
                                "progress.best",
                                status.goal().format(status.best()),
                                String.format(Locale.ROOT, "%,d", status.evaluations())));
        interval.setText(model.interval(status).map(Figures::interval).orElse(""));
        phase.setText(status.phase());
        remaining.setText(status.remaining().map(Figures::left).orElse(""));
        if (!decisions.getItems().equals(status.decisions())) {
            decisions.getItems().setAll(status.decisions());
            decisions.scrollTo(Math.max(0, status.decisions().size() - 1));
        }
        boolean shares = status.goal().isShare();
        chart.setVisible(shares);
        chart.setManaged(shares);
        chart.pointsProperty().set(shares ? SearchPoints.of(status, model.images()) : List.of());
    }

    /** A decision is a sentence, too long for one line. */
    private static final class Sentence extends ListCell<String> {
        Sentence() {
            setWrapText(true);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
        }
    }
}
