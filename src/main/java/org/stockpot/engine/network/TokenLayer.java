package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Puts learnt tokens before the patches and adds positions.
 *
 * @param tokens of one or more times as many values as a token has, in any shape
 * @param positions {@code [tokens, width]} or {@code [1, tokens, width]}; of the patches alone, or of all tokens
 * @param ofPatches whether only the patches have positions
 */
record TokenLayer(List<Slot> tokens, Slot positions, boolean ofPatches) implements Forward {
    TokenLayer {
        tokens = List.copyOf(tokens);
    }

    @Override
    public NDArray apply(Ops ops, Weights weights, NDArray patches) {
        NDArray where = weights.get(positions);
        if (tokens.isEmpty() || ofPatches) {
            NDArray placed = ops.add(patches, where);
            return tokens.isEmpty() ? placed : joined(weights, placed);
        }
        return ops.add(joined(weights, patches), where);
    }

    private NDArray joined(Weights weights, NDArray patches) {
        long count = patches.getShape().get(0);
        long width = patches.getShape().get(2);
        var row = new NDList();
        for (Slot token : tokens) {
            long number = token.shape().elementCount() / width;
            row.add(weights.view(token, patches.getManager(), 1, number, width)
                    .broadcast(new Shape(count, number, width)));
        }
        row.add(patches);
        return ai.djl.ndarray.NDArrays.concat(row, 1);
    }
}
