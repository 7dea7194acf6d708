package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Finds the same tensors under the names that wrappers gave them: {@code torch.nn.DataParallel} and its successor put
 * {@code module.} before every name, {@code torch.compile} puts {@code _orig_mod.}, trainers that keep the network in a
 * field put {@code model.}; several of them may come together, in any order.
 */
public final class PrefixMatch {
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.");

    private PrefixMatch() {}

    /**
     * The candidate under the names of the reference, where they differ by such prefixes only. Tensors that only one of
     * the two has keep their names. Where two names of one source are the same without their prefixes nobody can tell
     * which is meant, and those keep theirs, too.
     *
     * @return the candidate itself if no name changes; closing the result closes the candidate
     */
    public static TensorSource align(TensorSource reference, TensorSource candidate) {
        Map<String, String> names =
                renames(reference.specs().keySet(), candidate.specs().keySet());
        return names.isEmpty() ? candidate : new Renamed(candidate, names);
    }

    /**
     * Ingredients under the names of the base, or of the first one where there is no base. Names that the base does not
     * have are those of the first ingredient that has them.
     */
    public static List<TensorSource> alignAll(Optional<TensorSource> base, List<TensorSource> ingredients) {
        List<TensorSource> aligned = new ArrayList<>();
        for (TensorSource ingredient : ingredients) {
            TensorSource toBase = base.isPresent() ? align(base.get(), ingredient) : ingredient;
            aligned.add(aligned.isEmpty() ? toBase : align(aligned.get(0), toBase));
        }
        return aligned;
    }

    /** New names of the candidate's tensors by their old ones; only those that change. */
    static Map<String, String> renames(Set<String> reference, Set<String> candidate) {
        if (candidate.containsAll(reference)) {
            return Map.of();
        }
        Map<String, String> wanted = byBareName(reference);
        Map<String, String> found = byBareName(candidate);
        Map<String, String> renames = new HashMap<>();
        found.forEach((bare, name) -> {
            String other = wanted.get(bare);
            if (other != null && !other.equals(name) && !reference.contains(name) && !candidate.contains(other)) {
                renames.put(name, other);
            }
        });
        return renames;
    }

    /** Names by what is left of them without prefixes; those that are not alone there are left out. */
    private static Map<String, String> byBareName(Collection<String> names) {
        Map<String, String> byBare = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (String name : names) {
            String bare = bare(name);
            if (byBare.put(bare, name) != null) {
                ambiguous.add(bare);
            }
        }
        byBare.keySet().removeAll(ambiguous);
        return byBare;
    }

    private static String bare(String name) {
        String rest = name;
        boolean again = true;
        while (again) {
            again = false;
            for (String prefix : PREFIXES) {
                if (rest.startsWith(prefix) && rest.length() > prefix.length()) {
                    rest = rest.substring(prefix.length());
                    again = true;
                }
            }
        }
        return rest;
    }

    /** A view under other names, in the candidate's order. */
    private static final class Renamed implements TensorSource {
        private final TensorSource source;
        private final Map<String, String> oldNames = new HashMap<>();
        private final Map<String, TensorSpec> specs = new LinkedHashMap<>();

        Renamed(TensorSource source, Map<String, String> newNames) {
            this.source = source;
            source.specs().forEach((name, spec) -> {
                String now = newNames.getOrDefault(name, name);
                oldNames.put(now, name);
                specs.put(now, spec);
            });
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Map<String, TensorSpec> specs() {
            return Collections.unmodifiableMap(specs);
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            spec(tensor);
            return source.read(oldNames.getOrDefault(tensor, tensor), first, count);
        }

        @Override
        public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
            spec(tensor);
            source.read(oldNames.getOrDefault(tensor, tensor), first, to);
        }

        @Override
        public Optional<Resident> resident(String tensor) throws StockpotException {
            spec(tensor);
            return source.resident(oldNames.getOrDefault(tensor, tensor));
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
