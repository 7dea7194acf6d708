package org.stockpot.ui.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.TensorSpec;

/**
 * Tensors by the parts of their names. A part that has one child only stands in one line with it.
 *
 * @param label what stands in the tree
 * @param name of the tensor, or what the names of all tensors below begin with
 * @param spec of the tensor; empty for a branch
 */
record TensorTree(String label, String name, Optional<TensorSpec> spec, List<TensorTree> children) {
    TensorTree {
        children = List.copyOf(children);
    }

    /**
     * Builds the tree.
     *
     * @param search only tensors with all of these words in their names, element types or shapes
     */
    static TensorTree of(Map<String, TensorSpec> tensors, String search) {
        var root = new Branch();
        tensors.forEach((name, spec) -> {
            if (matches(name, spec, search)) {
                root.add(name, spec);
            }
        });
        return new TensorTree("", "", Optional.empty(), root.children(""));
    }

    private static boolean matches(String name, TensorSpec spec, String search) {
        String text = (name + " " + spec).toLowerCase(Locale.ROOT);
        for (String word : search.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    boolean isTensor() {
        return spec.isPresent();
    }

    /** How many tensors there are. */
    int tensors() {
        return spec.isPresent()
                ? 1
                : children.stream().mapToInt(TensorTree::tensors).sum();
    }

    /** Size of all data. */
    long bytes() {
        return spec.map(TensorSpec::byteCount)
                .orElseGet(() -> children.stream().mapToLong(TensorTree::bytes).sum());
    }

    /** A tree in the making. */
    private static final class Branch {
        private final Map<String, Branch> branches = new LinkedHashMap<>();
        private final Map<String, TensorSpec> leaves = new LinkedHashMap<>();
        private final List<String> order = new ArrayList<>();

        void add(String name, TensorSpec spec) {
            Branch branch = this;
            String[] parts = name.split("\\.", -1);
            for (int part = 0; part < parts.length - 1; part++) {
                String label = parts[part];
                branch.note(label);
                branch = branch.branches.computeIfAbsent(label, key -> new Branch());
            }
            branch.note(parts[parts.length - 1]);
            branch.leaves.put(parts[parts.length - 1], spec);
        }

        private void note(String label) {
            if (!branches.containsKey(label) && !leaves.containsKey(label)) {
                order.add(label);
            }
        }

        List<TensorTree> children(String prefix) {
            List<TensorTree> children = new ArrayList<>();
            for (String label : order) {
                TensorSpec leaf = leaves.get(label);
                if (leaf != null) {
                    children.add(new TensorTree(label, prefix + label, Optional.of(leaf), List.of()));
                }
                Branch branch = branches.get(label);
                if (branch != null) {
                    children.add(branch.tree(label, prefix + label));
                }
            }
            return children;
        }

        private TensorTree tree(String label, String name) {
            List<TensorTree> below = children(name + ".");
            if (below.size() == 1) {
                TensorTree only = below.get(0);
                return new TensorTree(label + "." + only.label(), only.name(), only.spec(), only.children());
            }
            return new TensorTree(label, name, Optional.empty(), below);
        }
    }
}
