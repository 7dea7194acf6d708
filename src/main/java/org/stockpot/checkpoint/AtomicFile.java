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
import org.stockpot.tensor.StockpotException;

/**
 * A file on its way to a name. The bytes go to a hidden {@link Stage} beside the target; they are forced to the disk, read
 * back and compared with what was sent, and only then does the file take the name, in one step. Whatever happens before,
 * the name stands for what it stood for.
 */
final class AtomicFile implements AutoCloseable {
    /** Room that must stay free on the disk besides the file. */
    static final long SPARE = 64L << 20;

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final int MOVE_ATTEMPTS = 10;

    private final Path target;
    private Path path;
    private final FileChannel channel;
    private final DiskForce force;
    private final MessageDigest digest = Sha256.digest();
    private final PieceSums sums = new PieceSums();
    private final FileContent content;
    private final Meter meter;
    private long written;

    private AtomicFile(Path target, Path path, FileChannel channel, FileContent content, Meter meter) {
        this.target = target;
        this.path = path;
        this.channel = channel;
        this.force = new DiskForce(channel);
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
     * @param target whose folder the file will go to, and what messages call it
     * @param name of the file while it is on the stage
     * @param meter is told about every byte twice, when it is written and when it is read back
     */
    static AtomicFile create(Stage stage, String name, Path target, FileContent content, Meter meter)
            throws CheckpointException {
        Path file = stage.file(name);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new AtomicFile(target, file, channel, content, meter);
        } catch (IOException e) {
            throw new CheckpointException(
                    target, "cannot be written: " + InputFile.reason(e) + "; what was there before is unchanged", e);
        }
    }

    static Path folder(Path target) throws CheckpointException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new CheckpointException(target, "expected the name of a file to write, found a folder");
        }
        return folder;
    }

    /** Where the file is now. */
    Path path() {
        return path;
    }

    /** Appends the rest of the buffer. */
    void write(ByteBuffer data) throws CheckpointException {
        int count = data.remaining();
        digest.update(data.duplicate());
        sums.add(data);
        try {
            while (data.hasRemaining()) {
                channel.write(data);
            }
            force.wrote(count);
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
            force.finish();
        } catch (IOException e) {
            throw failure(e);
        }
        boolean same;
        try (InputFile file = InputFile.open(path)) {
            same = file.size() == written && sums.matches(file, meter) && content.matches(file);
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
        return Sha256.hex(digest);
    }

    /**
     * Takes a name, in one step; a file that has it is replaced. Durable after {@link #settle}, if it is in the target's
     * folder.
     */
    void moveTo(Path name) throws CheckpointException {
        try {
            // Windows moves no open files.
            channel.close();
            for (int attempt = 1; !path.equals(name); attempt++) {
                try {
                    Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
                    path = name;
                } catch (IOException e) {
                    // Nor does it replace a file while a virus scanner or viewer holds it, usually not for long.
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

    /** Forces the folder to the disk, so that names taken by {@link #moveTo} survive a power cut. */
    static void settle(Path target) throws CheckpointException {
        try {
            forceFolder(target);
        } catch (IOException e) {
            throw new CheckpointException(
                    target,
                    "is complete and in place, but the disk did not confirm it (" + InputFile.reason(e)
                            + "); a power cut now could bring back what was there before, check the disk",
                    e);
        }
    }

    /** As {@link #settle}, while more is to come. */
    static void forceFolder(Path target) throws IOException, CheckpointException {
        if (!WINDOWS) {
            // Folders cannot be opened there; the system keeps a journal of names.
            try (FileChannel folder = FileChannel.open(folder(target), StandardOpenOption.READ)) {
                folder.force(true);
            }
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

    @Override
    public void close() throws CheckpointException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
