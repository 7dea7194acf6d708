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
 * What writers that died have left behind. A {@link Stage} is a pair of {@code .stockpot-} and 16 hexadecimal digits: a
 * folder that ends in {@code .tmp} and a file that ends in {@code .lock}. The first eight digits are the same for all
 * pairs of a process, by which it knows its own. A living process holds a lock of the operating system on its file; the
 * lock of a dead one is gone with it, so a pair whose file nobody has locked is a leftover.
 */
final class Leftovers {
    static final String FOLDER = ".tmp";
    static final String LOCK = ".lock";

    private static final String PREFIX = ".stockpot-";
    private static final Pattern NAME = Pattern.compile("(\\.stockpot-([0-9a-f]{8})[0-9a-f]{8})\\.lock");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PROCESS = HexFormat.of().toHexDigits(RANDOM.nextInt());

    private Leftovers() {}

    /** A new name, without its ending. */
    static String newName() {
        return PREFIX + PROCESS + HexFormat.of().toHexDigits(RANDOM.nextInt());
    }

    /**
     * Marks a new stage as belonging to a living writer, until the channel of its lock file is closed.
     *
     * @return false if another process is just deleting it as a leftover
     */
    static boolean claim(FileChannel channel, Path lock) {
        return lock(channel) && Files.exists(lock);
    }

    /**
     * Where the file system has no locks nobody can tell leftovers from files in use, so nothing is removed there and
     * nothing needs to be claimed.
     */
    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Deletes the stages of writers that died in this folder. A courtesy: what cannot be deleted stays.
     *
     * @return how many were deleted
     */
    static int remove(Path folder) {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + LOCK)) {
            for (Path file : files) {
                var name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && !PROCESS.equals(name.group(2))
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removed += removeIfDead(file, folder.resolve(name.group(1) + FOLDER));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return removed;
        }
        return removed;
    }

    private static int removeIfDead(Path lockFile, Path stage) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return 0;
            }
            delete(stage);
            Files.delete(lockFile);
            return 1;
        } catch (IOException | OverlappingFileLockException e) {
            return 0;
        }
    }

    /** Deletes a stage's folder and what is in it: files, and stages of files that never leave it. Links are not followed. */
    static void delete(Path stage) throws IOException {
        delete(stage, 1);
    }

    private static void delete(Path folder, int inner) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (inner > 0 && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    delete(file, inner - 1);
                } else {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.delete(folder);
    }
}
