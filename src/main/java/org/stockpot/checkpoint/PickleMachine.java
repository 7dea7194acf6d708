package org.stockpot.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.PickleValue.Atom;
import org.stockpot.checkpoint.PickleValue.Bool;
import org.stockpot.checkpoint.PickleValue.Bytes;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.Global;
import org.stockpot.checkpoint.PickleValue.Inert;
import org.stockpot.checkpoint.PickleValue.Int;
import org.stockpot.checkpoint.PickleValue.None;
import org.stockpot.checkpoint.PickleValue.PlainSet;
import org.stockpot.checkpoint.PickleValue.Real;
import org.stockpot.checkpoint.PickleValue.ScriptObject;
import org.stockpot.checkpoint.PickleValue.Sequence;
import org.stockpot.checkpoint.PickleValue.Text;
import org.stockpot.checkpoint.PickleValue.Tuple;

/**
 * Reads a pickle without running it: opcodes and names from closed lists, values from a closed family, calls carried out
 * by {@link PickleCalls}. Iterative, and bounded in stack, marks and memory whatever the bytes say.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the opcodes</a>
 */
final class PickleMachine {
    private static final int LONGEST_KEY_TUPLE = 16;
    private static final int LONGEST_KEY = 4096;
    private static final int LONGEST_NAME = 2048;
    private static final int MOST_STRANGERS = 1000;

    private static final int VALUE = 48;
    private static final int ENTRY = PickleStack.ENTRY;

    private final PickleInput in;
    private final PersistentIds ids;
    private final boolean script;
    private final PickleCalls calls;
    private final Map<String, Inert> strangers = new LinkedHashMap<>();
    private final PickleStack stack;

    private PickleMachine(PickleInput in, PickleCalls calls, PersistentIds ids, boolean script) {
        this.in = in;
        this.stack = new PickleStack(in);
        this.calls = calls;
        this.ids = ids;
        this.script = script;
    }

    /**
     * Reads a pickle that fills its input.
     *
     * @param script whether it belongs to a TorchScript program
     */
    static Unpickled read(PickleInput in, PickleCalls calls, PersistentIds ids, boolean script)
            throws CheckpointException {
        Unpickled value = new PickleMachine(in, calls, ids, script).run();
        if (in.remaining() > 0) {
            throw in.malformed(in.remaining() + " bytes left over");
        }
        return value;
    }

    /** Reads a pickle that something else follows. */
    static Unpickled readNext(PickleInput in, PickleCalls calls, PersistentIds ids) throws CheckpointException {
        return new PickleMachine(in, calls, ids, false).run();
    }

    /** Reads a pickle of plain values that something else follows. */
    static PickleValue readPlain(InputFile file, PickleInput in) throws CheckpointException {
        Unpickled value = readNext(in, new PickleCalls(file), id -> {
            throw in.malformed("a reference to data");
        });
        if (!value.strangers().isEmpty()) {
            throw in.malformed("the name " + Show.text(value.strangers().get(0)));
        }
        return value.root();
    }

    /** Runs to STOP. */
    private Unpickled run() throws CheckpointException {
        boolean first = true;
        while (true) {
            int code = in.u8();
            PickleOpcode opcode = PickleOpcode.of(code).orElse(null);
            if (opcode == null) {
                throw refused(code);
            }
            if (opcode == PickleOpcode.STOP) {
                break;
            }
            if (opcode == PickleOpcode.PROTO) {
                int protocol = in.u8();
                if (!first || protocol < 1 || protocol > 5) {
                    throw in.malformed("pickle protocol " + protocol);
                }
            } else {
                step(opcode);
            }
            first = false;
        }
        return new Unpickled(stack.result(), List.copyOf(strangers.keySet()), calls.tensors());
    }

    private CheckpointException refused(int code) throws CheckpointException {
        if (code == 'i') {
            String module = in.line();
            String name = in.line();
            CheckpointException named = CodeRunners.canRunCode(module, name) ? runsCode(module, name) : null;
            if (named != null) {
                return named;
            }
        }
        return in.refusal("uses the pickle opcode " + PickleOpcode.refusedName(code)
                + ", which no file of plain weights needs; nothing was executed");
    }

