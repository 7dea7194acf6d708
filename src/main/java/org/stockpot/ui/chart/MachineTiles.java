package org.stockpot.ui.chart;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** What the machine does, as tiles beside those of {@link Headline}: memory, and the time that is left. */
public final class MachineTiles extends HBox {
    private static final Texts TEXTS = Texts.of(MachineTiles.class);
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final double MINUTE = 60_000;

    private final ObjectProperty<MachineFacts> facts = new SimpleObjectProperty<>(this, "facts", MachineFacts.UNKNOWN);
    private final ThemedTile memory;
    private final ThemedTile left;

    public MachineTiles(ObservableValue<Theme> theme) {
        getStyleClass().add("headline");
        setId("machine-tiles");
        memory = add(new ThemedTile(theme, "tile-memory", TEXTS.get("headline.memory"), 2, "GB"));
        left = add(new ThemedTile(theme, "tile-left", TEXTS.get("headline.left"), 1, "min"));
        facts.addListener((observable, before, now) -> show(now));
        show(facts.get());
    }

    public ObjectProperty<MachineFacts> factsProperty() {
        return facts;
    }

    private ThemedTile add(ThemedTile made) {
        made.node().setMinSize(100, 110);
        made.node().setPrefSize(150, 150);
        made.node().setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setHgrow(made.node(), Priority.ALWAYS);
        getChildren().add(made.node());
        return made;
    }

    private void show(MachineFacts now) {
        showMemory(now);
        OptionalDouble minutes = now.left().map(Duration::toMillis).map(millis -> millis / MINUTE).stream()
                .mapToDouble(Double::doubleValue)
                .findFirst();
        left.show(
                minutes,
                now.task().isPresent() && minutes.isEmpty() ? TEXTS.get("headline.unknown") : "",
                ThemedTile.Tone.NEUTRAL,
                now.task().orElse(TEXTS.get("headline.idle")));
    }

    /** All of it where the system says how much that is, and what of it is Java's; else Java's alone. */
    private void showMemory(MachineFacts now) {
        OptionalDouble all = now.memory()
                .map(use -> OptionalDouble.of(use.resident().orElse(use.heapUsed()) / GIGABYTE))
                .orElse(OptionalDouble.empty());
        String parts = now.memory()
                .map(use -> use.outsideHeap().isPresent()
                        ? TEXTS.get(
                                "headline.memory.parts",
                                gigabytes(use.heapUsed()),
                                gigabytes(use.outsideHeap().getAsLong()))
                        : TEXTS.get("headline.heap", gigabytes(use.heapMost())))
                .orElse("");
        memory.show(all, parts, ThemedTile.Tone.NEUTRAL, now.device());
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f", bytes / GIGABYTE);
    }
}
