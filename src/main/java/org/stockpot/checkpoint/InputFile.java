package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A regular file, read by position from any thread. Its handle is open only while somebody reads, so that hundreds of
 * checkpoints can be in use at once; each read checks that the file at the path is still the one that was examined first,
 * with the same identity, size and modification time. Not memory mapped: a mapped file that shrinks takes the whole
 * process with it.
 */
final class InputFile implements AutoCloseable {
    /** Heap buffers are copied through a direct buffer of this size that the JDK keeps per thread. */
    private static final int SLICE = 1 << 20;

    private final Path path;
    /** Where the file lies: the path, or what a link of a {@link HubCache} leads to. */
    private final Path location;

    private final LinkOption[] links;
    private final BasicFileAttributes first;
    private @Nullable FileChannel channel;
    private int readers;
    private boolean closed;

    private InputFile(Path path, Path location, LinkOption[] links, BasicFileAttributes first) {
        this.path = path;
        this.location = location;
        this.links = links;
        this.first = first;
    }

    /** Opens a file for reading; folders, pipes and devices are refused without being opened. */
    static InputFile open(Path path) throws CheckpointException {
        return open(path, path, new LinkOption[0]);
    }

    /**
     * As {@link #open}, for a file that another file names: a link would lead out of the folder, and a second name would
     * let the file be changed from elsewhere. Both are refused, the second where the platform counts names. A link within a
     * {@link HubCache} leads to where its files are, and is followed.
     */
    static InputFile openSibling(Path path) throws CheckpointException {
        Path location = HubCache.blob(path).orElse(path);
        InputFile file = open(path, location, new LinkOption[] {LinkOption.NOFOLLOW_LINKS});
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Object names = Files.getAttribute(location, "unix:nlink", file.links);
                if (!names.equals(1)) {
                    throw file.refusal("has " + names + " names (hard links), expected 1; make a copy of the file");
                }
            }
        } catch (IOException e) {
            throw new CheckpointException(path, "cannot be examined: " + reason(e), e);
        }
        return file;
    }

    private static InputFile open(Path path, Path location, LinkOption[] links) throws CheckpointException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(location, BasicFileAttributes.class, links);
            if (!attributes.isRegularFile()) {
                String found = attributes.isDirectory()
                        ? "folder"
                        : attributes.isSymbolicLink() ? "symbolic link" : "pipe or device";
                throw new CheckpointException(
                        path,
                        "expected a file, found a " + found
                                + (attributes.isSymbolicLink()
                                        ? "; replace it by a copy of what it points to"
                                        : "; choose the checkpoint file itself"));
            }
            var file = new InputFile(path, location, links, attributes);
            // Whether it can be opened at all is known now, not at the first read.
            file.hold().close();
            return file;
        } catch (NoSuchFileException e) {
            Path index = path.resolveSibling(path.getFileName() + ShardIndex.ENDING);
            throw new CheckpointException(
                    path,
                    Files.isRegularFile(index)
                            ? "there is no such file, but " + Show.file(index)
                                    + " beside it tells of a checkpoint in several files; choose that"
                            : "there is no such file; check the path " + path,
                    e);
        } catch (IOException e) {
            throw new CheckpointException(path, "cannot be opened: " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    /** Size in bytes when the file was opened. */
    long size() {
        return first.size();
    }

    CheckpointException refusal(String sentence) {
        return new CheckpointException(path, sentence);
    }

    /** Keeps the handle open until the result is closed: for many small reads in a row. */
    Hold hold() throws IOException {
        return new Hold(acquire());
    }

    /** A reason for the handle to stay open. */
    final class Hold implements AutoCloseable {
        private final FileChannel held;
        private boolean released;

        private Hold(FileChannel held) {
            this.held = held;
        }

        @Override
        public void close() {
            if (!released) {
                released = true;
                release();
            }
        }
    }

    private synchronized FileChannel acquire() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            Set<OpenOption> options = new HashSet<>(Arrays.asList(links));
            options.add(StandardOpenOption.READ);
            open = FileChannel.open(location, options);
            channel = open;
        }
        readers++;
        return open;
    }

    private synchronized void release() {
        readers--;
        if (readers == 0) {
            shut();
        }
    }

    private void shut() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // A channel that was only read from has nothing left to lose.
                assert !open.isOpen() : e;
            }
        }
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
            try (Hold open = hold()) {
                while (buffer.position() < end) {
                    // A direct buffer needs no copy on the way.
                    int slice = buffer.isDirect() ? end : Math.min(end, buffer.position() + SLICE);
                    int read = open.held.read(buffer.limit(slice), from);
                    if (read < 0) {
                        throw changed();
                    }
                    from += read;
                }
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
            now = Files.readAttributes(location, BasicFileAttributes.class, links);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(path, "was deleted or moved while it was open; add it again", e);
        }
        if (now.size() != first.size()
                || !now.lastModifiedTime().equals(first.lastModifiedTime())
                || !Objects.equals(now.fileKey(), first.fileKey())) {
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
    public synchronized void close() {
        closed = true;
        shut();
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
        private static final int ROOM = 1 << 16;

        private final ByteBuffer buffer;
        private @Nullable Hold hold;
        private long position;
        private long left;

        RangeStream(long position, long length) {
            this.buffer = ByteBuffer.allocate((int) Math.min(ROOM, length)).limit(0);
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
            if (!buffer.hasRemaining() && length >= ROOM && left > 0) {
                int count = (int) Math.min(length, left);
                advance(ByteBuffer.wrap(to, offset, count));
                return count;
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
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                try {
                    advance(buffer);
                } finally {
                    buffer.flip();
                }
            }
            return buffer.hasRemaining();
        }

        private void advance(ByteBuffer to) throws IOException {
            int count = to.remaining();
            try {
                if (hold == null) {
                    hold = hold();
                }
                fill(to, position);
            } catch (CheckpointException e) {
                to.clear();
                throw new Refused(e);
            }
            position += count;
            left -= count;
        }

        @Override
        public void close() {
            if (hold != null) {
                hold.close();
                hold = null;
            }
        }
    }
}
