package org.stockpot.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Dimension2D;
import org.stockpot.ui.theme.Theme;

/**
 * Takes the pictures of the documentation: opens the real window on the demo, measures every ingredient, lets a short search run, and
 * writes the window in both themes and two sizes. {@code mvn -Pscreenshots}; needs no display.
 */
public final class Screenshots {
    private static final List<Dimension2D> SIZES = List.of(new Dimension2D(1280, 800), new Dimension2D(1920, 1080));
    private static final int EVALUATIONS = 40;

    private Screenshots() {}

    /** Writes to the folder named by the first argument. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        try (DemoWindow demo = DemoWindow.open()) {
            demo.awaitQuiet();
            demo.measureIngredients();
            demo.awaitQuiet();
            demo.search("manifold", EVALUATIONS);
            demo.awaitQuiet();
            for (Theme theme : Theme.values()) {
                for (Dimension2D size : SIZES) {
                    demo.show(theme, size.getWidth(), size.getHeight());
                    Path file = folder.resolve(String.format(
                            Locale.ROOT,
                            "workbench-%s-%.0fx%.0f.png",
                            theme.name().toLowerCase(Locale.ROOT),
                            size.getWidth(),
                            size.getHeight()));
                    FxStage.save(demo.window().stage().getScene(), file);
                    System.out.println(file);
                }
            }
        }
        System.exit(0);
    }
}
