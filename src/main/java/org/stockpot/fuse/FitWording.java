package org.stockpot.fuse;

import org.stockpot.tensor.Told;

/** What is told of tensors that do not fit. */
enum FitWording implements Told.Wording {
    /** {0} tensors of {1} are missing: {2}. */
    MISSING("{0,choice,1#1 tensor|1<{0} tensors} of {1} {0,choice,1#is|1<are} missing: {2}."),
    /** {0} tensors are not in {1}: {2}. */
    EXTRA("{0,choice,1#1 tensor is|1<{0} tensors are} not in {1}: {2}."),
    /** {0} tensors differ in shape from those of {1}: {2}. */
    SHAPES("{0,choice,1#1 tensor|1<{0} tensors} of another shape than in {1}: {2}."),
    /** Classes, and the tensors {3} that show it. */
    HEAD("Its head is for {0} classes, that of {1} for {2}: {3}."),
    /** {0} tensors of type {1}, those of {2} of type {3}: {4}. */
    TYPES("{0,choice,1#1 tensor is|1<{0} tensors are} {1} where {2} has {3}: {4}."),
    /** A tensor and what it should look like. */
    NO_TENSOR("{0} is missing, expected {1}"),
    /** A tensor and two shapes. */
    ANOTHER_SHAPE("{0} has shape {1}, expected {2}"),
    /** A tensor and two types. */
    ANOTHER_TYPE("{0} has type {1}, expected {2}"),
    /** A tensor and what it looks like. */
    UNEXPECTED("{0} {1} is not expected"),
    /** Names {0}, and how many more. */
    MORE("{0}, and {1} more"),
    /** Parts of a sentence {0}, and how many more. */
    MORE_PARTS("{0}; and {1} more"),
    SAME_NETWORK("Mix only checkpoints of the same network."),
    SAME_CLASSES("Mix only models finetuned for the same classes."),
    SAME_TYPE("Save them in the same type: these are copied, never mixed."),
    FIRST_TYPES("The mix is written in the types of the first ingredient.");

    private final String pattern;

    FitWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "fit";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
