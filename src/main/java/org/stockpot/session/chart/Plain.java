package org.stockpot.session.chart;

/** Text from outside, made harmless for HTML and SVG. */
public final class Plain {
    private static final int LONGEST = 2_000;

    private Plain() {}

    /**
     * Text for between tags and for attributes in double quotes. Control characters and such as turn the direction of
     * what follows become visible; halves of surrogate pairs, which UTF-8 cannot write, become U+FFFD.
     */
    public static String html(String text) {
        var safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(harmless(point));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? safe + "…" : safe.toString();
    }

    private static String harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.SURROGATE -> "\uFFFD";
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                String.format("[U+%04X]", point);
            default -> Character.toString(point);
        };
    }
}
