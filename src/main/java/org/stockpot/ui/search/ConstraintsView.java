package org.stockpot.ui.search;

import java.util.stream.IntStream;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** What a search may not change: a row per layer group with a pin, a range and a link. Layout and bindings only. */
final class ConstraintsView extends VBox {
    private static final Texts TEXTS = Texts.of(ConstraintsView.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final int VISIBLE = 7;

    private final ConstraintsModel model;
    private final ListView<HeldGroup> rows = new ListView<>();

    ConstraintsView(ConstraintsModel model) {
        this.model = model;
        getStyleClass().add("form");
        rows.setId("search-constraints");
        rows.getStyleClass().add("dense");
        rows.setItems(model.rows());
        rows.fixedCellSizeProperty().addListener((observable, before, now) -> fit());
        rows.setCellFactory(list -> new Row());
        rows.setPlaceholder(new Label(TEXTS.get("constraints.empty")));
        rows.setAccessibleText(TEXTS.get("constraints"));
        model.rows().addListener((ListChangeListener<HeldGroup>) change -> fit());
        fit();
        getChildren().addAll(buttons(), rows);
    }

    private void fit() {
        rows.setPrefHeight(rows.getFixedCellSize()
                        * Math.max(1, Math.min(VISIBLE, model.rows().size()))
                + 4);
        rows.setMinHeight(rows.getPrefHeight());
    }

    private Node buttons() {
        var explained = new Label(TEXTS.get("constraints.help"));
        explained.setWrapText(true);
        explained.setMinHeight(Region.USE_PREF_SIZE);
        explained.getStyleClass().addAll("muted", "small-text");
        var desk = new Button(TEXTS.get("constraints.desk"), new FontIcon("mdi2t-tune-vertical"));
        desk.setId("search-constraints-desk");
        desk.getStyleClass().add("small");
        desk.setTooltip(new Tooltip(TEXTS.get("constraints.desk.help")));
        desk.visibleProperty().bind(model.deskProperty());
        desk.managedProperty().bind(desk.visibleProperty());
        desk.setOnAction(event -> model.takeFromDesk());
        var clear = new Button(TEXTS.get("constraints.clear"), new FontIcon("mdi2c-close"));
        clear.setId("search-constraints-clear");
        clear.getStyleClass().add("small");
        clear.setOnAction(event -> model.clear());
        var row = new HBox(desk, clear);
        row.getStyleClass().add("form-row");
        return new VBox(4, explained, row);
    }

    /** One layer group. */
    private static final class Row extends ListCell<HeldGroup> {
        private final Label name = new Label();
        private final ToggleButton pin = new ToggleButton(null, new FontIcon("mdi2p-pin"));
        private final TextField low = bound("0");
        private final TextField high = bound("1");
        private final ComboBox<Integer> link = new ComboBox<>();
        private final HBox all;
        private final ChangeListener<Number> linked = (observable, before, now) -> link.setValue(now.intValue());

        Row() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            name.setMaxWidth(Double.MAX_VALUE);
            name.setMinWidth(40);
            name.getStyleClass().add("small-text");
            HBox.setHgrow(name, Priority.ALWAYS);
            pin.getStyleClass().addAll("small", "button-icon");
            pin.setTooltip(new Tooltip(TEXTS.get("constraints.pin.help")));
            link.setItems(FXCollections.observableArrayList(
                    IntStream.rangeClosed(0, 2 * HeldGroup.LINKS).boxed().toList()));
            link.setConverter(new Worded<>(ConstraintsView::name));
            link.getStyleClass().addAll("small", "constraint-link");
            link.setMinWidth(Region.USE_PREF_SIZE);
            link.setTooltip(new Tooltip(TEXTS.get("constraints.link.help")));
            all = new HBox(name, pin, low, new Label("…"), high, link);
            all.getStyleClass().add("form-row");
        }

        @Override
        protected void updateItem(HeldGroup item, boolean empty) {
            HeldGroup old = getItem();
            if (old != null) {
                pin.selectedProperty().unbindBidirectional(old.pinnedProperty());
                low.textProperty().unbindBidirectional(old.lowProperty());
                high.textProperty().unbindBidirectional(old.highProperty());
                old.linkProperty().removeListener(linked);
                link.setOnAction(event -> {});
            }
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : all);
            if (empty || item == null) {
                return;
            }
            name.setText(item.name());
            name.setTooltip(new Tooltip(item.name()));
            named(pin, item, "pin");
            named(low, item, "low");
            named(high, item, "high");
            named(link, item, "link");
            pin.selectedProperty().bindBidirectional(item.pinnedProperty());
            low.textProperty().bindBidirectional(item.lowProperty());
            high.textProperty().bindBidirectional(item.highProperty());
            link.setValue(item.linkProperty().get());
            link.setOnAction(event -> item.linkProperty().set(link.getValue()));
            item.linkProperty().addListener(linked);
        }

        private static void named(Control control, HeldGroup group, String what) {
            control.setId("search-" + what + "-" + Ids.of(group.name()));
            control.setAccessibleText(TEXTS.get("constraints." + what, group.name()));
        }

        private static TextField bound(String prompt) {
            var field = new TextField();
            field.getStyleClass().addAll("small", "constraint-bound");
            field.setPromptText(prompt);
            field.setMinWidth(Region.USE_PREF_SIZE);
            field.setTooltip(new Tooltip(TEXTS.get("constraints.range.help")));
            field.textProperty()
                    .addListener((observable, before, now) ->
                            field.pseudoClassStateChanged(INVALID, !HeldGroup.isBound(now)));
            return field;
        }
    }

    private static String name(int link) {
        if (link == 0) {
            return "–";
        }
        char letter = (char) ('A' + (link - 1) % HeldGroup.LINKS);
        return (HeldGroup.isProportion(link) ? "∝ " : "= ") + letter;
    }
}
