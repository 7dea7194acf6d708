package org.stockpot.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Goal;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchRequest;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Goes through every room of the window, empty and at work, and reads what stands there. A program of its own, see
 * {@link WordsChild}.
 */
final class WordsWalk {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final long PATIENCE_SECONDS = 120;
    /** Between an id and a text. */
    static final String BETWEEN = " | ";

    private static final String SHOWN = "shown.txt";
    private static final String CUT = "cut.txt";

    private final Set<String> shown = new TreeSet<>();
    private final Set<String> cut = new TreeSet<>();

    private WordsWalk() {}

    /**
     * What was read.
     *
     * @param shown all texts, each after its id
     * @param cut those of controls that are not shown to their end
     */
    record Read(List<String> shown, List<String> cut) {
        static Read from(Path folder) throws IOException {
            return new Read(Files.readAllLines(folder.resolve(SHOWN)), Files.readAllLines(folder.resolve(CUT)));
        }
    }

    /** Writes to the folder named first; the second argument is the size of texts in percent. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        var walk = new WordsWalk();
        walk.walk(folder.resolve("kitchen"), Integer.parseInt(args[1]));
        Files.write(folder.resolve(SHOWN), walk.shown);
        Files.write(folder.resolve(CUT), walk.cut);
        System.exit(0);
    }

    private void walk(Path folder, int textPercent) throws Exception {
        var workbench = new Workbench(
                TinyKitchen.backend(),
                new QueueLane("device", Platform::runLater),
                new QueueLane("io", Platform::runLater));
        MainWindow window = onFx(() -> open(workbench, textPercent));
        walk(window);
        Session session = new TinyKitchen(Files.createDirectories(folder)).session(workbench, 60);
        onFx(() -> {
            window.kitchen().session().open(session, Optional.empty());
            return true;
        });
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        onFx(() -> {
            window.kitchen().solo().measure();
            return true;
        });
        quiet(window);
        work(window);
        walk(window);
        pages(window);
        menus(window);
    }

    /** Does in every room what a user would do there first, and reads what comes of it. */
    private void work(MainWindow window) throws TimeoutException {
        enter(window, "search");
        fire(window, "search-kind-checkpoint");
        read(window.view());
        fire(window, "search-kind-mix");
        onFx(() -> {
            found(window.view(), TitledPane.class).forEach(pane -> pane.setExpanded(true));
            return true;
        });
        settle();
        read(window.view());
        onFx(() -> {
            window.kitchen()
                    .search()
                    .start(new SearchRequest(
                            "greedy",
                            Map.of(),
                            Goal.ACCURACY.text(),
                            false,
                            Optional.of(5),
                            Optional.empty(),
                            Optional.empty(),
                            1));
            return true;
        });
        quiet(window);
        enter(window, "explain");
        fire(window, "explain-diagnose");
        quiet(window);
        enter(window, "data");
        fire(window, "gallery-predict");
        quiet(window);
        fire(window, "data-leaks");
        quiet(window);
        read(window.view());
        fire(window, "data-shifts");
        quiet(window);
        read(window.view());
        enter(window, "mix");
        fire(window, "mix-as-desk");
        read(window.view());
        fire(window, "mix-as-list");
        enter(window, "trials");
        TableView<?> trials = onFx(() -> (TableView<?>) window.view().lookup("#trials-table"));
        for (int rows = 1; rows <= 3; rows++) {
            int last = rows - 1;
            onFx(() -> {
                trials.getSelectionModel().selectRange(0, last + 1);
                return true;
            });
            settle();
            read(window.view());
        }
        for (String popup : List.of("status-jobs", "status-notices")) {
            fire(window, popup);
            readPopups(window);
            fire(window, popup);
        }
    }

    private static void enter(MainWindow window, String room) {
        onFx(() -> {
            window.enter(room);
            return true;
        });
        settle();
    }

    private static void fire(MainWindow window, String id) {
        onFx(() -> {
            ((ButtonBase) window.view().lookup("#" + id)).fire();
            return true;
        });
        settle();
    }

    private static void quiet(MainWindow window) throws TimeoutException {
        waitUntil(() -> window.kitchen().tasks().running().isEmpty()
                && !window.kitchen().search().runningProperty().get()
                && window.kitchen().live().readingProperty().get().state() == Reading.State.COMPLETE);
        settle();
    }

    private static MainWindow open(Workbench workbench, int textPercent) {
        var appearance = new Appearance(Theme.LIGHT);
        var window = new MainWindow(new Stage(), workbench, appearance, Optional.empty());
        window.show();
        window.settings().look(look -> look.withTextPercent(textPercent));
        window.stage().setX(0);
        window.stage().setY(0);
        window.stage().setWidth(WIDTH);
        window.stage().setHeight(HEIGHT);
        return window;
    }

