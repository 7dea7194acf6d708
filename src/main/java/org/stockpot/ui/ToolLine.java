package org.stockpot.ui;

import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.control.Separator;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The toolbar, made from the list of actions. */
final class ToolLine {
    private ToolLine() {}

    static ToolBar of(Actions actions) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var bar = new ToolBar(
                actions.get("open").iconButton(),
                actions.get("save").iconButton(),
                new Separator(Orientation.VERTICAL),
                actions.get("undo").iconButton(),
                actions.get("redo").iconButton(),
                actions.get("history").iconButton(),
                new Separator(Orientation.VERTICAL),
                actions.get("add").button(),
                actions.get("measure-solo").button(),
                actions.get("measure").button(),
                actions.get("search").button(),
                actions.get("export").button(),
                space,
                actions.get("palette").iconButton(),
                actions.get("settings").iconButton(),
                actions.get("theme").iconButton());
        bar.setId("toolbar");
        // What is behind the arrow stays there when text becomes smaller, unless the bar is filled anew.
        bar.heightProperty()
                .addListener((observable, before, now) ->
                        Platform.runLater(() -> bar.getItems().setAll(List.copyOf(bar.getItems()))));
        return bar;
    }
}
