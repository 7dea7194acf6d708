package org.stockpot.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.Job;
import org.stockpot.tensor.StockpotException;

/**
 * The unsaved session of one window, in a file of its own beside those of other windows. As long as the window lives it
 * holds a lock of the operating system on a file of the same name; the lock dies with the process, so a file without one
 * is what a crash left. Its jobs run on the io lane.
 */
public final class Autosave implements AutoCloseable {
    private static final String ENDING = ".unsaved.json";
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Map<Path, FileChannel> held = new HashMap<>();
    private @Nullable Path own;
    private boolean closed;

    /** @param folder made when needed */
    public Autosave(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * What a crash left.
     *
     * @param at when it was written
     * @param of the file that the session was opened from or saved to before
     */
    public record Left(Path file, Instant at, Session session, Optional<Path> of) {}

    /**
     * What crashes left.
     *
     * @param sessions newest first
     * @param broken one sentence each
     */
    public record Found(List<Left> sessions, List<String> broken) {}

    /** Writes the session in place of what was written before. */
    public Job<Path> keep(Session session, Optional<Path> of, Instant at) {
        return context -> write(session, of, at);
    }

    /** Removes what was written: the session is saved, or empty. */
    public Job<Boolean> drop() {
        return context -> dropped();
    }

    /**
     * Finds what crashes left. Whoever finds something first has it: it is offered to no other window until this one is
     * closed. Files that cannot be read are put aside under another name.
     */
    public Job<Found> find() {
        return context -> found();
    }

    /** Removes what a crash left, as the user has it back or does not want it. */
    public Job<Boolean> discard(Left left) {
        return context -> {
            remove(left.file());
            return true;
        };
    }

    /** Removes what was written for this window and gives back what was found but not discarded. */
    @Override
    public synchronized void close() throws StockpotException {
        closed = true;
        dropped();
        for (Path file : List.copyOf(held.keySet())) {
            try {
                release(file, file.equals(own));
            } catch (IOException e) {
                throw new StockpotException(file + " cannot be given back: " + e.getMessage(), e);
            }
        }
    }

    private synchronized Path write(Session session, Optional<Path> of, Instant at) throws StockpotException {
        if (closed) {
            throw new CancellationException();
        }
        try {
            Path file = slot();
            AtomicText.write(file, Json.text(AutosaveForm.of(session, of, at, folder)));
            return file;
        } catch (IOException e) {
            throw new StockpotException(
                    folder + " cannot be written, so unsaved work is not safe from a crash: " + e.getMessage(), e);
        }
    }

    private synchronized boolean dropped() throws StockpotException {
        try {
            return own != null && Files.deleteIfExists(own);
        } catch (IOException e) {
            throw new StockpotException(own + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private Path slot() throws IOException {
        Files.createDirectories(folder);
        while (own == null) {
            Path file = folder.resolve(UUID.randomUUID() + ENDING);
            // Somebody who tidies up may have been quicker; then with another name.
            if (hold(file)) {
                if (Files.exists(lock(file))) {
                    own = file;
                } else {
                    release(file, false);
                }
            }
        }
        return own;
    }

    private synchronized Found found() throws StockpotException {
        if (!Files.isDirectory(folder)) {
            return new Found(List.of(), List.of());
        }
        List<Left> sessions = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        try {
            for (Path file : files(ENDING)) {
                if (!held.containsKey(file) && hold(file)) {
                    read(file, sessions, broken);
                }
            }
            for (Path lock : files(LOCK)) {
                tidy(lock);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new StockpotException(folder + " cannot be read: " + e.getMessage(), e);
        }
        sessions.sort(Comparator.comparing(Left::at).reversed());
        return new Found(List.copyOf(sessions), List.copyOf(broken));
    }

    private void read(Path file, List<Left> sessions, List<String> broken) throws IOException {
        if (!Files.exists(file)) {
            release(file, true); // its owner ended well meanwhile
            return;
        }
        try {
            AutosaveForm form = Json.read(file, AutosaveForm.class);
            sessions.add(form.left(file, folder));
        } catch (StockpotException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".broken");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            release(file, true);
            broken.add(e.getMessage() + " It is now " + aside.getFileName() + ".");
        }
    }

    private List<Path> files(String ending) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + ending)) {
            entries.forEach(all::add);
        }
        return all;
    }

    /** Removes the lock of a window that ended without anything to keep. */
    private void tidy(Path lock) throws IOException {
        String name = String.valueOf(lock.getFileName());
        Path file = folder.resolve(name.substring(0, name.length() - LOCK.length()));
        if (!held.containsKey(file) && !Files.exists(file) && hold(file)) {
            release(file, !Files.exists(file));
        }
    }

    private synchronized void remove(Path file) throws StockpotException {
        try {
            Files.deleteIfExists(file);
            release(file, true);
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private boolean hold(Path file) throws IOException {
        FileChannel channel = FileChannel.open(lock(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another window of this process has it.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (locked) {
            held.put(file, channel);
        }
        return locked;
    }

    private void release(Path file, boolean forGood) throws IOException {
        FileChannel channel = held.remove(file);
        if (channel == null) {
            return;
        }
        try (channel) {
            if (forGood) {
                Files.deleteIfExists(lock(file)); // under the lock, so that nobody else takes it meanwhile
            }
        }
    }

    private static Path lock(Path file) {
        return file.resolveSibling(file.getFileName() + LOCK);
    }
}
