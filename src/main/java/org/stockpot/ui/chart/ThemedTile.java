package org.stockpot.ui.chart;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.Tile.SkinType;
import eu.hansolo.tilesfx.Tile.TextSize;
import eu.hansolo.tilesfx.TileBuilder;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.paint.Color;
import org.stockpot.ui.theme.Theme;

/**
 * The one place that makes tiles. TilesFX takes no style sheets, so its colours are set here whenever the theme changes.
 */
final class ThemedTile {
    private final Tile tile;
    private final ObservableValue<Theme> theme;
    private Tone tone = Tone.NEUTRAL;

    /** How a change is coloured. */
    enum Tone {
        NEUTRAL,
        GOOD,
        BAD
    }

    /** @param unit for good: a tile that has been laid out makes no room for another one */
    ThemedTile(ObservableValue<Theme> theme, String id, String title, int decimals, String unit) {
        this.theme = theme;
        tile = TileBuilder.create()
                .skinType(SkinType.NUMBER)
                .locale(Locale.ROOT)
                .title(title)
                .unit(unit)
                .minValue(0)
                .maxValue(1e9)
                .decimals(decimals)
                .customFontEnabled(true)
                .customFont(Painter.newFont(12, false))
                .textSize(TextSize.BIGGER)
                .animated(false)
                .roundedCorners(true)
                .borderWidth(1)
                .build();
        tile.setId(id);
        tile.setAccessibleRole(AccessibleRole.TEXT);
        tile.setAccessibleText(title);
        tile.setFocusTraversable(false);
        theme.addListener((observable, before, now) -> colour());
        colour();
    }

    Tile node() {
        return tile;
    }

    /**
     * Replaces everything but the title.
     *
     * @param change text below the number
     * @param footer small text at the bottom
     */
    void show(OptionalDouble number, String change, Tone changeTone, String footer) {
        tile.setValueVisible(number.isPresent());
        number.ifPresent(tile::setValue);
        tile.setDescription(change);
        tile.setText(footer);
        String value = number.isPresent()
                ? String.format(Locale.ROOT, "%." + tile.getDecimals() + "f %s", number.getAsDouble(), tile.getUnit())
                : "";
        tile.setAccessibleText(Stream.of(tile.getTitle(), value, change, footer)
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining(", ")));
        tone = changeTone;
        colour();
    }

    /** Fades a number that belongs to an older mix. */
    void setStale(boolean stale) {
        tile.setOpacity(stale ? 0.55 : 1);
    }

    private void colour() {
        Theme now = theme.getValue();
        tile.setBackgroundColor(now.panel());
        tile.setBorderColor(now.line());
        tile.setForegroundBaseColor(now.text());
        tile.setTitleColor(now.muted());
        tile.setTextColor(now.muted());
        tile.setValueColor(now.text());
        tile.setUnitColor(tile.isValueVisible() ? now.muted() : Color.TRANSPARENT);
        tile.setDescriptionColor(toneColour(now));
    }

    private Color toneColour(Theme now) {
        return switch (tone) {
            case NEUTRAL -> now.muted();
            case GOOD -> now.good();
            case BAD -> now.bad();
        };
    }
}
