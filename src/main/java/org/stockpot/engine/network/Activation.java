package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/** What stands between two matrices. */
public enum Activation {
    /** Hendrycks & Gimpel 2016, arXiv:1606.08415, §2: x·σ(1.702x), as OpenAI trained CLIP. */
    QUICK_GELU("QuickGELU") {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            NDArray slope = Ops.scalar(fresh, 1.702f);
            NDArray gate = ai.djl.nn.Activation.sigmoid(fresh.mul(slope));
            return ops.differentiable() ? gate.mul(fresh) : gate.muli(fresh);
        }
    },
    /** Hendrycks & Gimpel 2016, arXiv:1606.08415, §2: x·Φ(x), exact. */
    GELU("GELU") {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            return ai.djl.nn.Activation.gelu(fresh);
        }
    },
    RELU("ReLU") {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            return ai.djl.nn.Activation.relu(fresh);
        }
    };

    private final String title;

    Activation(String title) {
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** @param fresh nobody needs it afterwards */
    abstract NDArray apply(Ops ops, NDArray fresh);
}