    private void step(PickleOpcode opcode) throws CheckpointException {
        switch (opcode) {
            case NONE -> stack.push(None.NONE, 0);
            case NEWTRUE -> stack.push(new Bool(true), VALUE);
            case NEWFALSE -> stack.push(new Bool(false), VALUE);
            case BININT -> stack.push(new Int(in.i32()), VALUE);
            case BININT1 -> stack.push(new Int(in.u8()), VALUE);
            case BININT2 -> stack.push(new Int(in.u16()), VALUE);
            case LONG1 -> stack.push(new Int(in.signed(in.u8())), VALUE);
            case BINFLOAT -> stack.push(new Real(in.f64()), VALUE);
            case BINUNICODE -> text(in.i32());
            case SHORT_BINUNICODE -> text(in.u8());
            case SHORT_BINSTRING -> string(in.u8());
            case BINSTRING -> string(in.i32());
            case SHORT_BINBYTES -> bytes(in.u8());
            case BINBYTES -> bytes(in.i32());
            case FRAME -> frame(in.i64());
            case MARK -> stack.mark();
            case EMPTY_TUPLE -> stack.push(new Tuple(List.of()), VALUE);
            case TUPLE1 -> tuple(1);
            case TUPLE2 -> tuple(2);
            case TUPLE3 -> tuple(3);
            case TUPLE -> stack.push(new Tuple(stack.popToMark()), VALUE);
            case EMPTY_LIST -> stack.push(new Sequence(), VALUE);
            case EMPTY_DICT -> stack.push(new Dict(false), 2 * VALUE);
            case EMPTY_SET -> stack.push(new PlainSet(), VALUE);
            case APPEND -> append(List.of(stack.pop()));
            case APPENDS -> append(stack.popToMark());
            case SETITEM -> setItems(stack.pop(2));
            case SETITEMS -> setItems(stack.popToMark());
            case ADDITEMS -> addItems(stack.popToMark());
            case GLOBAL -> global(in.line(), in.line());
            case STACK_GLOBAL -> stackGlobal();
            case REDUCE -> reduce();
            case NEWOBJ -> newObject();
            case BUILD -> build();
            case BINPERSID -> stack.push(ids.resolve(stack.pop()), 2 * VALUE);
            case BINGET -> stack.get(in.u8());
            case LONG_BINGET -> stack.get(in.i32());
            case BINPUT -> stack.put(in.u8());
            case LONG_BINPUT -> stack.put(in.i32());
            case MEMOIZE -> stack.memoize();
            case PROTO, STOP -> throw new IllegalStateException("handled before: " + opcode);
        }
    }

    private void text(int length) throws CheckpointException {
        String text = in.text(length);
        stack.push(new Text(text), VALUE + 2L * text.length());
    }

    private void string(int length) throws CheckpointException {
        stack.push(in.string(length), VALUE + 2L * length);
    }

    private void bytes(int length) throws CheckpointException {
        stack.push(in.latin1(length), VALUE + 2L * length);
    }

    private void frame(long length) throws CheckpointException {
        if (length < 0 || length > in.remaining()) {
            throw in.malformed("a frame of " + length + " bytes with " + in.remaining() + " left");
        }
    }

    private void tuple(int length) throws CheckpointException {
        stack.push(new Tuple(stack.pop(length)), VALUE);
    }

    private void append(List<PickleValue> items) throws CheckpointException {
        if (stack.top() instanceof Inert) {
            return;
        }
        if (!(stack.top() instanceof Sequence sequence)) {
            throw in.malformed("appends to a " + PickleValue.kind(stack.top()));
        }
        stack.charge(VALUE + 8L * items.size());
        sequence.items.addAll(items);
    }

