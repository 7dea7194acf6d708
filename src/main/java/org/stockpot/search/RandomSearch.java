package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stockpot.fuse.Parameter;
import org.stockpot.tensor.StockpotException;

/**
 * Points drawn evenly from all there are, until the budget is spent: what every optimiser has to beat. Bergstra & Bengio
 * 2012, "Random search for hyper-parameter optimization", JMLR 13.
 */
public record RandomSearch() implements Optimiser {
    static final String ID = "random";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Random points";
    }

    @Override
    public String reference() {
        return "Bergstra & Bengio 2012, JMLR";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public boolean wholeBudget() {
        return true;
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        var random = new Random(seed);
        return Ground.explore(objective, start, bounds, budget, ground -> {
            while (ground.left() > 0) {
                ground.at(random.doubles(ground.dimensions()).toArray());
            }
        });
    }
}
