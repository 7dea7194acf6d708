package org.stockpot.session.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sessions that were worked on, the pinned ones first, each part newest first.
 *
 * @param all no file twice
 */
public record Recents(List<Recent> all) {
    /** How many that are not pinned are kept. */
    public static final int KEPT = 10;

    public static final Recents NONE = new Recents(List.of());

    /** One session file; it stays in the list for good if it is pinned. */
    public record Recent(Path file, boolean pinned) {}

    public Recents {
        List<Recent> distinct = new ArrayList<>();
        for (Recent recent : all) {
            if (distinct.stream().noneMatch(known -> known.file().equals(recent.file()))) {
                distinct.add(recent);
            }
        }
        all = Stream.concat(
                        distinct.stream().filter(Recent::pinned),
                        distinct.stream().filter(recent -> !recent.pinned()).limit(KEPT))
                .toList();
    }

    /** After a session was opened or saved. */
    public Recents with(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        boolean pinned = all.stream().anyMatch(known -> known.file().equals(absolute) && known.pinned());
        return new Recents(Stream.concat(Stream.of(new Recent(absolute, pinned)), all.stream())
                .toList());
    }

    /** With one kept for good, or no longer. */
    public Recents pinned(Path file, boolean pin) {
        return new Recents(all.stream()
                .map(known -> known.file().equals(file) ? new Recent(file, pin) : known)
                .toList());
    }

    /** Without one; its file stays. */
    public Recents without(Path file) {
        return new Recents(
                all.stream().filter(known -> !known.file().equals(file)).toList());
    }
}
