package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import org.stockpot.ui.theme.Theme;

/**
 * Takes the pictures of the documentation: opens the real window on the demo, waits until everything is measured, lets a
 * short search run, and writes every room in both themes and two sizes; some of the small dark ones go into the documents,
 * too.
 * {@code mvn -Pscreenshots}; needs no display.
 */
public final class Screenshots {
    private static final Map<String, Dimension2D> SIZES =
            Map.of("", new Dimension2D(1280, 800), "-large", new Dimension2D(1920, 1080));
    private static final Set<String> IN_DOCUMENTS = Set.of("mix", "differences", "search", "trials", "data", "charts");
    private static final int EVALUATIONS = 40;

    private Screenshots() {}

    /** Writes to the folder named by the first argument, and what the documents show to the second. */
    public static void main(String[] args) throws InterruptedException, IOException {
        Path folder = Path.of(args[0]);
        Path documents = Path.of(args[1]);
        try (DemoWindow demo = DemoWindow.open()) {
            demo.awaitQuiet();
            demo.search("manifold", EVALUATIONS);
            demo.awaitQuiet();
            furnish(demo);
            for (Theme theme : List.of(Theme.DARK, Theme.LIGHT)) {
                for (var size : SIZES.entrySet()) {
                    demo.show(theme, size.getValue().getWidth(), size.getValue().getHeight());
                    for (String room : demo.rooms()) {
                        demo.enter(room);
                        demo.awaitQuiet();
                        String name = room + "-" + theme.name().toLowerCase(Locale.ROOT) + size.getKey() + ".png";
                        Path file = folder.resolve(name);
                        FxStage.save(demo.window().stage().getScene(), file);
                        System.out.println(file);
                        if (theme == Theme.DARK && size.getKey().isEmpty() && IN_DOCUMENTS.contains(room)) {
                            Files.createDirectories(documents);
                            Files.copy(file, documents.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                }
            }
        }
        System.exit(0);
    }

    /** Does in some rooms what a user would do there first. */
    private static void furnish(DemoWindow demo) throws InterruptedException {
        demo.enter("trials");
        demo.onFx(() -> {
            TableView<?> trials = (TableView<?>) find(demo, "#trials-table");
            trials.getSelectionModel().clearAndSelect(0);
            trials.getSelectionModel().select(Math.min(4, trials.getItems().size() - 1));
            return 0;
        });
        for (String action : List.of("data #gallery-predict", "explain #explain-diagnose")) {
            String[] where = action.split(" ", -1);
            demo.enter(where[0]);
            demo.onFx(() -> {
                ((Button) find(demo, where[1])).fire();
                return 0;
            });
            demo.awaitQuiet();
        }
    }

    private static Node find(DemoWindow demo, String id) {
        Scene scene = demo.window().stage().getScene();
        Node found = scene.lookup(id);
        if (found == null) {
            throw new IllegalStateException("the window has no " + id);
        }
        return found;
    }
}
