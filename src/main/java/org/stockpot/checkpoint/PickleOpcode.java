package org.stockpot.checkpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Opcodes of Python's pickle that a file of weights may contain: those torch.save writes and those of newer protocols
 * and of Python 2. Every other opcode ends the load.
 */
enum PickleOpcode {
    PROTO(0x80),
    STOP(0x2e),
    GLOBAL(0x63),
    REDUCE(0x52),
    BUILD(0x62),
    NEWOBJ(0x81),
    MARK(0x28),
    TUPLE(0x74),
    TUPLE1(0x85),
    TUPLE2(0x86),
    TUPLE3(0x87),
    EMPTY_TUPLE(0x29),
    EMPTY_LIST(0x5d),
    EMPTY_DICT(0x7d),
    EMPTY_SET(0x8f),
    APPEND(0x61),
    APPENDS(0x65),
    SETITEM(0x73),
    SETITEMS(0x75),
    NONE(0x4e),
    NEWTRUE(0x88),
    NEWFALSE(0x89),
    BININT(0x4a),
    BININT1(0x4b),
    BININT2(0x4d),
    LONG1(0x8a),
    BINFLOAT(0x47),
    BINUNICODE(0x58),
    SHORT_BINSTRING(0x55),
    BINPERSID(0x51),
    BINGET(0x68),
    LONG_BINGET(0x6a),
    BINPUT(0x71),
    LONG_BINPUT(0x72),
    STACK_GLOBAL(0x93),
    MEMOIZE(0x94),
    FRAME(0x95),
    SHORT_BINUNICODE(0x8c),
    ADDITEMS(0x90),
    SHORT_BINBYTES(0x43),
    BINBYTES(0x42),
    BINSTRING(0x54);

    /** Names of the refused ones, for messages. */
    private static final Map<Integer, String> REFUSED = Map.ofEntries(
            Map.entry(0x30, "POP"),
            Map.entry(0x31, "POP_MARK"),
            Map.entry(0x32, "DUP"),
            Map.entry(0x69, "INST"),
            Map.entry(0x6f, "OBJ"),
            Map.entry(0x92, "NEWOBJ_EX"),
            Map.entry(0x82, "EXT1"),
            Map.entry(0x83, "EXT2"),
            Map.entry(0x84, "EXT4"),
            Map.entry(0x50, "PERSID"),
            Map.entry(0x67, "GET"),
            Map.entry(0x70, "PUT"),
            Map.entry(0x49, "INT"),
            Map.entry(0x4c, "LONG"),
            Map.entry(0x46, "FLOAT"),
            Map.entry(0x53, "STRING"),
            Map.entry(0x56, "UNICODE"),
            Map.entry(0x8b, "LONG4"),
            Map.entry(0x8d, "BINUNICODE8"),
            Map.entry(0x8e, "BINBYTES8"),
            Map.entry(0x96, "BYTEARRAY8"),
            Map.entry(0x97, "NEXT_BUFFER"),
            Map.entry(0x98, "READONLY_BUFFER"),
            Map.entry(0x6c, "LIST"),
            Map.entry(0x64, "DICT"),
            Map.entry(0x91, "FROZENSET"));

    private static final Map<Integer, PickleOpcode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(opcode -> opcode.code, Function.identity()));

    private final int code;

    PickleOpcode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<PickleOpcode> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** What to call a refused byte in a message. */
    static String refusedName(int code) {
        return REFUSED.getOrDefault(code, "opcode") + String.format(" (0x%02x)", code);
    }
}
