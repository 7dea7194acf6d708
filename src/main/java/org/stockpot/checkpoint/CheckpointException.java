package org.stockpot.checkpoint;

import java.nio.file.Path;
import org.stockpot.tensor.StockpotException;

/** A checkpoint file is not what it should be. The message begins with the file's name. */
public class CheckpointException extends StockpotException {
    private static final long serialVersionUID = 1;

    /**
     * @param file the subject
     * @param sentence expected, found, what to do; without capital and full stop
     */
    public CheckpointException(Path file, String sentence) {
        super(Show.file(file) + ": " + sentence);
    }

    public CheckpointException(Path file, String sentence, Throwable cause) {
        super(Show.file(file) + ": " + sentence, cause);
    }
}
