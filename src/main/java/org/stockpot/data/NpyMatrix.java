package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.stockpot.tensor.StockpotException;

/**
 * A matrix of {@code numpy.save}: two axes, 16-, 32- or 64-bit floats of either byte order, in C or Fortran order.
 */
public final class NpyMatrix {
    private static final long MOST = 1L << 28;

    private final int rows;
    private final int columns;
    private final float[] values;

    private NpyMatrix(int rows, int columns, float[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @throws StockpotException if it cannot be read, or holds something else
     */
    public static NpyMatrix read(Path path) throws StockpotException {
        SourceFile file = SourceFile.of(path);
        NpyHeader header = NpyHeader.readAny(path.toString(), ByteBuffer.wrap(file.start(NpyHeader.MAX_LENGTH)));
        if (header.kind() != 'f' || header.shape().size() != 2) {
            throw file.refusal("expected floats of two axes, found " + header.kind() + 8 * header.width() + " of "
                    + header.shape());
        }
        long bytes = header.byteCount(path.toString());
        long elements = bytes / header.width();
        if (elements < 1 || elements > MOST) {
            throw file.refusal("a matrix of " + header.shape() + " is none, or too large");
        }
        if (file.size() - header.length() != bytes) {
            throw file.refusal("the array claims " + header.shape() + ", that is " + bytes + " bytes; "
                    + (file.size() - header.length()) + " follow");
        }
        ByteBuffer stored = file.read(header.length(), bytes, "the matrix");
        int rows = header.shape().get(0).intValue();
        int columns = header.shape().get(1).intValue();
        var values = new float[(int) elements];
        for (int i = 0; i < values.length; i++) {
            int at = header.fortran() ? i % columns * rows + i / columns : i;
            values[i] = (float) header.element(stored, at);
        }
        return new NpyMatrix(rows, columns, values);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** A copy of the elements, {@code rows × columns}, row by row. */
    public float[] values() {
        return values.clone();
    }
}
