package org.stockpot.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.ScriptObject;
import org.stockpot.checkpoint.PickleValue.Sequence;
import org.stockpot.checkpoint.PickleValue.Text;
import org.stockpot.checkpoint.PickleValue.Tuple;

/**
 * The parameters and buffers of a TorchScript program: the tensors that are attributes of its modules, by the path that
 * leads to them. The program itself stands in other members, which are never read.
 */
final class ScriptWeights {
    private static final int DEEPEST = 256;
    private static final int LONGEST_NAME = 4096;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_TENSORS = 100_000;

    private final InputFile file;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Deque<Level> path = new ArrayDeque<>();
    private final Set<ScriptObject> onPath = Collections.newSetFromMap(new IdentityHashMap<>());
    private int steps;
    private int collections;

    private record Level(ScriptObject object, String prefix, Iterator<Map.Entry<PickleValue, PickleValue>> rest) {}

    private ScriptWeights(InputFile file) {
        this.file = file;
    }

    static StateDict read(TorchArchive archive) throws CheckpointException {
        InputFile file = archive.file();
        Unpickled constants = archive.unpickle("constants.pkl", "constants/", true);
        Unpickled data = archive.unpickle("data.pkl", "data/", true);
        for (Unpickled content : List.of(constants, data)) {
            if (!content.strangers().isEmpty()) {
                throw file.refusal("is a TorchScript program that asks for "
                        + Show.text(content.strangers().get(0))
                        + ", which such programs do not need; nothing was executed");
            }
        }
        if (!(data.root() instanceof ScriptObject root)) {
            throw file.refusal("is a TorchScript program whose data is a " + PickleValue.kind(data.root())
                    + ", expected a module");
        }
        var weights = new ScriptWeights(file);
        weights.walk(root);
        if (weights.tensors.isEmpty()) {
            throw file.refusal("is a TorchScript program without parameters"
                    + (constants.tensors() ? " (its weights are constants of its code)" : "")
                    + ", expected weights to mix; save it before torch.jit.freeze");
        }
        StateDict dict = StateDict.of(file, weights.tensors);
        var warnings = new ArrayList<>(dict.warnings());
        if (weights.collections > 0) {
            warnings.add(weights.collections
                    + (weights.collections == 1
                            ? " attribute that is a collection"
                            : " attributes that are collections")
                    + " of tensors, neither parameters nor buffers, stay as in the file");
        }
        return new StateDict(dict.tensors(), warnings);
    }

    /** Depth first, in the order of the file. An object that holds itself is not entered again. */
    private void walk(ScriptObject root) throws CheckpointException {
        enter(root, "");
        while (!path.isEmpty()) {
            Level level = path.getLast();
            if (!level.rest.hasNext()) {
                path.removeLast();
                onPath.remove(level.object);
                continue;
            }
            if (++steps > MOST_STEPS) {
                throw file.refusal("is a TorchScript program with more than " + MOST_STEPS + " attributes");
            }
            var attribute = level.rest.next();
            if (!(attribute.getKey() instanceof Text key)) {
                throw file.refusal("is a TorchScript program with a " + PickleValue.kind(attribute.getKey())
                        + " as the name of an attribute; the file is damaged or made by hand");
            }
            if (level.prefix.length() + key.value().length() > LONGEST_NAME) {
                throw file.refusal("is a TorchScript program with names of more than " + LONGEST_NAME + " characters");
            }
            visit(level.prefix + key.value(), attribute.getValue());
        }
    }

    private void visit(String name, PickleValue value) throws CheckpointException {
        if (value instanceof PickleValue.Tensor tensor) {
            if (tensors.put(name, tensor.tensor()) != null || tensors.size() > MOST_TENSORS) {
                throw file.refusal("is a TorchScript program with two tensors of one name or more than " + MOST_TENSORS
                        + " tensors; the file is damaged or made by hand");
            }
        } else if (value instanceof ScriptObject object) {
            if (!onPath.contains(object)) {
                enter(object, name + ".");
            }
        } else if (holdsTensors(value)) {
            collections++;
        }
    }

    private void enter(ScriptObject object, String prefix) throws CheckpointException {
        Dict attributes = object.attributes;
        if (path.size() == DEEPEST) {
            throw file.refusal("is a TorchScript program with modules nested more than " + DEEPEST + " deep");
        }
        if (attributes != null) {
            onPath.add(object);
            path.addLast(new Level(object, prefix, attributes.items.entrySet().iterator()));
        }
    }

    /** Whether the first value of a list, tuple or dict is a tensor; TorchScript's are all of one type. */
    private static boolean holdsTensors(PickleValue value) {
        Iterator<PickleValue> values = value instanceof Sequence list
                ? list.items.iterator()
                : value instanceof Tuple tuple
                        ? tuple.items().iterator()
                        : value instanceof Dict dict ? dict.items.values().iterator() : Collections.emptyIterator();
        return values.hasNext() && values.next() instanceof PickleValue.Tensor;
    }
}
