package org.stockpot.session.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user chose and where things were. Immutable.
 *
 * @param folders where files of a kind were chosen last
 * @param tourSeen whether the hints of the first start were shown
 * @param curves depth curves that the user keeps under names
 */
public record Settings(
        Look look, Layout layout, Recents recents, Map<FileKind, Path> folders, boolean tourSeen, Curves curves) {
    /** Of the first start. */
    public static final Settings USUAL =
            new Settings(Look.USUAL, Layout.USUAL, Recents.NONE, Map.of(), false, Curves.NONE);

    /** Files that users keep in folders of their own. */
    public enum FileKind {
        SESSION,
        CHECKPOINT,
        DATA,
        EXPORT,
        REPORT
    }

    public Settings {
        folders = Map.copyOf(folders);
    }

    public Settings withLook(Look newLook) {
        return new Settings(newLook, layout, recents, folders, tourSeen, curves);
    }

    public Settings withLayout(Layout newLayout) {
        return new Settings(look, newLayout, recents, folders, tourSeen, curves);
    }

    public Settings withRecents(Recents newRecents) {
        return new Settings(look, layout, newRecents, folders, tourSeen, curves);
    }

    public Settings withTourSeen(boolean seen) {
        return new Settings(look, layout, recents, folders, seen, curves);
    }

    public Settings withCurves(Curves newCurves) {
        return new Settings(look, layout, recents, folders, tourSeen, newCurves);
    }

    /** Remembers the folder that a file was chosen in. */
    public Settings chosen(FileKind kind, Path file) {
        Map<FileKind, Path> all = new HashMap<>(folders);
        Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(folder -> all.put(kind, folder));
        return new Settings(look, layout, recents, all, tourSeen, curves);
    }
}
