package org.stockpot.checkpoint;

/**
 * What happens to objects beside the weights that a pickle of plain weights does not have, such as the
 * {@code argparse.Namespace} of a training script. Names that can run code are refused either way, and nothing is ever
 * looked up or called.
 */
public enum Strangers {
    /** The file is refused, by the stranger's name. */
    REFUSED,

    /** The stranger becomes an inert record that is never built; the weights beside it are read. */
    KEPT_INERT
}
