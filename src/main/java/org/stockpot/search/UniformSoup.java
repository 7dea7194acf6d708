package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** All ingredients with the same share. One evaluation. Wortsman et al. 2022, arXiv:2203.05482, §2. */
public record UniformSoup() implements SearchPlan {
    static final String ID = "uniform";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Uniform soup";
    }

    @Override
    public String reference() {
        return "Wortsman et al. 2022, ICML, arXiv:2203.05482";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
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
    public int mostEvaluations(SearchSpace space) {
        return 1;
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        int n = trials.space().ingredients().size();
        MixingWeights weights = MixingWeights.uniform(n, trials.space().groups().size());
        return trials.score(weights, IntStream.range(0, n).boxed().toList(), Told.of(Phase.UNIFORM));
    }
}
