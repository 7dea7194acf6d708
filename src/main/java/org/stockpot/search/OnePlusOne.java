package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * (1 + 1) evolution strategy with the one-fifth rule: a normal step from the point that stands, which gives way to what is
 * at least as good; steps grow by e^(1/d) after a gain and shrink by e^(−1/4d) after none, so that they stay as they are
 * where one in five gains (Rechenberg 1973; in the form of Kern et al. 2004, "Learning probability distributions in
 * continuous evolutionary algorithms", Natural Computing 3), d = √(n + 1). Equally good is taken, so that flat ground is
 * crossed, but it is no gain. Steps beyond a bound come back from it as from a mirror.
 *
 * @param steps standard deviations
 */
public record OnePlusOne(Steps steps, boolean wholeBudget) implements Optimiser {
    static final String ID = "1+1-es";
    static final OnePlusOne STANDARD = new OnePlusOne(new Steps(0.25, 0.02), false);

    static OnePlusOne read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new OnePlusOne(Steps.read(settings), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "(1+1)-ES";
    }

    @Override
    public String reference() {
        return "Rechenberg 1973, Evolutionsstrategie; Kern et al. 2004, Natural Computing";
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
                objective, start, bounds, budget, ground -> ground.rounds(wholeBudget, round -> round(ground, random)));
    }

    private void round(Ground ground, Random random) {
        double[] parent = ground.best();
        double parentValue = ground.bestValue();
        double damping = Math.sqrt(parent.length + 1);
        for (double step = steps.first(); step >= steps.last(); ) {
            double[] child = parent.clone();
            for (int i = 0; i < child.length; i++) {
                child[i] = Mirror.within(child[i] + step * random.nextGaussian());
            }
            double value = ground.at(child);
            step = value < parentValue ? Math.min(0.5, step * Math.exp(1 / damping)) : step * Math.exp(-0.25 / damping);
            if (value <= parentValue) {
                parent = child;
                parentValue = value;
            }
        }
    }
}
