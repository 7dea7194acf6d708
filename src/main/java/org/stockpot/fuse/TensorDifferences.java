package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.WeightDifferences.Cell;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * The sums over every single tensor that {@link WeightDifferences} are made of. They add up, so the files are read once
 * for layer groups of any size. Immutable.
 */
public final class TensorDifferences {
    private final List<String> ingredients;
    private final Set<String> tensors;
    private final Map<String, DifferenceSums> sums;

    private TensorDifferences(List<String> ingredients, Set<String> tensors, Map<String, DifferenceSums> sums) {
        this.ingredients = ingredients;
        this.tensors = tensors;
        this.sums = sums;
    }

    /**
     * Measures all differences in one pass over the files, in chunks of 65,536 elements; sums run in 64-bit floats.
     * Integer tensors, and tensors that the base lacks or has in another shape (such as a head for other classes), are
     * left out.
     *
     * @throws StockpotException if the ingredients do not fit together or cannot be read
     */
    public static TensorDifferences measure(TensorSource base, List<TensorSource> ingredients, JobContext context)
            throws StockpotException {
        for (TensorSource ingredient : ingredients) {
            Compatibility.require(ingredients.get(0), ingredient);
        }
        Map<String, TensorSpec> specs =
                ingredients.isEmpty() ? Map.of() : ingredients.get(0).specs();
        var sums = new LinkedHashMap<String, DifferenceSums>();
        int done = 0;
        for (Map.Entry<String, TensorSpec> tensor : specs.entrySet()) {
            context.checkpoint();
            if (isComparable(base, tensor.getKey(), tensor.getValue())) {
                sums.put(tensor.getKey(), DifferenceSums.of(tensor.getKey(), base, ingredients, context));
            }
            done++;
            context.progress(new Progress(Doing.COMPARING_WEIGHTS, done, specs.size()));
        }
        return new TensorDifferences(
                ingredients.stream().map(TensorSource::name).toList(),
                Collections.unmodifiableSet(new LinkedHashSet<>(specs.keySet())),
                sums);
    }

    /** Whether a tensor of the ingredients can be subtracted from the base's of the same name. */
    static boolean isComparable(TensorSource base, String tensor, TensorSpec ours) {
        TensorSpec theirs = base.specs().get(tensor);
        return theirs != null
                && theirs.shape().equals(ours.shape())
                && theirs.dtype().isMixable()
                && ours.dtype().isMixable();
    }

    /** Names of all tensors of the ingredients, in their order, also of those that were left out. */
    public Set<String> tensors() {
        return tensors;
    }

    /** How many ingredients were compared. */
    public int ingredients() {
        return ingredients.size();
    }

    /** The differences within layer groups. */
    public WeightDifferences in(LayerGroups groups) {
        var totals = new DifferenceSums[groups.size()];
        for (int group = 0; group < totals.length; group++) {
            totals[group] = new DifferenceSums(ingredients.size());
        }
        groups.groupOf().forEach((tensor, group) -> {
            DifferenceSums part = sums.get(tensor);
            if (part != null) {
                totals[group].add(part);
            }
        });
        var cells = new ArrayList<List<Cell>>();
        for (int row = 0; row < ingredients.size(); row++) {
            var cellsOfRow = new ArrayList<Cell>();
            for (DifferenceSums total : totals) {
                cellsOfRow.add(total.cell(row));
            }
            cells.add(cellsOfRow);
        }
        return new WeightDifferences(ingredients, groups.names(), cells);
    }
}
