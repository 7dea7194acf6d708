package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

/**
 * Layer groups that are linked in proportion: what every ingredient has in one of them is as many times what it has in
 * another as on the sliders, the way faders that are linked move by hand. One group leads; where the sliders are shares,
 * those that follow are brought to its sum, which leaves the proportions between them as they are.
 *
 * @param sliders what the proportions are taken from
 * @param leader the column that is searched
 * @param columns all of them, ascending
 * @param limits one per column
 */
record Proportion(MixingWeights sliders, int leader, List<Integer> columns, List<Limits> limits) {
    private static final double NOTHING = 1e-9;
    private static final int HALVINGS = 60;

    /** Between which numbers the weights of a column stay. */
    record Limits(double low, double high) {
        boolean hold(double weight) {
            return weight >= low && weight <= high;
        }

        double clip(double weight) {
            return Math.max(low, Math.min(high, weight));
        }
    }

    /**
     * Refuses sliders that have no proportions, or are out of range themselves.
     *
     * @param ingredients names of the rows
     * @param groups names of all columns
     */
    void require(List<String> ingredients, List<String> groups) throws StockpotException {
        for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
            for (int i = 0; i < columns.size(); i++) {
                int group = columns.get(i);
                double weight = sliders.weight(ingredient, group);
                double leading = sliders.weight(ingredient, leader);
                if (isNothing(weight) != isNothing(leading) || weight * leading < 0) {
                    throw new StockpotException(String.format(
                            Locale.ROOT,
                            "\"%s\" has the weights %.3g and %.3g in the layer groups \"%s\" and \"%s\", which have no"
                                    + " proportion to keep: move one of the sliders, or unlink the groups.",
                            ingredients.get(ingredient),
                            leading,
                            weight,
                            groups.get(leader),
                            groups.get(group)));
                }
                if (!limits.get(i).hold(weight)) {
                    throw new StockpotException(String.format(
                            Locale.ROOT,
                            "\"%s\" has the weight %.3g in layer group \"%s\", out of its range %s…%s: a group that is"
                                    + " linked in proportion must begin within its range.",
                            ingredients.get(ingredient),
                            weight,
                            groups.get(group),
                            limits.get(i).low(),
                            limits.get(i).high()));
                }
            }
        }
    }

    /** A column for given weights of the leader, which {@link #within} has brought into all ranges. */
    double[] follow(double[] lead, int group) {
        double[] column = scaled(lead, group);
        // Within all but the last digit it is in its range.
        Limits limit = limits.get(columns.indexOf(group));
        Arrays.setAll(column, ingredient -> limit.clip(column[ingredient]));
        return column;
    }

    /**
     * Weights of the leader with which no column leaves its range: those that are wanted, or as far on the straight way from
     * the sliders to them as that is so.
     */
    double[] within(double[] wanted) {
        if (isPossible(wanted)) {
            return wanted;
        }
        double[] start = sliders.column(leader);
        double possible = 0;
        double impossible = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (possible + impossible) / 2;
            if (isPossible(between(start, wanted, middle))) {
                possible = middle;
            } else {
                impossible = middle;
            }
        }
        return between(start, wanted, possible);
    }

    private boolean isPossible(double[] lead) {
        for (int i = 0; i < columns.size(); i++) {
            Limits limit = limits.get(i);
            if (!Arrays.stream(scaled(lead, columns.get(i))).allMatch(limit::hold)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How a loss changes with the weights of the leader, because a column follows them.
     *
     * @param slope how it changes with the weights of that column
     */
    double[] slopeByLead(double[] lead, int group, double[] slope) {
        double[] ratios = ratios(group);
        double[] column = times(lead, ratios);
        double sum = sum(column);
        if (!isBroughtToASum(group, sum)) {
            return times(slope, ratios);
        }
        double scale = sum(lead) / sum;
        double mean = sum(times(slope, column)) / sum;
        double[] byLead = new double[lead.length];
        Arrays.setAll(byLead, i -> scale * ratios[i] * slope[i] + (1 - scale * ratios[i]) * mean);
        return byLead;
    }

    private double[] scaled(double[] lead, int group) {
        double[] column = times(lead, ratios(group));
        double sum = sum(column);
        if (isBroughtToASum(group, sum)) {
            double scale = sum(lead) / sum;
            Arrays.setAll(column, ingredient -> column[ingredient] * scale);
        }
        return column;
    }

    /** What there is of every ingredient in a column for one in the leader; 1 for the leader itself. */
    private double[] ratios(int group) {
        double[] ratios = new double[sliders.ingredients()];
        Arrays.setAll(ratios, ingredient -> {
            double leading = sliders.weight(ingredient, leader);
            // What is nothing in all of them has no proportion, and follows evenly, as it does by hand.
            return isNothing(leading) ? 1 : sliders.weight(ingredient, group) / leading;
        });
        return ratios;
    }

    private boolean isBroughtToASum(int group, double sum) {
        return group != leader && isShares(leader) && isShares(group) && !isNothing(sum);
    }

    private static double[] times(double[] a, double[] b) {
        double[] products = new double[a.length];
        Arrays.setAll(products, i -> a[i] * b[i]);
        return products;
    }

    private static double[] between(double[] from, double[] to, double way) {
        double[] point = new double[from.length];
        Arrays.setAll(point, i -> from[i] + way * (to[i] - from[i]));
        return point;
    }

    private boolean isShares(int group) {
        return isNothing(sliders.columnSum(group) - 1);
    }

    private static boolean isNothing(double weight) {
        return Math.abs(weight) < NOTHING;
    }

    private static double sum(double[] column) {
        return Arrays.stream(column).sum();
    }
}
