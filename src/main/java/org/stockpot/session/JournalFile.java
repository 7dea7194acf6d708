package org.stockpot.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Where bytes go; so that a test can have a full disk. */
    interface Disk extends AutoCloseable {
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
    private int at;
    private long length;

    private JournalFile(Path file, Disk disk, byte[] found, long length) {
        this.file = file;
        this.disk = disk;
        this.found = found;
        this.length = length;
    }

    /**
     * Opens a file, or makes an empty one. Nobody else can until it is closed, or this process has died.
     *
     * @throws StockpotException if somebody else has opened it
     */
    static JournalFile open(Path file) throws IOException, StockpotException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // By another search of this program.
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new StockpotException(
                    file + " is being written by another search: wait for its end, or name another journal.");
        }
        return open(file, new Channel(channel));
    }

    static JournalFile open(Path file, Disk disk) throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int valid = 0;
        for (int end = lineEnd(bytes, 0); end >= 0 && isSound(bytes, valid, end); end = lineEnd(bytes, valid)) {
            valid = end + 1;
        }
        if (valid < bytes.length) {
            // Nothing that was written is thrown away.
            Path tail = file.resolveSibling(file.getFileName() + ".tail");
            Files.write(tail, Arrays.copyOfRange(bytes, valid, bytes.length));
            disk.truncate(valid);
        }
        return new JournalFile(file, disk, valid < bytes.length ? Arrays.copyOf(bytes, valid) : bytes, valid);
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
