package org.stockpot.tensor;

/** Element types of tensors, named as safetensors names them. All are stored little endian. */
public enum DType {
    F64(8, true),
    F32(4, true),
    F16(2, true),
    BF16(2, true),
    I64(8, false),
    I32(4, false),
    I16(2, false),
    I8(1, false),
    U64(8, false),
    U32(4, false),
    U16(2, false),
    U8(1, false),
    BOOL(1, false),
    F8_E4M3(1, false),
    F8_E5M2(1, false),
    F8_E8M0(1, false),
    F8_E4M3FNUZ(1, false),
    F8_E5M2FNUZ(1, false);

    private final int bytes;
    private final boolean mixable;

    DType(int bytes, boolean mixable) {
        this.bytes = bytes;
        this.mixable = mixable;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * Whether elements are numbers that can be averaged. Integers are copied, never mixed, and so are the 8-bit floats: a
     * mean of them means nothing without the scale factors that stand beside them.
     */
    public boolean isMixable() {
        return mixable;
    }
}
