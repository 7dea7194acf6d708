package org.stockpot.fuse;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.Told;

/**
 * One thing worth knowing about a checkpoint.
 *
 * @param told what was found, a sentence
 * @param advised what to do about it, a sentence, if there is something to do
 * @param hints what can be done about it in a way that is not the same everywhere
 */
public record Finding(Kind kind, Severity severity, Told told, Optional<Told> advised, List<Hint> hints) {
    public Finding {
        hints = List.copyOf(hints);
    }

    /** With an advice that needs no values. */
    Finding(Kind kind, Severity severity, Told told, Told.Wording advice) {
        this(kind, severity, told, Optional.of(Told.of(advice)), List.of());
    }

    /** What was found, in English. */
    public String text() {
        return told.toString();
    }

    /** What to do about it, in English; empty where there is nothing to do. */
    public String advice() {
        return advised.map(Told::toString).orElse("");
    }

    /** How much it matters. */
    public enum Severity {
        /** The checkpoint cannot be mixed. */
        ERROR,
        /** It can be mixed, but look at it. */
        WARNING,
        INFO
    }

    /** What it is about. */
    public enum Kind {
        /** Tensors that the others have. */
        MISSING,
        /** Tensors that the others do not have. */
        EXTRA,
        /** Tensors of another shape. */
        SHAPE,
        /** A classification head for another number of classes. */
        HEAD_SIZE,
        /** A classification head whose classes stand in another order. */
        HEAD_ORDER,
        /** Tensors of another element type. */
        DTYPE,
        /** Names that match only without the prefixes of a wrapper. */
        PREFIX,
        /** Values that are NaN or infinite. */
        NON_FINITE,
        /** Tensors in which all elements are the same although they are not in the base. */
        CONSTANT,
        /** Weights that were probably not finetuned from the base. */
        FOREIGN,
        /** The same weights as another checkpoint. */
        IDENTICAL,
        /** A program comes with the weights. */
        PROGRAM,
        /** Objects beside the weights that are not read unless that is asked for. */
        STRANGERS,
        /** What the reader of the file remarked. */
        READER,
        /** What can or cannot be evaluated. */
        NETWORK,
        /** The file is not the one that was added, or cannot be read as a whole. */
        CHANGED
    }

    /** Both sentences. */
    public String sentences() {
        return advised.isEmpty() ? text() : text() + " " + advice();
    }
}
