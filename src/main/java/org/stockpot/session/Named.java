package org.stockpot.session;

import org.stockpot.tensor.TensorSource;

/** A source under the name that its session gave it. */
record Named(String name, TensorSource source) implements Borrowed {}
