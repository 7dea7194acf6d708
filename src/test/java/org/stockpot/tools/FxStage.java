package org.stockpot.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** Work on the JavaFX thread for programs that run on another one. */
final class FxStage {
    private static final int SETTLE_MILLIS = 120;

    private FxStage() {}

    /** Starts JavaFX. */
    static void start() {
        var started = new CompletableFuture<Void>();
        Platform.startup(() -> started.complete(null));
        started.join();
        Platform.setImplicitExit(false);
    }

    /** Runs on the JavaFX thread and waits. */
    static <T> T call(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    /** Gives the window a few pulses to lay itself out. */
    static void settle() throws InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        call(() -> 0);
    }

    /** Waits until the next pulse has been drawn. */
    static void pulse() {
        var drawn = new CompletableFuture<Void>();
        Platform.runLater(() -> new AnimationTimer() {
            private boolean second;

            @Override
            public void handle(long now) {
                if (second) {
                    stop();
                    drawn.complete(null);
                }
                second = true;
            }
        }.start());
        drawn.join();
    }

    /** Writes what a scene shows now. */
    static void save(Scene scene, Path file) {
        WritableImage image = call(() -> scene.snapshot(null));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
