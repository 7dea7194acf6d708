package org.stockpot.ui;

import java.util.Locale;
import java.util.OptionalInt;

/** How well a few typed letters fit a text: all of them in their order, better at the start of words and side by side. */
final class Fuzzy {
    private static final int WORD_START = 8;
    private static final int SIDE_BY_SIDE = 5;
    private static final int WHOLE_START = 6;

    private Fuzzy() {}

    /** Higher is better; empty if the letters are not in the text. Spaces do not count, nor do capitals. */
    static OptionalInt fit(String typed, String text) {
        String letters = typed.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
        String in = text.toLowerCase(Locale.ROOT);
        if (letters.isEmpty()) {
            return OptionalInt.of(0);
        }
        OptionalInt best = OptionalInt.empty();
        for (int start = in.indexOf(letters.charAt(0)); start >= 0; start = in.indexOf(letters.charAt(0), start + 1)) {
            OptionalInt here = fitFrom(letters, in, start);
            if (here.isPresent() && (best.isEmpty() || here.getAsInt() > best.getAsInt())) {
                best = here;
            }
        }
        return best;
    }

    /** With the first letter at a place; of the places of each next one that starts a word is taken, else the next. */
    private static OptionalInt fitFrom(String letters, String in, int start) {
        int score = (start == 0 ? WHOLE_START : 0) + (isWordStart(in, start) ? WORD_START : 0);
        int at = start;
        for (int letter = 1; letter < letters.length(); letter++) {
            char wanted = letters.charAt(letter);
            int next = at + 1 < in.length() && in.charAt(at + 1) == wanted ? at + 1 : wordStart(in, wanted, at + 1);
            next = next < 0 ? in.indexOf(wanted, at + 1) : next;
            if (next < 0) {
                return OptionalInt.empty();
            }
            score += next == at + 1 ? SIDE_BY_SIDE : isWordStart(in, next) ? WORD_START : -1;
            at = next;
        }
        return OptionalInt.of(score);
    }

    private static int wordStart(String in, char wanted, int from) {
        for (int at = in.indexOf(wanted, from); at >= 0; at = in.indexOf(wanted, at + 1)) {
            if (isWordStart(in, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWordStart(String in, int at) {
        return at == 0 || !Character.isLetterOrDigit(in.charAt(at - 1));
    }
}
