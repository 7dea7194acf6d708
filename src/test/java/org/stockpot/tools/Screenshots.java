package org.stockpot.tools;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Dimension2D;
import org.stockpot.ui.theme.Theme;

/**
 * Takes the pictures of the documentation: opens the real window on the demo, waits until everything is measured, lets a short search run, and
 * writes every
 * room in both themes and two sizes. {@code mvn -Pscreenshots}; needs no display.
 */
public final class Screenshots {
    private static final Map<String, Dimension2D> SIZES =
            Map.of("", new Dimension2D(1280, 800), "-large", new Dimension2D(1920, 1080));
    private static final int EVALUATIONS = 40;

    private Screenshots() {}

    /** Writes to the folder named by the first argument. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        try (DemoWindow demo = DemoWindow.open()) {
            demo.awaitQuiet();
            demo.search("manifold", EVALUATIONS);
            demo.awaitQuiet();
            for (Theme theme : Theme.values()) {
                for (var size : SIZES.entrySet()) {
                    demo.show(theme, size.getValue().getWidth(), size.getValue().getHeight());
                    for (String room : demo.rooms()) {
                        demo.enter(room);
                        demo.awaitQuiet();
                        String name = room + "-" + theme.name().toLowerCase(Locale.ROOT) + size.getKey() + ".png";
                        Path file = folder.resolve(name);
                        FxStage.save(demo.window().stage().getScene(), file);
                        System.out.println(file);
                    }
                }
            }
        }
        System.exit(0);
    }
}
