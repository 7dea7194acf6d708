package org.stockpot.ui;

import java.time.format.DateTimeFormatter;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.Notice;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.Remedy;
import org.stockpot.ui.text.Texts;

/** What happened, newest first, to be read and copied; long texts are folded. */
final class NoticeList extends VBox {
    private static final Texts TEXTS = Texts.of(NoticeList.class);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int FOLDED = 180;

    private final Notices notices;
    private final VBox rows = new VBox();

    NoticeList(Notices notices) {
        this.notices = notices;
        getStyleClass().add("notices-box");
        var title = new Label(TEXTS.get("notices.title"));
        title.getStyleClass().add("panel-title");
        var copyAll = new Button(TEXTS.get("notices.copy-all"));
        copyAll.setId("notices-copy");
        copyAll.getStyleClass().add("small");
        copyAll.setOnAction(event -> copy(
                String.join("\n", notices.all().stream().map(NoticeList::text).toList())));
        var clear = new Button(TEXTS.get("notices.clear"));
        clear.setId("notices-clear");
        clear.getStyleClass().add("small");
        clear.setOnAction(event -> notices.clear());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(6, title, space, copyAll, clear);
        head.setAlignment(Pos.CENTER_LEFT);
        rows.getStyleClass().add("notice-rows");
        var scroll = new ScrollPane(rows);
        scroll.setId("notices-list");
        scroll.setAccessibleText(TEXTS.get("notices.title"));
        scroll.setFitToWidth(true);
        getChildren().addAll(head, scroll);
        InvalidationListener follow = change -> show();
        notices.all().addListener(follow);
        show();
    }

    private void show() {
        rows.getChildren().setAll(notices.all().stream().map(this::row).toList());
        if (notices.all().isEmpty()) {
            var nothing = new Label(TEXTS.get("notices.empty"));
            nothing.getStyleClass().add("muted");
            rows.getChildren().add(nothing);
        }
    }

    private Node row(Notice notice) {
        var subject = new Label(notice.subject(), new FontIcon(icon(notice.kind())));
        subject.getStyleClass().add("task-name");
        subject.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(subject, Priority.ALWAYS);
        var clock = new Label(notice.at().format(CLOCK));
        clock.getStyleClass().addAll("muted", "small-text");
        clock.setMinWidth(Region.USE_PREF_SIZE);
        var copy = new Button(null, new FontIcon("mdi2c-content-copy"));
        copy.getStyleClass().addAll("flat", "small", "button-icon");
        copy.setId("notice-copy");
        copy.setAccessibleText(TEXTS.get("notices.copy", notice.subject()));
        copy.setTooltip(new Tooltip(TEXTS.get("notices.copy", notice.subject())));
        copy.setOnAction(event -> copy(text(notice)));
        var head = new HBox(6, subject, clock, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(2, head, body(notice.text()));
        box.getStyleClass().add("notice-row");
        if (!notice.remedies().isEmpty()) {
            var choices = new HBox(6);
            notice.remedies().forEach(remedy -> choices.getChildren().add(button(notice, remedy)));
            box.getChildren().add(choices);
        }
        return box;
    }

    private static Node body(String text) {
        var words = new Label(text.length() > FOLDED ? text.substring(0, FOLDED) + "…" : text);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        if (text.length() <= FOLDED) {
            return words;
        }
        var more = new Hyperlink(TEXTS.get("notices.more"));
        more.setId("notice-details");
        more.setOnAction(event -> {
            words.setText(text);
            more.setVisible(false);
        });
        more.managedProperty().bind(more.visibleProperty());
        return new VBox(words, more);
    }

    private Button button(Notice notice, Remedy remedy) {
        var button = new Button(remedy.text());
        button.setId("notice-choice");
        button.getStyleClass().add("small");
        button.setOnAction(event -> {
            notices.dismiss(notice);
            remedy.action().run();
        });
        return button;
    }

    static String icon(Notice.Kind kind) {
        return switch (kind) {
            case PROBLEM -> "mdi2a-alert-circle-outline";
            case OFFER -> "mdi2l-lifebuoy";
            case DONE -> "mdi2c-check-circle-outline";
        };
    }

    private static String text(Notice notice) {
        return notice.at().format(CLOCK) + "  " + notice.subject() + ": " + notice.text();
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
