package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a range of a file from front to back: pickles and numbers through a small buffer, data by stepping over it. As a
 * stream it carries refusals as {@link InputFile.Refused}.
 */
final class FileCursor extends InputStream {
    private static final int BUFFER = 1 << 13;
    private static final long LARGEST_PICKLE = 64L << 20;

    private final InputFile file;
    private final String subject;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    /** Of the first byte behind the buffer. */
    private long next;

    /**
     * @param subject what people call the range
     * @param start first byte
     * @param end behind the last byte
     */
    FileCursor(InputFile file, String subject, long start, long end) {
        this.file = file;
        this.subject = subject;
        this.next = start;
        this.end = end;
    }

    /** Of the next byte, in the file. */
    long position() {
        return next - buffer.remaining();
    }

    /** Bytes up to the end of the range. */
    long remaining() {
        return end - position();
    }

    /** The pickle that begins here, to be read to its end before anything else is. */
    PickleInput pickle(String name) {
        return new PickleInput(file, name, Math.min(remaining(), LARGEST_PICKLE), this);
    }

    /** The next bytes as numbers, little endian. */
    ByteBuffer numbers(int bytes) throws CheckpointException {
        if (bytes > remaining()) {
            throw file.refusal(subject + " ends after " + remaining() + " of " + bytes
                    + " bytes of a description; the file is cut short, get it again");
        }
        try {
            return ByteBuffer.wrap(readNBytes(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw ZipMember.unreadable(file, subject, e);
        }
    }

    /**
     * Steps over data without reading it.
     *
     * @return where the data begins
     */
    long stepOver(long bytes, String data) throws CheckpointException {
        if (bytes < 0 || bytes > remaining()) {
            throw file.refusal(subject + " should hold " + bytes + " bytes of " + data + ", " + remaining()
                    + " follow; the file is cut short, get it again");
        }
        long start = position();
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
        } else {
            next = start + bytes;
            buffer.limit(0);
        }
        return start;
    }

    @Override
    public int read() throws IOException {
        return more() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(to, offset, count);
        return count;
    }

    private boolean more() throws IOException {
        if (!buffer.hasRemaining() && next < end) {
            int count = (int) Math.min(end - next, BUFFER);
            buffer.clear().limit(count);
            try {
                file.fill(buffer, next);
            } catch (CheckpointException e) {
                buffer.limit(0);
                throw new InputFile.Refused(e);
            }
            buffer.flip();
            next += count;
        }
        return buffer.hasRemaining();
    }
}
