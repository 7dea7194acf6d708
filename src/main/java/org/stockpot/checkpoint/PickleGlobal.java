package org.stockpot.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a name in a pickle may mean. The table is the whole of it: a name that is not in it ends the load, and no class
 * is ever looked up by a name from a file.
 */
sealed interface PickleGlobal {
    /** A call that Stockpot carries out itself; its arguments are checked one by one. */
    enum Function implements PickleGlobal {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_TENSOR_V2,
        REBUILD_TENSOR_V3,
        REBUILD_PARAMETER,
        REBUILD_PARAMETER_WITH_STATE,
        REBUILD_FROM_TYPE,
        SIZE,
        DEVICE,
        COUNTER,
        SET,
        COMPLEX,
        BYTEARRAY,
        ENCODE
    }

    /** Type of a storage; empty for bytes without a type. */
    record StorageTag(Optional<ElementType> element) implements PickleGlobal {}

    /** A dtype as a value. */
    record DtypeTag(ElementType element) implements PickleGlobal {}

    /** A tensor class as a value. */
    record ClassTag(String name) implements PickleGlobal {}

    /** A class of a TorchScript program; its objects are attributes and nothing else. */
    record ScriptClass(String name) implements PickleGlobal {}

    /** Says of what type its first argument is, which TorchScript needs and we do not. */
    enum ScriptTag implements PickleGlobal {
        TYPED
    }

    /** What TorchScript adds, beside its own classes. */
    Map<String, PickleGlobal> SCRIPT_ALLOWED = Map.of(
            "torch.jit._pickle.build_intlist", ScriptTag.TYPED,
            "torch.jit._pickle.build_doublelist", ScriptTag.TYPED,
            "torch.jit._pickle.build_boollist", ScriptTag.TYPED,
            "torch.jit._pickle.build_tensorlist", ScriptTag.TYPED,
            "torch.jit._pickle.restore_type_tag", ScriptTag.TYPED);

    /** Every name that a pickle may contain, as {@code module.name}. */
    Map<String, PickleGlobal> ALLOWED = allowed();

    /** Names with a meaning that Stockpot cannot give, and why. */
    Map<String, String> KNOWN_REFUSED = Map.ofEntries(
            Map.entry("torch._utils._rebuild_sparse_tensor", "a sparse tensor; call to_dense() before saving"),
            Map.entry("torch._utils._rebuild_sparse_csr_tensor", "a sparse tensor; call to_dense() before saving"),
            Map.entry("torch.serialization._get_layout", "a sparse tensor; call to_dense() before saving"),
            Map.entry("torch._utils._rebuild_qtensor", "a quantised tensor; save the model before quantisation"),
            Map.entry("torch._utils._rebuild_meta_tensor_no_storage", "a tensor without data on the meta device"),
            Map.entry("torch._utils._rebuild_wrapper_subclass", "a tensor subclass; save plain tensors"),
            Map.entry(
                    "torch._utils._rebuild_device_tensor_from_numpy", "a tensor of a special device; call cpu() first"),
            Map.entry(
                    "torch._utils._rebuild_device_tensor_from_cpu_tensor",
                    "a tensor of a special device; call cpu() first"),
            Map.entry("torch._utils._rebuild_nested_tensor", "a nested tensor; save plain tensors"));

    /**
     * The meaning of a name, or null if it has none here.
     *
     * @param script whether the names of TorchScript have one
     */
    static @Nullable PickleGlobal find(String module, String name, boolean script) {
        String full = full(module, name);
        if (script && full.startsWith("__torch__.")) {
            return new ScriptClass(full);
        }
        PickleGlobal meaning = ALLOWED.get(full);
        return meaning == null && script ? SCRIPT_ALLOWED.get(full) : meaning;
    }

    /** Why the data behind a name cannot be read, if the name is one of PyTorch's own for special tensors. */
    static Optional<String> special(String module, String name) {
        String full = full(module, name);
        String known = KNOWN_REFUSED.get(full);
        if (known == null && full.startsWith("torch.") && name.matches("Q\\w*Storage|per_\\w+|qu?int\\w+")) {
            known = "a quantised tensor; save the model before quantisation";
        }
        return known == null ? Optional.empty() : Optional.of("holds " + known + " (" + Show.text(full) + ")");
    }

    /** Module and name as Python 3 writes them. */
    static String full(String module, String name) {
        return canonical(module) + "." + name;
    }

    private static String canonical(String module) {
        return module.equals("__builtin__") ? "builtins" : module;
    }

    private static Map<String, PickleGlobal> allowed() {
        var table = new HashMap<String, PickleGlobal>();
        table.put("collections.OrderedDict", Function.ORDERED_DICT);
        table.put("collections.Counter", Function.COUNTER);
        table.put("builtins.set", Function.SET);
        table.put("builtins.complex", Function.COMPLEX);
        table.put("builtins.bytearray", Function.BYTEARRAY);
        table.put("_codecs.encode", Function.ENCODE);
        table.put("torch.Size", Function.SIZE);
        table.put("torch.device", Function.DEVICE);
        table.put("torch._utils._rebuild_tensor", Function.REBUILD_TENSOR);
        table.put("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR_V2);
        table.put("torch._utils._rebuild_tensor_v3", Function.REBUILD_TENSOR_V3);
        table.put("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);
        table.put("torch._utils._rebuild_parameter_with_state", Function.REBUILD_PARAMETER_WITH_STATE);
        table.put("torch._tensor._rebuild_from_type_v2", Function.REBUILD_FROM_TYPE);
        table.put("torch.storage.UntypedStorage", new StorageTag(Optional.empty()));
        table.put("torch.UntypedStorage", new StorageTag(Optional.empty()));
        table.put("torch.Tensor", new ClassTag("torch.Tensor"));
        table.put("torch.nn.parameter.Parameter", new ClassTag("torch.nn.parameter.Parameter"));
        for (ElementType element : ElementType.values()) {
            element.names().forEach(name -> table.put("torch." + name, new DtypeTag(element)));
            if (!element.storage().isEmpty()) {
                var storage = new StorageTag(Optional.of(element));
                table.put("torch." + element.storage() + "Storage", storage);
                table.put("torch.cuda." + element.storage() + "Storage", storage);
                String tensor = "torch." + element.storage() + "Tensor";
                table.put(tensor, new ClassTag(tensor));
            }
        }
        return Map.copyOf(table);
    }
}
