package org.stockpot.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.state.RecentModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Texts;

/** The last sessions, one click each, as long as there is nothing else in the window. */
final class RecentStrip extends HBox {
    private static final Texts TEXTS = Texts.of(RecentStrip.class);
    private static final int SHOWN = 4;

    private final Consumer<Path> open;

    RecentStrip(RecentModel model, SessionModel session, Consumer<Path> open) {
        this.open = open;
        setId("recent-strip");
        getStyleClass().add("recent-strip");
        setAlignment(Pos.CENTER_LEFT);
        model.entriesProperty().addListener((observable, before, now) -> show(now));
        show(model.entriesProperty().get());
        visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> session.session().sources().isEmpty()
                                && !model.entriesProperty().get().isEmpty(),
                        session.sessionProperty(),
                        model.entriesProperty()));
        managedProperty().bind(visibleProperty());
    }

    private void show(List<RecentModel.Entry> entries) {
        var title = new Label(TEXTS.get("recent.title"));
        title.getStyleClass().add("muted");
        title.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().setAll(title);
        List<RecentModel.Entry> first = entries.stream().limit(SHOWN).toList();
        for (int index = 0; index < first.size(); index++) {
            getChildren().add(button(first.get(index), index));
        }
    }

    private Button button(RecentModel.Entry entry, int index) {
        String name = String.valueOf(entry.file().getFileName());
        var button = new Button(
                entry.missing() ? TEXTS.get("recent.missing", name) : name,
                new FontIcon(entry.pinned() ? "mdi2p-pin" : "mdi2f-file-outline"));
        button.setId("recent-" + index);
        button.getStyleClass().add("small");
        button.setTooltip(new Tooltip(entry.file().toString()));
        button.setDisable(entry.missing());
        button.setOnAction(event -> open.accept(entry.file()));
        return button;
    }
}
