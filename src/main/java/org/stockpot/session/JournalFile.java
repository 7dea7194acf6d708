package org.stockpot.session;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Lines of JSON that are on the disk as soon as they are written; each ends in the CRC-32C of what stands before it. What
 * was written before a crash is a prefix of the lines, whatever byte it ended at; a tail that cannot be used is moved to a
 * file beside it. Where there is no room for a line, its writer waits until there is.
 */
final class JournalFile implements AutoCloseable {
    private static final String CRC_FIELD = ",\"crc32c\":\"";
    private static final int CRC_LENGTH = CRC_FIELD.length() + 8 + "\"}".length();
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16;
    private static final int LONGEST_FIRST = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Where bytes go; so that a test can have a full disk. */
    interface Disk extends AutoCloseable {
        /** All that is there. */
        byte[] read() throws IOException;

        /** Writes bytes at a place, the end of what counts, and forces them to the disk. */
        void write(long at, byte[] bytes) throws IOException;

        /** Cuts what stands after a length. */
        void truncate(long length) throws IOException;

        @Override
        void close() throws IOException;
    }

    private final Path file;
    private final Disk disk;
    private byte[] found;
    private byte[] tail;
    private int at;
    private long length;

    private JournalFile(Path file, Disk disk, byte[] bytes, int sound) {
        this.file = file;
        this.disk = disk;
        this.found = sound < bytes.length ? Arrays.copyOf(bytes, sound) : bytes;
        this.tail = Arrays.copyOfRange(bytes, sound, bytes.length);
        this.length = sound;
    }

    /**
     * Opens a file, or makes an empty one. Nobody else can until it is closed, or this process has died. What is there stays
     * as it is until a line is written.
     *
     * @throws StockpotException if somebody else has opened it
     */
    static JournalFile open(Path file) throws IOException, StockpotException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean usable = false;
        try {
            if (!isMine(channel)) {
                throw new StockpotException(
                        file + " is being written by another search: wait for its end, or name another journal.");
            }
            if (channel.size() > MOST_BYTES) {
                throw new StockpotException(String.format(
                        "%s has %,d bytes, more than a journal can have: name another file.", file, channel.size()));
            }
            JournalFile opened = open(file, new Channel(channel));
            usable = true;
            return opened;
        } finally {
            if (!usable) {
                channel.close();
            }
        }
    }

    private static boolean isMine(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // By another search of this program.
            return false;
        }
    }

    static JournalFile open(Path file, Disk disk) throws IOException {
        byte[] bytes = disk.read();
        int sound = 0;
        for (int end = lineEnd(bytes, 0); end >= 0 && isSound(bytes, sound, end); end = lineEnd(bytes, sound)) {
            sound = end + 1;
        }
        return new JournalFile(file, disk, bytes, sound);
    }

    /** The first line of a file without its checksum; empty if it is cut off or damaged. */
    static Optional<String> first(Path file) throws IOException {
        var line = new ByteArrayOutputStream();
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int one = in.read(); one != '\n'; one = in.read()) {
                if (one < 0 || line.size() == LONGEST_FIRST) {
                    return Optional.empty();
                }
                line.write(one);
            }
        }
        return content(line.toString(StandardCharsets.UTF_8));
    }

    /** The next line that was there when the file was opened, without its checksum; null after the last. */
    @Nullable
    String next() {
        if (at >= found.length) {
            found = new byte[0];
            at = 0;
            return null;
        }
        int end = lineEnd(found, at);
        String line = content(found, at, end);
        at = end + 1;
        return line;
    }

    /** Whether no line is sound and what there is, if anything, is the beginning of this one, as a crash leaves it. */
    boolean isBeginningOf(String content) {
        byte[] line = line(content);
        return length == 0 && tail.length <= line.length && Arrays.equals(tail, Arrays.copyOf(line, tail.length));
    }

    /** Bytes in the file. */
    long size() {
        return length + tail.length;
    }

    /** Whether {@link #next} has a line. */
    boolean hasNext() {
        return at < found.length;
    }

    /**
     * Writes a line; when this returns it is on the disk. Where it cannot be written this waits until it can, and says so.
     *
     * @throws StockpotException if the file is gone for good
     * @throws java.util.concurrent.CancellationException if cancelled while waiting; the line is not in the file then
     */
    void append(String content, JobContext context) throws StockpotException {
        setTailAside();
        byte[] line = line(content);
        for (IOException problem = written(line); problem != null; problem = written(line)) {
            if (problem instanceof ClosedChannelException) {
                throw new StockpotException(file + " cannot be written any more: it was closed.", problem);
            }
            context.progress(new Progress(Told.of(Doing.NO_ROOM, trouble(line, problem)), 0, 0));
            context.rest(PATIENCE);
        }
        length += line.length;
    }

    /** Nothing that was written is thrown away. */
    private void setTailAside() throws StockpotException {
        if (tail.length == 0) {
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + ".tail");
        for (int number = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); number++) {
            aside = file.resolveSibling(file.getFileName() + ".tail" + number);
        }
        try {
            Files.write(aside, tail, StandardOpenOption.CREATE_NEW);
            disk.truncate(length);
        } catch (IOException e) {
            throw new StockpotException(
                    "The end of " + file + ", which is damaged, cannot be moved to " + aside + ": " + e.getMessage(),
                    e);
        }
        tail = new byte[0];
    }

    /** Null if all is well. */
    private @Nullable IOException written(byte[] line) {
        try {
            disk.write(length, line);
            return null;
        } catch (IOException problem) {
            try {
                // Half a line would hide all that follow.
                disk.truncate(length);
            } catch (IOException worse) {
                problem.addSuppressed(worse);
            }
            return problem;
        }
    }

    private String trouble(byte[] line, IOException problem) {
        String room;
        try {
            room = String.format("%,d bytes are free", Files.getFileStore(file).getUsableSpace());
        } catch (IOException unknown) {
            room = "how much is free cannot be told";
        }
        return String.format("%s needs %,d bytes, %s (%s)", file, line.length, room, problem.getMessage());
    }

    /** As it stands in the file. */
    static byte[] line(String content) {
        return (checked(content) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A line without its checksum; empty if the checksum is missing or wrong. */
    static Optional<String> content(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return isSound(bytes, 0, bytes.length) ? Optional.of(content(bytes, 0, bytes.length)) : Optional.empty();
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Whether a line ends in the checksum of what stands before it. */
    private static boolean isSound(byte[] bytes, int start, int lineEnd) {
        int end = lineEnd - CRC_LENGTH;
        if (end < start) {
            return false;
        }
        var crc = new CRC32C();
        crc.update(bytes, start, end - start);
        crc.update('}');
        byte[] expected = ending(crc).getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(bytes, end, lineEnd, expected, 0, expected.length);
    }

    /** A sound line without its checksum. */
    private static String content(byte[] bytes, int start, int lineEnd) {
        return new String(bytes, start, lineEnd - CRC_LENGTH - start, StandardCharsets.UTF_8) + "}";
    }

    private static String ending(CRC32C crc) {
        return CRC_FIELD + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
    }

    private static String checked(String content) {
        var crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        return content.substring(0, content.length() - 1) + ending(crc);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    /** A file. */
    private record Channel(FileChannel channel) implements Disk {
        @Override
        public byte[] read() throws IOException {
            ByteBuffer all = ByteBuffer.allocate((int) channel.size());
            while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {}
            return Arrays.copyOf(all.array(), all.position());
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, at + rest.position());
            }
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
