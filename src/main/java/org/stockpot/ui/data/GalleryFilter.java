package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.stockpot.session.ImageQuery;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** In which order images are shown, and which of them. */
final class GalleryFilter extends FlowPane {
    private static final Texts TEXTS = Texts.of(GalleryFilter.class);

    private final GalleryModel model;
    private final ComboBox<ImageQuery.Order> order;
    private final ComboBox<ImageQuery.Outcome> outcome;
    private final ComboBox<OptionalInt> label;
    private boolean filling;

    GalleryFilter(GalleryModel model) {
        super(6, 6);
        this.model = model;
        this.order = box(
                "gallery-order", TEXTS.get("gallery.order"), GalleryFilter::name, one -> model.ask(query().in(one)));
        this.outcome = box(
                "gallery-outcome",
                TEXTS.get("gallery.outcome"),
                GalleryFilter::name,
                one -> model.ask(query().only(one)));
        this.label = box("gallery-class", TEXTS.get("gallery.class"), this::name, one -> model.ask(query().of(one)));
        setId("gallery-filter");
        order.getItems().setAll(ImageQuery.Order.values());
        outcome.getItems().setAll(ImageQuery.Outcome.values());
        getChildren().addAll(order, label, outcome);
        model.contentsProperty().addListener((observable, before, now) -> fill());
        model.queryProperty().addListener((observable, before, now) -> follow());
        fill();
    }

    private ImageQuery query() {
        return model.queryProperty().get();
    }

    private <T> ComboBox<T> box(String id, String help, Function<T, String> name, Consumer<T> chosen) {
        var box = new ComboBox<T>();
        box.setId(id);
        box.getStyleClass().addAll("small", "gallery-choice");
        box.setAccessibleText(help);
        box.setTooltip(new Tooltip(help));
        box.setConverter(new Worded<>(name));
        box.valueProperty().addListener((observable, before, now) -> {
            if (!filling && now != null) {
                chosen.accept(now);
            }
        });
        return box;
    }

    private void fill() {
        List<OptionalInt> all = new ArrayList<>();
        all.add(OptionalInt.empty());
        model.contentsProperty().get().ifPresent(open -> {
            for (int one = 0; one < open.images().classes().size(); one++) {
                all.add(OptionalInt.of(one));
            }
        });
        filling = true;
        label.getItems().setAll(all);
        filling = false;
        follow();
    }

    private void follow() {
        filling = true;
        order.setValue(query().order());
        outcome.setValue(query().outcome());
        label.setValue(query().label());
        filling = false;
    }

    private static String name(ImageQuery.Order one) {
        return switch (one) {
            case STORED -> TEXTS.get("gallery.order.stored");
            case WRONG_FIRST -> TEXTS.get("gallery.order.wrong");
            case SUREST_WRONG_FIRST -> TEXTS.get("gallery.order.surest");
            case CLASS -> TEXTS.get("gallery.order.class");
        };
    }

    private static String name(ImageQuery.Outcome one) {
        return switch (one) {
            case ANY -> TEXTS.get("gallery.outcome.any");
            case RIGHT -> TEXTS.get("gallery.outcome.right");
            case WRONG -> TEXTS.get("gallery.outcome.wrong");
        };
    }

    private String name(OptionalInt one) {
        return model.contentsProperty()
                .get()
                .filter(open -> one.isPresent()
                        && one.getAsInt() < open.images().classes().size())
                .map(open -> open.images().classes().get(one.getAsInt()))
                .orElse(TEXTS.get("gallery.class.all"));
    }
}
