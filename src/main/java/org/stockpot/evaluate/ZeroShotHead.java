package org.stockpot.evaluate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Text features as the classification head of CLIP's image tower (Radford et al. 2021, arXiv:2103.00020, §3.1): one row of
 * unit length per class, times {@value #SCALE}, so that a logit is {@value #SCALE} times the cosine between image and text.
 * CLIP's own scale ends at 100, too; no scale changes which class comes first.
 */
public final class ZeroShotHead {
    /** What the head is called among the tensors of a network; no checkpoint has such a tensor. */
    public static final String TENSOR = "zero_shot_head.weight";

    /** Logit of an image whose embedding is the class's text feature. */
    public static final float SCALE = 100;

    /** Farther than rounding to half precision takes a row of unit length. */
    private static final double TOLERANCE = 1e-2;

    private final int classes;
    private final int embedding;
    private final float[] values;
    private final List<String> remarks;

    private ZeroShotHead(int classes, int embedding, float[] values, List<String> remarks) {
        this.classes = classes;
        this.embedding = embedding;
        this.values = values;
        this.remarks = List.copyOf(remarks);
    }

    /**
     * Makes a head out of a matrix of text features.
     *
     * @param name of the file, for messages
     * @param matrix {@code rows × columns}, row by row
     * @param embedding length of the tower's embedding, which tells rows from columns
     * @throws StockpotException if neither rows nor columns are that long, or if a class has no finite direction
     */
    public static ZeroShotHead of(String name, float[] matrix, int rows, int columns, int embedding)
            throws StockpotException {
        if (rows != embedding && columns != embedding) {
            throw new StockpotException(name + " is a matrix of " + rows + " × " + columns
                    + ", the tower's embeddings have " + embedding
                    + " values: expected text features of one class per row or per column with as many.");
        }
        List<String> remarks = new ArrayList<>();
        if (rows == columns) {
            remarks.add("one class per row, as nothing tells rows from columns");
        }
        boolean byRow = columns == embedding;
        int classes = byRow ? rows : columns;
        var values = new float[matrix.length];
        boolean scaled = false;
        for (int label = 0; label < classes; label++) {
            double square = 0;
            for (int i = 0; i < embedding; i++) {
                float value = byRow ? matrix[label * embedding + i] : matrix[i * classes + label];
                values[label * embedding + i] = value;
                square += (double) value * value;
            }
            double length = Math.sqrt(square);
            if (!(length > 0) || Double.isInfinite(length)) {
                throw new StockpotException(name + ": the text features of class " + label + " have the length "
                        + length + ", expected a number above 0.");
            }
            scaled |= Math.abs(length - 1) > TOLERANCE;
            double factor = SCALE / length;
            for (int i = 0; i < embedding; i++) {
                values[label * embedding + i] = (float) (factor * values[label * embedding + i]);
            }
        }
        if (scaled) {
            remarks.add("scaled to unit length");
        }
        remarks.add("logits are " + (int) SCALE + " times the cosine");
        return new ZeroShotHead(classes, embedding, values, remarks);
    }

    public int classes() {
        return classes;
    }

    /** Values of an embedding. */
    public int embedding() {
        return embedding;
    }

    /** A copy of the head, {@code classes × embedding}, scaled. */
    public float[] values() {
        return values.clone();
    }

    /** What was assumed or changed, each a phrase for people. */
    public List<String> remarks() {
        return remarks;
    }

    /** A tower's tensors and the head. */
    public Map<String, TensorSpec> over(Map<String, TensorSpec> tower) {
        var specs = new LinkedHashMap<>(tower);
        specs.put(TENSOR, new TensorSpec(DType.F32, Shape.of(classes, embedding)));
        return Collections.unmodifiableMap(specs);
    }

    /** A tower with the head; closing it closes the tower. */
    public TensorSource over(TensorSource tower) {
        return new Headed(tower, this, over(tower.specs()));
    }

    private record Headed(TensorSource tower, ZeroShotHead head, Map<String, TensorSpec> specs)
            implements TensorSource {
        @Override
        public String name() {
            return tower.name();
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            if (!tensor.equals(TENSOR)) {
                return tower.read(tensor, first, count);
            }
            var buffer = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Floats.encode(DType.F32, head.values, Math.toIntExact(first), count, buffer);
            return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
            if (tensor.equals(TENSOR)) {
                to.put(read(tensor, first, to.remaining() / Float.BYTES));
            } else {
                tower.read(tensor, first, to);
            }
        }

        @Override
        public void floats(String tensor, long first, FloatBuffer to) throws StockpotException {
            if (tensor.equals(TENSOR)) {
                to.put(head.values, Math.toIntExact(first), to.remaining());
            } else {
                tower.floats(tensor, first, to);
            }
        }

        @Override
        public void floats(Map<String, FloatBuffer> tensors) throws StockpotException {
            var others = new LinkedHashMap<>(tensors);
            FloatBuffer own = others.remove(TENSOR);
            if (own != null) {
                floats(TENSOR, 0, own);
            }
            tower.floats(others);
        }

        @Override
        public Optional<LinearCombination> combination(String tensor) throws StockpotException {
            return tensor.equals(TENSOR) ? Optional.empty() : tower.combination(tensor);
        }

        @Override
        public void close() {
            tower.close();
        }
    }
}
