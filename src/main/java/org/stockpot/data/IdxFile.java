package org.stockpot.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/**
 * An array in the IDX format of the MNIST family, plain or gzipped: {@code 00 00}, a type byte, the number of
 * dimensions, their sizes as unsigned 32-bit big-endian numbers, then exactly their product of elements.
 *
 * @param type element type as written: 08 unsigned byte, 09 byte, 0B short, 0C int, 0D float, 0E double
 * @param sizes outermost first
 * @param data elements, big endian, from position 0
 */
record IdxFile(int type, List<Integer> sizes, ByteBuffer data) {
    static final int UNSIGNED_BYTE = 0x08;
    /** Largest array; IDX sets are small, and everything beyond is an error or an attack. */
    static final int MAX_BYTES = 1 << 30;

    static IdxFile read(Path path) throws StockpotException {
        byte[] bytes = bytes(path);
        if (Gzip.isGzip(bytes)) {
            bytes = Gzip.inflate(path, bytes, (int) Math.min(MAX_BYTES, Memory.free() / 3));
        }
        return parse(path, ByteBuffer.wrap(bytes));
    }

    /** One element as a number. */
    double element(int index) {
        return switch (type) {
            case UNSIGNED_BYTE -> data.get(index) & 0xff;
            case 0x09 -> data.get(index);
            case 0x0b -> data.getShort(2 * index);
            case 0x0c -> data.getInt(4 * index);
            case 0x0d -> data.getFloat(4 * index);
            default -> data.getDouble(8 * index);
        };
    }

    /** Bytes of one element, or 0 if there is no such type. */
    private static int width(int type) {
        return switch (type) {
            case UNSIGNED_BYTE, 0x09 -> 1;
            case 0x0b -> 2;
            case 0x0c, 0x0d -> 4;
            case 0x0e -> 8;
            default -> 0;
        };
    }

    private static IdxFile parse(Path path, ByteBuffer bytes) throws StockpotException {
        if (bytes.remaining() < 4 || bytes.getShort(0) != 0 || width(bytes.get(2)) == 0) {
            throw new StockpotException(
                    path + ": not an IDX file (expected 00 00, a type 08…0E and the number of dimensions)");
        }
        int type = bytes.get(2);
        int dimensions = bytes.get(3);
        if (dimensions < 1 || dimensions > 8 || bytes.remaining() < 4 + 4 * dimensions) {
            throw new StockpotException(path + ": an IDX file has 1 to 8 dimensions and their sizes; found "
                    + (dimensions & 0xff) + " dimensions in " + bytes.remaining() + " bytes");
        }
        bytes.position(4);
        var sizes = new ArrayList<Integer>();
        var claimed = new ArrayList<Long>();
        long length = width(type);
        for (int i = 0; i < dimensions; i++) {
            long size = bytes.getInt() & 0xffffffffL;
            claimed.add(size);
            length = size == 0 || length <= Long.MAX_VALUE / size ? length * size : Long.MAX_VALUE;
            sizes.add((int) Math.min(size, Integer.MAX_VALUE));
        }
        if (length != bytes.remaining()) {
            throw new StockpotException(path + ": the IDX header claims sizes " + claimed + ", that is "
                    + (length == Long.MAX_VALUE ? "far too many" : length) + " bytes; " + bytes.remaining()
                    + " follow");
        }
        return new IdxFile(type, List.copyOf(sizes), bytes.slice());
    }

    private static byte[] bytes(Path path) throws StockpotException {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new StockpotException(path + ": expected an IDX file, found "
                        + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "a folder" : "no regular file"));
            }
            long size = Files.size(path);
            long limit = Math.min(MAX_BYTES, Memory.free());
            if (size > limit) {
                throw new StockpotException(path + ": " + size + " bytes, larger than the limit of " + limit
                        + " for IDX files" + (limit < MAX_BYTES ? "; give Java more memory with -Xmx" : ""));
            }
            var bytes = new byte[(int) size];
            try (InputStream in = Files.newInputStream(path)) {
                if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
                    throw new StockpotException(path + ": the file changes while it is read; try again");
                }
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new StockpotException(path + ": no such file", e);
        } catch (IOException e) {
            throw new StockpotException(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
