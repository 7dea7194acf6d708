package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * Prepared images in files of the user's cache folder, shared by all runs and processes. A file is made under another
 * name and moved to its own when it is whole, so that a crash leaves nothing half; whoever makes one holds a lock of the
 * operating system, which dies with the process, and everybody else waits. What has not been used for longest goes
 * first when there is too much.
 *
 * <p>That an image is broken is believed for no longer than it is: the file may have lacked a permission, or its disk
 * or the memory had a bad hour, and nothing that the key is made of tells when that is over. So the images that a file
 * calls broken are tried again, and if one can be read, a new file takes the place of the old one.
 *
 * @param folder made when needed
 * @param maxBytes most bytes of all files together
 */
public record TensorCache(Path folder, long maxBytes) {
    private static final String ENDING = ".pixels";
    private static final String UNFINISHED = ".unfinished";
    private static final int WAIT_MILLIS = 50;

    /** Room for a validation set of ImageNet and some shifted ones. */
    public static final long DEFAULT_BYTES = 40L << 30;

    /**
     * The folder for such files on this system.
     *
     * @param environment a variable's value, as {@link System#getenv(String)} gives it
     * @param system the property {@code os.name}
     * @param home the user's folder
     */
    public static Path userFolder(Function<String, Optional<String>> environment, String system, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return home.resolve("Library/Caches/Stockpot/images");
        }
        boolean windows = name.contains("windows");
        Optional<Path> given = environment
                .apply(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute);
        if (given.isPresent()) {
            return given.get().resolve(windows ? "Stockpot/images" : "stockpot/images");
        }
        return home.resolve(windows ? "AppData/Local/Stockpot/images" : ".cache/stockpot/images");
    }

    /** Fills the slots of a new file. */
    interface Filling {
        /**
         * Writes every slot.
         *
         * @param known a file of the same images, of which only the broken ones need to be read
         */
        Filled fill(FileChannel channel, Optional<CacheFile> known) throws StockpotException, IOException;

        /** Tries images that could not be read, and says what is wrong with those that still cannot. */
        Map<Integer, String> stillBroken(Collection<Integer> broken) throws StockpotException;
    }

    /**
     * What was written.
     *
     * @param sums CRC-32C of each slot
     * @param broken number and sentence of each image that could not be read
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Filled(int[] sums, Map<Integer, String> broken) {}

    /**
     * The file of a key, opened or made. At most one process makes it.
     *
     * @param key 64 hexadecimal digits
     * @return empty if it is too large, or if the folder or the disk does not allow it
     * @throws StockpotException what filling throws
     */
    Optional<CacheFile> get(String key, int count, int imageBytes, int threads, JobContext context, Filling filling)
            throws StockpotException {
        long bytes = CacheFile.HEAD + (long) count * (imageBytes + 4L);
        if (bytes > maxBytes) {
            return Optional.empty();
        }
        Path path = folder.resolve(key + ENDING);
        Optional<CacheFile> known = current(CacheFile.open(path, key, count, imageBytes, threads, context), filling);
        if (known.isPresent()) {
            markUsed(path);
            return known;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel locks = lockFile();
                    FileLock lock = await(locks, key, context)) {
                if (!lock.isValid()) {
                    return Optional.empty();
                }
                Optional<CacheFile> meanwhile =
                        current(CacheFile.open(path, key, count, imageBytes, threads, context), filling);
                if (meanwhile.isPresent()) {
                    return meanwhile;
                }
                tidy(locks, key, bytes);
                if (Files.getFileStore(folder).getUsableSpace() < bytes + (64 << 20)) {
                    return Optional.empty();
                }
                Optional<CacheFile> outdated = CacheFile.open(path, key, count, imageBytes, threads, context);
                make(path, key, imageBytes, filling, outdated);
            }
            return CacheFile.open(path, key, count, imageBytes, threads, context);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** With what is wrong by now; none, and closed, if an image that was broken can be read again. */
    private static Optional<CacheFile> current(Optional<CacheFile> known, Filling filling) throws StockpotException {
        if (known.isEmpty() || known.get().broken().isEmpty()) {
            return known;
        }
        CacheFile file = known.get();
        boolean current = false;
        try {
            Map<Integer, String> broken = filling.stillBroken(file.broken().keySet());
            current = broken.size() == file.broken().size();
            return current
                    ? Optional.of(new CacheFile(file.channel(), file.count(), file.imageBytes(), broken))
                    : Optional.empty();
        } finally {
            if (!current) {
                CacheFile.closeQuietly(file.channel());
            }
        }
    }

    /** @param outdated whose place it takes; closed before, because some systems mind */
    private void make(Path path, String key, int imageBytes, Filling filling, Optional<CacheFile> outdated)
            throws IOException, StockpotException {
        Path unfinished = folder.resolve(key + "." + UUID.randomUUID() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
                Filled filled = filling.fill(channel, outdated);
                CacheFile.finish(channel, key, filled.sums(), imageBytes, filled.broken());
            } finally {
                outdated.ifPresent(file -> CacheFile.closeQuietly(file.channel()));
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** One byte of the lock file per key, far behind its end. */
    private static long lockByte(String key) {
        return Long.parseLong(key.substring(0, 15), 16);
    }

    private static FileLock await(FileChannel locks, String key, JobContext context) throws IOException {
        while (true) {
            Optional<FileLock> lock = tryLock(locks, key);
            if (lock.isPresent()) {
                return lock.get();
            }
            context.checkpoint();
            context.progress(new Progress(Doing.WAITING_FOR_IMAGES, 0, 1));
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.checkpoint();
            }
        }
    }

    private static Optional<FileLock> tryLock(FileChannel locks, String key) throws IOException {
        try {
            return Optional.ofNullable(locks.tryLock(lockByte(key), 1, false));
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another thread of this process
        }
    }

    private static void markUsed(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // Then it goes earlier than it should.
        }
    }

    /**
     * Removes what dead processes left, and then what has not been used for longest, to make room for a file that takes
     * the place of an older one with its key.
     */
    private void tidy(FileChannel locks, String own, long bytes) throws IOException {
        record Old(Path path, FileTime used, long size) {}
        List<Old> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.endsWith(UNFINISHED) && name.matches("[0-9a-f]{64}\\..*")) {
                    String key = name.substring(0, 64);
                    Optional<FileLock> lock = key.equals(own) ? Optional.empty() : tryLock(locks, key);
                    if (key.equals(own) || lock.isPresent()) {
                        deleteQuietly(entry);
                    }
                    if (lock.isPresent()) {
                        lock.get().release();
                    }
                } else if (name.endsWith(ENDING) && !name.equals(own + ENDING)) {
                    files.add(new Old(entry, Files.getLastModifiedTime(entry), Files.size(entry)));
                }
            }
        }
        files.sort(Comparator.comparing(Old::used));
        long total = bytes + files.stream().mapToLong(Old::size).sum();
        for (Old old : files) {
            if (total > maxBytes) {
                deleteQuietly(old.path());
                total -= old.size();
            }
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // In use on a system that minds; it goes another time.
        }
    }
}
