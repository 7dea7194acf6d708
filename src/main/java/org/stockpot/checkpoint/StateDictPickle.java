package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.TensorSpec;

/**
 * The pickle of an {@code OrderedDict} of tensors, one storage each, opcode for opcode as Python's own pickler writes it
 * for {@code torch.save}: protocol 2, everything that Python remembers is remembered, a thousand entries at a time.
 */
final class StateDictPickle {
    /** Python's own limit between two SETITEMS. */
    private static final int BATCH = 1000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> memo = new HashMap<>();
    private int remembered;

    private StateDictPickle() {}

    /** The tensor at place {@code n} of the list lies in storage {@code n}. */
    static byte[] of(List<Map.Entry<String, TensorSpec>> tensors) {
        var pickle = new StateDictPickle();
        pickle.write(tensors);
        return pickle.out.toByteArray();
    }

    private void write(List<Map.Entry<String, TensorSpec>> tensors) {
        op(0x80, 2);
        orderedDict();
        for (int first = 0; first < tensors.size(); first += BATCH) {
            int end = Math.min(first + BATCH, tensors.size());
            boolean single = end == first + 1;
            if (!single) {
                op('(');
            }
            for (int storage = first; storage < end; storage++) {
                text(tensors.get(storage).getKey());
                tensor(tensors.get(storage).getValue(), storage);
            }
            op(single ? 's' : 'u');
        }
        op('.');
    }

    private void tensor(TensorSpec spec, int storage) {
        ElementType element = element(spec.dtype());
        // Types younger than storages with a type are saved as plain bytes with a dtype beside them.
        boolean typed = !element.storage().isEmpty();
        global("torch._utils", typed ? "_rebuild_tensor_v2" : "_rebuild_tensor_v3");
        op('(', '(');
        interned("storage");
        if (typed) {
            global("torch", element.storage() + "Storage");
        } else {
            global("torch.storage", "UntypedStorage");
        }
        text(String.valueOf(storage));
        interned("cpu");
        number(typed ? spec.elementCount() : spec.byteCount());
        op('t');
        remember();
        op('Q');
        number(0);
        tuple(spec.shape().toArray());
        tuple(strides(spec.shape().toArray()));
        op(0x89); // needs no gradient
        orderedDict(); // no hooks
        if (!typed) {
            global("torch", element.names().get(0));
        }
        op('t');
        remember();
        op('R');
        remember();
    }

    private static ElementType element(DType dtype) {
        return Arrays.stream(ElementType.values())
                .filter(element -> element.dtype().filter(dtype::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static long[] strides(long[] shape) {
        var strides = new long[shape.length];
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape[axis]);
        }
        return strides;
    }

    private void orderedDict() {
        global("collections", "OrderedDict");
        op(')', 'R');
        remember();
    }

    private void global(String module, String name) {
        if (!recall(module + " " + name)) {
            op('c');
            ascii(module + "\n" + name + "\n");
            remember(module + " " + name);
        }
    }

    /** A string that is one and the same object wherever PyTorch uses it. */
    private void interned(String text) {
        if (!recall(text)) {
            string(text);
            remember(text);
        }
    }

    private void text(String text) {
        string(text);
        remember();
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X');
        little(bytes.length, 4);
        out.writeBytes(bytes);
    }

    private void number(long value) {
        if (value <= 0xff) {
            op('K');
            little(value, 1);
        } else if (value <= 0xffff) {
            op('M');
            little(value, 2);
        } else if (value <= Integer.MAX_VALUE) {
            op('J');
            little(value, 4);
        } else {
            int bytes = (64 - Long.numberOfLeadingZeros(value)) / 8 + 1;
            op(0x8a, bytes);
            little(value, bytes);
        }
    }

    private void tuple(long[] values) {
        if (values.length == 0) {
            op(')');
            return;
        }
        boolean counted = values.length <= 3;
        if (!counted) {
            op('(');
        }
        for (long value : values) {
            number(value);
        }
        op(counted ? 0x84 + values.length : 't');
        remember();
    }

    private boolean recall(String object) {
        Integer index = memo.get(object);
        if (index == null) {
            return false;
        }
        if (index <= 0xff) {
            op('h', index);
        } else {
            op('j');
            little(index, 4);
        }
        return true;
    }

    private void remember(String object) {
        memo.put(object, remembered);
        remember();
    }

    private void remember() {
        if (remembered <= 0xff) {
            op('q', remembered);
        } else {
            op('r');
            little(remembered, 4);
        }
        remembered++;
    }

    private void op(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void little(long value, int bytes) {
        ByteBuffer buffer =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        out.write(buffer.array(), 0, bytes);
    }
}
