package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * A regular file, opened once and read by position from any thread. Each read checks that the file at the path is still
 * the one that was opened, with the same size and modification time. Not memory mapped: a mapped file that shrinks takes
 * the whole process with it.
 */
final class InputFile implements AutoCloseable {
    /** Heap buffers are copied through a direct buffer of this size that the JDK keeps per thread. */
    private static final int SLICE = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final BasicFileAttributes opened;

    private InputFile(Path path, FileChannel channel, BasicFileAttributes opened) {
        this.path = path;
        this.channel = channel;
        this.opened = opened;
    }

    /** Opens a file for reading; folders, pipes and devices are refused without being opened. */
    static InputFile open(Path path) throws CheckpointException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new CheckpointException(
                        path,
                        "expected a file, found a " + (attributes.isDirectory() ? "folder" : "pipe or device")
                                + "; choose the checkpoint file itself");
            }
            return new InputFile(path, FileChannel.open(path, StandardOpenOption.READ), attributes);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(path, "there is no such file; check the path " + path, e);
        } catch (IOException e) {
            throw new CheckpointException(path, "cannot be opened: " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    /** Size in bytes when the file was opened. */
    long size() {
        return opened.size();
    }

    CheckpointException refusal(String sentence) {
        return new CheckpointException(path, sentence);
    }

    /**
     * Reads exactly {@code count} bytes.
     *
     * @param subject what is being read, for the message if the file ends too early
     * @return little-endian buffer, position 0, limit {@code count}
     */
    ByteBuffer read(long position, int count, String subject) throws CheckpointException {
        if (position < 0 || position > size() - count) {
            throw refusal(subject + " needs " + count + " bytes at " + position + ", the file has " + size());
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, position);
        return buffer.flip();
    }

    /** Fills the rest of the buffer with bytes from the position on. */
    void fill(ByteBuffer buffer, long position) throws CheckpointException {
        int end = buffer.limit();
        long from = position;
        try {
            checkUnchanged();
            while (buffer.position() < end) {
                buffer.limit(Math.min(end, buffer.position() + SLICE));
                int read = channel.read(buffer, from);
                if (read < 0) {
                    throw changed();
                }
                from += read;
            }
        } catch (ClosedByInterruptException e) {
            var cancelled = new CancellationException("interrupted while reading " + path);
            cancelled.initCause(e);
            throw cancelled;
        } catch (IOException e) {
            throw new CheckpointException(path, "cannot be read: " + reason(e), e);
        } finally {
            buffer.limit(end);
        }
    }

    private void checkUnchanged() throws IOException, CheckpointException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(path, "was deleted or moved while it was open; add it again", e);
        }
        if (now.size() != opened.size()
                || !now.lastModifiedTime().equals(opened.lastModifiedTime())
                || !Objects.equals(now.fileKey(), opened.fileKey())) {
            throw changed();
        }
    }

    private CheckpointException changed() {
        return refusal("was changed while it was open; add it again");
    }

    /** What an I/O error says; some say nothing but their type. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + " " + Show.text(message);
    }

    /** Part of the file as a stream; refusals arrive as {@link Refused}. */
    InputStream stream(long position, long length) {
        return new RangeStream(position, length);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // A channel that was only read from has nothing left to lose.
            assert !channel.isOpen() : e;
        }
    }

    /** Carries a refusal through code that knows only {@link IOException}. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        private final CheckpointException refusal;

        Refused(CheckpointException refusal) {
            super(refusal);
            this.refusal = refusal;
        }

        CheckpointException refusal() {
            return refusal;
        }
    }

    private final class RangeStream extends InputStream {
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
        private long position;
        private long left;

        RangeStream(long position, long length) {
            this.position = position;
            this.left = length;
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
            if (!buffer.hasRemaining() && left > 0) {
                int count = (int) Math.min(left, buffer.capacity());
                buffer.clear().limit(count);
                try {
                    fill(buffer, position);
                } catch (CheckpointException e) {
                    buffer.limit(0);
                    throw new Refused(e);
                }
                buffer.flip();
                position += count;
                left -= count;
            }
            return buffer.hasRemaining();
        }
    }
}
