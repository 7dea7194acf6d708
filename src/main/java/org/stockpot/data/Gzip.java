package org.stockpot.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.stockpot.tensor.StockpotException;

/**
 * Reads a gzip file of one member (RFC 1952), strictly: checksum and length must match and nothing may follow. The
 * JDK's own stream ignores what stands behind the member.
 */
final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private Gzip() {}

    static boolean isGzip(byte[] file) {
        return file.length >= 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
    }

    /**
     * Inflates the whole file.
     *
     * @param limit largest result in bytes
     */
    static byte[] inflate(Path path, byte[] file, int limit) throws StockpotException {
        int start = headerLength(path, file);
        var inflater = new Inflater(true);
        try {
            inflater.setInput(file, start, file.length - start);
            byte[] result = inflate(path, inflater, limit);
            checkTrailer(path, file, file.length - inflater.getRemaining(), result);
            return result;
        } catch (DataFormatException e) {
            throw new StockpotException(path + ": the gzip data is damaged (" + e.getMessage() + ")", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Path path, Inflater inflater, int limit)
            throws DataFormatException, StockpotException {
        var result = new byte[Math.min(limit, 1 << 16)];
        int length = 0;
        while (!inflater.finished()) {
            if (length == result.length) {
                if (length == limit) {
                    throw new StockpotException(path + ": inflates to more than the limit of " + limit + " bytes");
                }
                result = Arrays.copyOf(result, (int) Math.min(limit, 2L * length));
            }
            int step = inflater.inflate(result, length, result.length - length);
            if (step == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                throw new StockpotException(path + ": the gzip data ends early, the file was cut; copy it again");
            }
            length += step;
        }
        return length == result.length ? result : Arrays.copyOf(result, length);
    }

    private static int headerLength(Path path, byte[] file) throws StockpotException {
        try {
            if (file.length < HEADER || file[2] != 8) {
                throw new IOException("no deflate header");
            }
            int flags = file[3];
            int at = HEADER;
            if ((flags & FLAG_EXTRA) != 0) {
                at += 2 + (file[at] & 0xff) + ((file[at + 1] & 0xff) << 8);
            }
            for (int text : new int[] {FLAG_NAME, FLAG_COMMENT}) {
                if ((flags & text) != 0) {
                    while (file[at] != 0) {
                        at++;
                    }
                    at++;
                }
            }
            if ((flags & FLAG_HEADER_CRC) != 0) {
                at += 2;
            }
            if (at > file.length) {
                throw new IOException("header runs past the end");
            }
            return at;
        } catch (IOException | ArrayIndexOutOfBoundsException e) {
            throw new StockpotException(path + ": starts like gzip but its header is damaged", e);
        }
    }

    private static void checkTrailer(Path path, byte[] file, int end, byte[] result) throws StockpotException {
        if (file.length - end != TRAILER) {
            throw new StockpotException(path + ": " + (file.length - end) + " bytes follow the gzip data where exactly "
                    + TRAILER + " are expected");
        }
        var trailer = ByteBuffer.wrap(file, end, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        var crc = new CRC32();
        crc.update(result);
        if (trailer.getInt() != (int) crc.getValue() || trailer.getInt() != result.length) {
            throw new StockpotException(path + ": the gzip checksum does not match, the file is damaged");
        }
    }
}
