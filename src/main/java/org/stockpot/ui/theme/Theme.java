package org.stockpot.ui.theme;

import javafx.scene.paint.Color;

/**
 * A look. The colours here are those of AtlantaFX's Primer style sheets, for everything that is drawn by code instead
 * of styled by CSS.
 */
@SuppressWarnings("ImmutableEnumChecker") // JavaFX colours are immutable, but not marked so
public enum Theme {
    LIGHT(
            new atlantafx.base.theme.PrimerLight().getUserAgentStylesheet(),
            "#ffffff",
            "#f6f8fa",
            "#24292f",
            "#57606a",
            "#d0d7de",
            "#0969da",
            "#1a7f37",
            "#cf222e"),
    DARK(
            new atlantafx.base.theme.PrimerDark().getUserAgentStylesheet(),
            "#0d1117",
            "#161b22",
            "#c9d1d9",
            "#8b949e",
            "#30363d",
            "#58a6ff",
            "#3fb950",
            "#f85149");

    private final String userAgentStylesheet;
    private final Color background;
    private final Color panel;
    private final Color text;
    private final Color muted;
    private final Color line;
    private final Color accent;
    private final Color good;
    private final Color bad;

    Theme(
            String userAgentStylesheet,
            String background,
            String panel,
            String text,
            String muted,
            String line,
            String accent,
            String good,
            String bad) {
        this.userAgentStylesheet = userAgentStylesheet;
        this.background = Color.web(background);
        this.panel = Color.web(panel);
        this.text = Color.web(text);
        this.muted = Color.web(muted);
        this.line = Color.web(line);
        this.accent = Color.web(accent);
        this.good = Color.web(good);
        this.bad = Color.web(bad);
    }

    /** Address of the style sheet that JavaFX uses instead of Modena. */
    public String userAgentStylesheet() {
        return userAgentStylesheet;
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    public Color background() {
        return background;
    }

    /** Slightly raised from the background. */
    public Color panel() {
        return panel;
    }

    public Color text() {
        return text;
    }

    /** Secondary text, such as the numbers of an axis. */
    public Color muted() {
        return muted;
    }

    /** Borders and grids. */
    public Color line() {
        return line;
    }

    public Color accent() {
        return accent;
    }

    /** Text that says something became better. */
    public Color good() {
        return good;
    }

    /** Text that says something became worse or failed. */
    public Color bad() {
        return bad;
    }
}
