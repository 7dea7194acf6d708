package org.stockpot.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.tensor.Hint;

/**
 * A file of weights holds objects of other programs beside them. They are harmless by name, and {@link
 * Strangers#KEPT_INERT} reads the weights without building them.
 */
public final class StrangersException extends CheckpointException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 3;

    private final String[] names;

    /**
     * @param file the subject
     * @param names of the strangers, as {@code module.name}, in the order of their appearance; not empty
     */
    StrangersException(Path file, List<String> names) {
        super(
                file,
                "holds objects beside its weights that Stockpot does not build: " + shown(names)
                        + "; nothing was executed; to leave them out, read its weights only");
        this.names = names.toArray(String[]::new);
    }

    @Override
    public List<Hint> hints() {
        return List.of(Hint.WEIGHTS_ONLY);
    }

    /** Full names of the strangers, as they stand in the file. */
    public List<String> names() {
        return List.of(names);
    }

    /** The first few names, made safe for a message. */
    static String shown(List<String> names) {
        String first = names.stream().limit(SHOWN).map(Show::text).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }
}
