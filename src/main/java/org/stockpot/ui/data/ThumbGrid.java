package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.stockpot.ui.text.Texts;

/**
 * Images in rows as wide as there is room. Only the rows one sees exist, so that a hundred thousand images are as fast as
 * a hundred. Arrow keys go from image to image, Escape away from them.
 */
final class ThumbGrid extends ListView<Integer> {
    private static final Texts TEXTS = Texts.of(ThumbGrid.class);
    /** Width of an image with its frame, as a share of the height of a row, which is given by the style sheet. */
    private static final double WIDE = 0.757;

    private static final double GAP = 6;
    private static final double SCROLL_BAR = 18;

    private final GalleryModel model;
    private final Set<Row> rows = new HashSet<>();
    private int columns = 1;

    ThumbGrid(GalleryModel model) {
        this.model = model;
        setId("gallery-grid");
        getStyleClass().addAll("edge-to-edge", "thumb-grid");
        setAccessibleText(TEXTS.get("gallery.grid"));
        fixedCellSizeProperty().addListener((observable, before, now) -> layOut());
        setCellFactory(list -> new Row());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        widthProperty().addListener((observable, before, now) -> layOut());
        model.shownProperty().addListener((observable, before, now) -> layOut());
        model.answersProperty().addListener((observable, before, now) -> rows.forEach(Row::show));
        model.chosenProperty().addListener((observable, before, now) -> {
            rows.forEach(Row::mark);
            now.ifPresent(this::reveal);
        });
        model.thumbnails().arrivedProperty().addListener((observable, before, now) -> rows.forEach(Row::refresh));
        layOut();
    }

    private void layOut() {
        if (getFixedCellSize() <= 0) {
            // The style sheet has not been applied yet.
            return;
        }
        columns = Math.max(1, (int) ((getWidth() - SCROLL_BAR) / (wide() + GAP)));
        int wanted = (model.shownProperty().get().size() + columns - 1) / columns;
        if (getItems().size() != wanted) {
            getItems().setAll(IntStream.range(0, wanted).boxed().toList());
        }
        rows.forEach(Row::show);
    }

    private double wide() {
        return WIDE * getFixedCellSize();
    }

    /** What is left of the width, between the images. */
    private double spacing() {
        double left = getWidth() - SCROLL_BAR - columns * wide();
        return columns < 2 ? GAP : Math.max(GAP, Math.floor(left / (columns - 1)));
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT -> model.step(-1);
            case RIGHT -> model.step(1);
            case UP -> model.step(-columns);
            case DOWN -> model.step(columns);
            case PAGE_UP -> model.step(-columns * visible());
            case PAGE_DOWN -> model.step(columns * visible());
            case HOME -> model.step(Integer.MIN_VALUE / 2);
            case END -> model.step(Integer.MAX_VALUE / 2);
            case ESCAPE -> model.chooseNone();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private int visible() {
        return Math.max(1, (int) (getHeight() / getFixedCellSize()));
    }

    private void reveal(int image) {
        int row = model.shownProperty().get().indexOf(image) / columns;
        if (lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getFirstVisibleCell() != null
                && flow.getLastVisibleCell() != null) {
            int first = flow.getFirstVisibleCell().getIndex();
            int last = flow.getLastVisibleCell().getIndex();
            if (row <= first || row >= last) {
                scrollTo(row <= first ? row : Math.max(0, row - visible() + 1));
            }
        }
    }

    /** A row of images; it is used again for other rows when one scrolls. */
    private final class Row extends ListCell<Integer> {
        private final HBox box = new HBox(GAP);
        private final List<ThumbView> thumbs = new ArrayList<>();

        Row() {
            setPadding(new Insets(0));
            getStyleClass().add("thumb-row");
            rows.add(this);
        }

        @Override
        protected void updateItem(@Nullable Integer row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(empty ? null : box);
            show();
        }

        void show() {
            Integer row = getItem();
            if (isEmpty() || row == null) {
                return;
            }
            List<Integer> images = model.shownProperty().get();
            while (thumbs.size() < columns) {
                thumbs.add(new ThumbView(model));
            }
            box.setSpacing(spacing());
            if (box.getChildren().size() != columns) {
                box.getChildren().setAll(thumbs.subList(0, columns));
            }
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                if (at < images.size()) {
                    thumbs.get(column).show(images.get(at));
                } else {
                    thumbs.get(column).clear();
                }
            }
        }

        void refresh() {
            if (!isEmpty()) {
                box.getChildren().forEach(thumb -> ((ThumbView) thumb).refresh());
            }
        }

        void mark() {
            if (!isEmpty()) {
                box.getChildren().forEach(thumb -> ((ThumbView) thumb).mark());
            }
        }
    }
}
