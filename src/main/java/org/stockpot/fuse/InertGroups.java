package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Layer groups whose mixing weights cannot change a prediction: they are shown as such and never searched. */
public final class InertGroups {
    private static final int CHUNK = 1 << 18;

    private InertGroups() {}

    /** Groups that hold no tensor the network uses. Reads nothing. */
    public static Set<Integer> unused(LayerGroups groups, Set<String> usedTensors) {
        var inert = new TreeSet<Integer>();
        for (int group = 0; group < groups.size(); group++) {
            inert.add(group);
        }
        groups.groupOf().forEach((tensor, group) -> {
            if (usedTensors.contains(tensor)) {
                inert.remove(group);
            }
        });
        return inert;
    }

    /**
     * Unused groups, and those in which all ingredients agree bit for bit in every tensor the network uses. Reading
     * stops at the first difference, so groups that differ cost almost nothing. A single ingredient agrees with nobody.
     *
     * @throws StockpotException if an ingredient cannot be read
     */
    public static Set<Integer> find(LayerGroups groups, Set<String> usedTensors, List<TensorSource> ingredients)
            throws StockpotException {
        Set<Integer> inert = unused(groups, usedTensors);
        if (ingredients.size() < 2) {
            return inert;
        }
        for (int group = 0; group < groups.size(); group++) {
            List<String> used = groups.tensorsOf(group).stream()
                    .filter(usedTensors::contains)
                    .toList();
            if (!inert.contains(group) && agree(used, ingredients)) {
                inert.add(group);
            }
        }
        return inert;
    }

    private static boolean agree(List<String> tensors, List<TensorSource> ingredients) throws StockpotException {
        for (TensorSource other : ingredients.subList(1, ingredients.size())) {
            for (String tensor : tensors) {
                if (!agree(tensor, ingredients.get(0), other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean agree(String tensor, TensorSource one, TensorSource other) throws StockpotException {
        TensorSpec spec = one.spec(tensor);
        if (!spec.equals(other.spec(tensor))) {
            return false;
        }
        long total = spec.elementCount();
        for (long first = 0; first < total; first += CHUNK) {
            int count = (int) Math.min(CHUNK, total - first);
            ByteBuffer left = one.read(tensor, first, count);
            if (!left.equals(other.read(tensor, first, count))) {
                return false;
            }
        }
        return true;
    }
}
