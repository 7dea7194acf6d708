package org.stockpot.fuse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * What is known of the values of a base and ingredients as wholes, which some methods need before they can fuse a range.
 * None of it depends on mixing weights: it is found when it is first needed, and all soups of the same sources should share
 * one object. Holds numbers, no sources. Safe to use from several threads; who needs what another one is finding waits.
 */
public final class SourceFacts {
    private final List<String> keys;
    private final Map<Cut, int[]> least = new HashMap<>();
    private final Map<String, double[][]> products = new HashMap<>();

    /** Where differences were trimmed, and how far; no tensor is the whole model. */
    private record Cut(Optional<String> tensor, double density) {}

    /** @param keys what tells the ingredients apart wherever they stand, such as hashes of their files */
    public SourceFacts(List<String> keys) {
        this.keys = List.copyOf(keys);
    }

    String key(int ingredient) {
        return keys.get(ingredient);
    }

    /**
     * The smallest magnitude that is kept of every ingredient's difference, see {@link Magnitudes#least}.
     *
     * @param tensor of which; empty for the whole model
     */
    synchronized int[] least(Sources sources, Optional<String> tensor, double density) throws StockpotException {
        var cut = new Cut(tensor, density);
        int[] known = least.get(cut);
        if (known == null) {
            List<String> tensors = tensor.map(List::of).orElseGet(sources::comparable);
            // Whoever is let in under the lock could find what is half done.
            known = Magnitudes.least(sources, tensors, density, JobContext.detached());
            least.put(cut, known);
        }
        return known;
    }

    /**
     * Finds {@link #least} of the whole model beforehand. That reads all of it twice, so meanwhile the job can be cancelled
     * and overtaken, and nobody waits: two jobs that need the same both count.
     */
    void findLeast(Sources sources, double density, JobContext context) throws StockpotException {
        var cut = new Cut(Optional.empty(), density);
        if (!isKnown(cut)) {
            remember(cut, Magnitudes.least(sources, sources.comparable(), density, context));
        }
    }

    private synchronized boolean isKnown(Cut cut) {
        return least.containsKey(cut);
    }

    private synchronized void remember(Cut cut, int[] found) {
        least.put(cut, found);
    }

    /** Products of the ingredients' tensors with each other, see {@link Products#of}. */
    synchronized double[][] products(Sources sources, String tensor) throws StockpotException {
        double[][] known = products.get(tensor);
        if (known == null) {
            known = Products.of(tensor, Optional.empty(), sources.ingredients());
            products.put(tensor, known);
        }
        return known;
    }
}
