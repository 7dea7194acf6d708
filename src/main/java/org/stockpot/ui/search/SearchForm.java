package org.stockpot.ui.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.search.Constraints;
import org.stockpot.search.Need;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.WrapBar;

/** What to search, for what, within what, and for how long. Layout and bindings only. */
final class SearchForm extends VBox {
    private static final Texts TEXTS = Texts.of(SearchForm.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final SearchModel model;
    private final MethodBox method;
    private final GoalField goal;
    private final BudgetRow budget = new BudgetRow(this::changed);
    private final VBox settings = new VBox();
    private final TitledPane held = new TitledPane();
    private final Label heldWords = new Label();
    private final Button start = new Button(null, new FontIcon("mdi2p-play"));
    private final Label why = new Label();
    private final ObservableValue<Function<SearchPlan, List<Need>>> lacking;
    private PlanForm form;

    SearchForm(SearchModel model, Links links) {
        this.model = model;
        this.method = new MethodBox(links);
        this.goal = new GoalField(model::aim, this::changed);
        this.form = new PlanForm("", List.of(), "setting", () -> {});
        setId("search-form");
        getStyleClass().add("search-form");
        var inputs = new VBox(method, settings, goal, constraints());
        inputs.getStyleClass().add("search-inputs");
        var scroll = new ScrollPane(inputs);
        scroll.setId("search-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, foot());
        method.box().valueProperty().addListener((observable, before, now) -> choose(now));
        choose(method.box().getValue());
        lacking = model.lackingProperty();
        lacking.addListener((observable, before, now) -> refresh());
        model.constraints().versionProperty().addListener(observable -> changed());
        model.forecast().setWatched(this::isSeen);
        refresh();
    }

    private Node constraints() {
        heldWords.setId("search-constraints-words");
        heldWords.setWrapText(true);
        heldWords.setMinHeight(Region.USE_PREF_SIZE);
        heldWords.getStyleClass().addAll("muted", "small-text", "form-help");
        held.setId("search-constraints-pane");
        held.setText(TEXTS.get("constraints"));
        held.setContent(new ConstraintsView(model.constraints()));
        held.setExpanded(false);
        held.setAnimated(false);
        return new VBox(held, heldWords);
    }

    private Node foot() {
        start.setId("search-start");
        start.getStyleClass().add("accent");
        start.setTooltip(new Tooltip(TEXTS.get("start.help")));
        start.textProperty()
                .bind(Bindings.when(model.runningProperty())
                        .then(TEXTS.get("start.queue"))
                        .otherwise(TEXTS.get("start")));
        start.setOnAction(event -> request().ifPresent(model::start));
        start.setMaxWidth(Double.MAX_VALUE);
        start.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(start, Priority.ALWAYS);
        var predict = new Button(TEXTS.get("predict"), new FontIcon("mdi2t-timer-outline"));
        predict.setId("search-predict");
        predict.setTooltip(new Tooltip(TEXTS.get("predict.help")));
        predict.disableProperty().bind(start.disableProperty());
        predict.setOnAction(event -> request().ifPresent(model::predict));
        predict.setMinWidth(Region.USE_PREF_SIZE);
        var forecast = new Label();
        forecast.setId("search-forecast");
        forecast.getStyleClass().addAll("muted", "small-text");
        forecast.setWrapText(true);
        forecast.setMinHeight(Region.USE_PREF_SIZE);
        forecast.textProperty().bind(model.forecastProperty());
        forecast.visibleProperty().bind(model.forecastProperty().isNotEmpty());
        forecast.managedProperty().bind(forecast.visibleProperty());
        why.setId("search-why");
        why.getStyleClass().addAll("small-text", "form-help");
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        why.pseudoClassStateChanged(INVALID, true);
        why.visibleProperty().bind(why.textProperty().isNotEmpty());
        why.managedProperty().bind(why.visibleProperty());
        start.disableProperty().bind(why.textProperty().isNotEmpty());
        start.accessibleHelpProperty().bind(why.textProperty());
        var row = new WrapBar(start, predict);
        var foot = new VBox(budget, forecast, why, row);
        foot.getStyleClass().addAll("form", "search-foot");
        foot.setMinHeight(Region.USE_PREF_SIZE);
        return foot;
    }

    private void choose(SearchPlan chosen) {
        form = new PlanForm(chosen.id(), chosen.parameters(), "setting", this::changed);
        settings.getChildren().clear();
        if (!chosen.parameters().isEmpty()) {
            var title = new Label(TEXTS.get("settings"));
            title.getStyleClass().add("form-title");
            settings.getChildren().addAll(title, form);
        }
        goal.choose(chosen.goal());
        changed();
    }

    /** The session is another one. */
    private void refresh() {
        method.show(lacking.getValue());
        goal.refresh();
        changed();
    }

    private void changed() {
        heldWords.setText(model.constraints().words());
        heldWords.pseudoClassStateChanged(INVALID, !isHeldRight());
        why.setText(why());
        model.forecast().follow(request());
    }

    /** Why nothing can be started now; empty if it can. */
    private String why() {
        if (model.isEmpty()) {
            return TEXTS.get("problem.no-ingredients");
        }
        if (!method.why().isEmpty()) {
            return method.why();
        }
        Optional<String> wrong = form.problem();
        if (wrong.isPresent()) {
            return wrong.get();
        }
        AimWords aim = model.aim(goal.text(), goal.isInsisted());
        if (!aim.isValid()) {
            return aim.words();
        }
        return isHeldRight() ? budget.problem() : model.constraints().words();
    }

    private boolean isHeldRight() {
        try {
            model.constraints().constraints();
            return true;
        } catch (StockpotException e) {
            return false;
        }
    }

    /** Empty if something is not valid; it is marked then. */
    private Optional<SearchRequest> request() {
        if (!why().isEmpty()) {
            return Optional.empty();
        }
        Constraints constraints;
        try {
            constraints = model.constraints().constraints();
        } catch (StockpotException e) {
            return Optional.empty();
        }
        return Optional.of(new SearchRequest(
                method.box().getValue().id(),
                form.settings(),
                goal.text(),
                goal.isInsisted(),
                budget.evaluations(),
                budget.minutes(),
                budget.patience(),
                budget.seed(),
                constraints,
                Optional.empty()));
    }

    /** Whether this is on the screen: neither it nor anything around it is hidden. */
    private boolean isSeen() {
        for (Node node = this; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        return getScene() != null && getScene().getWindow() != null;
    }
}
