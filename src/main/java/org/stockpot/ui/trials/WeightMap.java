package org.stockpot.ui.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import org.stockpot.session.WeightShift;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;

/**
 * What one mix has more and less than another: ingredients as rows, layer groups as columns, blue for more, red for less.
 * The mouse or the arrow keys choose the cell that is put in words.
 */
final class WeightMap extends Region {
    private static final Texts TEXTS = Texts.of(WeightMap.class);
    /** Height of a row, in sizes of the text of its name. */
    private static final double ROW = 1.57;

    private static final double GAP = 1;
    private static final int MOST_NUMBERED = 4;
    private static final double MOST_NAMES = 0.34;
    private static final double NAME_GAP = 6;

    private final WeightShift shift;
    private final List<String> ingredients;
    private final List<String> groups;
    private final List<Label> names = new ArrayList<>();
    private final List<Rectangle> cells = new ArrayList<>();
    private final List<Label> numbers = new ArrayList<>();
    private final Rectangle frame = new Rectangle();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper();
    private int row;
    private int column;

    WeightMap(WeightShift shift, List<String> ingredients, List<String> groups) {
        this.shift = shift;
        this.ingredients = ingredients;
        this.groups = groups;
        setId("weight-map");
        getStyleClass().add("weight-map");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        double largest = Math.max(1e-9, shift.largest());
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            var name = new Label(ingredients.get(ingredient));
            name.getStyleClass().add("small-text");
            names.add(name);
            for (int group = 0; group < groups.size(); group++) {
                double share = 0.5 + 0.5 * shift.difference(ingredient, group) / largest;
                var cell = new Rectangle();
                cell.setFill(ColourMap.DIVERGING.at(share));
                cell.setMouseTransparent(true);
                cells.add(cell);
                if (groups.size() <= MOST_NUMBERED) {
                    numbers.add(number(ingredient, group, ColourMap.DIVERGING.at(share)));
                }
                if (Math.abs(shift.difference(ingredient, group)) > Math.abs(shift.difference(row, column))) {
                    row = ingredient;
                    column = group;
                }
            }
        }
        frame.getStyleClass().add("weight-map-frame");
        frame.setMouseTransparent(true);
        getChildren().addAll(names);
        getChildren().addAll(cells);
        getChildren().addAll(numbers);
        getChildren().add(frame);
        setOnMouseMoved(event -> at(event.getX(), event.getY()));
        setOnMouseClicked(event -> requestFocus());
        setOnKeyPressed(this::pressed);
        choose(row, column);
    }

    private Label number(int ingredient, int group, Color ground) {
        double difference = shift.difference(ingredient, group);
        var number = new Label(
                shift.shares() ? TrialWords.points(difference) : String.format(Locale.ROOT, "%+.3f", difference));
        number.getStyleClass().add("small-text");
        number.setTextFill(ColourMap.inkOn(ground));
        number.setAlignment(Pos.CENTER);
        number.setMouseTransparent(true);
        return number;
    }

    /** The cell that is looked at, in words. */
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    private void at(double x, double y) {
        double left = nameWidth();
        int group = (int) Math.floor((x - left) / cellWidth());
        int ingredient = (int) Math.floor(y / rowHeight());
        if (x >= left && group < groups.size() && ingredient < ingredients.size()) {
            choose(ingredient, group);
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode().isArrowKey()) {
            int down = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
            int right = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
            choose(
                    Math.max(0, Math.min(ingredients.size() - 1, row + down)),
                    Math.max(0, Math.min(groups.size() - 1, column + right)));
            event.consume();
        }
    }

    private void choose(int ingredient, int group) {
        row = ingredient;
        column = group;
        words.set(TEXTS.get(
                "weights.cell",
                ingredients.get(row),
                groups.get(column),
                value(shift.first().weight(row, column)),
                value(shift.second().weight(row, column))));
        setAccessibleText(words.get());
        requestLayout();
    }

    private String value(double weight) {
        return shift.shares() ? Figures.percentShort(weight) : String.format(Locale.ROOT, "%.3f", weight);
    }

    private double nameWidth() {
        double widest =
                names.stream().mapToDouble(name -> name.prefWidth(-1)).max().orElse(0);
        return Math.min(widest, MOST_NAMES * getWidth()) + NAME_GAP;
    }

    private double rowHeight() {
        return names.isEmpty() ? 0 : Math.ceil(ROW * names.get(0).getFont().getSize());
    }

    private double cellWidth() {
        return Math.max(1, (getWidth() - nameWidth()) / Math.max(1, groups.size()));
    }

    @Override
    protected double computePrefHeight(double width) {
        return rowHeight() * ingredients.size();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 100;
    }

    @Override
    protected void layoutChildren() {
        double left = nameWidth();
        double wide = cellWidth();
        double tall = rowHeight();
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            names.get(ingredient).resizeRelocate(0, ingredient * tall, left - NAME_GAP, tall);
            for (int group = 0; group < groups.size(); group++) {
                int place = ingredient * groups.size() + group;
                place(cells.get(place), left + group * wide, ingredient * tall, wide, tall);
                if (!numbers.isEmpty()) {
                    numbers.get(place).resizeRelocate(left + group * wide, ingredient * tall, wide, tall);
                }
            }
        }
        place(frame, left + column * wide, row * tall, wide, tall);
    }

    private static void place(Rectangle cell, double x, double y, double wide, double tall) {
        double gap = wide > 4 ? GAP : 0;
        cell.setX(x);
        cell.setY(y);
        cell.setWidth(wide - gap);
        cell.setHeight(tall - GAP);
    }
}
