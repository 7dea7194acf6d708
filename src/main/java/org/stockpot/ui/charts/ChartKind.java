package org.stockpot.ui.charts;

import org.stockpot.ui.text.Texts;

/** The charts of the room, in the order of the list. */
enum ChartKind {
    PLANE("mdi2c-chart-scatter-plot"),
    HISTORY("mdi2c-chart-line"),
    WEIGHTS("mdi2c-chart-sankey-variant"),
    LINES("mdi2c-chart-bell-curve"),
    CLASSES("mdi2c-chart-bar"),
    CONFUSION("mdi2g-grid"),
    RELIABILITY("mdi2b-bullseye-arrow");

    private static final Texts TEXTS = Texts.of(ChartKind.class);

    private final String icon;

    ChartKind(String icon) {
        this.icon = icon;
    }

    String icon() {
        return icon;
    }

    /** In the list. */
    String title() {
        return TEXTS.get("kind." + name());
    }

    /** What the chart answers. */
    String help() {
        return TEXTS.get("help." + name());
    }

    /** Whether it shows what was measured per class. */
    boolean isPerClass() {
        return this == CLASSES || this == CONFUSION || this == RELIABILITY;
    }

    @Override
    public String toString() {
        return title();
    }
}
