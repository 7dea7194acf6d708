package org.stockpot.engine.network;

import ai.djl.ndarray.NDArray;

/** What stands between two matrices. */
public enum Activation {
    /** Hendrycks & Gimpel 2016, arXiv:1606.08415, §2: x·σ(1.702x), as OpenAI trained CLIP. */
    QUICK_GELU {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            NDArray slope = Ops.scalar(fresh, 1.702f);
            NDArray gate = ai.djl.nn.Activation.sigmoid(fresh.mul(slope));
            return ops.differentiable() ? gate.mul(fresh) : gate.muli(fresh);
        }
    },
    /** Hendrycks & Gimpel 2016, arXiv:1606.08415, §2: x·Φ(x), exact. */
    GELU {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            return ai.djl.nn.Activation.gelu(fresh);
        }
    },
    RELU {
        @Override
        NDArray apply(Ops ops, NDArray fresh) {
            return ai.djl.nn.Activation.relu(fresh);
        }
    };

    /** @param fresh nobody needs it afterwards */
    abstract NDArray apply(Ops ops, NDArray fresh);
}
