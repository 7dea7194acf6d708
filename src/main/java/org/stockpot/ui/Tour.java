package org.stockpot.ui;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver.ArrowLocation;
import org.stockpot.ui.text.Texts;

/** Three hints, one after the other, each beside what it is about. A hint whose place is not there is left out. */
final class Tour {
    private static final Texts TEXTS = Texts.of(Tour.class);
    private static final List<Hint> HINTS = List.of(
            new Hint("ingredients", "#library-view", ArrowLocation.LEFT_TOP),
            new Hint("sliders", "#mix-view", ArrowLocation.BOTTOM_CENTER),
            new Hint("search", "#room-search", ArrowLocation.LEFT_TOP));

    private final MainView view;
    private final Runnable ended;
    private Optional<PopUp> shown = Optional.empty();

    /** @param place what it hangs on, as a CSS selector */
    private record Hint(String name, String place, ArrowLocation arrow) {}

    /** @param ended runs when the last hint was closed, or the first that was skipped */
    Tour(MainView view, Runnable ended) {
        this.view = view;
        this.ended = ended;
    }

    /** Begins, or begins anew. */
    void start() {
        stop();
        view.show("mix");
        view.applyCss();
        view.layout();
        show(0);
    }

    /** Takes away what is shown. */
    void stop() {
        shown.ifPresent(PopUp::hide);
        shown = Optional.empty();
    }

    private void show(int index) {
        stop();
        if (index >= HINTS.size()) {
            ended.run();
            return;
        }
        Node place = view.lookup(HINTS.get(index).place());
        if (place == null) {
            show(index + 1);
            return;
        }
        var page = new PopUp(content(index), HINTS.get(index).arrow());
        page.stay();
        shown = Optional.of(page);
        page.show(place);
    }

    private Parent content(int index) {
        String name = HINTS.get(index).name();
        var title = new Label(TEXTS.get("tour." + name + ".title"));
        title.getStyleClass().add("panel-title");
        var text = new Label(TEXTS.get("tour." + name));
        text.setId("tour-text");
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        var count = new Label(TEXTS.get("tour.count", index + 1, HINTS.size()));
        count.getStyleClass().addAll("muted", "small-text");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        boolean last = index == HINTS.size() - 1;
        var skip = new Button(TEXTS.get("tour.skip"));
        skip.setId("tour-skip");
        skip.getStyleClass().addAll("small", "flat");
        skip.setVisible(!last);
        skip.setOnAction(event -> {
            stop();
            ended.run();
        });
        var next = new Button(TEXTS.get(last ? "tour.done" : "tour.next"));
        next.setId("tour-next");
        next.getStyleClass().addAll("small", "accent");
        next.setOnAction(event -> show(index + 1));
        var bar = new HBox(8, count, space, skip, next);
        bar.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(title, text, bar);
        box.setId("tour");
        box.getStyleClass().add("tour-box");
        return box;
    }
}
