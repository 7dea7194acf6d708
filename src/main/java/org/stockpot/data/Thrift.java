package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * A structure in Thrift's compact protocol, as Parquet describes itself in: fields by number, without meaning. All
 * integers are longs, binary values buffers, lists and sets lists; nesting and lengths are bounded by the bytes given.
 */
final class Thrift {
    private static final int MAX_DEPTH = 24;

    private final Map<Integer, Object> fields = new HashMap<>();

    private Thrift() {}

    /** Reads one structure and moves the buffer behind it. */
    static Thrift read(String subject, ByteBuffer bytes) throws StockpotException {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        try {
            return struct(bytes, 0);
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new StockpotException(subject + ": the Parquet description is damaged", e);
        }
    }

    /** An integer, or −1 where there is none. */
    long number(int field) {
        return fields.get(field) instanceof Long number ? number : -1;
    }

    /** Text, empty where there is none. */
    String text(int field) {
        return fields.get(field) instanceof ByteBuffer bytes
                ? StandardCharsets.UTF_8.decode(bytes.duplicate()).toString()
                : "";
    }

    /** False only where it says so. */
    boolean unlessFalse(int field) {
        return !Boolean.FALSE.equals(fields.get(field));
    }

    Optional<Thrift> struct(int field) {
        return fields.get(field) instanceof Thrift inner ? Optional.of(inner) : Optional.empty();
    }

    List<Thrift> structs(int field) {
        return all(field).stream()
                .filter(Thrift.class::isInstance)
                .map(Thrift.class::cast)
                .toList();
    }

    List<String> texts(int field) {
        return all(field).stream()
                .filter(ByteBuffer.class::isInstance)
                .map(bytes -> StandardCharsets.UTF_8
                        .decode(((ByteBuffer) bytes).duplicate())
                        .toString())
                .toList();
    }

    private List<?> all(int field) {
        return fields.get(field) instanceof List<?> list ? list : List.of();
    }

    private static Thrift struct(ByteBuffer bytes, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        var struct = new Thrift();
        int field = 0;
        for (int head = bytes.get() & 0xff; head != 0; head = bytes.get() & 0xff) {
            int type = head & 0xf;
            field = head >> 4 == 0 ? (int) zigzag(bytes) : field + (head >> 4);
            Object value = type <= 2 ? (Object) (type == 1) : value(bytes, type, depth);
            struct.fields.put(field, value);
        }
        return struct;
    }

    private static Object value(ByteBuffer bytes, int type, int depth) {
        return switch (type) {
            case 1, 2 -> bytes.get() == 1;
            case 3 -> (long) bytes.get();
            case 4, 5, 6 -> zigzag(bytes);
            case 7 -> bytes.getDouble();
            case 8 -> {
                int length = length(bytes);
                ByteBuffer slice = bytes.slice(bytes.position(), length);
                bytes.position(bytes.position() + length);
                yield slice;
            }
            case 9, 10 -> list(bytes, depth);
            case 12 -> struct(bytes, depth + 1);
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private static List<Object> list(ByteBuffer bytes, int depth) {
        int head = bytes.get() & 0xff;
        int size = head >> 4 == 15 ? length(bytes) : head >> 4;
        if (size > bytes.remaining() || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("list of " + size);
        }
        var list = new ArrayList<Object>();
        for (int i = 0; i < size; i++) {
            list.add(value(bytes, head & 0xf, depth + 1));
        }
        return list;
    }

    private static int length(ByteBuffer bytes) {
        long length = varint(bytes);
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        return (int) length;
    }

    private static long zigzag(ByteBuffer bytes) {
        long value = varint(bytes);
        return (value >>> 1) ^ -(value & 1);
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = bytes.get();
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("endless number");
    }
}
