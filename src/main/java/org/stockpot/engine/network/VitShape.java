package org.stockpot.engine.network;

import java.util.Locale;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

/**
 * The sizes of a vision transformer.
 *
 * @param width values per token
 * @param channels of the image, 1 or 3
 * @param patch side of a patch in pixels
 * @param grid patches side by side
 * @param leading tokens before those of the patches
 * @param heads of attention
 */
record VitShape(int width, int channels, int patch, int grid, int leading, int heads) {
    /**
     * Reads width, channels and patch size off the kernel that projects patches.
     *
     * @param kernel {@code [width, channels, patch, patch]}
     * @throws StockpotException if the patches are not square, or not of 1 or 3 channels
     */
    static Shape kernel(Layout layout, String kernel) throws StockpotException {
        Shape shape = layout.look(kernel, "[width, channels, patch, patch]", 4);
        if ((shape.extent(1) != 1 && shape.extent(1) != 3) || shape.extent(3) != shape.extent(2)) {
            throw layout.refusal(kernel, "1 or 3 channels and square patches", shape.toString());
        }
        return shape;
    }

    /**
     * Combines what the kernel says with what the positions say.
     *
     * @param positions name of the tensor whose last two axes are positions and width
     * @param rank of it, 2 or 3
     * @param leading tokens with positions before those of the patches
     * @param heads of attention
     */
    static VitShape of(Layout layout, Shape kernel, String positions, int rank, int leading, int heads)
            throws StockpotException {
        int width = (int) kernel.extent(0);
        String expected = (rank == 3 ? "[1, " : "[") + (leading == 0 ? "n²" : "n² + " + leading) + ", " + width + "]";
        Shape shape = layout.look(positions, expected, rank);
        long number = shape.extent(rank - 2);
        int grid = side(number - leading);
        if (grid < 1 || shape.extent(rank - 1) != width || (rank == 3 && shape.extent(0) != 1)) {
            throw layout.refusal(positions, expected, shape.toString());
        }
        return new VitShape(width, (int) kernel.extent(1), (int) kernel.extent(2), grid, leading, heads);
    }

    /** The root of a square number; 0 if it is none. */
    static int side(long number) {
        long root = Math.round(Math.sqrt((double) Math.max(0, number)));
        return root * root == number ? (int) root : 0;
    }

    /** The same with more tokens before those of the patches. */
    VitShape withLeading(int more) {
        return new VitShape(width, channels, patch, grid, more, heads);
    }

    /** Side of the image in pixels. */
    int size() {
        return patch * grid;
    }

    /** All of them. */
    long tokens() {
        return (long) grid * grid + leading;
    }

    /** Such as {@code CLIP ViT, 12 blocks × 768, patch 32}. */
    String name(String family, int blocks) {
        return String.format(
                Locale.ROOT,
                "%s, %d %s × %d, patch %d",
                family,
                blocks,
                blocks == 1 ? "block" : "blocks",
                width,
                patch);
    }

    /** What is assumed where no tensor says the number of heads. */
    String assumedHeads() {
        return heads + (heads == 1 ? " attention head of " : " attention heads of ") + width / heads
                + " values each, as usual for this width";
    }
}
