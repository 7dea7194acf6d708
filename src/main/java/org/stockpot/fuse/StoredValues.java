package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.TensorSpec;

/**
 * What the stored elements of one tensor are like, chunk by chunk. Looks at bits and not at numbers: an "or" over
 * integers runs at the speed of the memory, and only where it strikes are single values looked at.
 */
final class StoredValues {
    private final TensorSpec spec;
    private final CRC32C checksum = new CRC32C();
    private final int[] ints;
    private long seen;
    private long first;
    private long different;
    private long nan;
    private long infinite;
    /** How often something else than 0 and −∞ was seen. */
    private long ordinary;

    /** @param chunk most elements of {@link #add} */
    StoredValues(TensorSpec spec, int chunk) {
        this.spec = spec;
        this.ints = new int[spec.dtype() == DType.F32 ? chunk : 0];
    }

    /** Takes in the next elements, all that the buffer holds. */
    void add(ByteBuffer stored) {
        checksum.update(stored.duplicate());
        if (spec.dtype().isMixable()) {
            ByteBuffer in = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            int count = in.remaining() / spec.dtype().bytes();
            if (seen == 0 && count > 0) {
                first = bits(in, 0);
            }
            long magnitudes = spec.dtype() == DType.F32 ? narrow(in, count) : wide(in, count);
            if (magnitudes < 0) {
                countOneByOne(in, count);
            } else if (magnitudes > 0) {
                ordinary++;
            }
            seen += count;
        }
    }

    /** All magnitudes' bits, or a negative number if one is infinite or not a number; notes what differs from the first element. */
    private long narrow(ByteBuffer in, int count) {
        in.asIntBuffer().get(ints, 0, count);
        int[] bits = ints;
        int finite = (int) infinity() - 1;
        int reference = (int) first;
        int all = 0;
        int differing = 0;
        for (int i = 0; i < count; i++) {
            int size = bits[i] & Integer.MAX_VALUE;
            all |= size | ((finite - size) & Integer.MIN_VALUE);
            differing |= bits[i] ^ reference;
        }
        different |= differing & 0xffffffffL;
        return all;
    }

    private long wide(ByteBuffer in, int count) {
        long magnitude = magnitude();
        long finite = infinity() - 1;
        long all = 0;
        for (int i = 0; i < count; i++) {
            long bits = bits(in, i);
            long size = bits & magnitude;
            all |= size | ((finite - size) & Long.MIN_VALUE);
            different |= bits ^ first;
        }
        return all;
    }

    private void countOneByOne(ByteBuffer in, int count) {
        for (int i = 0; i < count; i++) {
            long bits = bits(in, i);
            long size = bits & magnitude();
            if (size > infinity()) {
                nan++;
            } else if (size == infinity()) {
                infinite++;
                ordinary += bits == size ? 1 : 0;
            } else {
                ordinary += size == 0 ? 0 : 1;
            }
        }
    }

    private long bits(ByteBuffer in, int index) {
        return switch (spec.dtype()) {
            case F64 -> in.getLong(index * Long.BYTES);
            case F32 -> in.getInt(index * Integer.BYTES) & 0xffffffffL;
            default -> in.getShort(index * Short.BYTES) & 0xffffL;
        };
    }

    private long magnitude() {
        return switch (spec.dtype()) {
            case F64 -> Long.MAX_VALUE;
            case F32 -> 0x7fffffffL;
            default -> 0x7fffL;
        };
    }

    /** Bits of positive infinity; what is above is not a number. */
    private long infinity() {
        return switch (spec.dtype()) {
            case F64 -> 0x7ff0000000000000L;
            case F32 -> 0x7f800000L;
            case BF16 -> 0x7f80L;
            default -> 0x7c00L;
        };
    }

    /** What was found, after all elements. */
    WeightScan.Tensor found() {
        return new WeightScan.Tensor(
                spec,
                nan,
                infinite,
                infinite > 0 && nan == 0 && ordinary == 0,
                seen > 1 && different == 0 && nan == 0,
                (int) checksum.getValue());
    }
}
