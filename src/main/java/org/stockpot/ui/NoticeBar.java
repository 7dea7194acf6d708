package org.stockpot.ui;

import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
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
import org.stockpot.ui.state.Remedy;
import org.stockpot.ui.text.Texts;

/** The newest problem or offer, across the window until it is dismissed. Nothing waits for it. */
final class NoticeBar extends HBox {
    private static final Texts TEXTS = Texts.of(NoticeBar.class);
    private static final PseudoClass OFFER = PseudoClass.getPseudoClass("offer");

    private final Notices notices;
    private final Label text = new Label();
    private final Label more = new Label();
    private final FontIcon icon = new FontIcon("mdi2a-alert-circle-outline");
    private final Button remedy = choice("notice-remedy");
    private final Button other = choice("notice-other");
    private Optional<Notice> shown = Optional.empty();
    private Optional<Notice> showing = Optional.empty();

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
        var dismiss = new Button(null, new FontIcon("mdi2c-close"));
        dismiss.setId("notice-dismiss");
        dismiss.getStyleClass().addAll("flat", "small", "button-icon");
        dismiss.setAccessibleText(TEXTS.get("notice.dismiss"));
        dismiss.setTooltip(new Tooltip(TEXTS.get("notice.dismiss.help")));
        dismiss.setOnAction(event -> hide());
        getChildren().addAll(icon, text, remedy, other, more, dismiss);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        notices.all().addListener((ListChangeListener<Notice>) change -> follow());
    }

    private void hide() {
        setVisible(false);
        shown = notices.all().stream().findFirst();
    }

    private static Button choice(String id) {
        var button = new Button();
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setVisible(false);
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private void offer(Notice notice) {
        List<Button> buttons = List.of(remedy, other);
        for (int index = 0; index < buttons.size(); index++) {
            Button button = buttons.get(index);
            boolean offered = index < notice.remedies().size();
            button.setVisible(offered);
            if (offered) {
                Remedy choice = notice.remedies().get(index);
                button.setText(choice.text());
                button.setOnAction(event -> {
                    notices.dismiss(notice);
                    choice.action().run();
                });
            }
        }
    }

    private void follow() {
        Optional<Notice> newest = notices.all().stream().findFirst();
        if (newest.isEmpty()) {
            setVisible(false);
        } else if (newest.get().kind() != Notice.Kind.DONE && !newest.equals(shown)) {
            show(newest.get());
        } else if (showing.isPresent() && !notices.all().contains(showing.get())) {
            setVisible(false);
        }
        shown = newest;
    }

    private void show(Notice notice) {
        showing = Optional.of(notice);
        pseudoClassStateChanged(OFFER, notice.kind() == Notice.Kind.OFFER);
        icon.setIconLiteral(NoticeList.icon(notice.kind()));
        text.setText(notice.subject() + ": " + notice.text());
        offer(notice);
        long problems = notices.all().stream()
                .filter(other -> other.kind() == Notice.Kind.PROBLEM)
                .count();
        more.setText(problems > 1 ? TEXTS.get("notice.more", problems) : "");
        setVisible(true);
    }
}
