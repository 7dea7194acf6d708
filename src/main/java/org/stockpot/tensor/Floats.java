package org.stockpot.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Conversion between stored elements and 32-bit floats. Narrowing rounds to the nearest value, ties to even, as IEEE
 * 754 and PyTorch do; JDK 17 has no half-precision conversion of its own.
 */
public final class Floats {
    private Floats() {}

    /**
     * Decodes {@code count} elements from the buffer's position on; the position moves behind them.
     *
     * @throws IllegalArgumentException if the type is not floating
     */
    public static void decode(DType dtype, ByteBuffer from, float[] to, int offset, int count) {
        ByteBuffer in = from.order(ByteOrder.LITTLE_ENDIAN);
        switch (dtype) {
            case F32 -> {
                in.asFloatBuffer().get(to, offset, count);
                in.position(in.position() + count * Float.BYTES);
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    to[offset + i] = (float) in.getDouble();
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    to[offset + i] = halfToFloat(in.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    to[offset + i] = Float.intBitsToFloat(in.getShort() << 16);
                }
            }
            default -> throw new IllegalArgumentException(dtype + " is not a floating type");
        }
    }

    /** Encodes {@code count} values at the buffer's position; the position moves behind them. */
    public static void encode(DType dtype, float[] from, int offset, int count, ByteBuffer to) {
        ByteBuffer out = to.order(ByteOrder.LITTLE_ENDIAN);
        switch (dtype) {
            case F32 -> {
                out.asFloatBuffer().put(from, offset, count);
                out.position(out.position() + count * Float.BYTES);
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    out.putDouble(from[offset + i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    out.putShort(floatToHalf(from[offset + i]));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    out.putShort(floatToBfloat16(from[offset + i]));
                }
            }
            default -> throw new IllegalArgumentException(dtype + " is not a floating type");
        }
    }

    /**
     * Rounds the first {@code count} values to those that the type has.
     *
     * @throws IllegalArgumentException if the type is not floating
     */
    public static void round(DType dtype, float[] values, int count) {
        switch (dtype) {
            case F32, F64 -> {}
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = roundToHalf(values[i]);
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = roundToBfloat16(values[i]);
                }
            }
            default -> throw new IllegalArgumentException(dtype + " is not a floating type");
        }
    }

    private static float roundToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= 0x38800000 && magnitude < 0x477ff000) {
            return Float.intBitsToFloat(bits + 0xfff + (bits >>> 13 & 1) & ~0x1fff);
        }
        return halfToFloat(floatToHalf(value));
    }

    private static float roundToBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7fffffff) <= 0x7f800000) {
            return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & ~0xffff);
        }
        return Float.intBitsToFloat(floatToBfloat16(value) << 16);
    }

    /** IEEE 754 binary16 to binary32, exact. */
    public static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }

    /** IEEE 754 binary32 to binary16, nearest, ties to even; overflow becomes infinity, NaN stays NaN. */
    public static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // Subnormal half: adding 0.5 lets the float unit round to a multiple of 2^-24.
            int rounded =
                    Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - Float.floatToRawIntBits(0.5f);
            return (short) (sign | rounded);
        }
        int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
        return (short) (sign | ((rounded - (112 << 23)) >>> 13));
    }

    /** IEEE 754 binary32 to bfloat16, nearest, ties to even; NaN stays NaN. */
    public static short floatToBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7fffffff) > 0x7f800000) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
