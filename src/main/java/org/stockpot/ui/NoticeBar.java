package org.stockpot.ui;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Notice;
import org.stockpot.ui.state.Notices;

/** The newest problem, across the window until it is dismissed. Nothing waits for it. */
final class NoticeBar extends HBox {
    private final Notices notices;
    private final Label text = new Label();
    private final Label more = new Label();
    private final Button remedy = new Button();
    private Optional<Notice> shown = Optional.empty();

    NoticeBar(Notices notices) {
        this.notices = notices;
        setId("notice-bar");
        getStyleClass().add("notice-bar");
        setAlignment(Pos.CENTER_LEFT);
        text.setId("notice-text");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        more.setId("notice-more");
        more.getStyleClass().add("muted");
        more.setMinWidth(Region.USE_PREF_SIZE);
        remedy.setId("notice-remedy");
        remedy.getStyleClass().add("small");
        remedy.setMinWidth(Region.USE_PREF_SIZE);
        remedy.setVisible(false);
        remedy.managedProperty().bind(remedy.visibleProperty());
        var dismiss = new Button(null, new FontIcon("mdi2c-close"));
        dismiss.setId("notice-dismiss");
        dismiss.getStyleClass().addAll("flat", "small", "button-icon");
        dismiss.setAccessibleText("Dismiss");
        dismiss.setTooltip(new Tooltip("Dismiss; it stays in the list below right"));
        dismiss.setOnAction(event -> hide());
        getChildren().addAll(new FontIcon("mdi2a-alert-circle-outline"), text, remedy, more, dismiss);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        notices.all().addListener((ListChangeListener<Notice>) change -> follow());
    }

    private void hide() {
        setVisible(false);
        shown = notices.all().stream().findFirst();
    }

    private void offer(Notice notice) {
        remedy.setVisible(notice.remedy().isPresent());
        notice.remedy().ifPresent(known -> {
            remedy.setText(known.text());
            remedy.setOnAction(event -> {
                notices.dismiss(notice);
                known.action().run();
            });
        });
    }

    private void follow() {
        Optional<Notice> newest = notices.all().stream().findFirst();
        if (newest.isEmpty()) {
            setVisible(false);
        } else if (newest.get().kind() == Notice.Kind.PROBLEM && !newest.equals(shown)) {
            text.setText(newest.get().subject() + ": " + newest.get().text());
            offer(newest.get());
            long problems = notices.all().stream()
                    .filter(notice -> notice.kind() == Notice.Kind.PROBLEM)
                    .count();
            more.setText(problems > 1 ? problems + " in the list" : "");
            setVisible(true);
        }
        shown = newest;
    }
}
