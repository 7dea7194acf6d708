package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zip64 archives byte by byte: members of any size that take no room on the disk, in any place. */
final class RawZip implements AutoCloseable {
    private final FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();
    private long position;

    private record Entry(String name, int crc, long size, long offset) {}

    RawZip(Path path) throws IOException {
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    RawZip add(String name, byte[] content) throws IOException {
        var crc = new CRC32();
        crc.update(content);
        header(name, (int) crc.getValue(), content.length);
        write(ByteBuffer.wrap(content));
        return this;
    }

    /** A member of zeros, not written, without a checksum. */
    RawZip addZeros(String name, long size) throws IOException {
        header(name, 0, size);
        position += size;
        return this;
    }

    /** Lets the next member begin earlier. */
    RawZip back(int bytes) {
        position -= bytes;
        return this;
    }

    private void header(String name, int crc, long size) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        entries.add(new Entry(name, crc, size, position));
        write(buffer(30 + bytes.length + 20)
                .putInt(0x04034b50)
                .putInt(45)
                .putShort((short) 0)
                .putInt(0)
                .putInt(crc)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) bytes.length)
                .putShort((short) 20)
                .put(bytes)
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(size)
                .putLong(size)
                .flip());
    }

    void finish() throws IOException {
        long start = position;
        for (Entry entry : entries) {
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            write(buffer(46 + name.length + 28)
                    .putInt(0x02014b50)
                    .putShort((short) 45)
                    .putInt(45)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(entry.crc)
                    .putInt(-1)
                    .putInt(-1)
                    .putShort((short) name.length)
                    .putShort((short) 28)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(-1)
                    .put(name)
                    .putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(entry.size)
                    .putLong(entry.size)
                    .putLong(entry.offset)
                    .flip());
        }
        long end = position;
        write(buffer(56 + 20 + 22)
                .putInt(0x06064b50)
                .putLong(44)
                .putInt(45 << 16 | 45)
                .putLong(0)
                .putLong(entries.size())
                .putLong(entries.size())
                .putLong(end - start)
                .putLong(start)
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(end)
                .putInt(1)
                .putInt(0x06054b50)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .flip());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
