package org.stockpot.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.tensor.StockpotException;

/**
 * Manifold mixing for mixes that hold out under shifts: both phases maximise half validation accuracy and half accuracy on
 * shifted copies of the validation images. It never sees an OOD set, yet it can tell robust mixes from brittle ones, which
 * validation accuracy cannot. Everything but the goal is as in {@link ManifoldMixing}.
 *
 * @param mixing all settings
 */
public record ShiftAwareMixing(ManifoldMixing mixing) implements SearchPlan {
    static final String ID = "shift-aware";

    /** As the standard manifold mixing. */
    public static final ShiftAwareMixing STANDARD = new ShiftAwareMixing(ManifoldMixing.STANDARD);

    static ShiftAwareMixing read(Settings settings) throws StockpotException {
        return new ShiftAwareMixing(ManifoldMixing.read(settings));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Shift-aware manifold mixing";
    }

    @Override
    public String reference() {
        return "Stockpot, after " + mixing.reference();
    }

    @Override
    public Set<Need> needs() {
        return mixing.needs();
    }

    @Override
    public List<Parameter> parameters() {
        return mixing.parameters();
    }

    @Override
    public Map<String, String> settings() {
        return mixing.settings();
    }

    @Override
    public Goal goal() {
        return Goal.SHIFT_AWARE;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        return mixing.mostEvaluations(space);
    }

    @Override
    public FusionMethod method() {
        return mixing.method();
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        return mixing.run(trials, seed);
    }
}
