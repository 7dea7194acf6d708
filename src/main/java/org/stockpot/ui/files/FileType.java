package org.stockpot.ui.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A kind of file by its name.
 *
 * @param name for people
 * @param endings such as {@code .csv}; the first is appended to a name that has none of them; none at all is any file
 */
public record FileType(String name, List<String> endings) {
    public FileType {
        endings = List.copyOf(endings);
    }

    /** Files with one ending. */
    public static FileType of(String name, String ending) {
        return new FileType(name, List.of(ending));
    }

    /** A name that was typed, with the ending that belongs to it: appended, never replaced. */
    Path named(Path typed) {
        String name = String.valueOf(typed.getFileName());
        String small = name.toLowerCase(Locale.ROOT);
        return endings.isEmpty() || endings.stream().anyMatch(small::endsWith)
                ? typed
                : typed.resolveSibling(name + endings.get(0));
    }

    /** As file dialogs want it. */
    List<String> patterns() {
        return endings.isEmpty()
                ? List.of("*")
                : endings.stream().map(ending -> "*" + ending).toList();
    }
}
