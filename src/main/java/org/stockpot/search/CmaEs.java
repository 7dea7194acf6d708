package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.ConvergenceChecker;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.random.RandomGenerator;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * CMA-ES: generations from a normal distribution whose covariance is learned (Hansen & Ostermeier 2001, Evolutionary
 * Computation 9(2)). Every further round has twice the population (Auger & Hansen 2005, "A restart CMA evolution strategy
 * with increasing population size"), and begins at the best point.
 *
 * @param steps first standard deviation, and the one at which a round ends
 * @param population of the first round, at least 4; 0 is 4 + ⌊3 ln n⌋
 */
public record CmaEs(Steps steps, int population, boolean wholeBudget) implements Optimiser {
    static final String ID = "cma-es";
    static final CmaEs STANDARD = new CmaEs(new Steps(0.25, 0.02), 0, false);

    private static final String POPULATION = "population";
    private static final int LEAST_POPULATION = 4;
    private static final int DOUBLINGS = 5;

    /** The library notes standard deviations times this. */
    private static final double NOTED = 1e5;

    static CmaEs read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new CmaEs(Steps.read(settings), settings.whole(POPULATION), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "CMA-ES";
    }

    @Override
    public String reference() {
        return "Hansen & Ostermeier 2001, Evolutionary Computation";
    }

    @Override
    public List<Parameter> parameters() {
        var parameters = new ArrayList<>(STANDARD.steps.parameters());
        parameters.add(new Parameter(
                POPULATION,
                new Parameter.Whole(0, 1000),
                "0",
                "Points in a generation of the first round; 0 chooses by the number of dimensions."));
        return parameters;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<>(steps.settings());
        settings.put(POPULATION, "" + population);
        return settings;
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        RandomGenerator random = new MersenneTwister(seed);
        return Ground.explore(
                objective,
                start,
                bounds,
                budget,
                ground -> ground.rounds(wholeBudget, round -> round(ground, round, random)));
    }

    private void round(Ground ground, int round, RandomGenerator random) {
        double[] from = ground.best();
        int usual = population == 0 ? (int) (4 + 3 * Math.log(from.length)) : population;
        double[] deviations = new double[from.length];
        Arrays.fill(deviations, steps.first());
        double[] high = new double[from.length];
        Arrays.fill(high, 1);
        var library =
                new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, random, true, (generation, before, now) -> false) {
                    @Override
                    public ConvergenceChecker<PointValuePair> getConvergenceChecker() {
                        return (generation, before, now) -> deviation(this) < steps.last();
                    }
                };
        library.optimize(
                new MaxEval(Integer.MAX_VALUE),
                new ObjectiveFunction(ground::unlessBest),
                GoalType.MINIMIZE,
                new InitialGuess(from),
                new SimpleBounds(new double[from.length], high),
                new CMAESOptimizer.Sigma(deviations),
                new CMAESOptimizer.PopulationSize(Math.max(LEAST_POPULATION, usual) << Math.min(round, DOUBLINGS)));
    }

    /** The largest standard deviation of the newest generation but one, in any direction. */
    private static double deviation(CMAESOptimizer library) {
        List<Double> scales = library.getStatisticsSigmaHistory();
        List<RealMatrix> shapes = library.getStatisticsDHistory();
        return scales.isEmpty()
                ? Double.POSITIVE_INFINITY
                : scales.get(scales.size() - 1)
                        * Arrays.stream(shapes.get(shapes.size() - 1).getRow(0))
                                .max()
                                .orElseThrow()
                        / NOTED;
    }
}
