package org.stockpot.ui.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files or a folder. */
@FunctionalInterface
public interface Chooser {
    /** What was chosen; empty if nothing was. */
    List<Path> choose(Request request);

    /** What is asked for. */
    enum Mode {
        /** One file that is there. */
        OPEN,
        /** Files that are there. */
        OPEN_SEVERAL,
        /** A name for a file; who asks warns if there is one of that name. */
        SAVE,
        /** One folder. */
        FOLDER
    }

    /**
     * A question.
     *
     * @param title of the dialog
     * @param folder where it begins; it may be gone
     * @param name that is proposed; empty for none
     * @param types of files that are shown; empty for all
     */
    record Request(Mode mode, String title, Optional<Path> folder, String name, List<FileType> types) {
        public Request {
            types = List.copyOf(types);
        }
    }
}
