package org.stockpot.session;

import java.util.Arrays;
import java.util.List;
import org.stockpot.data.Role;
import org.stockpot.evaluate.ClassScore;
import org.stockpot.evaluate.Reliability;
import org.stockpot.fuse.Recipe;

/**
 * What some models take the images of a session's sets for.
 *
 * @param recipe of the mix
 * @param models in the order base, best ingredient, mix, those that there are
 */
public record ClassReport(Recipe recipe, List<Model> models) {
    public ClassReport {
        models = List.copyOf(models);
    }

    /** What a model is. */
    public enum Kind {
        BASE,
        INGREDIENT,
        MIX
    }

    /**
     * One model.
     *
     * @param name of its file; empty for the mix
     * @param sets in the session's order
     */
    public record Model(Kind kind, String name, List<SetView> sets) {
        public Model {
            sets = List.copyOf(sets);
        }
    }

    /**
     * One model on one set.
     *
     * @param scores one per class, in label order
     * @param confusion images of each class (rows) taken for each class (columns), in label order; where an image is
     *     taken for what no class of the set means, it stands in no column
     * @param reliability with the softmax as it comes from the network
     */
    public record SetView(
            String set, Role role, List<ClassScore> scores, List<List<Integer>> confusion, Reliability reliability) {
        public SetView {
            scores = List.copyOf(scores);
            confusion = confusion.stream().map(List::copyOf).toList();
        }

        static List<List<Integer>> rows(int[][] matrix) {
            return Arrays.stream(matrix)
                    .map(row -> Arrays.stream(row).boxed().toList())
                    .toList();
        }
    }
}
