package org.stockpot.session.settings;

/**
 * How the window looks. Numbers out of range become the nearest that is in it.
 *
 * @param textPercent size of text, 80 to 200
 * @param language takes effect at the next start
 * @param scalePercent size of everything, 50 to 300, at the next start; 0 leaves it to the system
 */
public record Look(ThemeChoice theme, int textPercent, Language language, int scalePercent) {
    public static final int SMALLEST_TEXT = 80;
    public static final int LARGEST_TEXT = 200;
    public static final int TEXT_STEP = 10;
    private static final int SMALLEST_SCALE = 50;
    private static final int LARGEST_SCALE = 300;

    /** Before anybody chose. */
    public static final Look USUAL = new Look(ThemeChoice.SYSTEM, 100, Language.SYSTEM, 0);

    public Look {
        textPercent = Math.min(Math.max(textPercent, SMALLEST_TEXT), LARGEST_TEXT);
        scalePercent = scalePercent <= 0 ? 0 : Math.min(Math.max(scalePercent, SMALLEST_SCALE), LARGEST_SCALE);
    }

    public Look withTheme(ThemeChoice choice) {
        return new Look(choice, textPercent, language, scalePercent);
    }

    public Look withTextPercent(int percent) {
        return new Look(theme, percent, language, scalePercent);
    }

    public Look withLanguage(Language choice) {
        return new Look(theme, textPercent, choice, scalePercent);
    }

    public Look withScalePercent(int percent) {
        return new Look(theme, textPercent, language, percent);
    }
}
