package org.stockpot.session;

import org.stockpot.tensor.Told;

/** What is told of a file. */
enum FileWording implements Told.Wording {
    /** What somebody else says {0}. */
    AS_SAID("{0}"),
    /** A format {0}. */
    PROGRAM("It holds a program beside its weights ({0})."),
    CODE_RUNS("You trust this very file, so measuring runs its code."),
    CODE_RESTS("Its weights are read; its code is not run unless you trust this very file."),
    /** {0} tensors in a network {1}. */
    INERT("{0,choice,1#1 tensor does|1<{0} tensors do} not influence the predictions ({1})."),
    /** Why {0}. */
    NOT_EVALUATED("It can be mixed but not evaluated: {0}"),
    /** {0} tensors. */
    PREFIX(
            "{0,choice,1#1 tensor is|1<{0} tensors are} matched by name without the prefix of a wrapper, such as module."),
    NOT_FROM_BASE("Layer groups with these tensors cannot be taken from the base."),
    CHANGED("It is not the file that was added: its SHA-256 is another one."),
    ADD_AGAIN("Remove it from the session and add it again."),
    /** {0} values in tensors {1}. */
    NON_FINITE("{0,choice,1#1 value is|1<{0} values are} NaN or infinite: {1}."),
    NON_FINITE_ALLOWED("Such values are allowed for this run; a mix with them is broken there."),
    LEAVE_OUT("Leave the model out, or allow such values for this run."),
    REFERENCE("the reference"),
    /** Rows {0} of a tensor {1} fit those of a file {2}. */
    CLASSES("Its classes seem to stand in another order: rows {0} of {1} fit rows 0, 1, 2 … of {2}."),
    SAME_ORDER("Bring its head into the same order, or leave it out."),
    /** {0} tensors unlike those of a file {1}: {2}. */
    CONSTANT("{0,choice,1#1 tensor has|1<{0} tensors have} one single value everywhere, unlike in {1}: {2}."),
    /** Names {0}, and how many more. */
    MORE("{0}, and {1} more"),
    LOST("They were probably never trained or lost when the file was saved; look at them."),
    UNLIKE_OTHERS("Its weights have little in common with those of most other ingredients."),
    ONE_OF_THEM("Mix only models finetuned from the same base; is this one of them?"),
    /** A file {0}, a distance {1} and a cosine {2}. */
    FOREIGN(
            "It was probably not finetuned from what {0} comes from: its weights are {1} times the length of {0}''s away (cosine {2})."),
    SAME_BASE("Mix only models finetuned from the same base."),
    /** A file {0}. */
    SAME_BYTES("It is the same as {0}, byte for byte."),
    /** A file {0}. */
    SAME_TENSORS("It is the same as {0}: all tensors are equal bit for bit."),
    REMOVE_ONE("Remove one of them, or it counts twice in the mix.");

    private final String pattern;

    FileWording(String pattern) {
        this.pattern = pattern;
    }

    @Override
    public String family() {
        return "file";
    }

    @Override
    public String pattern() {
        return pattern;
    }
}
