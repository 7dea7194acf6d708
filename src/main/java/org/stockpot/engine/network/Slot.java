package org.stockpot.engine.network;

import org.stockpot.tensor.Shape;

/**
 * A place in a network for one tensor.
 *
 * @param tensor its name in the source
 */
public record Slot(String tensor, Shape shape) {}
