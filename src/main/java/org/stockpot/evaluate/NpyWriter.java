package org.stockpot.evaluate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.stockpot.tensor.StockpotException;

/** Writes matrices as NumPy's {@code .npy} files, version 1.0, little-endian float32 in row-major order. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;
    private static final int CHUNK = 1 << 16;

    private NpyWriter() {}

    /**
     * Writes a matrix. The target is replaced as a whole or not at all.
     *
     * @param values {@code rows × columns}
     * @throws StockpotException if the file cannot be written
     */
    public static void write(Path target, float[] values, int rows, int columns) throws StockpotException {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(values.length + " values for " + rows + " × " + columns);
        }
        Path absolute = target.toAbsolutePath();
        Path temp = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var channel = FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(channel, header(rows, columns));
                for (int from = 0; from < values.length; from += CHUNK) {
                    writeAll(channel, chunk(values, from, Math.min(CHUNK, values.length - from)));
                }
                channel.force(true);
            }
            move(temp, absolute);
        } catch (IOException e) {
            throw new StockpotException(target + ": the logits cannot be written (" + e.getMessage() + ")", e);
        } finally {
            delete(temp);
        }
    }

    /** Magic, version, header length and a literal dictionary, padded so that the data begin at a multiple of 64. */
    private static ByteBuffer header(int rows, int columns) {
        String literal = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int length = PREFIX + literal.length() + 1;
        int padded = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String text = literal + " ".repeat(padded - length) + "\n";
        var buffer = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        buffer.put((byte) 1).put((byte) 0).putShort((short) text.length());
        return buffer.put(text.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    private static ByteBuffer chunk(float[] values, int from, int count) {
        var buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values, from, count);
        return buffer;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void move(Path temp, Path target) throws IOException {
        try {
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temp, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temp) throws StockpotException {
        try {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            throw new StockpotException(temp + ": the unfinished file cannot be removed (" + e.getMessage() + ")", e);
        }
    }
}
