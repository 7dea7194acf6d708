package org.stockpot.session;

import java.nio.file.Path;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/** A mix could be measured if the code of a file were run, and the user has not allowed that. */
public final class UntrustedProgramException extends StockpotException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final String sha256;

    UntrustedProgramException(Path file, String sha256) {
        super(
                file + " is a TorchScript program (SHA-256 " + sha256
                        + "), and evaluating it runs its code, which happens only for files you trust: if you know who made it,"
                        + " trust it; mixing and exporting need no trust.",
                Hint.RUN_CODE);
        this.file = file;
        this.sha256 = sha256;
    }

    /** The program. */
    public Path file() {
        return file;
    }

    /** Of the whole file; what {@link Trust#add} takes. */
    public String sha256() {
        return sha256;
    }
}
