package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A source whose mixable tensors appear in another floating type; all other tensors are as they were. Every value is
 * rounded once, to the nearest, ties to even. A finite value that would become infinite is refused: a saved model must
 * not differ from the measured one by more than rounding.
 */
public final class Cast implements TensorSource {
    private static final int CHUNK = 1 << 16;

    private final TensorSource source;
    private final DType target;
    private final Map<String, TensorSpec> specs;

    /**
     * @param source closed together with the cast
     * @param target the type of all mixable tensors
     * @throws IllegalArgumentException if the target cannot be mixed itself
     */
    public Cast(TensorSource source, DType target) {
        if (!target.isMixable()) {
            throw new IllegalArgumentException(target + " is not a type that weights are computed in");
        }
        this.source = source;
        this.target = target;
        var cast = new LinkedHashMap<String, TensorSpec>();
        source.specs()
                .forEach((name, spec) ->
                        cast.put(name, spec.dtype().isMixable() ? new TensorSpec(target, spec.shape()) : spec));
        this.specs = Collections.unmodifiableMap(cast);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        DType from = source.spec(tensor).dtype();
        if (!from.isMixable() || from == target) {
            return source.read(tensor, first, count);
        }
        var result =
                ByteBuffer.allocate(Math.multiplyExact(count, target.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        var values = new float[Math.min(count, CHUNK)];
        for (int done = 0; done < count; done += values.length) {
            int length = Math.min(values.length, count - done);
            ByteBuffer stored = source.read(tensor, first + done, length);
            if (from == DType.F64) {
                narrow(tensor, stored, values, first + done, length);
            } else {
                Floats.decode(from, stored, values, 0, length);
            }
            Floats.encode(target, values, 0, length, result);
            if (target == DType.F16 || target == DType.BF16) {
                requireFinite(tensor, values, result, first + done, length);
            }
        }
        return result.flip();
    }

    private void narrow(String tensor, ByteBuffer stored, float[] values, long first, int count)
            throws StockpotException {
        ByteBuffer in = stored.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = in.getDouble();
            values[i] = target == DType.F32 ? (float) value : towardsOdd(value);
            if (Float.isInfinite(values[i]) && Double.isFinite(value)) {
                throw overflow(tensor, first + i, value);
            }
        }
    }

    /**
     * Rounds to a neighbouring float whose last bit is 1 unless the value is exact. Rounding that once more, to a type at
     * least two bits shorter, gives what rounding once would have given (Boldo and Melquiond 2008,
     * doi:10.1109/TC.2007.70819).
     */
    private static float towardsOdd(double value) {
        float near = (float) value;
        int bits = Float.floatToRawIntBits(near);
        if (near == value || Double.isNaN(value) || (bits & 1) == 1) {
            return near;
        }
        return Float.intBitsToFloat(Math.abs(near) < Math.abs(value) ? bits + 1 : bits - 1);
    }

    /** Compares what was encoded last with the values it came from. */
    private void requireFinite(String tensor, float[] values, ByteBuffer result, long first, int count)
            throws StockpotException {
        int infinity = target == DType.F16 ? 0x7c00 : 0x7f80;
        int start = result.position() - count * target.bytes();
        for (int i = 0; i < count; i++) {
            if ((result.getShort(start + i * target.bytes()) & 0x7fff) == infinity && Float.isFinite(values[i])) {
                throw overflow(tensor, first + i, values[i]);
            }
        }
    }

    private StockpotException overflow(String tensor, long element, double value) {
        return new StockpotException(name() + ": " + tensor + " overflows " + target + " at element " + element
                + ", where it is " + value + ": choose a wider type");
    }

    @Override
    public void close() {
        source.close();
    }
}
