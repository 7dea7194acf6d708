package org.stockpot.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/**
 * The look that is in force. There is one per program; whatever is drawn by code listens to {@link #themeProperty()}.
 * Lives on the JavaFX thread.
 */
public final class Appearance {
    /** Size of text in pixels where the user wants it neither larger nor smaller; 1em of the style sheets. */
    public static final double USUAL_PIXELS = 13;

    private static final String TEXT_SHEET = "data:text/css;base64,";
    private static final Pattern ICON_SIZE = Pattern.compile("(-fx-icon-size: )(\\d+)px");

    private final ReadOnlyObjectWrapper<Theme> theme;
    private final Set<Scene> dressed = Collections.newSetFromMap(new WeakHashMap<>());
    private final String icons = read("icons.css");
    private int textPercent = 100;

    /** Puts a theme in force. */
    public Appearance(Theme first) {
        theme = new ReadOnlyObjectWrapper<>(this, "theme", first);
        Application.setUserAgentStylesheet(first.userAgentStylesheet());
    }

    public ReadOnlyObjectProperty<Theme> themeProperty() {
        return theme.getReadOnlyProperty();
    }

    public Theme theme() {
        return theme.get();
    }

    /** Restyles every window at once. */
    public void show(Theme next) {
        Application.setUserAgentStylesheet(next.userAgentStylesheet());
        theme.set(next);
    }

    /**
     * Makes all text larger or smaller, in every window at once.
     *
     * @param percent of the usual size
     */
    public void showText(int percent) {
        textPercent = percent;
        dressed.forEach(this::size);
    }

    /** The sizes of text and icons, after all other style sheets: popups take them over with those of their window. */
    private void size(Scene scene) {
        scene.getStylesheets().removeIf(sheet -> sheet.startsWith(TEXT_SHEET));
        String text =
                String.format(Locale.ROOT, ".root { -fx-font-size: %.2fpx; }%n", USUAL_PIXELS * textPercent / 100);
        String sheet = text + ICON_SIZE.matcher(icons).replaceAll(size -> size.group(1) + scaled(size.group(2)) + "px");
        scene.getStylesheets()
                .add(TEXT_SHEET + Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8)));
    }

    private long scaled(String pixels) {
        return Math.round(Integer.parseInt(pixels) * textPercent / 100.0);
    }

    private static String read(String name) {
        try (InputStream sheet = Objects.requireNonNull(Appearance.class.getResourceAsStream(name), name)) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds Stockpot's own style sheets to a scene; needed once for each window and dialog. Popups inherit them from the
     * window they belong to.
     */
    public void dress(Scene scene) {
        for (String name : List.of("bridge.css", "stockpot.css")) {
            URL address = Objects.requireNonNull(Appearance.class.getResource(name), name);
            if (!scene.getStylesheets().contains(address.toExternalForm())) {
                scene.getStylesheets().add(address.toExternalForm());
            }
        }
        dressed.add(scene);
        size(scene);
    }
}
