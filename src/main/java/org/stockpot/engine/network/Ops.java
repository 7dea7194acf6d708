package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * How steps are run.
 *
 * @param differentiable true while gradients are collected: nothing is changed in place and everything is kept; otherwise
 *     the memory of a step is given back as soon as its result is there
 * @param observer of batch norm, which then works as in training
 * @param linear observer of what goes into linear layers
 */
public record Ops(boolean differentiable, Optional<BatchNormObserver> observer, Optional<LinearObserver> linear) {
    /** For measuring. */
    public static final Ops INFERENCE = new Ops(false, Optional.empty(), Optional.empty());

    /** For gradients. */
    public static final Ops TRAINING = new Ops(true, Optional.empty(), Optional.empty());

    /** For what batch norm sees. */
    public static Ops observing(BatchNormObserver observer) {
        return new Ops(false, Optional.of(observer), Optional.empty());
    }

    /** For what goes into linear layers. */
    public static Ops observing(LinearObserver observer) {
        return new Ops(false, Optional.empty(), Optional.of(observer));
    }

    /** Runs a step; all that it allocates but the result is freed at once, unless gradients need it. */
    public NDArray scoped(Forward step, Weights weights, NDArray input) {
        if (differentiable) {
            return step.apply(this, weights, input);
        }
        NDManager home = input.getManager();
        try (NDManager scope = home.newSubManager()) {
            input.tempAttach(scope);
            NDArray result = step.apply(this, weights, input);
            result.attach(home);
            return result;
        }
    }

    /** Runs a step on something that nobody needs afterwards. */
    public NDArray next(Forward step, Weights weights, NDArray fresh) {
        NDArray result = scoped(step, weights, fresh);
        if (!differentiable && result != fresh) {
            fresh.close();
        }
        return result;
    }

    /**
     * The sum, in place where it may be.
     *
     * @param fresh nobody needs it afterwards
     */
    public NDArray add(NDArray fresh, NDArray other) {
        return differentiable ? fresh.add(other) : fresh.addi(other);
    }

    /**
     * The product, in place where it may be.
     *
     * @param fresh nobody needs it afterwards
     */
    public NDArray mul(NDArray fresh, NDArray other) {
        return differentiable ? fresh.mul(other) : fresh.muli(other);
    }

    /**
     * A number as an array in the engine's own memory. The engine's {@code mul(Number)} wraps a Java buffer and drops it
     * at once; the backward pass would read whatever the garbage collector left there.
     */
    public static NDArray scalar(NDArray like, float value) {
        return like.getManager().full(new Shape(), value);
    }
}
