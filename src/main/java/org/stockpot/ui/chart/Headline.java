package org.stockpot.ui.chart;

import eu.hansolo.tilesfx.Tile;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.stockpot.ui.chart.HeadlineNumbers.Change;
import org.stockpot.ui.chart.HeadlineNumbers.Figure;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** The numbers that matter, as a row of tiles: validation, test and OOD accuracy of the current mix, and throughput. */
public final class Headline extends HBox {
    private static final Texts TEXTS = Texts.of(Headline.class);
    private static final double TILE_WIDTH = 190;
    private static final double TILE_HEIGHT = 150;

    private final ObjectProperty<HeadlineNumbers> numbers =
            new SimpleObjectProperty<>(this, "numbers", HeadlineNumbers.EMPTY);
    private final ThemedTile validation;
    private final ThemedTile test;
    private final ThemedTile ood;
    private final ThemedTile throughput;

    public Headline(ObservableValue<Theme> theme) {
        getStyleClass().add("headline");
        setId("headline");
        validation = add(new ThemedTile(theme, "tile-validation", TEXTS.get("headline.validation"), 2, "%"));
        test = add(new ThemedTile(theme, "tile-test", TEXTS.get("headline.test"), 2, "%"));
        ood = add(new ThemedTile(theme, "tile-ood", TEXTS.get("headline.ood"), 2, "%"));
        throughput = add(new ThemedTile(theme, "tile-throughput", TEXTS.get("headline.throughput"), 0, "img/s"));
        numbers.addListener((observable, before, now) -> show(now));
        show(numbers.get());
    }

    public ObjectProperty<HeadlineNumbers> numbersProperty() {
        return numbers;
    }

    private ThemedTile add(ThemedTile made) {
        Tile tile = made.node();
        tile.setMinSize(110, 110);
        tile.setPrefSize(TILE_WIDTH, TILE_HEIGHT);
        tile.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setHgrow(tile, Priority.ALWAYS);
        getChildren().add(tile);
        return made;
    }

    private void show(HeadlineNumbers now) {
        show(validation, now.validation());
        show(test, now.test());
        show(ood, now.ood());
        OptionalDouble rate = now.imagesPerSecond();
        throughput.show(rate, "", ThemedTile.Tone.NEUTRAL, rate.isPresent() ? "" : TEXTS.get("headline.nothing"));
        validation.setStale(now.stale());
        test.setStale(now.stale());
        ood.setStale(now.stale());
    }

    private static void show(ThemedTile tile, Figure figure) {
        if (figure.measured().isEmpty()) {
            tile.show(OptionalDouble.empty(), "", ThemedTile.Tone.NEUTRAL, TEXTS.get("headline.unmeasured"));
            return;
        }
        Measurement measured = figure.measured().get();
        tile.show(
                OptionalDouble.of(100 * measured.value()),
                change(figure),
                tone(figure),
                TEXTS.get(
                        "headline.images", measured.interval(), String.format(Locale.ROOT, "%,d", measured.images())));
    }

    /** Such as {@code ▲ 0.35 vs best ingredient}, in percentage points. */
    private static String change(Figure figure) {
        return figure.change()
                .map(change -> {
                    double points = 100 * change.gain();
                    String sign = Math.abs(points) < 0.005 ? "=" : points > 0 ? "▲" : "▼";
                    String size = String.format(Locale.ROOT, "%.2f", Math.abs(points));
                    return change.significant()
                            ? TEXTS.get("headline.change", sign, size)
                            : TEXTS.get("headline.change.noise", sign, size);
                })
                .orElse("");
    }

    private static ThemedTile.Tone tone(Figure figure) {
        return figure.change()
                .filter(Change::significant)
                .map(change -> change.gain() > 0 ? ThemedTile.Tone.GOOD : ThemedTile.Tone.BAD)
                .orElse(ThemedTile.Tone.NEUTRAL);
    }
}
