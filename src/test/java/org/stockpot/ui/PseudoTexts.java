package org.stockpot.ui;

/** A language that nobody speaks: every letter has an accent, every text is 40 % longer and has brackets at both ends. */
final class PseudoTexts {
    static final char OPENING = '«';
    static final char CLOSING = '»';

    private static final String PLAIN = "aceinosuyzACEINOSUYZ";
    private static final String ACCENTED = "àçéîñõšüýžÀÇÉÎÑÕŠÜÝŽ";
    private static final String PADDING = "òrè ëvèn lòngèr thàn thìs wàs ";

    private PseudoTexts() {}

    /** Arguments in braces stay as they are. */
    static String translated(String english) {
        var text = new StringBuilder().append(OPENING);
        int depth = 0;
        for (int i = 0; i < english.length(); i++) {
            char letter = english.charAt(i);
            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            int place = depth == 0 ? PLAIN.indexOf(letter) : -1;
            text.append(place < 0 ? letter : ACCENTED.charAt(place));
        }
        int more = (int) Math.round(0.4 * english.length());
        if (more > 0) {
            text.append(' ');
        }
        for (int index = 0; index < more - 1; index++) {
            text.append(PADDING.charAt(index % PADDING.length()));
        }
        return text.toString().stripTrailing() + CLOSING;
    }

    /** What of a text does not come from a bundle. */
    static String foreign(String text) {
        var rest = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            depth += letter == OPENING ? 1 : 0;
            if (depth == 0) {
                rest.append(letter);
            }
            depth -= letter == CLOSING ? 1 : 0;
        }
        return rest.toString();
    }
}
