package org.stockpot.ui.data;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageCheck;
import org.stockpot.data.Role;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.DragOrder;
import org.stockpot.ui.theme.ExplainedItem;

/** One set in the list: what it holds, what is wrong with it, what can be done with it. */
final class SetRow extends VBox {
    private static final Texts TEXTS = Texts.of(SetRow.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final int SHOWN = 10;

    private final DataModel model;
    private final GalleryModel gallery;
    private final DataModel.Row set;
    private final DataRef ref;
    private final String id;
    private final int place;

    /**
     * @param place among the sets of its role
     * @param of how many there are
     * @param order of the sets of its role
     */
    SetRow(
            DataModel model,
            GalleryModel gallery,
            DataModel.Row set,
            int place,
            int of,
            boolean selected,
            DragOrder order) {
        this.model = model;
        this.gallery = gallery;
        this.set = set;
        this.ref = set.ref();
        this.place = place;
        this.id = "data-" + Ids.of(ref.name());
        setId(id);
        getStyleClass().addAll("card", "data-row");
        pseudoClassStateChanged(SELECTED, selected);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(ref.name() + ", " + size());
        getChildren().add(line(of));
        set.problem().ifPresent(problem -> getChildren().add(trouble("problem", problem, problem)));
        set.check().ifPresent(check -> getChildren().add(checked(check)));
        setOnMouseClicked(event -> choose());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        order.on(this, () -> OptionalInt.of(place));
    }

    /** The set it stands for. */
    DataRef ref() {
        return ref;
    }

    private void choose() {
        requestFocus();
        model.showGallery();
        gallery.show(ref);
    }

    private void pressed(KeyEvent event) {
        boolean alt = event.isAltDown();
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            choose();
        } else if (event.getCode() == KeyCode.DELETE) {
            model.remove(ref);
        } else if (alt && event.getCode() == KeyCode.UP) {
            model.move(ref, place - 1);
        } else if (alt && event.getCode() == KeyCode.DOWN) {
            model.move(ref, place + 1);
        } else {
            return;
        }
        event.consume();
    }

    private Node line(int of) {
        var name = new Label(ref.name());
        name.setId(id + "-name");
        name.setMinWidth(30);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setTooltip(new Tooltip(ref.format()));
        HBox.setHgrow(name, Priority.ALWAYS);
        var size = new Label(set.size()
                .map(found -> TEXTS.get("data.count", found.images()))
                .orElse(set.problem().isPresent() ? "–" : "…"));
        size.setId(id + "-size");
        size.getStyleClass().addAll("muted", "data-size");
        size.setMinWidth(Region.USE_PREF_SIZE);
        size.setTooltip(new Tooltip(size()));
        var line = new HBox(name, size, menu(of));
        line.getStyleClass().add("data-line");
        line.setAlignment(Pos.CENTER_LEFT);
        ref.shift().ifPresent(shift -> {
            var icon = new FontIcon("mdi2i-image-filter-vintage");
            icon.getStyleClass().add("set-shift");
            var mark = new Label(null, icon);
            mark.setId(id + "-shift");
            mark.setTooltip(new Tooltip(
                    TEXTS.get("data.shifted", GLOSSARY.title(shift.kind()), Integer.toString(shift.severity()))));
            mark.setAccessibleText(mark.getTooltip().getText());
            line.getChildren().add(0, mark);
        });
        return line;
    }

    private String size() {
        return set.size()
                .map(found -> TEXTS.get("data.size", found.images(), found.classes()))
                .orElse(set.problem().orElse(TEXTS.get("data.looking")));
    }

    private Node menu(int of) {
        var menu = new MenuButton(null, new FontIcon("mdi2d-dots-vertical"));
        menu.setId(id + "-menu");
        menu.getStyleClass().addAll("flat", "small", "button-icon", "no-arrow");
        menu.setAccessibleText(TEXTS.get("data.menu", ref.name()));
        menu.setTooltip(new Tooltip(menu.getAccessibleText()));
        for (Role other : Role.values()) {
            if (other != ref.role()) {
                menu.getItems()
                        .add(item(
                                "use-" + other.id(),
                                TEXTS.get("data.use." + other.id()),
                                () -> model.setRole(ref, other)));
            }
        }
        MenuItem up = item("up", TEXTS.get("data.up"), () -> model.move(ref, place - 1));
        MenuItem down = item("down", TEXTS.get("data.down"), () -> model.move(ref, place + 1));
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        ExplainedItem.of(up, place == 0 ? TEXTS.get("data.up.why") : ""),
                        ExplainedItem.of(down, place == of - 1 ? TEXTS.get("data.down.why") : ""),
                        new SeparatorMenuItem());
        if (ref.shift().isEmpty()) {
            menu.getItems().add(item("shifts", TEXTS.get("data.shifted.copies"), () -> model.showShifts(ref)));
        }
        menu.getItems()
                .addAll(
                        item("check", TEXTS.get("data.check"), () -> model.check(ref)),
                        item("again", TEXTS.get("data.again"), () -> model.lookAgain(ref)),
                        new SeparatorMenuItem(),
                        item("remove", TEXTS.get("data.remove"), () -> model.remove(ref)));
        return menu;
    }

    private MenuItem item(String suffix, String text, Runnable action) {
        var item = new MenuItem(text);
        item.setId(id + "-" + suffix);
        item.setOnAction(event -> action.run());
        return item;
    }

    private Node checked(ImageCheck check) {
        List<ImageCheck.Broken> broken = check.broken();
        if (broken.isEmpty()) {
            var fine =
                    new Label(TEXTS.get("data.check.fine", check.images()), new FontIcon("mdi2c-check-circle-outline"));
            fine.setId(id + "-checked");
            fine.getStyleClass().addAll("small-text", "set-fine");
            return fine;
        }
        String list =
                broken.stream().limit(SHOWN).map(ImageCheck.Broken::reason).collect(Collectors.joining("\n"));
        return trouble("checked", TEXTS.get("data.check.broken", broken.size(), check.images()), list);
    }

    private Node trouble(String suffix, String text, String more) {
        var label = new Label(text, new FontIcon("mdi2a-alert-outline"));
        label.setId(id + "-" + suffix);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setTooltip(new Tooltip(more));
        label.getStyleClass().addAll("small-text", "set-trouble");
        return label;
    }
}
