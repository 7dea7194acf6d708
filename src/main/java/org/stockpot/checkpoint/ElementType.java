package org.stockpot.checkpoint;

import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.DType;

/** Element types of PyTorch. Those without a {@link DType} have a known size but cannot be mixed. */
enum ElementType {
    FLOAT64(DType.F64, "Double", "float64", "double"),
    FLOAT32(DType.F32, "Float", "float32", "float"),
    FLOAT16(DType.F16, "Half", "float16", "half"),
    BFLOAT16(DType.BF16, "BFloat16", "bfloat16"),
    INT64(DType.I64, "Long", "int64", "long"),
    INT32(DType.I32, "Int", "int32", "int"),
    INT16(DType.I16, "Short", "int16", "short"),
    INT8(DType.I8, "Char", "int8"),
    UINT8(DType.U8, "Byte", "uint8"),
    BOOL(DType.BOOL, "Bool", "bool"),
    UINT16(DType.U16, "", "uint16"),
    UINT32(DType.U32, "", "uint32"),
    UINT64(DType.U64, "", "uint64"),
    COMPLEX32(4, "ComplexHalf", "complex32"),
    COMPLEX64(8, "ComplexFloat", "complex64"),
    COMPLEX128(16, "ComplexDouble", "complex128"),
    FLOAT8_E4M3FN(DType.F8_E4M3, "", "float8_e4m3fn"),
    FLOAT8_E5M2(DType.F8_E5M2, "", "float8_e5m2"),
    FLOAT8_E4M3FNUZ(DType.F8_E4M3FNUZ, "", "float8_e4m3fnuz"),
    FLOAT8_E5M2FNUZ(DType.F8_E5M2FNUZ, "", "float8_e5m2fnuz"),
    FLOAT8_E8M0FNU(DType.F8_E8M0, "", "float8_e8m0fnu");

    private final Optional<DType> dtype;
    private final int bytes;
    private final String storage;

    @SuppressWarnings("ImmutableEnumChecker") // always made by List.of
    private final List<String> names;

    ElementType(DType dtype, String storage, String... names) {
        this(Optional.of(dtype), dtype.bytes(), storage, names);
    }

    ElementType(int bytes, String storage, String... names) {
        this(Optional.empty(), bytes, storage, names);
    }

    ElementType(Optional<DType> dtype, int bytes, String storage, String... names) {
        this.dtype = dtype;
        this.bytes = bytes;
        this.storage = storage;
        this.names = List.of(names);
    }

    /** The type as Stockpot knows it. */
    Optional<DType> dtype() {
        return dtype;
    }

    /** Size of one element in bytes. */
    int bytes() {
        return bytes;
    }

    /** First part of the names of its storage and tensor classes, empty where there are none. */
    String storage() {
        return storage;
    }

    /** Names in the module {@code torch}. */
    List<String> names() {
        return names;
    }
}
