package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A hidden folder beside the target in which files come into being. A file beside it, locked as long as this process
 * lives, tells it from a leftover, see {@link Leftovers}. Closing removes the folder and whatever is still in it.
 */
public final class Stage implements AutoCloseable {
    private final Path folder;
    private final Path lock;
    private final FileChannel channel;
    private boolean published;

    private Stage(Path folder, Path lock, FileChannel channel) {
        this.folder = folder;
        this.lock = lock;
        this.channel = channel;
    }

    /** Makes a stage for files that will go to the target's folder. */
    static Stage open(Path target) throws CheckpointException {
        Path parent = AtomicFile.folder(target);
        try {
            while (true) {
                String name = Leftovers.newName();
                Path lock = parent.resolve(name + Leftovers.LOCK);
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                boolean opened = false;
                try {
                    // Another process may take it for a leftover in the moment before it is locked.
                    if (Leftovers.claim(channel, lock)) {
                        Path folder = Files.createDirectory(parent.resolve(name + Leftovers.FOLDER));
                        opened = true;
                        return new Stage(folder, lock, channel);
                    }
                } finally {
                    if (!opened) {
                        Files.deleteIfExists(lock);
                        channel.close();
                    }
                }
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    target,
                    "the folder " + parent + " takes no new files: " + InputFile.reason(e) + "; nothing has changed",
                    e);
        }
    }

    /**
     * Makes a stage for files that never leave it, and tidies up after those who died at the same.
     *
     * @param near a file in the folder where the stage is to be
     * @throws CheckpointException if the folder takes no files
     */
    public static Stage scratch(Path near) throws CheckpointException {
        Leftovers.remove(AtomicFile.folder(near));
        return open(near);
    }

    /** A file in the folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Says that all files have left; what cannot be removed now goes with the next write there. */
    void published() {
        published = true;
    }

    @Override
    public void close() throws CheckpointException {
        try (channel) {
            Leftovers.delete(folder);
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            if (!published) {
                throw new CheckpointException(
                        folder, "an unfinished file could not be deleted; it goes with the next write there", e);
            }
        }
    }
}
