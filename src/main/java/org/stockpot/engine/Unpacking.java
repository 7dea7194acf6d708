package org.stockpot.engine;

import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Unpacks the engine's native libraries, once for all runs of a user, to where the engine looks for them. The engine would
 * do so by itself, but without saying how far it is, and what was unpacked when the program was killed would stay for ever.
 *
 * @param folder where the engine expects the libraries, in its cache
 * @param libraries what is packed; none where the engine brings nothing, or is told to take libraries of somebody else
 */
record Unpacking(Path folder, List<Library> libraries) {
    private static final String ENGINE = "pytorch";
    private static final String PREFIX = "stockpot-engine-";
    private static final int BLOCK = 1 << 20;
    private static final long MEGABYTE = 1_000_000;
    /** Left free, so that the disk is not filled to its last byte. */
    private static final long RESERVE = 64 * MEGABYTE;

    /** One packed file. */
    record Library(String name, URL packed, long bytes) {}

    Unpacking {
        libraries = List.copyOf(libraries);
    }

    /** That of the engine on the class path, for this machine. */
    static Unpacking ofEngine() {
        Path cache = Utils.getEngineCacheDir(ENGINE);
        if (hasOtherLibraries()) {
            return new Unpacking(cache, List.of());
        }
        Platform platform = Platform.detectPlatform(ENGINE);
        String flavour = platform.getFlavor();
        String classifier = platform.getClassifier();
        List<Library> libraries = new ArrayList<>();
        if (!platform.isPlaceholder()) {
            for (String name : platform.getLibraries()) {
                packed(ENGINE + "/" + flavour + "/" + classifier + "/" + name, name)
                        .ifPresent(libraries::add);
            }
        }
        return new Unpacking(
                cache.resolve(platform.getVersion() + "-" + flavour + "-" + classifier)
                        .toAbsolutePath(),
                libraries);
    }

    /** What is still to be written; 0 when all of it is there. */
    long packedBytes() {
        return isDone() ? 0 : bytes();
    }

    /**
     * Unpacks what is not there yet. Reports megabytes; when cancelled or killed, nothing half done is ever taken for the
     * whole.
     *
     * @param doing for the progress
     * @throws StockpotException if there is no room, or the cache cannot be written to
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void run(Told doing, JobContext context) throws StockpotException {
        if (isDone()) {
            return;
        }
        Path cache = Objects.requireNonNull(folder.getParent());
        try {
            Files.createDirectories(cache);
            Leftovers.sweep(cache, PREFIX);
            requireRoom(cache);
            Path half = Files.createTempDirectory(cache, Leftovers.name(PREFIX));
            try {
                write(half, doing, context);
                if (!isDone()) {
                    Leftovers.delete(folder);
                    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Leftovers.delete(half);
            }
        } catch (IOException e) {
            if (!isDone()) {
                throw problem(cache, e.getMessage() == null ? e.toString() : e.getMessage(), e);
            }
            // Another program was faster.
        }
    }

    private void write(Path half, Told doing, JobContext context) throws IOException {
        long total = bytes();
        long done = 0;
        var block = new byte[BLOCK];
        for (Library library : libraries) {
            try (InputStream in = library.packed().openStream();
                    OutputStream out = Files.newOutputStream(half.resolve(library.name()))) {
                for (int length = in.read(block); length >= 0; length = in.read(block)) {
                    context.endIfCancelled();
                    out.write(block, 0, length);
                    done += length;
                    context.progress(new Progress(doing, done / MEGABYTE, total / MEGABYTE));
                }
            }
        }
    }

    private void requireRoom(Path cache) throws IOException, StockpotException {
        long free = Files.getFileStore(cache).getUsableSpace();
        if (free < bytes() + RESERVE) {
            throw problem(cache, free / MEGABYTE + " MB are free", new IOException("no room"));
        }
    }

    private StockpotException problem(Path cache, String reason, IOException cause) {
        return new StockpotException(
                "The engine cannot be unpacked to " + cache + " (" + reason + "): it takes " + bytes() / MEGABYTE
                        + " MB there, once; free some space, make the folder writable, or name another one with"
                        + " DJL_CACHE_DIR.",
                cause);
    }

    private boolean isDone() {
        return libraries.stream().allMatch(library -> Files.exists(folder.resolve(library.name())));
    }

    private long bytes() {
        return libraries.stream().mapToLong(Library::bytes).sum();
    }

    /** Whether the engine is told to take libraries that were unpacked by others. */
    private static boolean hasOtherLibraries() {
        String torch = System.mapLibraryName("torch");
        return Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") != null
                || Utils.getEnvOrSystemProperty("PYTORCH_VERSION") != null
                || List.of(System.getProperty("java.library.path", "").split(File.pathSeparator)).stream()
                        .anyMatch(folder -> new File(folder, torch).isFile());
    }

    private static Optional<Library> packed(String resource, String name) {
        URL found = ClassLoaderUtils.getContextClassLoader().getResource(resource);
        try {
            return found == null
                    ? Optional.empty()
                    : Optional.of(
                            new Library(name, found, found.openConnection().getContentLengthLong()));
        } catch (IOException e) {
            // The engine tries by itself, and says what is wrong.
            return Optional.empty();
        }
    }
}
