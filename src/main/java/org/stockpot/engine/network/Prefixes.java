package org.stockpot.engine.network;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stockpot.tensor.TensorSpec;

/**
 * What wrappers put before the names of a network's tensors: {@code module.} by {@code torch.nn.DataParallel}, {@code
 * _orig_mod.} by {@code torch.compile}, and the names of fields that trainers keep networks in, in any order and number.
 */
final class Prefixes {
    private static final Pattern USUAL = Pattern.compile(
            "((module|model|_orig_mod|backbone|encoder|network|net|clip|clip_model|image_encoder)\\.)*");

    private Prefixes() {}

    /** The shortest usual prefix with which there is a tensor of a name. */
    static Optional<String> before(Map<String, TensorSpec> tensors, String name) {
        return tensors.keySet().stream()
                .filter(key -> key.endsWith(name))
                .map(key -> key.substring(0, key.length() - name.length()))
                .filter(prefix -> USUAL.matcher(prefix).matches())
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }
}
