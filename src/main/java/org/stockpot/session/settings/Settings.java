package org.stockpot.session.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user chose and where things were. Immutable.
 *
 * @param folders where files of a kind were chosen last
 * @param keys the keys of actions that have others than usual, by the id of the action; what the words mean is the window's
 *     affair, so that those of a newer program stay
 * @param tourSeen whether the hints of the first start were shown
 * @param curves depth curves that the user keeps under names
 */
public record Settings(
        Look look,
        Layout layout,
        Recents recents,
        Map<FileKind, Path> folders,
        Map<String, List<String>> keys,
        boolean tourSeen,
        Curves curves) {
    /** Of the first start. */
    public static final Settings USUAL =
            new Settings(Look.USUAL, Layout.USUAL, Recents.NONE, Map.of(), Map.of(), false, Curves.NONE);

    /** Files that users keep in folders of their own. */
    public enum FileKind {
        SESSION,
        CHECKPOINT,
        DATA,
        EXPORT,
        REPORT,
        CHART,
        TABLE
    }

    public Settings {
        folders = Map.copyOf(folders);
        keys = Map.copyOf(keys);
    }

    public Settings withLook(Look newLook) {
        return new Settings(newLook, layout, recents, folders, keys, tourSeen, curves);
    }

    public Settings withLayout(Layout newLayout) {
        return new Settings(look, newLayout, recents, folders, keys, tourSeen, curves);
    }

    public Settings withRecents(Recents newRecents) {
        return new Settings(look, layout, newRecents, folders, keys, tourSeen, curves);
    }

    public Settings withKeys(Map<String, List<String>> newKeys) {
        return new Settings(look, layout, recents, folders, newKeys, tourSeen, curves);
    }

    public Settings withCurves(Curves newCurves) {
        return new Settings(look, layout, recents, folders, keys, tourSeen, newCurves);
    }

    public Settings withTourSeen(boolean seen) {
        return new Settings(look, layout, recents, folders, keys, seen, curves);
    }

    /** Remembers the folder of a kind of file. */
    public Settings chosenIn(FileKind kind, Path folder) {
        Map<FileKind, Path> all = new HashMap<>(folders);
        all.put(kind, folder.toAbsolutePath());
        return new Settings(look, layout, recents, all, keys, tourSeen, curves);
    }
}
