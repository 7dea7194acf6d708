package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * A file on its way to a name. The bytes go to a sibling with a random name; they are forced to the disk, read back and
 * compared with what was sent, and only then does the sibling take the name, in one step. Whatever happens before, the
 * name stands for what it stood for. Closing an unfinished file deletes the sibling; what a dead process could not delete
 * goes with the next write to the folder, see {@link Leftovers}.
 */
final class AtomicFile implements AutoCloseable {
    /** Room that must stay free on the disk besides the file. */
    static final long SPARE = 64L << 20;

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final int MOVE_ATTEMPTS = 10;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private final FileContent content;
    private final Meter meter;
    private long written;
    private @Nullable InputFile reread;
    private boolean moved;

    private AtomicFile(Path target, Path temporary, FileChannel channel, FileContent content, Meter meter) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.content = content;
        this.meter = meter;
    }

    /**
     * Makes sure that files can be written beside the target, and tidies up after writers that died there.
     *
     * @param bytes size of all files together
     * @throws CheckpointException if the target is no name for a file, or the disk too full
     */
    static void prepare(Path target, long bytes) throws CheckpointException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new CheckpointException(
                    target,
                    "expected the name of a file to write, found a "
                            + (Files.isDirectory(target) ? "folder" : "pipe or device"));
        }
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(target, "the folder " + folder + " does not exist; create it first");
        }
        Leftovers.remove(folder);
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            long needed = bytes > Long.MAX_VALUE - SPARE ? Long.MAX_VALUE : bytes + SPARE;
            if (free < needed) {
                throw new CheckpointException(
                        target, "needs " + needed + " bytes on the disk, " + free + " are free; make room");
            }
        } catch (IOException e) {
            throw new CheckpointException(target, "the folder cannot be examined: " + InputFile.reason(e), e);
        }
    }

    /**
     * Begins a file; {@link #prepare} comes first.
     *
     * @param meter is told about every byte twice, when it is written and when it is read back
     */
    static AtomicFile create(Path target, FileContent content, Meter meter) throws CheckpointException {
        Path folder = folder(target);
        try {
            while (true) {
                Path temporary = folder.resolve(Leftovers.newName());
                FileChannel channel = FileChannel.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var file = new AtomicFile(target, temporary, channel, content, meter);
                if (Leftovers.claim(channel, temporary)) {
                    return file;
                }
                // Another process took it for a leftover in the moment before it was claimed.
                file.close();
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    target, "cannot be written: " + InputFile.reason(e) + "; nothing there has changed", e);
        }
    }

    private static Path folder(Path target) throws CheckpointException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new CheckpointException(target, "expected the name of a file to write, found a folder");
        }
        return folder;
    }

    /** Appends the rest of the buffer. */
    void write(ByteBuffer data) throws CheckpointException {
        int count = data.remaining();
        digest.update(data.duplicate());
        try {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        written += count;
        meter.add(count);
    }

    /**
     * Streams the content, forces it to the disk, reads it back and compares.
     *
     * @return SHA-256 of the file, 64 hexadecimal digits, lower case
     */
    String fill() throws StockpotException {
        content.writeTo(this);
        if (written != content.size()) {
            throw new IllegalStateException(
                    target + " should have " + content.size() + " bytes, " + written + " were written");
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure(e);
        }
        String sent = Sha256.hex(digest);
        boolean same;
        try {
            InputFile file = InputFile.openHeld(temporary);
            // Stays open until the end: on some systems, closing it would give up the claim on the file.
            reread = file;
            var before = new long[1];
            String found = Sha256.of(file, (done, total) -> {
                meter.add(done - before[0]);
                before[0] = done;
            });
            same = found.equals(sent) && content.matches(file);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    target,
                    "cannot be read back after writing (" + e.getMessage()
                            + "); what was there before is unchanged, check the disk",
                    e);
        }
        if (!same) {
            throw new CheckpointException(
                    target,
                    "what the disk holds differs from what was written; what was there before is unchanged, check the"
                            + " disk");
        }
        return sent;
    }

    /** Takes the target's name, in one step. Durable after {@link #settle}. */
    void move() throws CheckpointException {
        moveTo(target);
    }

    /**
     * Takes another name in the target's folder, in one step.
     *
     * @param name replaced if there is such a file
     */
    void moveTo(Path name) throws CheckpointException {
        try {
            if (WINDOWS) {
                channel.close();
                closeReread();
            }
            for (int attempt = 1; !moved; attempt++) {
                try {
                    Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
                    moved = true;
                } catch (IOException e) {
                    // Windows refuses to replace a file while a virus scanner or viewer holds it, usually not for long.
                    if (!WINDOWS || attempt == MOVE_ATTEMPTS) {
                        throw e;
                    }
                    pause();
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Forces the folder to the disk, so that names taken by {@link #move} survive a power cut. */
    static void settle(Path target) throws CheckpointException {
        if (WINDOWS) {
            // Folders cannot be opened there; the system keeps a journal of names.
            return;
        }
        try (FileChannel folder = FileChannel.open(folder(target), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            throw new CheckpointException(
                    target,
                    "is complete and in place, but the disk did not confirm it (" + InputFile.reason(e)
                            + "); a power cut now could bring back what was there before, check the disk",
                    e);
        }
    }

    private CheckpointException failure(IOException e) throws CheckpointException {
        if (e instanceof ClosedByInterruptException) {
            var cancelled = new CancellationException("interrupted while writing " + target);
            cancelled.initCause(e);
            throw cancelled;
        }
        long missing = content.size() - written;
        try {
            long free = Files.getFileStore(folder(target)).getUsableSpace();
            if (free < missing) {
                return new CheckpointException(
                        target,
                        "the disk is full: " + missing + " more bytes are needed, " + free
                                + " are free; what was there before is unchanged, make room and try again",
                        e);
            }
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
        }
        return new CheckpointException(
                target, "cannot be written: " + InputFile.reason(e) + "; what was there before is unchanged", e);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    private void closeReread() {
        if (reread != null) {
            reread.close();
        }
    }

    @Override
    public void close() throws CheckpointException {
        closeReread();
        try (channel) {
            if (!moved) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            if (!moved) {
                throw new CheckpointException(
                        temporary, "an unfinished file could not be deleted; it goes with the next write there", e);
            }
            // Everything is on the disk already; a channel that fails to close has nothing left to lose.
        }
    }
}
