package org.stockpot.checkpoint;

import java.util.List;
import org.stockpot.checkpoint.PickleGlobal.ClassTag;
import org.stockpot.checkpoint.PickleGlobal.DtypeTag;
import org.stockpot.checkpoint.PickleGlobal.Function;
import org.stockpot.checkpoint.PickleValue.Bytes;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.Global;
import org.stockpot.checkpoint.PickleValue.Int;
import org.stockpot.checkpoint.PickleValue.Plain;
import org.stockpot.checkpoint.PickleValue.Real;
import org.stockpot.checkpoint.PickleValue.Sequence;
import org.stockpot.checkpoint.PickleValue.Text;
import org.stockpot.checkpoint.PickleValue.Tuple;
import org.stockpot.tensor.Shape;

/**
 * The calls a pickle of weights may ask for, carried out on descriptions: tensors are views of storages. Arguments must be exactly what torch.save writes.
 */
final class PickleCalls {
    private static final long MOST_ELEMENTS = 1L << 48;
    static final int MOST_AXES = 64;

    private final InputFile file;
    private boolean tensors;

    PickleCalls(InputFile file) {
        this.file = file;
    }

    /** Whether any tensor was described. */
    boolean tensors() {
        return tensors;
    }

    /** Carries out one call. */
    PickleValue call(Function function, List<PickleValue> arguments) throws CheckpointException {
        boolean known = switch (function) {
            case SIZE -> arguments.size() == 1 && arguments.get(0) instanceof Tuple size && sizes(size);
            case DEVICE ->
                !arguments.isEmpty()
                        && arguments.size() <= 2
                        && arguments.get(0) instanceof Text
                        && (arguments.size() == 1 || arguments.get(1) instanceof Int);
            case COUNTER -> arguments.size() == 1 && arguments.get(0) instanceof Dict;
            case SET -> arguments.size() == 1 && arguments.get(0) instanceof Sequence;
            case COMPLEX -> arguments.size() == 2 && arguments.stream().allMatch(Real.class::isInstance);
            case BYTEARRAY -> arguments.isEmpty() || (arguments.size() == 1 && arguments.get(0) instanceof Bytes);
            case ENCODE ->
                arguments.size() == 2
                        && arguments.get(0) instanceof Text
                        && arguments.get(1).equals(new Text("latin1"));
            default -> true;
        };
        if (!known) {
            throw unexpected(function);
        }
        return switch (function) {
            case SIZE -> arguments.get(0);
            case ENCODE -> encoded(arguments.get(0));
            case DEVICE, COUNTER, SET, COMPLEX, BYTEARRAY ->
                new Plain(function.name().toLowerCase(java.util.Locale.ROOT));
            case REBUILD_FROM_TYPE -> fromType(arguments);
            default -> rebuild(function, arguments);
        };
    }

    private PickleValue encoded(PickleValue text) throws CheckpointException {
        String value = ((Text) text).value();
        if (value.chars().anyMatch(c -> c > 0xff)) {
            throw unexpected(Function.ENCODE);
        }
        return new Bytes(value);
    }

    /** {@code (function, class, arguments, state)}: the call without the class and the state. */
    private PickleValue fromType(List<PickleValue> arguments) throws CheckpointException {
        if (arguments.size() == 4
                && arguments.get(0) instanceof Global global
                && global.meaning() instanceof Function function
                && (arguments.get(1) instanceof PickleValue.Inert
                        || (arguments.get(1) instanceof Global type && type.meaning() instanceof ClassTag))
                && arguments.get(2) instanceof Tuple inner) {
            return rebuild(function, inner.items());
        }
        throw unexpected(Function.REBUILD_FROM_TYPE);
    }

    private PickleValue rebuild(Function function, List<PickleValue> arguments) throws CheckpointException {
        int count = arguments.size();
        switch (function) {
            case REBUILD_TENSOR -> {
                if (count == 4) {
                    return typed(function, arguments);
                }
            }
            case REBUILD_TENSOR_V2 -> {
                if (count == 6 || count == 7) {
                    return typed(function, arguments);
                }
            }
            case REBUILD_TENSOR_V3 -> {
                if ((count == 7 || count == 8)
                        && arguments.get(0) instanceof PickleValue.Storage storage
                        && storage.tag().element().isEmpty()
                        && arguments.get(6) instanceof Global global
                        && global.meaning() instanceof DtypeTag dtype) {
                    return tensor(function, storage.storage(), dtype.element(), arguments);
                }
            }
            case REBUILD_PARAMETER -> {
                if (count == 3 && arguments.get(0) instanceof PickleValue.Tensor) {
                    return arguments.get(0);
                }
            }
            case REBUILD_PARAMETER_WITH_STATE -> {
                if (count == 4 && arguments.get(0) instanceof PickleValue.Tensor) {
                    return arguments.get(0);
                }
            }
            default -> throw unexpected(function);
        }
        throw unexpected(function);
    }

    private PickleValue typed(Function function, List<PickleValue> arguments) throws CheckpointException {
        if (arguments.get(0) instanceof PickleValue.Storage storage
                && storage.tag().element().isPresent()) {
            return tensor(function, storage.storage(), storage.tag().element().get(), arguments);
        }
        throw unexpected(function);
    }

    private PickleValue tensor(
            Function function, TorchStorage storage, ElementType element, List<PickleValue> arguments)
            throws CheckpointException {
        if (!(arguments.get(1) instanceof Int offset && offset.value() >= 0)
                || !(arguments.get(2) instanceof Tuple size && sizes(size))
                || !(arguments.get(3) instanceof Tuple stride && sizes(stride))
                || size.items().size() != stride.items().size()) {
            throw unexpected(function);
        }
        return new PickleValue.Tensor(view(storage, element, offset.value(), longs(size), longs(stride)));
    }

    /** A view of a storage, checked against it in exact arithmetic. */
    TorchTensor view(TorchStorage storage, ElementType element, long offset, List<Long> extents, List<Long> strides)
            throws CheckpointException {
        tensors = true;
        String view = element.names().get(0) + " " + extents + " with strides " + strides + " at " + offset;
        try {
            long count = 1;
            long last = offset;
            for (int axis = 0; axis < extents.size(); axis++) {
                count = Math.multiplyExact(count, extents.get(axis));
                if (extents.get(axis) > 1) {
                    last = Math.addExact(last, Math.multiplyExact(extents.get(axis) - 1, strides.get(axis)));
                }
            }
            if (count < MOST_ELEMENTS && (count == 0 || last < storage.size() / element.bytes())) {
                return new TorchTensor(storage, element, offset, new Shape(extents), strides);
            }
        } catch (ArithmeticException e) {
            throw new CheckpointException(file.path(), "a tensor of " + view + " is impossibly large", e);
        }
        throw file.refusal("a tensor of " + view + " does not fit its storage " + Show.text(storage.key()) + " of "
                + storage.size() + " bytes");
    }

    private CheckpointException unexpected(Function function) {
        return file.refusal("calls " + function + " with other arguments than torch.save writes;"
                + " nothing was executed; the file is damaged or made by hand");
    }

    /** One number per axis. The length comes first, so that a long tuple costs nothing however often it is used. */
    private static boolean sizes(Tuple tuple) {
        return tuple.items().size() <= MOST_AXES
                && tuple.items().stream().allMatch(item -> item instanceof Int number && number.value() >= 0);
    }

    private static List<Long> longs(Tuple tuple) {
        return tuple.items().stream().map(item -> ((Int) item).value()).toList();
    }
}
