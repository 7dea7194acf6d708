package org.stockpot.ui.library;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.LayoutChoice;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;

/** All about one checkpoint: its tensors and their values, its file. Layout and bindings only. */
final class DetailsView extends VBox {
    private static final Texts TEXTS = Texts.of(DetailsView.class);

    private final LibraryModel library;
    private final Swatches swatches;
    private final ObservableValue<Theme> theme;
    private final HBox head = new HBox();

    DetailsView(
            DetailsModel model,
            LibraryModel library,
            Swatches swatches,
            ValueCharts charts,
            ObservableValue<Theme> theme) {
        this.library = library;
        this.swatches = swatches;
        this.theme = theme;
        setId("details-view");
        getStyleClass().addAll("panel", "details-view");
        head.getStyleClass().add("details-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var tabs = new TabPane(
                tab(
                        "tab-tensors",
                        TEXTS.get("details.tensors"),
                        "mdi2f-file-tree-outline",
                        new TensorsPane(model, charts)),
                tab("tab-file", TEXTS.get("details.file"), "mdi2f-file-outline", new FilePane(model)));
        tabs.setId("details-tabs");
        LayoutChoice.keep(tabs);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        getChildren().addAll(head, tabs);
        model.selectedProperty().addListener((observable, before, now) -> show(now));
        show(model.selectedProperty().get());
    }

    private static Tab tab(String id, String name, String icon, Node content) {
        var tab = new Tab(name, content);
        tab.setId(id);
        tab.setGraphic(new FontIcon(icon));
        tab.setClosable(false);
        return tab;
    }

    private void show(Optional<Source> selected) {
        head.getChildren().clear();
        selected.ifPresent(source -> {
            OptionalInt place = place(source);
            if (place.isEmpty()) {
                var icon = new FontIcon("mdi2p-pot-steam-outline");
                icon.getStyleClass().add("base-icon");
                var name = new Label(source.name());
                name.setId("details-name");
                name.getStyleClass().add("panel-title");
                head.getChildren().addAll(icon, name);
            } else {
                head.getChildren().addAll(new SwatchView(theme, swatches.of(source)), name(source, place.getAsInt()));
            }
        });
    }

    private OptionalInt place(Source source) {
        var ingredients = library.shelf().ingredients();
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            if (ingredients.get(ingredient).path().equals(source.path())) {
                return OptionalInt.of(ingredient);
            }
        }
        return OptionalInt.empty();
    }

    /** The name, to be changed where it stands. */
    private Node name(Source source, int ingredient) {
        var field = new TextField(source.name());
        field.setId("details-name");
        field.getStyleClass().addAll("details-name");
        field.setAccessibleText(TEXTS.get("details.name"));
        field.setTooltip(new Tooltip(TEXTS.get("details.name")));
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(event -> {
            if (!library.rename(ingredient, field.getText())) {
                field.setText(source.name());
            }
        });
        field.focusedProperty().addListener((observable, before, now) -> {
            if (!now && !field.getText().equals(source.name())) {
                field.setText(source.name());
            }
        });
        return field;
    }
}
