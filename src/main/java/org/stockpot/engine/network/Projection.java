package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.core.Linear;
import java.util.Optional;

/** How tokens become queries, keys and values. */
sealed interface Projection {
    /**
     * Projects.
     *
     * @param asking tokens with queries: all of the input, that very array, or some of them
     * @param input {@code count × tokens × width}
     * @return queries of those that ask, keys and values of all; views of something that nobody else needs
     */
    NDList apply(Ops ops, Weights weights, NDArray asking, NDArray input);

    /**
     * One matrix for all three, side by side.
     *
     * @param weight {@code [3 · width, width]}
     * @param bias {@code [3 · width]}
     */
    record Joint(Slot weight, Optional<Slot> bias) implements Projection {
        @Override
        public NDList apply(Ops ops, Weights weights, NDArray asking, NDArray input) {
            long width = weight.shape().extent(1);
            if (asking == input) {
                return new LinearLayer(weight, bias).apply(ops, weights, input).split(3, 2);
            }
            ops.linear().ifPresent(observer -> observer.see(weight, input));
            NDArray query = rows(weights, asking, 0, width);
            NDList rest = rows(weights, input, width, 3 * width).split(2, 2);
            return new NDList(query, rest.get(0), rest.get(1));
        }

        private NDArray rows(Weights weights, NDArray input, long from, long to) {
            NDArray matrix = weights.rows(weight, input.getManager(), from, to);
            return bias.isPresent()
                    ? Linear.linear(input, matrix, weights.rows(bias.get(), input.getManager(), from, to))
                            .singletonOrThrow()
                    : Linear.linear(input, matrix).singletonOrThrow();
        }
    }

    /** One matrix each. */
    record Separate(LinearLayer query, LinearLayer key, LinearLayer value) implements Projection {
        @Override
        public NDList apply(Ops ops, Weights weights, NDArray asking, NDArray input) {
            return new NDList(
                    query.apply(ops, weights, asking),
                    key.apply(ops, weights, input),
                    value.apply(ops, weights, input));
        }
    }
}
