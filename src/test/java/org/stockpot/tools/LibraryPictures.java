package org.stockpot.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.MainWindow;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/**
 * Takes pictures of the library with files of every kind of trouble, in both themes: the window, and the list of findings of the worst file.
 * The first argument names the folder for the pictures. Needs no display.
 */
public final class LibraryPictures {
    private LibraryPictures() {}

    /** Writes {@code library-*.png} and {@code findings-*.png}. */
    public static void main(String[] args) throws Exception {
        Path pictures = Path.of(args[0]);
        var kitchen = new TinyKitchen(Files.createTempDirectory("library"));
        List<Path> files = List.of(
                kitchen.checkpoint("good", 11),
                kitchen.spoilt("broken", 12, Map.of("model.visual.proj", List.of(Float.NaN, Float.POSITIVE_INFINITY))),
                kitchen.wrapped("wrapped", 13),
                kitchen.checkpoint("twin", 11),
                kitchen.fresh("from-scratch", 14),
                kitchen.checkpoint("seven-classes", 15, 7));
        FxStage.start();
        var workbench = new Workbench(
                new DjlBackend(), new QueueLane("device", Platform::runLater), new QueueLane("io", Platform::runLater));
        Session session = Session.EMPTY
                .withBase(workbench.io().call(workbench.checkpoint(kitchen.checkpoint("base", 1))))
                .withData(List.of(kitchen.images(Role.VALIDATION, "validation", 40)));
        var appearance = new Appearance(Theme.LIGHT);
        MainWindow window = FxStage.call(() -> {
            var opened = new MainWindow(new Stage(), workbench, appearance, Optional.empty());
            opened.show();
            opened.kitchen().session().open(session, Optional.empty());
            opened.kitchen().library().add(files);
            return opened;
        });
        for (int quiet = 0; quiet < 10; ) {
            FxStage.settle();
            quiet = FxStage.call(() -> window.kitchen().tasks().running().isEmpty()) ? quiet + 1 : 0;
        }
        for (Theme theme : Theme.values()) {
            FxStage.call(() -> {
                appearance.show(theme);
                window.stage().setWidth(1280);
                window.stage().setHeight(800);
                return 0;
            });
            FxStage.settle();
            String name = theme.name().toLowerCase(Locale.ROOT) + ".png";
            FxStage.save(window.stage().getScene(), pictures.resolve("library-" + name));
            press(window, "#ingredient-broken-findings");
            Window popOver = FxStage.call(() -> Window.getWindows().stream()
                    .filter(one -> one.getScene().lookup("#ingredient-broken-findings-list") != null)
                    .findFirst()
                    .orElseThrow());
            FxStage.save(popOver.getScene(), pictures.resolve("findings-" + name));
            press(window, "#ingredient-broken-findings");
        }
        FxStage.call(() -> {
            window.dispose();
            window.stage().hide();
            return 0;
        });
        workbench.close();
        System.exit(0);
    }

    private static void press(MainWindow window, String id) throws InterruptedException, StockpotException {
        FxStage.call(() -> {
            Node node = window.stage().getScene().lookup(id);
            ((Button) node).fire();
            return 0;
        });
        FxStage.settle();
    }
}
