package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

/**
 * Reads what all vision transformers share off their tensors.
 *
 * @param epsilon of every layer normalisation
 */
record Transformers(Layout layout, VitShape shape, float epsilon) {
    /**
     * Ends the section that turns images into tokens.
     *
     * @param embed all of it
     */
    void embedding(Forward embed) {
        long pixels = (long) shape.channels() * shape.size() * shape.size();
        long values = shape.tokens() * shape.width();
        layout.section("embedding", pixels * shape.width(), values, Math.max(values, pixels), embed);
    }

    /**
     * Reads all blocks, each a section of its own.
     *
     * @param at what stands before the number of a block
     * @param kept how many of the first tokens anybody looks at behind the last block
     * @return their number, at least 1
     */
    int blocks(String at, BlockNames names, Activation activation, long kept) throws StockpotException {
        int blocks = 1;
        while (layout.hasAnyUnder(at + blocks + ".")) {
            blocks++;
        }
        for (int index = 0; index < blocks; index++) {
            block(at + index + ".", names, activation, index == blocks - 1 ? kept : TransformerBlock.ALL, index);
        }
        return blocks;
    }

    private void block(String at, BlockNames names, Activation activation, long kept, int index)
            throws StockpotException {
        int width = shape.width();
        NormLayer norm1 = norm(at + names.norm1());
        var attention = new AttentionLayer(
                projection(at, names),
                headNorms(at, names),
                linear(at + names.merge(), width, width, names.biases()),
                width,
                shape.heads());
        Optional<Slot> scale1 = scale(at, names.scales().map(BlockNames.Pair::first));
        NormLayer norm2 = norm(at + names.norm2());
        long hidden = hidden(at + names.first() + ".weight");
        var perceptron = new Perceptron(
                LinearLayer.read(layout, at + names.first(), width, hidden),
                activation,
                LinearLayer.read(layout, at + names.second(), hidden, width));
        Optional<Slot> scale2 = scale(at, names.scales().map(BlockNames.Pair::second));
        layout.refuseOthersUnder(at, "a plain transformer block");
        var block = new TransformerBlock(norm1, attention, scale1, norm2, perceptron, scale2, kept);
        section("block " + index, block, hidden);
    }

    /** Only tokens that somebody looks at have queries and go through the rest of the block. */
    private void section(String name, TransformerBlock block, long hidden) {
        long width = shape.width();
        long tokens = shape.tokens();
        long kept = Math.min(tokens, block.kept());
        long work = 2 * tokens * width * width
                + kept * (2 * width * width + 2 * width * hidden)
                + 2 * kept * tokens * width;
        long projected = kept == tokens ? 3 * width * tokens : 2 * width * tokens;
        long widest = Math.max(projected, kept * Math.max(hidden, shape.heads() * tokens));
        layout.section(name, work, kept * width, widest, block);
    }

    /**
     * Reads the heads on the first tokens, a section.
     *
     * @param names without {@code .weight} and {@code .bias}
     * @return the number of classes
     */
    int heads(NormLayer norm, List<String> names) throws StockpotException {
        int width = shape.width();
        int classes = classes(names.get(0));
        List<LinearLayer> heads = new ArrayList<>();
        for (String name : names) {
            heads.add(LinearLayer.read(layout, name, width, classes));
        }
        long number = names.size();
        layout.section(
                number == 1 ? "head" : "heads",
                number * width * classes,
                classes,
                number * Math.max(width, classes),
                new TokenHeads(norm, heads));
        return classes;
    }

    /** Of the head with that name. */
    int classes(String head) throws StockpotException {
        String expected = "[classes, " + shape.width() + "]";
        if (!layout.has(head + ".weight")) {
            throw layout.refusal(" has no tensor " + head + ".weight " + expected
                    + ": without a classification head it cannot be evaluated.");
        }
        return (int) layout.look(head + ".weight", expected, 2).extent(0);
    }

    NormLayer norm(String at) throws StockpotException {
        return NormLayer.read(layout, at, shape.width(), epsilon);
    }

    private LinearLayer linear(String at, long in, long out, boolean biased) throws StockpotException {
        return biased ? LinearLayer.read(layout, at, in, out) : LinearLayer.readBiasOrNot(layout, at, in, out);
    }

    private Projection projection(String at, BlockNames names) throws StockpotException {
        long width = shape.width();
        List<String> parts = names.projections();
        if (parts.size() == 3) {
            return new Projection.Separate(
                    linear(at + parts.get(0), width, width, names.biases()),
                    linear(at + parts.get(1), width, width, names.biases()),
                    linear(at + parts.get(2), width, width, names.biases()));
        }
        Slot weight = layout.take(at + parts.get(0) + "weight", 3 * width, width);
        String bias = at + parts.get(0) + "bias";
        return new Projection.Joint(
                weight,
                names.biases() || layout.has(bias) ? Optional.of(layout.take(bias, 3 * width)) : Optional.empty());
    }

    private Optional<AttentionLayer.Norms> headNorms(String at, BlockNames names) throws StockpotException {
        if (names.headNorms().isEmpty()) {
            return Optional.empty();
        }
        String query = at + names.headNorms().get().first();
        String key = at + names.headNorms().get().second();
        if (!layout.has(query + ".weight")) {
            return Optional.empty();
        }
        long values = shape.width() / shape.heads();
        return Optional.of(new AttentionLayer.Norms(
                NormLayer.read(layout, query, values, epsilon), NormLayer.read(layout, key, values, epsilon)));
    }

    private Optional<Slot> scale(String at, Optional<String> name) throws StockpotException {
        return name.isPresent() && layout.has(at + name.get())
                ? Optional.of(layout.take(at + name.get(), shape.width()))
                : Optional.empty();
    }

    private long hidden(String first) throws StockpotException {
        String expected = "[hidden, " + shape.width() + "]";
        Shape matrix = layout.look(first, expected, 2);
        if (matrix.extent(1) != shape.width()) {
            throw layout.refusal(first, expected, matrix.toString());
        }
        return matrix.extent(0);
    }
}
