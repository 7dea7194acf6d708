package org.stockpot.ui.data;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What was found of copies between sets, and what can be done about it. Hidden until somebody has looked. */
final class LeakBar extends VBox {
    LeakBar(DataModel model) {
        setId("leak-bar");
        getStyleClass().add("form");
        var headline = new Label();
        headline.setId("leak-headline");
        headline.setWrapText(true);
        headline.setMinHeight(Region.USE_PREF_SIZE);
        var details = new Tooltip();
        headline.setTooltip(details);
        var show = new Button("Show pairs");
        show.setId("leak-show");
        show.getStyleClass().add("small");
        show.setOnAction(event -> model.leakPicture(pixels -> {
            Dialog<ButtonType> dialog =
                    PictureDialog.over(getScene().getWindow(), "Copies between sets", "leak-dialog");
            dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
            dialog.getDialogPane().setContent(PictureDialog.scrolled(new ImageView(Pictures.of(pixels))));
            dialog.show();
        }));
        var exclude = new Button("Leave them out");
        exclude.setId("leak-exclude");
        exclude.getStyleClass().add("small");
        exclude.setTooltip(
                new Tooltip("Of each pair the validation image goes, or else the OOD image; no file is changed"));
        exclude.setOnAction(event -> model.excludeLeaks());
        var actions = new HBox(8, show, exclude);
        actions.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(headline, actions);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        model.leaksProperty().addListener((observable, before, now) -> {
            setVisible(now.isPresent());
            now.ifPresent(report -> {
                headline.setText(report.headline());
                details.setText(String.join("\n", report.summary()));
                actions.setVisible(!report.leaks().isEmpty());
                actions.setManaged(!report.leaks().isEmpty());
            });
        });
    }
}