    private void setItems(List<PickleValue> items) throws CheckpointException {
        if (stack.top() instanceof Inert && items.size() % 2 == 0) {
            return;
        }
        if (!(stack.top() instanceof Dict dict) || items.size() % 2 != 0) {
            throw in.malformed("sets " + items.size() + " keys and values on a " + PickleValue.kind(stack.top()));
        }
        for (int i = 0; i < items.size(); i += 2) {
            set(dict, items.get(i), items.get(i + 1));
        }
    }

    private void set(Dict dict, PickleValue key, PickleValue value) throws CheckpointException {
        checkKey(key);
        stack.charge(dict.items.isEmpty() ? 3 * ENTRY : ENTRY);
        PickleValue old = dict.items.put(key, value);
        if (old != null && (old instanceof PickleValue.Tensor || value instanceof PickleValue.Tensor)) {
            boolean same = old instanceof PickleValue.Tensor before
                    && value instanceof PickleValue.Tensor after
                    && before.equals(after);
            if (!same) {
                throw in.refusal("holds two different values named "
                        + (key instanceof Text text ? Show.text(text.value()) : PickleValue.kind(key)));
            }
        }
    }

    private void addItems(List<PickleValue> items) throws CheckpointException {
        if (!(stack.top() instanceof PlainSet) && !(stack.top() instanceof Inert)) {
            throw in.malformed("adds to a " + PickleValue.kind(stack.top()));
        }
        for (PickleValue item : items) {
            checkKey(item);
        }
    }

    /** Flat and short, so that hashing and comparing need neither time nor depth. */
    private void checkKey(PickleValue key) throws CheckpointException {
        boolean flat = key instanceof Tuple tuple
                ? tuple.items().size() <= LONGEST_KEY_TUPLE
                        && tuple.items().stream().allMatch(PickleMachine::shortAtom)
                : shortAtom(key);
        if (!flat) {
            throw in.malformed("a " + PickleValue.kind(key) + " as a key");
        }
    }

    private static boolean shortAtom(PickleValue value) {
        return (value instanceof Atom || value instanceof Inert)
                && !(value instanceof Text text && text.value().length() > LONGEST_KEY)
                && !(value instanceof Bytes bytes && bytes.latin1().length() > LONGEST_KEY);
    }

    private void stackGlobal() throws CheckpointException {
        List<PickleValue> names = stack.pop(2);
        if (names.get(0) instanceof Text module && names.get(1) instanceof Text name) {
            global(module.value(), name.value());
        } else {
            throw in.malformed("a global name that is not text");
        }
    }

    private void global(String module, String name) throws CheckpointException {
        if (module.length() + name.length() > LONGEST_NAME) {
            throw in.malformed("a name of more than " + LONGEST_NAME + " characters");
        }
        PickleGlobal meaning = PickleGlobal.find(module, name, script);
        if (meaning == null) {
            stack.push(stranger(module, name), VALUE);
        } else {
            stack.push(new Global(meaning, module + "." + name), 2 * VALUE + 2L * (module.length() + name.length()));
        }
    }

    /** A name from outside of the table stands for nothing, unless it is better not to touch the file at all. */
    private Inert stranger(String module, String name) throws CheckpointException {
        Optional<String> special = PickleGlobal.special(module, name);
        if (special.isPresent()) {
            throw in.refusal(special.get());
        }
        if (CodeRunners.canRunCode(module, name)) {
            throw runsCode(module, name);
        }
        String full = PickleGlobal.full(module, name);
        Inert known = strangers.get(full);
        if (known != null) {
            return known;
        }
        if (strangers.size() == MOST_STRANGERS) {
            throw in.refusal("asks for more than " + MOST_STRANGERS + " kinds of objects; nothing was executed;"
                    + " save the state_dict() alone");
        }
        stack.charge(ENTRY + VALUE + 4L * full.length());
        var inert = new Inert(full);
        strangers.put(full, inert);
        return inert;
    }

    private CheckpointException runsCode(String module, String name) {
        return in.refusal("asks for " + Show.text(module + "." + name)
                + ", which may run code; nothing was executed; do not load this file elsewhere unless you trust who made"
                + " it");
    }

