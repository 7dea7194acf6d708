package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Assembles pickles by opcode, honest and hostile ones. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Pickle protocol(int protocol) {
        return new Pickle().op(0x80, protocol);
    }

    Pickle op(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    Pickle ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickle little(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    Pickle global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').little(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    Pickle number(long value) {
        return op(0x8a, 8).little(value, 8);
    }

    Pickle numbers(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** A storage of floats. */
    Pickle storage(String key, long count) {
        return op('(').text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .number(count)
                .op('t', 'Q');
    }

    /** A tensor of a storage of floats. */
    Pickle tensor(String key, long count, long offset, long[] size, long[] stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage(key, count)
                .number(offset)
                .numbers(size)
                .numbers(stride)
                .op(0x89)
                .global("collections", "OrderedDict")
                .op(')', 'R', 't', 'R');
    }

    /** A tensor of the first two elements of a storage of floats in a legacy stream; the view is the caller's. */
    Pickle legacyTensor(String key, long count, UnaryOperator<Pickle> view) {
        global("torch._utils", "_rebuild_tensor")
                .op('(', '(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .number(count);
        return view.apply(this).op('t', 'Q').number(0).numbers(2).numbers(1).op('t', 'R');
    }

    /** An object of a TorchScript program, without attributes; a dict and BUILD may follow. */
    Pickle scriptObject(String name) {
        return global("__torch__", name).op(')', 0x81);
    }

    /** What another one holds. */
    Pickle with(Pickle other) {
        out.writeBytes(other.bytes());
        return this;
    }

    /** {@code {"w": …}} around what is written by the caller between this and {@link #close}. */
    static Pickle dict() {
        return protocol(2).op('}').text("w");
    }

    byte[] close() {
        return op('s', '.').bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
