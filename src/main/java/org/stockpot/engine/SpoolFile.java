package org.stockpot.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Activations in a file that nobody sees and that is gone with the process. Any trouble with the disk means that nothing is
 * kept there, and so that more is computed; it is never an error. Safe to use from several threads.
 */
final class SpoolFile implements AutoCloseable {
    private final Spool spool;
    private final Map<Integer, Deque<Long>> free = new HashMap<>();
    private @Nullable FileChannel channel;
    private long end;
    private boolean broken;

    /** A place in the file. */
    record Piece(long at, int bytes) {}

    SpoolFile(Spool spool) {
        this.spool = spool;
    }

    /** Writes all that remains in a buffer; empty if there is no room, or no disk. */
    Optional<Piece> write(ByteBuffer activations) {
        int bytes = activations.remaining();
        Optional<Piece> place = place(bytes);
        FileChannel file = open();
        if (place.isEmpty() || file == null) {
            return Optional.empty();
        }
        try {
            long at = place.get().at();
            while (activations.hasRemaining()) {
                at += file.write(activations, at);
            }
            return place;
        } catch (IOException e) {
            giveUp();
            return Optional.empty();
        }
    }

    /** Fills a buffer from a piece; false if that is not possible any more. */
    boolean read(Piece piece, ByteBuffer into) {
        FileChannel file = open();
        if (file == null) {
            return false;
        }
        try {
            long at = piece.at();
            into.clear().limit(piece.bytes());
            while (into.hasRemaining()) {
                int count = file.read(into, at);
                if (count < 0) {
                    giveUp();
                    return false;
                }
                at += count;
            }
            into.flip();
            return true;
        } catch (IOException e) {
            giveUp();
            return false;
        }
    }

    /** The place may be used for something else. */
    synchronized void free(Piece piece) {
        free.computeIfAbsent(piece.bytes(), bytes -> new ArrayDeque<>()).add(piece.at());
    }

    private synchronized Optional<Piece> place(int bytes) {
        Deque<Long> places = free.get(bytes);
        if (places != null && !places.isEmpty()) {
            return Optional.of(new Piece(places.remove(), bytes));
        }
        if (end + bytes > spool.bytes()) {
            return Optional.empty();
        }
        var piece = new Piece(end, bytes);
        end += bytes;
        return Optional.of(piece);
    }

    private synchronized @Nullable FileChannel open() {
        if (channel == null && !broken) {
            try {
                Files.createDirectories(spool.folder());
                Path path = spool.folder().resolve("activations." + UUID.randomUUID() + ".unfinished");
                channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException e) {
                broken = true;
            }
        }
        return broken ? null : channel;
    }

    private synchronized void giveUp() {
        broken = true;
    }

    @Override
    public synchronized void close() {
        broken = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was temporary, and nobody needs it any more.
            }
        }
    }
}
