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
public final class WrapBar extends Pane {
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
        List<List<Node>> lines = lines(room);
        return snapSizeY(insets.getTop() + insets.getBottom())
                + GAP * Math.max(0, lines.size() - 1)
                + lines.stream().mapToDouble(this::height).sum();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double room = getWidth() - insets.getLeft() - insets.getRight();
        double y = insets.getTop();
        for (List<Node> line : lines(room)) {
            double height = height(line);
            double taken = GAP * (line.size() - 1)
                    + line.stream().mapToDouble(this::basis).sum();
            long growing = line.stream().filter(WrapBar::grows).count();
            double more = growing == 0 ? 0 : Math.max(0, room - taken) / growing;
            double x = insets.getLeft();
            for (Node part : line) {
                double width = Math.min(room, basis(part) + (grows(part) ? more : 0));
                double own = Math.min(height, snapSizeY(part.prefHeight(-1)));
                part.resizeRelocate(snapPositionX(x), snapPositionY(y + (height - own) / 2), width, own);
                x += width + GAP;
            }
            y += height + GAP;
        }
    }

    private List<List<Node>> lines(double room) {
        List<List<Node>> lines = new ArrayList<>();
        double left = 0;
        for (Node part : getManagedChildren()) {
            double needed = basis(part);
            if (lines.isEmpty() || needed > left) {
                lines.add(new ArrayList<>());
                left = room;
            }
            lines.get(lines.size() - 1).add(part);
            left -= needed + GAP;
        }
        return lines;
    }

    private double height(List<Node> line) {
        return line.stream()
                .mapToDouble(part -> snapSizeY(part.prefHeight(-1)))
                .max()
                .orElse(0);
    }

    private double basis(Node part) {
        return snapSizeX(grows(part) ? part.minWidth(-1) : part.prefWidth(-1));
    }

    private static boolean grows(Node part) {
        return HBox.getHgrow(part) == Priority.ALWAYS;
    }
}