    private void walk(MainWindow window) {
        for (String room : onFx(window::rooms)) {
            enter(window, room);
            read(window.view());
            List<TabPane> panes = onFx(() -> found(window.view(), TabPane.class));
            for (TabPane tabs : panes) {
                for (int index = 0; index < tabs.getTabs().size(); index++) {
                    int now = index;
                    onFx(() -> {
                        tabs.getSelectionModel().select(now);
                        return true;
                    });
                    settle();
                    read(window.view());
                }
            }
        }
    }

    private void pages(MainWindow window) {
        for (String page : List.of("keys", "settings", "palette", "history")) {
            onFx(() -> window.actions().get(page).perform());
            settle();
            read(window.view());
            readPopups(window);
            onFx(() -> {
                window.view().pages().hide();
                return true;
            });
        }
    }

    private void menus(MainWindow window) {
        MenuBar bar = onFx(() -> found(window.view(), MenuBar.class).get(0));
        for (Menu menu : bar.getMenus()) {
            onFx(() -> {
                menu.show();
                return true;
            });
            settle();
            readPopups(window);
            onFx(() -> {
                menu.hide();
                return true;
            });
        }
    }

    private void readPopups(MainWindow window) {
        List<Window> popups = onFx(() -> Window.getWindows().stream()
                .filter(one -> one != window.stage() && one.isShowing())
                .toList());
        popups.forEach(one -> read(one.getScene().getRoot()));
    }

    private void read(Parent root) {
        onFx(() -> {
            root.applyCss();
            root.layout();
            for (Node node : found(root, Node.class)) {
                if (node instanceof Labeled labeled) {
                    read(labeled);
                } else if (node instanceof Text text
                        && !(text instanceof FontIcon)
                        && !(text.getParent() instanceof Labeled)) {
                    note(shown, text, text.getText());
                }
            }
            return true;
        });
    }

    private void read(Labeled labeled) {
        note(shown, labeled, labeled.getText());
        if (!(labeled instanceof ButtonBase) && !labeled.getStyleClass().contains("tab-label")) {
            return;
        }
        for (Node part : labeled.getChildrenUnmodifiable()) {
            if (part instanceof Text text
                    && !(part instanceof FontIcon)
                    && part.isVisible()
                    && !text.getText().equals(labeled.getText())) {
                note(cut, labeled, labeled.getText() + " as " + text.getText());
            }
        }
        if (labeled.getText() != null && !labeled.getText().isBlank()) {
            beyond(labeled).ifPresent(part -> note(cut, labeled, labeled.getText() + " beyond " + name(part)));
        }
    }

    /** What around it ends, to the left or to the right, before it does; where one can scroll there is no end. */
    private static Optional<Node> beyond(Labeled labeled) {
        Bounds own = labeled.localToScene(labeled.getLayoutBounds());
        for (Node around = labeled.getParent(); around != null; around = around.getParent()) {
            if (around.getStyleClass().contains("viewport")) {
                return Optional.empty();
            }
            Bounds room = around.localToScene(around.getLayoutBounds());
            if (own.getMaxX() > room.getMaxX() + 1 || own.getMinX() < room.getMinX() - 1) {
                return Optional.of(around);
            }
        }
        return Optional.empty();
    }

    private static void note(Set<String> into, Node node, String text) {
        if (text != null && !text.isBlank()) {
            into.add(name(node) + BETWEEN + text.replace('\n', ' '));
        }
    }

    /** Its id or, without one, what it is within. */
    private static String name(Node node) {
        String kind = node.getClass().getSimpleName();
        for (Node one = node; one != null; one = one.getParent()) {
            if (one.getId() != null && !one.getId().isBlank()) {
                return one == node ? one.getId() : one.getId() + " " + kind;
            }
        }
        return kind;
    }

    /** All of a kind that can be seen. */
    private static <T> List<T> found(Parent root, Class<T> kind) {
        List<T> all = new ArrayList<>();
        for (Node child : root.getChildrenUnmodifiable()) {
            if (!child.isVisible()) {
                continue;
            }
            if (kind.isInstance(child)) {
                all.add(kind.cast(child));
            }
            if (child instanceof Parent inner) {
                all.addAll(found(inner, kind));
            }
        }
        return all;
    }

    private static void settle() {
        for (int pulse = 0; pulse < 3; pulse++) {
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    private static <T> T onFx(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), work);
    }

    private static void waitUntil(Callable<Boolean> condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFx(condition));
    }
}
