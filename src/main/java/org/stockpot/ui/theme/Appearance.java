package org.stockpot.ui.theme;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;

/**
 * The look that is in force. There is one per program; whatever is drawn by code listens to {@link #themeProperty()}.
 * Lives on the JavaFX thread.
 */
public final class Appearance {
    private final ReadOnlyObjectWrapper<Theme> theme;

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
    }
}
