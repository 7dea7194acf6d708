package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.search.Need;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Figures;

/** The search panel: what to run, how long, how it goes. Layout and bindings only. */
public final class SearchView extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final SearchModel model;
    private final ComboBox<SearchPlan> plan = new ComboBox<>();
    private final VBox settings = new VBox();
    private final GoalField goal = new GoalField();
    private final Label reference = new Label();
    private final TextField evaluations = new TextField("300");
    private final TextField minutes = new TextField("10");
    private final TextField seed = new TextField("1");
    private final TextField patience = new TextField();
    private final Button start = new Button(null, new FontIcon("mdi2p-play"));
    private final Button predict = new Button("How long?", new FontIcon("mdi2t-timer-outline"));
    private final Button pause = new Button(null, new FontIcon("mdi2p-pause"));
    private final Button takeOver = new Button("Go on from sliders", new FontIcon("mdi2t-tune-vertical"));
    private final Label forecast = new Label();
    private final VBox waiting = new VBox();
    private final Button cancel = new Button("Cancel", new FontIcon("mdi2s-stop"));
    private final ProgressBar bar = new ProgressBar(0);
    private final Label best = new Label();
    private final Label phase = new Label();
    private final Label remaining = new Label();
    private final ListView<String> decisions = new ListView<>();

    /** @param plans that can be chosen, with their initial settings; the last is chosen first */
    public SearchView(SearchModel model, List<SearchPlan> plans) {
        this.model = model;
        setId("search-view");
        getStyleClass().addAll("search-view");
        plan.setItems(FXCollections.observableArrayList(plans));
        var inputs = new VBox(method(), goal, settings);
        inputs.getStyleClass().add("form");
        var scroll = new ScrollPane(inputs);
        scroll.setId("search-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, budget(), buttons(), running(), progress());
        plan.valueProperty().addListener((observable, before, now) -> choose(now));
        plan.setValue(plans.get(plans.size() - 1));
        model.statusProperty().addListener((observable, before, now) -> show(now));
        show(model.statusProperty().get());
    }

    /** All plans with their initial settings, except those whose weights the sliders give already. */
    public static List<SearchPlan> standardPlans() {
        List<SearchPlan> plans = new ArrayList<>();
        for (String id : SearchPlan.ids()) {
            try {
                SearchPlan plan = SearchPlan.standard(id);
                if (plan.parameters().stream()
                        .allMatch(parameter -> parameter.kind().allows(parameter.initial()))) {
                    plans.add(plan);
                }
            } catch (StockpotException e) {
                throw new IllegalStateException(e);
            }
        }
        return plans;
    }

    private Node method() {
        plan.setId("search-method");
        plan.getStyleClass().add("small");
        plan.setMaxWidth(Double.MAX_VALUE);
        plan.setAccessibleText("Search method");
        plan.setConverter(new StringConverter<>() {
            @Override
            public String toString(SearchPlan value) {
                return value == null ? "" : value.title();
            }

            @Override
            public SearchPlan fromString(String text) {
                throw new UnsupportedOperationException(text);
            }
        });
        HBox.setHgrow(plan, Priority.ALWAYS);
        reference.setId("search-reference");
        reference.getStyleClass().addAll("muted", "small-text");
        reference.setWrapText(true);
        return new VBox(plan, reference);
    }

    private Node budget() {
        var row = new HBox(
                number(
                        evaluations,
                        "search-evaluations",
                        "Evaluations",
                        "At most this many evaluations; empty: no limit"),
                number(minutes, "search-minutes", "Minutes", "At most this long; empty: no limit"),
                number(
                        patience,
                        "search-patience",
                        "Patience",
                        "Stop when so many evaluations gain less than chance alone may; empty: never"),
                number(seed, "search-seed", "Seed", "The same seed finds the same mix"));
        row.getStyleClass().add("form-row");
        return row;
    }

    private static Node number(TextField field, String id, String name, String help) {
        field.setId(id);
        field.getStyleClass().add("small");
        field.setAccessibleText(name + ". " + help);
        field.setTooltip(new Tooltip(help));
        field.setPrefColumnCount(4);
        var label = new Label(name);
        label.getStyleClass().addAll("muted", "small-text");
        label.setLabelFor(field);
        var box = new VBox(label, field);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private Node buttons() {
        start.setId("search-start");
        start.getStyleClass().addAll("accent", "small");
        start.setTooltip(new Tooltip("Search on validation data alone"));
        start.textProperty()
                .bind(Bindings.when(model.runningProperty())
                        .then("Add to the queue")
                        .otherwise("Start search"));
        start.setOnAction(event -> start());
        start.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(start, Priority.ALWAYS);
        cancel.setId("search-cancel");
        cancel.getStyleClass().add("small");
        cancel.setTooltip(new Tooltip("Stop; the best mix so far goes to the sliders"));
        cancel.disableProperty().bind(model.runningProperty().not());
        cancel.setOnAction(event -> model.cancel());
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        predict.setId("search-predict");
        predict.getStyleClass().add("small");
        predict.setTooltip(new Tooltip("Time one evaluation and say how long the search will take at most"));
        predict.setOnAction(event -> request().ifPresent(model::predict));
        predict.setMinWidth(Region.USE_PREF_SIZE);
        forecast.setId("search-forecast");
        forecast.getStyleClass().addAll("muted", "small-text");
        forecast.setWrapText(true);
        forecast.textProperty().bind(model.forecastProperty());
        forecast.visibleProperty().bind(model.forecastProperty().isNotEmpty());
        forecast.managedProperty().bind(forecast.visibleProperty());
        var row = new HBox(start, predict);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return new VBox(row, forecast);
    }

    /** What can be done with the search that runs, and those that wait for it. */
    private Node running() {
        pause.setId("search-pause");
        pause.getStyleClass().add("small");
        pause.textProperty()
                .bind(Bindings.when(model.pausedProperty()).then("Resume").otherwise("Pause"));
        pause.setTooltip(new Tooltip("Stand still between two batches of images; the sliders can be moved meanwhile"));
        pause.disableProperty().bind(model.runningProperty().not());
        pause.setOnAction(event -> {
            if (model.pausedProperty().get()) {
                model.resume();
            } else {
                model.pause();
            }
        });
        pause.setMinWidth(Region.USE_PREF_SIZE);
        takeOver.setId("search-take-over");
        takeOver.getStyleClass().add("small");
        takeOver.setTooltip(new Tooltip("Spend what is left of the budget on improving the mix on the sliders"));
        takeOver.visibleProperty().bind(model.pausedProperty());
        takeOver.managedProperty().bind(takeOver.visibleProperty());
        takeOver.setOnAction(event -> model.resumeFromSliders());
        var row = new HBox(pause, takeOver, cancel);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        waiting.setId("search-queue");
        model.waiting().addListener((ListChangeListener<SearchModel.Waiting>) change -> showWaiting());
        showWaiting();
        return new VBox(row, waiting);
    }

    private void showWaiting() {
        waiting.getChildren().clear();
        for (int index = 0; index < model.waiting().size(); index++) {
            SearchModel.Waiting one = model.waiting().get(index);
            var name =
                    new Label("then " + one.title() + ", seed " + one.request().seed());
            name.getStyleClass().addAll("muted", "small-text");
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            var remove = new Button(null, new FontIcon("mdi2c-close"));
            remove.setId("search-queue-remove-" + (index + 1));
            remove.getStyleClass().addAll("flat", "small", "button-icon");
            remove.setAccessibleText("Take " + one.title() + " off the queue");
            remove.setTooltip(new Tooltip("Take it off the queue"));
            remove.setOnAction(event -> model.waiting().remove(one));
            var line = new HBox(name, remove);
            line.setAlignment(Pos.CENTER_LEFT);
            waiting.getChildren().add(line);
        }
    }

    private Node progress() {
        bar.setId("search-progress");
        bar.getStyleClass().add("small");
        bar.setMaxWidth(Double.MAX_VALUE);
        best.setId("search-best");
        best.getStyleClass().add("search-best");
        remaining.setId("search-remaining");
        remaining.getStyleClass().addAll("muted", "small-text");
        remaining.setMinWidth(Region.USE_PREF_SIZE);
        phase.setId("search-phase");
        phase.getStyleClass().addAll("muted", "small-text");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var line = new HBox(best, space, remaining);
        line.setAlignment(Pos.BASELINE_LEFT);
        decisions.setId("search-decisions");
        decisions.setAccessibleText("What the search decided");
        decisions.setPrefHeight(72);
        decisions.setMinHeight(72);
        decisions.getStyleClass().addAll("dense", "decisions");
        decisions.setFocusTraversable(false);
        decisions.setCellFactory(list -> new Sentence());
        bar.setMinHeight(4);
        var box = new VBox(bar, line, phase, decisions);
        box.setMinHeight(Region.USE_PREF_SIZE);
        box.getStyleClass().add("form");
        box.visibleProperty()
                .bind(model.statusProperty().map(status -> !status.title().isEmpty()));
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    /** A decision is a sentence, too long for one line of a panel. */
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

    private void choose(SearchPlan chosen) {
        reference.setText(chosen.reference() + (chosen.needs().contains(Need.BASE) ? " Needs " + Need.BASE + "." : ""));
        goal.choose(chosen.goal());
        settings.getChildren().setAll(new PlanForm(chosen));
    }

    private void start() {
        request().ifPresent(model::start);
    }

    /** Empty if a field is not valid; it is marked then. */
    private Optional<SearchRequest> request() {
        Optional<Optional<Double>> count = number(evaluations, true, false);
        Optional<Optional<Double>> time = number(minutes, false, false);
        Optional<Optional<Double>> chosenSeed = number(seed, true, true);
        Optional<Optional<Double>> noGain = number(patience, true, false);
        if (count.isEmpty() || time.isEmpty() || chosenSeed.isEmpty() || noGain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SearchRequest(
                plan.getValue().id(),
                ((PlanForm) settings.getChildren().get(0)).settings(),
                goal.text(),
                goal.isInsisted(),
                count.get().map(Double::intValue),
                time.get(),
                noGain.get().map(Double::intValue),
                chosenSeed.get().map(Double::longValue).orElse(0L)));
    }

    /** The outer one is empty if the text is no positive number, the inner one if there is no text. */
    private static Optional<Optional<Double>> number(TextField field, boolean whole, boolean zeroAllowed) {
        String text = field.getText().strip();
        boolean form = text.matches(whole ? "\\d{1,9}" : "\\d{1,6}([.,]\\d{1,6})?");
        boolean zero = text.matches("0+([.,]0+)?");
        boolean valid = text.isEmpty() || (form && (zeroAllowed || !zero));
        field.pseudoClassStateChanged(INVALID, !valid);
        if (!valid) {
            field.requestFocus();
            return Optional.empty();
        }
        return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text.replace(',', '.'))));
    }

    private void show(SearchModel.Status status) {
        bar.setProgress(status.fraction());
        best.setText(
                Double.isNaN(status.best())
                        ? "–"
                        : "Best " + status.goal().format(status.best())
                                + String.format(Locale.ROOT, " · %,d evaluations", status.evaluations()));
        phase.setText(status.phase());
        remaining.setText(status.remaining().map(Figures::left).orElse(""));
        if (decisions.getItems().size() != status.decisions().size()) {
            decisions.getItems().setAll(status.decisions());
            decisions.scrollTo(Math.max(0, status.decisions().size() - 1));
        }
    }
}
