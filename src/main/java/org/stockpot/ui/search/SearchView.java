package org.stockpot.ui.search;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.LayoutChoice;
import org.stockpot.ui.theme.Theme;

/** The search room: at the left what to run, at the right how it goes and what it decided. Layout and bindings only. */
public final class SearchView extends SplitPane {
    private static final Texts TEXTS = Texts.of(SearchView.class);
    private static final double FORM = 430;

    private final TabPane tabs = new TabPane();
    private final Tab progress;
    private final Tab front;

    /** @param dialogs ask where to write */
    public SearchView(
            SearchModel model, CookModel cook, Links links, FileDialogs dialogs, ObservableValue<Theme> theme) {
        setId("search-view");
        getStyleClass().add("search-view");
        var form = new VBox(forms(new SearchForm(model, links), new CookForm(cook, links, dialogs)));
        form.getStyleClass().add("panel");
        form.setMinWidth(320);
        form.setPrefWidth(FORM);
        progress = tab(
                "tab-search-progress", TEXTS.get("tab.progress"), "mdi2c-chart-timeline-variant", live(model, theme));
        front = tab("tab-search-front", TEXTS.get("tab.front"), "mdi2s-scale-balance", new FrontView(model));
        Tab decisions = tab(
                "tab-search-decisions",
                TEXTS.get("tab.decisions"),
                "mdi2h-help-circle-outline",
                new DecisionTable(model));
        tabs.setId("search-tabs");
        tabs.getTabs().addAll(progress, front, decisions);
        tabs.getStyleClass().add("panel-tabs");
        tabs.setMinWidth(360);
        getItems().addAll(form, tabs);
        setDividerPositions(0.36);
        SplitPane.setResizableWithParent(form, false);
        model.runningProperty().addListener((observable, before, now) -> {
            if (now) {
                tabs.getSelectionModel().select(progress);
            }
        });
        model.frontProperty().addListener((observable, before, now) -> {
            if (!now.isEmpty()) {
                tabs.getSelectionModel().select(front);
            }
        });
    }

    private static Node live(SearchModel model, ObservableValue<Theme> theme) {
        var live = new SearchProgress(model, theme);
        VBox.setVgrow(live, Priority.ALWAYS);
        return new VBox(live, new QueueView(model));
    }

    private static Node[] forms(Node search, Node cook) {
        var group = new ToggleGroup();
        ToggleButton mix = toggle("search-kind-mix", TEXTS.get("kind.mix"), TEXTS.get("kind.mix.help"), group);
        mix.getStyleClass().add("left-pill");
        ToggleButton checkpoint = toggle(
                "search-kind-checkpoint", TEXTS.get("kind.checkpoint"), TEXTS.get("kind.checkpoint.help"), group);
        checkpoint.getStyleClass().add("right-pill");
        mix.setSelected(true);
        group.selectedToggleProperty().addListener((observable, before, now) -> {
            if (now == null) {
                before.setSelected(true);
            }
        });
        search.visibleProperty().bind(mix.selectedProperty());
        cook.visibleProperty().bind(checkpoint.selectedProperty());
        var kinds = new HBox(mix, checkpoint);
        kinds.getStyleClass().add("search-kinds");
        var both = new StackPane(search, cook);
        // Scrolls as a whole where large text leaves too little room for the settings above what starts it.
        var page = new ScrollPane(both);
        page.getStyleClass().add("edge-to-edge");
        page.setFitToWidth(true);
        page.setFitToHeight(true);
        page.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        page.setFocusTraversable(false);
        VBox.setVgrow(page, Priority.ALWAYS);
        return new Node[] {kinds, page};
    }

    private static ToggleButton toggle(String id, String text, String help, ToggleGroup group) {
        var toggle = new ToggleButton(text);
        toggle.setId(id);
        LayoutChoice.keep(toggle);
        toggle.setToggleGroup(group);
        toggle.setTooltip(new Tooltip(help));
        toggle.setWrapText(true);
        toggle.setTextAlignment(TextAlignment.CENTER);
        toggle.setMinHeight(Region.USE_PREF_SIZE);
        toggle.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        HBox.setHgrow(toggle, Priority.ALWAYS);
        return toggle;
    }

    private static Tab tab(String id, String text, String icon, Node content) {
        var tab = new Tab(text, content);
        tab.setId(id);
        tab.setGraphic(new FontIcon(icon));
        tab.setClosable(false);
        return tab;
    }
}
