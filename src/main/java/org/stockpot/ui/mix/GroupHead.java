package org.stockpot.ui.mix;

import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;

/** Top of a column of the desk: what the layer group is called, its pin and its link. */
final class GroupHead extends Region {
    private static final Texts TEXTS = Texts.of(GroupHead.class);
    private static final double BUTTON = 15;
    private static final double GAP = 2;
    private static final double USUAL_TEXT = 11.7;
    private static final double LABEL = 58;

    private final MixModel model;
    private final Desk.Group group;
    private final Label label;
    private final Group turned;
    private final ToggleButton pin;
    private final ToggleButton link;

    GroupHead(MixModel model, Desk.Group group) {
        this.model = model;
        this.group = group;
        getStyleClass().add("group-head");
        label = new Label(group.label());
        label.getStyleClass().add("group-name");
        if (group.inert()) {
            label.getStyleClass().add("inert");
        }
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.fontProperty().addListener((observable, before, now) -> size());
        label.setRotate(-90);
        label.setTooltip(new Tooltip(group.name() + (group.inert() ? "\n" + TEXTS.get("group.inert.help") : "")));
        turned = new Group(label);
        pin = toggle("pin", "mdi2p-pin-outline", TEXTS.get("group.pin", group.name()));
        pin.setOnAction(event -> {
            model.holds().pinGroup(group.name(), pin.isSelected());
            show();
        });
        link = toggle("link", "mdi2l-link-variant", TEXTS.get("group.link", group.name()));
        link.setOnAction(event -> {
            model.holds().linkGroup(group.name(), link.isSelected());
            show();
        });
        getChildren().addAll(turned, pin, link);
        size();
        show();
    }

    /** Shows what holds for the group. */
    void show() {
        Holds now = model.holds().holds();
        pin.setSelected(now.pinnedGroups().contains(group.name()));
        link.setSelected(now.linkedGroups().contains(group.name()));
    }

    @Override
    protected void layoutChildren() {
        double middle = getWidth() / 2;
        turned.autosize();
        turned.relocate(middle - turned.prefWidth(-1) / 2, 0);
        double button = BUTTON * larger();
        double side = Math.min(button, getWidth());
        double top = LABEL * larger() + GAP;
        pin.resizeRelocate(middle - side / 2, top, side, button);
        link.resizeRelocate(middle - side / 2, top + button, side, button);
    }

    /** As high as the size of text asks for. */
    private void size() {
        double length = LABEL * larger();
        label.setMinWidth(length);
        label.setPrefWidth(length);
        label.setMaxWidth(length);
        double height = length + 2 * BUTTON * larger() + 2 * GAP;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private double larger() {
        return Math.max(1, label.getFont().getSize() / USUAL_TEXT);
    }

    private ToggleButton toggle(String what, String icon, String help) {
        var button = new ToggleButton(null, new FontIcon(icon));
        button.setId("group-" + Ids.of(group.name()) + "-" + what);
        button.getStyleClass().addAll("strip-tool", "group-tool", "group-" + what);
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        return button;
    }
}
