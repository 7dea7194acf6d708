package org.stockpot.ui.trials;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.stockpot.session.TrialRow;

/**
 * Which trials are shown.
 *
 * @param words all of these must occur in the origin, the optimiser, the tags or the note, in any case
 * @param pinned only those that are pinned
 * @param onData only those on the data that the session has now
 * @param origin only those of one origin
 */
record TrialFilter(String words, boolean pinned, boolean onData, Optional<String> origin)
        implements Predicate<TrialRow> {
    /** Everything is shown. */
    static final TrialFilter NONE = new TrialFilter("", false, false, Optional.empty());

    TrialFilter withWords(String newWords) {
        return new TrialFilter(newWords, pinned, onData, origin);
    }

    TrialFilter withPinned(boolean newPinned) {
        return new TrialFilter(words, newPinned, onData, origin);
    }

    TrialFilter withOnData(boolean newOnData) {
        return new TrialFilter(words, pinned, newOnData, origin);
    }

    TrialFilter withOrigin(Optional<String> newOrigin) {
        return new TrialFilter(words, pinned, onData, newOrigin);
    }

    @Override
    public boolean test(TrialRow row) {
        boolean wanted = origin.isEmpty() || origin.get().equals(TrialWords.origin(row.trial()));
        boolean switched = (!pinned || row.trial().note().pinned()) && (!onData || row.onData());
        if (!wanted || !switched) {
            return false;
        }
        if (words.isBlank()) {
            return true;
        }
        String all = String.join(
                        "\n",
                        TrialWords.origin(row.trial()),
                        row.optimiser().orElse(""),
                        String.join("\n", row.trial().note().tags()),
                        row.trial().note().text())
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                .allMatch(all::contains);
    }
}
