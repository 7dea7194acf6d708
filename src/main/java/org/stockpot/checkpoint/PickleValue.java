package org.stockpot.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values a pickle can build here. Containers that can change compare by identity and never print their content, so
 * a container that holds itself is harmless.
 */
sealed interface PickleValue {
    /** Values that can be keys of a dict and that hash in constant time and depth. */
    sealed interface Atom extends PickleValue {}

    enum None implements Atom {
        NONE
    }

    record Bool(boolean value) implements Atom {}

    record Int(long value) implements Atom {}

    record Real(double value) implements Atom {}

    record Text(String value) implements Atom {}

    /**
     * Python bytes.
     *
     * @param latin1 one character per byte
     */
    record Bytes(String latin1) implements Atom {}

    record Tuple(List<PickleValue> items) implements PickleValue {
        @Override
        public String toString() {
            return "tuple of " + items.size();
        }
    }

    final class Sequence implements PickleValue {
        final List<PickleValue> items = new ArrayList<>(0);
    }

    final class Dict implements PickleValue {
        final boolean ordered;
        final Map<PickleValue, PickleValue> items = new LinkedHashMap<>(0);
        boolean built;

        Dict(boolean ordered) {
            this.ordered = ordered;
        }
    }

    /** A set; what it holds is of no interest to anybody. */
    final class PlainSet implements PickleValue {}

    /** A value that is legal but never looked into. */
    record Plain(String kind) implements PickleValue {}

    record Global(PickleGlobal meaning, String name) implements PickleValue {}

    /**
     * A class, function or object that has no meaning here: a name and nothing else. What a pickle does to it has no
     * effect.
     */
    final class Inert implements PickleValue {
        final String name;

        Inert(String name) {
            this.name = name;
        }
    }

    /** An object of a TorchScript program: a class name and the attributes. */
    final class ScriptObject implements PickleValue {
        final String type;

        @Nullable
        Dict attributes;

        ScriptObject(String type) {
            this.type = type;
        }
    }

    record Storage(TorchStorage storage, PickleGlobal.StorageTag tag) implements PickleValue {}

    record Tensor(TorchTensor tensor) implements PickleValue {}

    /** Names of the kinds as Python has them. */
    Map<Class<? extends PickleValue>, String> KINDS = Map.ofEntries(
            Map.entry(None.class, "None"),
            Map.entry(Bool.class, "bool"),
            Map.entry(Int.class, "int"),
            Map.entry(Real.class, "float"),
            Map.entry(Text.class, "str"),
            Map.entry(Bytes.class, "bytes"),
            Map.entry(Tuple.class, "tuple"),
            Map.entry(Sequence.class, "list"),
            Map.entry(Dict.class, "dict"),
            Map.entry(PlainSet.class, "set"),
            Map.entry(Storage.class, "storage"),
            Map.entry(Tensor.class, "tensor"));

    /** What to call a value in a message. */
    static String kind(PickleValue value) {
        if (value instanceof Global global) {
            return Show.text(global.name);
        }
        if (value instanceof Inert inert) {
            return Show.text(inert.name);
        }
        if (value instanceof ScriptObject object) {
            return Show.text(object.type);
        }
        if (value instanceof Plain plain) {
            return plain.kind;
        }
        return KINDS.getOrDefault(value.getClass(), "value");
    }
}
