package org.stockpot.ui.library;

import java.io.File;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.DragOrder;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.theme.WrapBar;

/** The library: the base, the ingredients, a place to drop more. Layout and bindings only. */
public final class LibraryView extends VBox {
    private static final Texts TEXTS = Texts.of(LibraryView.class);
    private static final PseudoClass DROP_POSSIBLE = PseudoClass.getPseudoClass("drop-possible");

    private final LibraryModel model;
    private final Swatches swatches;
    private final ObservableValue<Theme> theme;
    private final Commands commands;
    private final DragOrder order;
    private final VBox content = new VBox();

    /** What the library offers but others do. */
    public record Commands(Runnable addCheckpoints, Runnable addBase, Runnable openDemo, Runnable measure) {}

    public LibraryView(LibraryModel model, Swatches swatches, ObservableValue<Theme> theme, Commands commands) {
        this.model = model;
        this.swatches = swatches;
        this.theme = theme;
        this.commands = commands;
        this.order = new DragOrder("ingredient", model::move);
        setId("library-view");
        getStyleClass().addAll("panel", "library-view");
        content.getStyleClass().add("cards");
        var scroll = new ScrollPane(content);
        scroll.setId("library-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar(), scroll, dropZone());
        model.shelfProperty().addListener((observable, before, now) -> show(now));
        show(model.shelf());
    }

    private Node bar() {
        var title = new Label(TEXTS.get("library.title"));
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return new WrapBar(
                title,
                space,
                icon("library-measure", "mdi2g-gauge", TEXTS.get("library.measure"), commands.measure()),
                icon("library-sort", "mdi2s-sort-descending", TEXTS.get("library.sort"), model::sortByAccuracy),
                icon("library-add", "mdi2p-plus", TEXTS.get("library.add"), commands.addCheckpoints()));
    }

    private void show(LibraryModel.Shelf shelf) {
        content.getChildren().clear();
        if (shelf.isEmpty()) {
            content.getChildren().add(emptyState());
            return;
        }
        content.getChildren()
                .addAll(
                        heading(TEXTS.get("library.base")),
                        base(shelf),
                        heading(TEXTS.get(
                                "library.ingredients", shelf.ingredients().size())));
        for (int ingredient = 0; ingredient < shelf.ingredients().size(); ingredient++) {
            Source source = shelf.ingredients().get(ingredient);
            var card = new CardView(model, ingredient, swatches.of(source), theme, order);
            card.setAccessibleText(CardView.spoken(source, shelf.scores()));
            content.getChildren().add(card);
        }
    }

    private Node base(LibraryModel.Shelf shelf) {
        var row = new HBox();
        row.setId("library-base");
        row.getStyleClass().addAll("card", "drop-zone");
        row.setAlignment(Pos.CENTER_LEFT);
        acceptFiles(row, files -> model.addBase(files));
        if (shelf.base().isEmpty()) {
            var text = new Label(TEXTS.get("library.no-base"));
            text.setWrapText(true);
            text.getStyleClass().add("muted");
            HBox.setHgrow(text, Priority.ALWAYS);
            text.setMaxWidth(Double.MAX_VALUE);
            row.getChildren()
                    .addAll(
                            text,
                            icon(
                                    "library-add-base",
                                    "mdi2p-plus",
                                    TEXTS.get("library.choose-base"),
                                    commands.addBase()));
            return row;
        }
        Source source = shelf.base().get();
        var name = new Label(source.name());
        name.setId("library-base-name");
        name.getStyleClass().add("card-name");
        name.setTooltip(new Tooltip(source.path().toString()));
        name.setMaxWidth(Double.MAX_VALUE);
        name.setWrapText(true);
        HBox.setHgrow(name, Priority.ALWAYS);
        var line = new WrapBar(
                name,
                CardView.ood("library-base", source, shelf.scores()),
                new FindingsMark("library-base", model, source));
        var text = new VBox(line, CardView.scores("library-base", source, shelf.scores()));
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        var icon = new FontIcon("mdi2p-pot-steam-outline");
        icon.getStyleClass().add("base-icon");
        row.getChildren()
                .addAll(
                        icon,
                        text,
                        icon(
                                "library-base-remove",
                                "mdi2c-close",
                                TEXTS.get("library.without-base"),
                                model::removeBase));
        return row;
    }

    private Node emptyState() {
        return EmptyLibrary.of("library-empty", TEXTS.get("library.empty"), commands);
    }

    private Node dropZone() {
        var text = new Label(TEXTS.get("library.drop"));
        text.setGraphic(new FontIcon("mdi2t-tray-arrow-down"));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("muted");
        var zone = new HBox(text);
        zone.setId("library-drop");
        zone.getStyleClass().addAll("drop-zone", "drop-strip");
        zone.setAlignment(Pos.CENTER);
        zone.setOnMouseClicked(event -> commands.addCheckpoints().run());
        acceptFiles(zone, files -> model.add(files));
        return zone;
    }

    private static Label heading(String text) {
        var label = new Label(text);
        label.getStyleClass().addAll("muted", "section");
        return label;
    }

    private static void acceptFiles(Region region, java.util.function.Consumer<List<java.nio.file.Path>> drop) {
        region.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                region.pseudoClassStateChanged(DROP_POSSIBLE, true);
                event.consume();
            }
        });
        region.setOnDragExited(event -> region.pseudoClassStateChanged(DROP_POSSIBLE, false));
        region.setOnDragDropped(event -> {
            if (event.getDragboard().hasFiles()) {
                drop.accept(event.getDragboard().getFiles().stream()
                        .map(File::toPath)
                        .toList());
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }

    private static Button icon(String id, String icon, String help, Runnable action) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        button.setOnAction(event -> action.run());
        return button;
    }
}
