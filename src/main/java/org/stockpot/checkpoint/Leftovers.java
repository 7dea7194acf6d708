package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The temporary siblings of {@link AtomicFile}: {@code .stockpot-}, 16 hexadecimal digits, {@code .tmp}. The first eight
 * digits are the same for all files of a process, by which it knows its own. A living writer holds a lock of the
 * operating system on its file; the lock of a dead one is gone with the process, so a file without a lock is a leftover.
 */
final class Leftovers {
    private static final Pattern NAME = Pattern.compile("\\.stockpot-([0-9a-f]{8})[0-9a-f]{8}\\.tmp");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PROCESS = HexFormat.of().toHexDigits(RANDOM.nextInt());

    /** Locks of Windows keep others from reading what they cover, so the lock lies where no data is. */
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private Leftovers() {}

    /** A name that no file has. */
    static String newName() {
        return ".stockpot-" + PROCESS + HexFormat.of().toHexDigits(RANDOM.nextInt()) + ".tmp";
    }

    /**
     * Marks a new file as belonging to a living writer, until its channel is closed.
     *
     * @return false if another process is just deleting it as a leftover
     * @throws IOException if the file cannot be looked at
     */
    static boolean claim(FileChannel channel, Path file) throws IOException {
        return lock(channel) && Files.exists(file);
    }

    /**
     * Holds the lock as long as the channel is open. Where the file system has no locks nobody can tell leftovers from
     * files in use, so nothing is removed and nothing needs to be claimed.
     */
    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(LOCK_POSITION, 1, false);
            return lock != null;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Deletes the temporary files of writers that died in this folder. A courtesy: what cannot be deleted stays.
     *
     * @return how many were deleted
     */
    static int remove(Path folder) {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".stockpot-*.tmp")) {
            for (Path file : files) {
                if (ofAnotherProcess(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removed += removeIfDead(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return removed;
        }
        return removed;
    }

    private static boolean ofAnotherProcess(Path file) {
        var name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() && !PROCESS.equals(name.group(1));
    }

    private static int removeIfDead(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileLock lock = channel.tryLock(LOCK_POSITION, 1, false);
            if (lock == null) {
                return 0;
            }
            Files.delete(file);
            return 1;
        } catch (IOException | OverlappingFileLockException e) {
            return 0;
        }
    }
}
