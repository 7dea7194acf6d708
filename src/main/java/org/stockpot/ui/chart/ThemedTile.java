package org.stockpot.ui.chart;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.Tile.SkinType;
import eu.hansolo.tilesfx.Tile.TextSize;
import eu.hansolo.tilesfx.TileBuilder;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.stockpot.ui.theme.Theme;

/**
 * The one place that makes tiles. TilesFX takes no style sheets, so its colours are set here whenever the theme changes;
 * the number inside is an ordinary label, which can also say that there is none.
 */
final class ThemedTile {
    private final Tile tile;
    private final Label value = new Label();
    private final Label unit = new Label();
    private final Label change = new Label();
    private final ObservableValue<Theme> theme;
    private Tone tone = Tone.NEUTRAL;

    /** How a change is coloured. */
    enum Tone {
        NEUTRAL,
        GOOD,
        BAD
    }

    ThemedTile(ObservableValue<Theme> theme, String id, String title) {
        this.theme = theme;
        value.getStyleClass().add("tile-value");
        value.setId(id + "-value");
        unit.getStyleClass().add("tile-unit");
        change.getStyleClass().add("tile-change");
        change.setId(id + "-change");
        change.setWrapText(true);
        var number = new HBox(4, value, unit);
        number.setAlignment(Pos.BASELINE_LEFT);
        var inside = new VBox(number, change);
        inside.setAlignment(Pos.CENTER_LEFT);
        tile = TileBuilder.create()
                .skinType(SkinType.CUSTOM)
                .title(title)
                .graphic(inside)
                .textSize(TextSize.BIGGER)
                .animated(false)
                .roundedCorners(true)
                .borderWidth(1)
                .build();
        tile.setId(id);
        theme.addListener((observable, before, now) -> colour());
        colour();
    }

    Tile node() {
        return tile;
    }

    /**
     * Replaces everything but the title.
     *
     * @param footer small text at the bottom
     */
    void show(String number, String numberUnit, String changeText, Tone changeTone, String footer) {
        value.setText(number);
        unit.setText(numberUnit);
        change.setText(changeText);
        change.setManaged(!changeText.isEmpty());
        tile.setText(footer);
        tile.setAccessibleText(tile.getTitle() + " " + number + " " + numberUnit + " " + changeText + " " + footer);
        tone = changeTone;
        colour();
    }

    /** Fades a number that belongs to an older mix. */
    void setStale(boolean stale) {
        value.setOpacity(stale ? 0.5 : 1);
    }

    private void colour() {
        Theme now = theme.getValue();
        tile.setBackgroundColor(now.panel());
        tile.setBorderColor(now.line());
        tile.setForegroundBaseColor(now.text());
        tile.setTitleColor(now.muted());
        tile.setTextColor(now.muted());
        value.setTextFill(now.text());
        unit.setTextFill(now.muted());
        change.setTextFill(toneColour(now));
    }

    private Color toneColour(Theme now) {
        return switch (tone) {
            case NEUTRAL -> now.muted();
            case GOOD -> now.good();
            case BAD -> now.bad();
        };
    }
}
