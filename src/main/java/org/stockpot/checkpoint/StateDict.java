package org.stockpot.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.Inert;
import org.stockpot.checkpoint.PickleValue.Text;

/**
 * The named tensors in what a pickle holds: the dict itself, or the one under the names that training scripts use.
 *
 * @param tensors by name as in the file, in its order
 * @param warnings what was left out
 */
record StateDict(Map<String, TorchTensor> tensors, List<String> warnings) {
    private static final int DEEPEST = 8;
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "net", "module", "ema_state_dict", "ema", "params");
    private static final long SPARE = 64L << 20;

    static StateDict of(InputFile file, Unpickled content, Strangers strangers) throws CheckpointException {
        Optional<Dict> found = content.root() instanceof Dict root ? find(root) : Optional.empty();
        if (found.isEmpty()) {
            throw withoutWeights(file, content);
        }
        if (strangers == Strangers.REFUSED && !content.strangers().isEmpty()) {
            throw new StrangersException(file.path(), content.strangers());
        }
        var named = new LinkedHashMap<String, TorchTensor>();
        int others = 0;
        for (var entry : found.get().items.entrySet()) {
            if (entry.getKey() instanceof Text name && entry.getValue() instanceof PickleValue.Tensor value) {
                named.put(name.value(), value.tensor());
            } else {
                others++;
            }
        }
        StateDict dict = of(file, named);
        var warnings = new ArrayList<>(dict.warnings);
        if (others > 0) {
            warnings.add(others + (others == 1 ? " entry that is no tensor was" : " entries that are no tensors were")
                    + " left out");
        }
        if (!content.strangers().isEmpty()) {
            warnings.add(
                    "objects of other programs were left out unread: " + StrangersException.shown(content.strangers()));
        }
        return new StateDict(dict.tensors, warnings);
    }

    /** Keeps the tensors of types that Stockpot knows. */
    static StateDict of(InputFile file, Map<String, TorchTensor> named) throws CheckpointException {
        var tensors = new LinkedHashMap<String, TorchTensor>();
        var warnings = new ArrayList<String>();
        named.forEach((name, tensor) -> {
            if (tensor.element().dtype().isPresent()) {
                tensors.put(name, tensor);
            } else {
                warnings.add("tensor " + Show.text(name) + " has type "
                        + tensor.element().names().get(0) + ", which Stockpot cannot mix; it was left out");
            }
        });
        if (tensors.isEmpty()) {
            throw file.refusal("holds no tensors that can be mixed, expected a state_dict; " + warnings.get(0));
        }
        checkVolume(file, tensors);
        return new StateDict(tensors, warnings);
    }

    private static CheckpointException withoutWeights(InputFile file, Unpickled content) {
        List<String> elsewhere = content.root() instanceof Dict root ? elsewhere(root) : List.of();
        if (!elsewhere.isEmpty()) {
            boolean one = elsewhere.size() == 1;
            return file.refusal("expected a state_dict, alone or under a name like model or state_dict, found "
                    + (one ? "one" : elsewhere.size()) + " under " + StrangersException.shown(elsewhere) + "; save "
                    + (one ? "it" : "one of them") + " alone");
        }
        if (content.tensors() && !content.strangers().isEmpty()) {
            return file.refusal(PersistentIds.wholeModel(
                    content.root() instanceof Inert model
                            ? PickleValue.kind(model)
                            : Show.text(content.strangers().get(0))));
        }
        if (content.root() instanceof Dict) {
            return file.refusal(
                    "holds no tensors that can be mixed, expected a state_dict; save the model's state_dict()");
        }
        return file.refusal("holds a " + PickleValue.kind(content.root())
                + ", expected a dict of tensors; save the model's state_dict()");
    }

    /** Names that training scripts made up for themselves; which one is meant is not for us to guess. */
    private static List<String> elsewhere(Dict root) {
        List<String> names = new ArrayList<>();
        Set<Dict> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        root.items.forEach((key, value) -> {
            if (key instanceof Text name && value instanceof Dict dict && seen.add(dict) && hasTensors(dict)) {
                names.add(name.value());
            }
        });
        return names;
    }

    private record Place(Dict dict, int depth) {}

    /** The first dict with tensors, wrappers before what wraps them; each dict is looked at once. */
    private static Optional<Dict> find(Dict root) {
        List<Place> open = new ArrayList<>(List.of(new Place(root, 0)));
        List<Dict> wrapping = new ArrayList<>();
        Set<Dict> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Place place = open.remove(open.size() - 1);
            if (!seen.add(place.dict)) {
                continue;
            }
            List<Place> inner = new ArrayList<>();
            for (String wrapper : WRAPPERS) {
                if (place.depth < DEEPEST
                        && place.dict.items.get(new Text(wrapper)) instanceof Dict dict
                        && !dict.items.isEmpty()) {
                    inner.add(new Place(dict, place.depth + 1));
                }
            }
            if (inner.isEmpty() && hasTensors(place.dict)) {
                return Optional.of(place.dict);
            }
            wrapping.add(place.dict);
            Collections.reverse(inner);
            open.addAll(inner);
        }
        return wrapping.stream().filter(StateDict::hasTensors).findFirst();
    }

    private static boolean hasTensors(Dict dict) {
        return dict.items.entrySet().stream()
                .anyMatch(entry -> entry.getKey() instanceof Text && entry.getValue() instanceof PickleValue.Tensor);
    }

    /** A tiny storage can be expanded to a huge tensor; the file must stand for what comes out of it. */
    private static void checkVolume(InputFile file, Map<String, TorchTensor> tensors) throws CheckpointException {
        Set<TorchStorage> storages = new HashSet<>();
        long stored = 0;
        long views = 0;
        for (TorchTensor tensor : tensors.values()) {
            if (storages.add(tensor.storage().root())) {
                stored = Math.addExact(stored, tensor.storage().root().size());
            }
            long bytes = tensor.shape().elementCount() * tensor.element().bytes();
            views = Math.min(Long.MAX_VALUE / 2, views + bytes);
        }
        if (views - SPARE > 4 * stored) {
            throw file.refusal("its tensors would take " + views + " bytes, made out of " + stored
                    + " stored bytes by repetition; save them with contiguous()");
        }
    }
}
