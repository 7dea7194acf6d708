package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Checksums of a stream of bytes, one CRC-32C for every MiB, by which a file is recognised that has just been written: they
 * cost a thirtieth of a second hash, and a disk is no adversary.
 */
final class PieceSums {
    private static final int PIECE = 1 << 20;

    private final List<Long> finished = new ArrayList<>();
    private final CRC32C current = new CRC32C();
    private int inCurrent;

    /** Takes the rest of the buffer, which stays where it is. */
    void add(ByteBuffer data) {
        ByteBuffer rest = data.duplicate();
        int end = rest.limit();
        while (rest.position() < end) {
            rest.limit(Math.min(end, rest.position() + PIECE - inCurrent));
            inCurrent += rest.remaining();
            current.update(rest);
            if (inCurrent == PIECE) {
                finish();
            }
        }
    }

    private void finish() {
        finished.add(current.getValue());
        current.reset();
        inCurrent = 0;
    }

    /** The sums of all pieces; the last piece may be shorter. */
    private List<Long> all() {
        if (inCurrent > 0) {
            finish();
        }
        return finished;
    }

    /**
     * Reads a file and says whether it holds the bytes that were added. Nothing can be added afterwards.
     *
     * @param meter is told about every byte
     */
    boolean matches(InputFile file, Meter meter) throws CheckpointException {
        var found = new PieceSums();
        // Outside of the heap: a buffer on it would be copied to.
        ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
        for (long position = 0; position < file.size(); position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(PIECE, file.size() - position));
            file.fill(buffer, position);
            found.add(buffer.flip());
            meter.add(buffer.limit());
        }
        return found.all().equals(all());
    }
}
