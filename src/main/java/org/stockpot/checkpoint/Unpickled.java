package org.stockpot.checkpoint;

import java.util.List;

/**
 * What one pickle describes.
 *
 * @param root the value
 * @param strangers names without a meaning here, in the order of their appearance; their objects are inert
 * @param tensors whether any tensor was described, wherever
 */
record Unpickled(PickleValue root, List<String> strangers, boolean tensors) {
    Unpickled {
        strangers = List.copyOf(strangers);
    }
}
