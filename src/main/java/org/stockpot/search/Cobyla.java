package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * COBYLA: linear models on a simplex that shrinks (Powell 1994, "A direct search optimization method that models the
 * objective and constraint functions by linear interpolation"). What Nevergrad's NGOpt resolves to for the searches of
 * Fassold 2023.
 *
 * <p>Bounds are constraints of the optimiser; what it asks for outside of them is clipped before it is evaluated. Where it
 * ends before the budget it starts again from the best point, as Nevergrad does, with axes mirrored at random so that it
 * sees other points.
 *
 * @param steps sides of the first and of the last simplex
 * @param wholeBudget as Nevergrad does, start again and again until the budget is spent
 */
public record Cobyla(Steps steps, boolean wholeBudget) implements Optimiser {
    static final String ID = "cobyla";
    static final Cobyla STANDARD = new Cobyla(false);

    /** With the usual steps. */
    public Cobyla(boolean wholeBudget) {
        this(Steps.USUAL, wholeBudget);
    }

    static Cobyla read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new Cobyla(Steps.read(settings), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "COBYLA";
    }

    @Override
    public String reference() {
        return "Powell 1994, Advances in Optimization and Numerical Analysis";
    }

    @Override
    public List<Parameter> parameters() {
        return Steps.USUAL.parameters();
    }

    @Override
    public Map<String, String> settings() {
        return steps.settings();
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        var random = new Random(seed);
        return Ground.explore(
                objective,
                start,
                bounds,
                budget,
                ground -> ground.rounds(wholeBudget, round -> round(ground, round == 0, random)));
    }

    private void round(Ground ground, boolean first, Random random) {
        double[] from = ground.best();
        boolean[] mirrored = mirrored(from, first, random);
        mirror(from, mirrored);
        de.xypron.jcobyla.Cobyla.findMinimum(
                (n, m, unit, constraints) -> at(ground, unit, mirrored, constraints),
                from.length,
                2 * from.length,
                from,
                steps.first(),
                steps.last(),
                0,
                ground.left() + 1);
    }

    /** The first simplex steps upwards; mirrored axes keep these steps within the bounds. */
    private boolean[] mirrored(double[] unit, boolean first, Random random) {
        var mirrored = new boolean[unit.length];
        for (int i = 0; i < unit.length; i++) {
            boolean bothWays = unit[i] >= steps.first() / 2 && unit[i] <= 1 - steps.first() / 2;
            mirrored[i] = (!first && bothWays) ? random.nextBoolean() : unit[i] > 0.5;
        }
        return mirrored;
    }

    private static void mirror(double[] unit, boolean[] mirrored) {
        for (int i = 0; i < unit.length; i++) {
            if (mirrored[i]) {
                unit[i] = 1 - unit[i];
            }
        }
    }

    private static double at(Ground ground, double[] unit, boolean[] mirrored, double[] constraints) {
        for (int i = 0; i < unit.length; i++) {
            constraints[2 * i] = unit[i];
            constraints[2 * i + 1] = 1 - unit[i];
        }
        double[] straight = unit.clone();
        mirror(straight, mirrored);
        return ground.unlessBest(straight);
    }
}
