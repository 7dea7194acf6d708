package org.stockpot.checkpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.checkpoint.PickleValue.Dict;
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
            List.of("state_dict", "model_state_dict", "model", "net", "module", "ema_state_dict", "params");
    private static final long SPARE = 64L << 20;

    static StateDict of(InputFile file, PickleValue root) throws CheckpointException {
        if (!(root instanceof Dict dict)) {
            throw file.refusal("holds a " + PickleValue.kind(root)
                    + ", expected a dict of tensors; save the model's state_dict()");
        }
        for (int depth = 0; depth < DEEPEST; depth++) {
            Dict inner = wrapped(dict);
            if (inner == dict) {
                break;
            }
            dict = inner;
        }
        var tensors = new LinkedHashMap<String, TorchTensor>();
        var warnings = new ArrayList<String>();
        int others = 0;
        for (var entry : dict.items.entrySet()) {
            if (!(entry.getKey() instanceof Text name) || !(entry.getValue() instanceof PickleValue.Tensor value)) {
                others++;
            } else if (value.tensor().element().dtype().isEmpty()) {
                warnings.add("tensor " + Show.text(name.value()) + " has type "
                        + value.tensor().element().names().get(0) + ", which Stockpot cannot mix; it was left out");
            } else {
                tensors.put(name.value(), value.tensor());
            }
        }
        if (tensors.isEmpty()) {
            throw file.refusal("holds no tensors that can be mixed, expected a state_dict; "
                    + (warnings.isEmpty() ? "save the model's state_dict()" : warnings.get(0)));
        }
        if (others > 0) {
            warnings.add(others + (others == 1 ? " entry that is no tensor was" : " entries that are no tensors were")
                    + " left out");
        }
        checkVolume(file, tensors);
        return new StateDict(tensors, warnings);
    }

    private static Dict wrapped(Dict dict) {
        for (String wrapper : WRAPPERS) {
            if (dict.items.get(new Text(wrapper)) instanceof Dict inner && !inner.items.isEmpty()) {
                return inner;
            }
        }
        return dict;
    }

    /** A tiny storage can be expanded to a huge tensor; the file must stand for what comes out of it. */
    private static void checkVolume(InputFile file, Map<String, TorchTensor> tensors) throws CheckpointException {
        Set<TorchStorage> storages = new HashSet<>();
        long stored = 0;
        long views = 0;
        for (TorchTensor tensor : tensors.values()) {
            if (storages.add(tensor.storage())) {
                stored = Math.addExact(stored, tensor.storage().size());
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