    private void reduce() throws CheckpointException {
        List<PickleValue> call = stack.pop(2);
        if (call.get(0) instanceof Inert callee && call.get(1) instanceof Tuple) {
            stack.push(new Inert(callee.name), VALUE);
            return;
        }
        if (!(call.get(0) instanceof Global global) || !(call.get(1) instanceof Tuple arguments)) {
            throw notCallable(call.get(0));
        }
        if (global.meaning() instanceof PickleGlobal.ScriptTag
                && (arguments.items().size() == 1 || arguments.items().size() == 2)) {
            stack.push(arguments.items().get(0), 0);
        } else if (global.meaning() == PickleGlobal.Function.ORDERED_DICT) {
            stack.push(orderedDict(arguments.items()), 2 * VALUE);
        } else if (global.meaning() instanceof PickleGlobal.Function function) {
            PickleValue result = calls.call(function, arguments.items());
            stack.push(result, 2 * VALUE + size(result));
        } else {
            throw notCallable(global);
        }
    }

    /** What the result of a call takes beside its frame. */
    private static long size(PickleValue result) {
        if (result instanceof Bytes bytes) {
            return bytes.latin1().length();
        }
        return result instanceof PickleValue.Tensor tensor
                ? 2L * VALUE + ENTRY * (long) tensor.tensor().shape().rank()
                : 0;
    }

    private CheckpointException notCallable(PickleValue callee) {
        return in.refusal("calls a " + PickleValue.kind(callee)
                + ", which is not a function that rebuilds tensors; nothing was executed");
    }

    /** {@code OrderedDict()}, or Python 2's {@code OrderedDict([[key, value], …])}. */
    private Dict orderedDict(List<PickleValue> arguments) throws CheckpointException {
        var dict = new Dict(true);
        if (!arguments.isEmpty()) {
            if (arguments.size() != 1 || !(arguments.get(0) instanceof Sequence pairs)) {
                throw in.malformed("an OrderedDict of something else than a list");
            }
            for (PickleValue pair : pairs.items) {
                List<PickleValue> items = pair instanceof Sequence list
                        ? list.items
                        : pair instanceof Tuple tuple ? tuple.items() : List.of();
                if (items.size() != 2) {
                    throw in.malformed("an OrderedDict of something else than pairs");
                }
                set(dict, items.get(0), items.get(1));
            }
        }
        return dict;
    }

    /** Objects of TorchScript, which are attributes and nothing else, and inert ones. */
    private void newObject() throws CheckpointException {
        List<PickleValue> call = stack.pop(2);
        if (call.get(0) instanceof Inert type && call.get(1) instanceof Tuple) {
            stack.push(new Inert(type.name), VALUE);
        } else if (call.get(0) instanceof Global global
                && global.meaning() instanceof PickleGlobal.ScriptClass type
                && call.get(1) instanceof Tuple arguments
                && arguments.items().isEmpty()) {
            stack.push(new ScriptObject(type.name()), VALUE);
        } else {
            throw in.refusal("makes an object of " + PickleValue.kind(call.get(0))
                    + ", which no file of plain weights needs; nothing was executed");
        }
    }

    /**
     * The {@code _metadata} of a state dict, which is dropped, or the attributes of a TorchScript object. State of any
     * other kind would go to a method of the class, which is code.
     */
    private void build() throws CheckpointException {
        PickleValue state = stack.pop();
        if (stack.top() instanceof Inert) {
            return;
        }
        if (stack.top() instanceof ScriptObject object) {
            if (!(state instanceof Dict attributes) || object.attributes != null) {
                throw in.refusal("sets the state of a " + PickleValue.kind(object) + " from a "
                        + PickleValue.kind(state) + ", which would need the program's own __setstate__; nothing was"
                        + " executed; save the model's state_dict() with torch.save");
            }
            object.attributes = attributes;
            return;
        }
        if (!(stack.top() instanceof Dict dict) || !dict.ordered || dict.built || !(state instanceof Dict)) {
            throw in.refusal("sets the state of a " + PickleValue.kind(stack.top())
                    + ", which no file of plain weights needs; nothing was executed");
        }
        dict.built = true;
    }
}
