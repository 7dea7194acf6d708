package org.stockpot.architecture.planted.evaluate;

import ai.djl.ndarray.NDArray;

public class UsesDjl {
    public NDArray logits;
}
