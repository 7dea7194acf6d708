package org.stockpot.tensor;

/**
 * What a user can do about a problem where the way to do it is not the same everywhere: an option on the command line,
 * something to click in the window. Sentences name neither; whoever shows one adds the way.
 */
public enum Hint {
    /** Trust a file, so that its code is run. */
    RUN_CODE,
    /** Let values through that are NaN or infinite. */
    ALLOW_NON_FINITE,
    /** Read a file without the objects beside its weights. */
    WEIGHTS_ONLY,
    /** Give text features in place of a classification head. */
    TEXT_FEATURES,
    /** Give a program that runs the weights. */
    PROGRAM,
    /** Say how images are prepared for the network. */
    PREPARE_IMAGES,
    /** Choose between networks with the same tensors. */
    ACTIVATION,
    /** Measure batch-norm statistics anew when a mix is written. */
    BATCH_NORM,
    /** Give the images again on which batch-norm statistics were measured. */
    BATCH_NORM_IMAGES,
    /** Let a search look at the shifts of OOD sets. */
    INSIST,
    /** Give the folder of the checkpoints that a recipe is made of. */
    SOURCES
}
