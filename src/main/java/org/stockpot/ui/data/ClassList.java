package org.stockpot.ui.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/**
 * How many images each class has and, where that is known, how many of them are right, as bars. A click on a class shows
 * only its images, another one all.
 */
final class ClassList extends VBox {
    private static final Texts TEXTS = Texts.of(ClassList.class);
    private static final PseudoClass ONLY = PseudoClass.getPseudoClass("only");
    private static final double BAR = 90;

    private final GalleryModel model;
    private final ListView<Integer> list = new ListView<>();
    private int largest = 1;
    private Optional<int[][]> hits = Optional.empty();

    ClassList(GalleryModel model) {
        this.model = model;
        setId("class-pane");
        var title = new Label(TEXTS.get("classes.title"));
        title.getStyleClass().add("section");
        list.setId("class-list");
        list.getStyleClass().addAll("edge-to-edge", "class-list");
        list.setAccessibleText(TEXTS.get("classes.title"));
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(new Label(TEXTS.get("classes.none")));
        list.setOnKeyPressed(event -> {
            Integer chosen = list.getSelectionModel().getSelectedItem();
            if (chosen != null && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE)) {
                model.toggleClass(chosen);
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(title, list);
        model.contentsProperty().addListener((observable, before, now) -> fill());
        model.answersProperty().addListener((observable, before, now) -> fill());
        model.queryProperty().addListener((observable, before, now) -> list.refresh());
        fill();
    }

    private void fill() {
        List<Integer> counts = model.contentsProperty()
                .get()
                .map(GalleryModel.Contents::perClass)
                .orElse(List.of());
        largest = counts.stream().mapToInt(Integer::intValue).max().orElse(1);
        hits = model.answersProperty()
                .get()
                .guesses()
                .map(guesses -> guesses.byClass())
                .filter(known -> known.length == counts.size());
        if (list.getItems().size() != counts.size()) {
            list.getItems().setAll(IntStream.range(0, counts.size()).boxed().toList());
        }
        list.refresh();
    }

    private final class Cell extends ListCell<Integer> {
        private final Label name = new Label();
        private final Region all = new Region();
        private final Region right = new Region();
        private final Label count = new Label();
        private final HBox box;

        Cell() {
            name.setMinWidth(40);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            all.getStyleClass().add("class-bar");
            right.getStyleClass().addAll("class-bar", "class-bar-right");
            var bar = new StackPane(all, right);
            bar.setAlignment(Pos.CENTER_LEFT);
            bar.setMinWidth(BAR);
            bar.setMaxWidth(BAR);
            count.getStyleClass().addAll("muted", "small-text", "class-count");
            box = new HBox(6, name, bar, count);
            box.setAlignment(Pos.CENTER_LEFT);
            setTooltip(new Tooltip());
            setOnMouseClicked(event -> {
                Integer label = getItem();
                if (label != null) {
                    model.toggleClass(label);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Integer label, boolean empty) {
            super.updateItem(label, empty);
            Optional<GalleryModel.Contents> open = model.contentsProperty().get();
            if (empty
                    || label == null
                    || open.isEmpty()
                    || label >= open.get().perClass().size()) {
                setGraphic(null);
                setId(null);
                pseudoClassStateChanged(ONLY, false);
                return;
            }
            String className = open.get().images().classes().get(label);
            int images = open.get().perClass().get(label);
            setId("class-" + label);
            name.setText(className);
            width(all, BAR * images / largest);
            width(right, hits.map(known -> BAR * known[label][1] / largest).orElse(0.0));
            String words = hits.filter(known -> known[label][0] > 0)
                    .map(known -> TEXTS.get(
                            "classes.hits",
                            className,
                            images,
                            known[label][1],
                            Figures.percentShort((double) known[label][1] / known[label][0])))
                    .orElse(TEXTS.get("classes.images", className, images));
            count.setText(hits.filter(known -> known[label][0] > 0)
                    .map(known -> Figures.wholePercent((double) known[label][1] / known[label][0]))
                    .orElse(TEXTS.get("data.count", images)));
            getTooltip().setText(words);
            setAccessibleText(words);
            pseudoClassStateChanged(ONLY, model.queryProperty().get().label().equals(OptionalInt.of(label)));
            setGraphic(box);
        }

        private static void width(Region region, double width) {
            region.setMinWidth(width);
            region.setPrefWidth(width);
            region.setMaxWidth(width);
        }
    }
}
