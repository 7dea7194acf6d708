package org.stockpot.ui.theme;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/**
 * A bar whose parts go on in the next line where there is no room beside each other, so that no text is cut off when it is
 * long or large. Parts that may grow, as in an {@link HBox}, need no more than their least width and share what is left of
 * their line.
 */
public class WrapBar extends Pane {
    private static final double GAP = 4;

    public WrapBar(Node... parts) {
        super(parts);
        getStyleClass().add("wrap-bar");
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        Insets insets = getInsets();
        return snapSizeX(insets.getLeft() + insets.getRight())
                + getManagedChildren().stream()
                        .mapToDouble(part -> snapSizeX(part.minWidth(-1)))
                        .max()
                        .orElse(0);
    }

    @Override
    protected double computePrefWidth(double height) {
        List<Node> parts = getManagedChildren();
        double gaps = GAP * Math.max(0, parts.size() - 1);
        return snapSizeX(getInsets().getLeft() + getInsets().getRight())
                + gaps
                + parts.stream()
                        .mapToDouble(part -> snapSizeX(part.prefWidth(-1)))
                        .sum();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets insets = getInsets();
        double room = width < 0 ? Double.MAX_VALUE : width - insets.getLeft() - insets.getRight();
        List<List<Place>> lines = lines(room);
        return snapSizeY(insets.getTop() + insets.getBottom())
                + GAP * Math.max(0, lines.size() - 1)
                + lines.stream().mapToDouble(WrapBar::height).sum();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double y = insets.getTop();
        for (List<Place> line : lines(getWidth() - insets.getLeft() - insets.getRight())) {
            double height = height(line);
            double x = insets.getLeft();
            for (Place place : line) {
                double top = snapPositionY(y + (height - place.height()) / 2);
                place.part().resizeRelocate(snapPositionX(x), top, place.width(), place.height());
                x += place.width() + GAP;
            }
            y += height + GAP;
        }
    }

    /** A part and the size it gets. */
    private record Place(Node part, double width, double height) {}

    private List<List<Place>> lines(double room) {
        List<List<Place>> lines = new ArrayList<>();
        List<Node> line = new ArrayList<>();
        double left = room;
        for (Node part : getManagedChildren()) {
            double needed = basis(part);
            if (!line.isEmpty() && needed > left) {
                lines.add(places(line, room));
                line.clear();
                left = room;
            }
            line.add(part);
            left -= needed + GAP;
        }
        if (!line.isEmpty()) {
            lines.add(places(line, room));
        }
        return lines;
    }

    private List<Place> places(List<Node> line, double room) {
        double taken =
                GAP * (line.size() - 1) + line.stream().mapToDouble(this::basis).sum();
        long growing = line.stream().filter(WrapBar::grows).count();
        double more = growing == 0 || room == Double.MAX_VALUE ? 0 : Math.max(0, room - taken) / growing;
        return line.stream()
                .map(part -> {
                    double width = Math.min(room, basis(part) + (grows(part) ? more : 0));
                    return new Place(part, width, snapSizeY(part.prefHeight(width)));
                })
                .toList();
    }

    private static double height(List<Place> line) {
        return line.stream().mapToDouble(Place::height).max().orElse(0);
    }

    private double basis(Node part) {
        return snapSizeX(grows(part) ? part.minWidth(-1) : part.prefWidth(-1));
    }

    private static boolean grows(Node part) {
        return HBox.getHgrow(part) == Priority.ALWAYS;
    }
}
