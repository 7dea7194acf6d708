package org.stockpot.evaluate;

import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * How much better a model is out of distribution than its accuracy in distribution lets expect. What to expect is a line
 * through other models, with both accuracies as logits ln(a / (1 − a)); effective robustness is the OOD accuracy minus
 * the line's. Taori et al. 2020, arXiv:2007.00644, §2.
 *
 * @param slope of the line, in logits
 * @param intercept of the line, in logits
 * @param models the line was fitted through
 */
public record EffectiveRobustness(double slope, double intercept, int models) {
    /** Two points always lie on a line, so they say nothing. */
    private static final int FEWEST = 3;

    /**
     * A model in the plane.
     *
     * @param test accuracy in distribution, 0…1
     * @param ood accuracy out of distribution, 0…1
     */
    public record Point(double test, double ood) {
        /** Accuracies of 0 and 1 lie at infinity. */
        boolean isFinite() {
            return test > 0 && test < 1 && ood > 0 && ood < 1;
        }
    }

    /**
     * The line of least squares through models; those with an accuracy of 0 or 1 are left out.
     *
     * @return empty for fewer than three models, or if all are equally accurate in distribution
     */
    public static Optional<EffectiveRobustness> line(List<Point> models) {
        var regression = new SimpleRegression();
        for (Point model : models) {
            if (model.isFinite()) {
                regression.addData(logit(model.test()), logit(model.ood()));
            }
        }
        if (regression.getN() < FEWEST || !Double.isFinite(regression.getSlope())) {
            return Optional.empty();
        }
        return Optional.of(new EffectiveRobustness(
                regression.getSlope(), regression.getIntercept(), Math.toIntExact(regression.getN())));
    }

    /**
     * The OOD accuracy that the line expects, 0…1.
     *
     * @param test accuracy in distribution, above 0 and below 1
     */
    public double expected(double test) {
        return 1 / (1 + Math.exp(-(slope * logit(test) + intercept)));
    }

    /** OOD accuracy above the line, −1…1; empty for an accuracy of 0 or 1 in distribution. */
    public Optional<Double> of(Point model) {
        return model.test() > 0 && model.test() < 1
                ? Optional.of(model.ood() - expected(model.test()))
                : Optional.empty();
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }
}
