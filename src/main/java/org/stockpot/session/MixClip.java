package org.stockpot.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.StockpotException;

/**
 * Strips of a mix as JSON, as they are copied and pasted. They carry names, so that they fit another order of ingredients
 * and another set of layer groups that has all of these.
 *
 * @param method see {@link FusionMethod#format}
 * @param granularity see {@link Granularity#format}
 * @param groups names of the layer groups, in the order of the weights
 * @param strips one per ingredient
 */
public record MixClip(String method, String granularity, List<String> groups, List<Strip> strips) {
    /**
     * One ingredient.
     *
     * @param weights one per layer group
     */
    public record Strip(String ingredient, List<Double> weights) {
        public Strip {
            weights = List.copyOf(weights);
        }
    }

    public MixClip {
        groups = List.copyOf(groups);
        strips = List.copyOf(strips);
    }

    /**
     * Copies a mix.
     *
     * @param recipe with one column per layer group
     * @param ingredients names, in the order of the rows
     */
    public static MixClip of(Recipe recipe, List<String> ingredients, List<String> groups) {
        List<Strip> strips = new ArrayList<>();
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            strips.add(new Strip(
                    ingredients.get(ingredient), recipe.weights().rows().get(ingredient)));
        }
        return new MixClip(recipe.method().format(), recipe.granularity().format(), groups, strips);
    }

    /** The same with one strip only. */
    public MixClip only(int ingredient) {
        return new MixClip(method, granularity, groups, List.of(strips.get(ingredient)));
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws StockpotException if it is something else
     */
    public static MixClip parse(String text) throws StockpotException {
        MixClip clip = Json.parse("What was copied", text, MixClip.class);
        boolean whole = !clip.strips.isEmpty()
                && clip.strips.stream()
                        .allMatch(strip -> strip.weights().size() == clip.groups.size()
                                && strip.weights().stream().allMatch(Double::isFinite));
        if (!whole) {
            throw new StockpotException("What was copied has not one number for each of its " + clip.groups.size()
                    + " layer groups in every strip: copy it again.");
        }
        return clip;
    }

    /** JSON that {@link #parse} reads. */
    public String text() {
        return Json.text(this);
    }

    /**
     * The one strip, for other layer groups.
     *
     * @return one weight per group
     * @throws StockpotException if there are several strips, or a group is not among these
     */
    public List<Double> strip(List<String> wanted) throws StockpotException {
        if (strips.size() != 1) {
            throw new StockpotException("What was copied is a mix of " + strips.size()
                    + " ingredients, not one strip: paste it as a whole mix, or copy one strip.");
        }
        return fitted(strips.get(0), wanted);
    }

    /**
     * The whole mix, for a desk. Ingredients that it does not have get 0.
     *
     * @param ingredients names on the desk
     * @param wanted names of the desk's layer groups
     * @param now the granularity of those
     * @throws StockpotException if it has an ingredient or needs a layer group that is not on the desk
     */
    public Recipe recipe(List<String> ingredients, List<String> wanted, Granularity now) throws StockpotException {
        for (Strip strip : strips) {
            if (!ingredients.contains(strip.ingredient())) {
                throw new StockpotException("What was copied has the ingredient \"" + strip.ingredient()
                        + "\", and the desk has " + String.join(", ", ingredients)
                        + ": add that checkpoint, or rename one of these.");
            }
        }
        Granularity copied = Granularity.parse(granularity);
        List<String> columns = copied.equals(now) ? wanted : groups;
        List<List<Double>> rows = new ArrayList<>();
        for (String ingredient : ingredients) {
            rows.add(row(ingredient, columns));
        }
        return new Recipe(FusionMethod.parse(method), copied, new MixingWeights(rows));
    }

    private List<Double> row(String ingredient, List<String> columns) throws StockpotException {
        for (Strip strip : strips) {
            if (strip.ingredient().equals(ingredient)) {
                return fitted(strip, columns);
            }
        }
        return Collections.nCopies(columns.size(), 0.0);
    }

    /** The same weights in all groups need no names. */
    private List<Double> fitted(Strip strip, List<String> wanted) throws StockpotException {
        if (strip.weights().stream().distinct().count() == 1) {
            return Collections.nCopies(wanted.size(), strip.weights().get(0));
        }
        List<String> missing =
                wanted.stream().filter(group -> !groups.contains(group)).toList();
        if (!missing.isEmpty()) {
            throw new StockpotException("What was copied has no weight for "
                    + String.join(", ", missing.stream().limit(3).toList())
                    + (missing.size() > 3 ? " and " + (missing.size() - 3) + " more layer groups" : "")
                    + ": choose the layer groups that it was copied from.");
        }
        return wanted.stream()
                .map(group -> strip.weights().get(groups.indexOf(group)))
                .toList();
    }
}
