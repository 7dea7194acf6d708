package org.stockpot.data;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Letters as capitals, and digits, of 3 × 5 pixels, for pictures that are made where there may be no fonts. */
final class PixelFont {
    static final int HEIGHT = 5;
    /** From one letter to the next. */
    static final int ADVANCE = 4;

    private static final int WIDTH = 3;

    /** A letter and its five rows, each of three bits as an octal digit. */
    private static final String GLYPHS = "A25755 B65656 C34443 D65556 E74647 F74644 G34553 H55755 I72227 J11152 K55655"
            + " L44447 M57755 N57775 O25552 P65644 Q25563 R65655 S34216 T72222 U55557 V55552 W55775 X55255 Y55222"
            + " Z71247 025552 126227 261247 361216 455711 574616 634652 771222 825252 925316 -00700 .00002 %51245"
            + " /11244 :02020 (24442 )21112 =07070 +02720";

    private static final Map<Character, String> ROWS = rows();

    private PixelFont() {}

    private static Map<Character, String> rows() {
        Map<Character, String> rows = new HashMap<>();
        for (String glyph : GLYPHS.split(" ", -1)) {
            rows.put(glyph.charAt(0), glyph.substring(1));
        }
        return Map.copyOf(rows);
    }

    /** Columns that a text takes at a scale. */
    static int width(String text, int scale) {
        return text.length() * ADVANCE * scale;
    }

    /** Hears every pixel of a text whose upper left corner is at 0, 0. */
    static void draw(String text, int scale, Ink ink) {
        String capitals = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < capitals.length(); i++) {
            String rows = ROWS.getOrDefault(capitals.charAt(i), "00000");
            for (int at = 0; at < HEIGHT * WIDTH * scale * scale; at++) {
                int x = at % (WIDTH * scale);
                int y = at / (WIDTH * scale);
                int row = rows.charAt(y / scale) - '0';
                if ((row >> (WIDTH - 1 - x / scale) & 1) == 1) {
                    ink.at(i * ADVANCE * scale + x, y);
                }
            }
        }
    }

    @FunctionalInterface
    interface Ink {
        void at(int x, int y);
    }
}
