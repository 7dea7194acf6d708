package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what goes into linear layers, Σ x·xᵀ. */
public final class LinearObserver {
    private final NDManager scope;
    private final Map<String, NDArray> sums = new LinkedHashMap<>();

    /** @param scope owns the sums */
    public LinearObserver(NDManager scope) {
        this.scope = scope;
    }

    /**
     * Sees one input.
     *
     * @param weight {@code [out, in]}
     * @param input {@code … × in}
     */
    void see(Slot weight, NDArray input) {
        NDArray rows = input.reshape(-1, weight.shape().extent(1));
        NDArray gram = rows.transpose().matMul(rows);
        NDArray sum = sums.get(weight.tensor());
        if (sum == null) {
            gram.attach(scope);
            sums.put(weight.tensor(), gram);
        } else {
            sum.addi(gram);
            gram.close();
        }
    }

    /** {@code [in, in]} by the name of the matrix, in the order of the network. */
    public Map<String, NDArray> sums() {
        return sums;
    }
}
