package org.stockpot.ui.data;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.evaluate.Guesses;
import org.stockpot.evaluate.Interval;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.WrapBar;

/** The images of one set, in a chosen order, with what a mix takes them for. Layout and bindings only. */
final class GalleryView extends VBox {
    private static final Texts TEXTS = Texts.of(GalleryView.class);

    private final GalleryModel model;
    private final Label score = new Label();
    private final Label empty = new Label();

    GalleryView(DataModel data, GalleryModel model) {
        this.model = model;
        setId("gallery-view");
        getStyleClass().addAll("panel", "gallery-view");
        var grid = new ThumbGrid(model);
        empty.setId("gallery-empty");
        empty.setWrapText(true);
        empty.getStyleClass().add("empty-state");
        var body = new StackPane(grid, empty);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar(), predicting(), new GalleryFilter(model), new TroublePane(data, model), body);
        empty.textProperty()
                .bind(Bindings.createStringBinding(
                        this::whyEmpty,
                        model.setProperty(),
                        model.contentsProperty(),
                        model.problemProperty(),
                        model.shownProperty()));
        empty.visibleProperty().bind(empty.textProperty().isNotEmpty());
        grid.visibleProperty().bind(empty.visibleProperty().not());
    }

    private Node bar() {
        var title = new Label();
        title.setId("gallery-title");
        title.getStyleClass().add("panel-title");
        title.textProperty()
                .bind(model.setProperty().map(set -> set.map(ref -> ref.name()).orElse(TEXTS.get("gallery.title"))));
        var count = new Label();
        count.setId("gallery-count");
        count.getStyleClass().addAll("muted", "small-text");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.contentsProperty()
                                .get()
                                .map(open -> TEXTS.get(
                                        "gallery.count",
                                        model.shownProperty().get().size(),
                                        open.images().size()))
                                .orElse(""),
                        model.contentsProperty(),
                        model.shownProperty()));
        var bar = new WrapBar(title, count);
        return bar;
    }

    private Node predicting() {
        var predict = new Button(null, new FontIcon("mdi2c-crosshairs-question"));
        predict.setId("gallery-predict");
        predict.getStyleClass().addAll("small", "accent");
        predict.setMinWidth(Region.USE_PREF_SIZE);
        predict.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXTS.get(
                                model.predictingProperty().get()
                                        ? "gallery.predicting"
                                        : model.answersProperty().get().stale()
                                                ? "gallery.predict.again"
                                                : "gallery.predict"),
                        model.predictingProperty(),
                        model.answersProperty()));
        predict.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !model.canPredict() || model.predictingProperty().get(),
                        model.predictingProperty(),
                        model.setProperty(),
                        model.sessionProperty()));
        predict.setOnAction(event -> model.predict());
        var why = new HBox(predict);
        var reason = new Tooltip();
        reason.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> TEXTS.get(model.canPredict() ? "gallery.predict.hint" : "gallery.predict.why"),
                        model.setProperty(),
                        model.sessionProperty()));
        Tooltip.install(why, reason);
        score.setId("gallery-score");
        score.textProperty().bind(model.answersProperty().map(GalleryView::words));
        score.setTooltip(new Tooltip(TEXTS.get("gallery.score.hint")));
        return new WrapBar(new AskedBox(model), why, score);
    }

    private static String words(GalleryModel.Answers answers) {
        Optional<Guesses> guesses = answers.guesses();
        if (guesses.isEmpty()) {
            return "";
        }
        int right = guesses.get().correct();
        int total = guesses.get().total();
        String words = TEXTS.get(
                "gallery.score",
                Figures.percent((double) right / total),
                Figures.interval(Interval.wilson(right, total)),
                right,
                total);
        return answers.stale() ? TEXTS.get("gallery.score.stale", words) : words;
    }

    private String whyEmpty() {
        if (model.setProperty().get().isEmpty()) {
            return TEXTS.get("gallery.empty");
        }
        if (model.problemProperty().get().isPresent()) {
            return model.problemProperty().get().get();
        }
        if (model.contentsProperty().get().isEmpty()) {
            return TEXTS.get("gallery.opening");
        }
        return model.shownProperty().get().isEmpty() ? TEXTS.get("gallery.none") : "";
    }
}
