package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * BOBYQA: a quadratic model in a trust region that shrinks, from 2n + 1 points (Powell 2009, "The BOBYQA algorithm for
 * bound constrained optimization without derivatives", NA2009/06). Where it ends before the budget it starts again near
 * the best point, moved at random so that it sees other points.
 *
 * @param steps radii of the first and of the last trust region
 */
public record Bobyqa(Steps steps, boolean wholeBudget) implements Optimiser {
    static final String ID = "bobyqa";
    static final Bobyqa STANDARD = new Bobyqa(new Steps(0.25, 0.02), false);

    static Bobyqa read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new Bobyqa(Steps.read(settings), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "BOBYQA";
    }

    @Override
    public String reference() {
        return "Powell 2009, University of Cambridge, DAMTP 2009/NA06";
    }

    @Override
    public List<Parameter> parameters() {
        return STANDARD.steps.parameters();
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
        double[] best = ground.best();
        int dimensions = best.length;
        // The library wants two dimensions at least; the second one of a single one changes nothing.
        double[] from = Arrays.copyOf(best, Math.max(2, dimensions));
        if (!first) {
            for (int i = 0; i < dimensions; i++) {
                from[i] = unit(from[i] + steps.first() * (2 * random.nextDouble() - 1));
            }
        }
        double[] low = new double[from.length];
        double[] high = new double[from.length];
        Arrays.fill(high, 1);
        var library = new BOBYQAOptimizer(2 * from.length + 1, steps.first(), Math.min(steps.first(), steps.last()));
        try {
            library.optimize(
                    new MaxEval(Integer.MAX_VALUE),
                    new ObjectiveFunction(unit -> ground.unlessBest(Arrays.copyOf(unit, dimensions))),
                    GoalType.MINIMIZE,
                    new InitialGuess(from),
                    new SimpleBounds(low, high));
        } catch (MathIllegalStateException rounding) {
            // On flat ground no step may improve the model: the round ends there.
        }
    }

    private static double unit(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
