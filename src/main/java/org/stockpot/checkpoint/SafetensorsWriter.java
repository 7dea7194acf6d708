package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Saves any tensor source as a safetensors file. The target is either the old file or the new one, whole: the data goes
 * to a sibling file, is forced to the disk, read back and compared, and only then moved into place. Memory use does not
 * depend on the size of the tensors.
 */
public final class SafetensorsWriter {
    /** Data per read from the source. */
    static final int CHUNK = 4 << 20;

    /** Room that must stay free on the disk besides the file. */
    static final long SPARE = 64L << 20;

    private final TensorSource source;
    private final Path target;
    private final Path folder;
    private final WriteProgress progress;
    private final List<Map.Entry<String, TensorSpec>> tensors;
    private final byte[] header;
    private final long size;

    private SafetensorsWriter(TensorSource source, Path target, Map<String, String> metadata, WriteProgress progress)
            throws CheckpointException {
        this.source = source;
        this.target = target;
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(target)) {
            throw new CheckpointException(target, "expected the name of a file to write, found a folder");
        }
        this.folder = parent;
        this.progress = progress;
        this.tensors = new ArrayList<>(source.specs().entrySet());
        // The order of the reference implementation: wide types first, so that every tensor is aligned.
        this.tensors.sort(Comparator.comparing((Map.Entry<String, TensorSpec> entry) ->
                        -entry.getValue().dtype().bytes())
                .thenComparing(Map.Entry::getKey));
        this.header = SafetensorsHeaderText.of(target, tensors, metadata);
        long total = header.length;
        for (var tensor : tensors) {
            total = Math.addExact(total, tensor.getValue().byteCount());
        }
        this.size = total;
    }

    /**
     * Writes all tensors of the source.
     *
     * @param metadata free text for {@code __metadata__}
     * @param progress told about every chunk, written and read back, so {@code total} is twice the file size; may throw
     *     {@link CancellationException}, which leaves the target as it was
     * @return SHA-256 of the file
     * @throws StockpotException if the source cannot be read or the file not be written; the target is as it was
     */
    public static String write(TensorSource source, Path target, Map<String, String> metadata, WriteProgress progress)
            throws StockpotException {
        return new SafetensorsWriter(source, target, metadata, progress).write();
    }

    /**
     * As {@link #write(TensorSource, Path, Map, WriteProgress)}, but refuses a target that is one of the inputs.
     *
     * @param inputs files that must stay
     */
    public static String write(
            TensorSource source,
            Path target,
            Map<String, String> metadata,
            WriteProgress progress,
            Collection<Path> inputs)
            throws StockpotException {
        for (Path input : inputs) {
            if (sameFile(input, target)) {
                throw new CheckpointException(
                        target, "is one of the inputs and is not overwritten; choose another name");
            }
        }
        return write(source, target, metadata, progress);
    }

    private static boolean sameFile(Path input, Path target) throws CheckpointException {
        try {
            return Files.exists(target) && Files.exists(input) && Files.isSameFile(input, target);
        } catch (IOException e) {
            throw new CheckpointException(target, "cannot be compared with the inputs: " + InputFile.reason(e), e);
        }
    }

    private String write() throws StockpotException {
        checkFolder();
        Path temporary =
                folder.resolve(".stockpot-" + HexFormat.of().toHexDigits(new SecureRandom().nextLong()) + ".tmp");
        try {
            String written = writeTo(temporary);
            verify(temporary, written);
            move(temporary);
            return written;
        } catch (IOException e) {
            throw new CheckpointException(
                    target, "cannot be written: " + InputFile.reason(e) + "; what was there before is unchanged", e);
        } finally {
            discard(temporary);
        }
    }

    private void checkFolder() throws CheckpointException {
        if (!Files.isDirectory(folder)) {
            throw new CheckpointException(target, "the folder " + folder + " does not exist; create it first");
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < size + SPARE) {
                throw new CheckpointException(
                        target, "needs " + (size + SPARE) + " bytes on the disk, " + free + " are free; make room");
            }
        } catch (IOException e) {
            throw new CheckpointException(target, "the folder cannot be examined: " + InputFile.reason(e), e);
        }
    }

    private String writeTo(Path temporary) throws IOException, StockpotException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long done = put(channel, digest, ByteBuffer.wrap(header), 0);
            for (var tensor : tensors) {
                TensorSpec spec = tensor.getValue();
                long count = spec.elementCount();
                int step = CHUNK / spec.dtype().bytes();
                for (long first = 0; first < count; first += step) {
                    int length = (int) Math.min(step, count - first);
                    ByteBuffer data = source.read(tensor.getKey(), first, length);
                    if (data.remaining() != length * spec.dtype().bytes()) {
                        throw new IllegalStateException(source.name() + " gave " + data.remaining() + " bytes for "
                                + length + " elements of " + tensor.getKey() + " " + spec);
                    }
                    done = put(channel, digest, data, done);
                }
            }
            channel.force(true);
        }
        return Sha256.hex(digest);
    }

    private long put(FileChannel channel, MessageDigest digest, ByteBuffer data, long done) throws IOException {
        long after = done + data.remaining();
        digest.update(data.duplicate());
        while (data.hasRemaining()) {
            channel.write(data);
        }
        progress.wrote(after, 2 * size);
        return after;
    }

    /** Reads the file as any reader would, so that a disk that lies or a bug here never replaces a good file. */
    private void verify(Path temporary, String written) throws CheckpointException {
        try (InputFile file = InputFile.open(temporary)) {
            SafetensorsHeader reread = SafetensorsHeader.read(file);
            boolean same = reread.entries().size() == tensors.size()
                    && tensors.stream().allMatch(tensor -> {
                        SafetensorsHeader.Entry entry = reread.entries().get(tensor.getKey());
                        return entry != null && entry.spec().equals(tensor.getValue());
                    });
            String found = Sha256.of(file, (done, total) -> progress.wrote(size + done, 2 * size));
            if (!same || !found.equals(written)) {
                throw new CheckpointException(
                        target,
                        "what the disk holds differs from what was written; the old file is unchanged, check the disk");
            }
        }
    }

    private void move(Path temporary) throws IOException {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                break;
            } catch (IOException e) {
                // Windows refuses to replace a file while a virus scanner or viewer holds it, usually not for long.
                if (!windows || attempt == 10) {
                    throw e;
                }
                pause();
            }
        }
        if (!windows) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
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

    private static void discard(Path temporary) throws CheckpointException {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new CheckpointException(temporary, "an unfinished file could not be deleted; delete it by hand", e);
        }
    }
}
