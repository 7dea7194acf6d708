package org.stockpot.fuse;

import java.util.Arrays;
import java.util.Optional;

/**
 * Spherical linear interpolation of two models, tensor by tensor: with the angle Ω between θ₁ and θ₂ and t = w₂/(w₁ + w₂),
 * sin((1 − t)Ω)/sin Ω · θ₁ + sin(tΩ)/sin Ω · θ₂. Shoemake 1985, SIGGRAPH, §3.3. Where |cos Ω| > 0.9995, or where one tensor
 * is all zeros and has no direction, the mean (1 − t)θ₁ + tθ₂. More than two models are folded: the first two, then the
 * result, which weighs as much as both together, and the third, and so on; so their order counts.
 *
 * <p>All of this is a sum of the tensors, each times a number that follows from the weights and from the products of the
 * tensors with each other.
 */
public record Slerp() implements FusionMethod {
    private static final double PARALLEL = 0.9995;

    @Override
    public String id() {
        return "slerp";
    }

    @Override
    public String title() {
        return "SLERP";
    }

    @Override
    public String reference() {
        return "Shoemake 1985, SIGGRAPH, doi:10.1145/325165.325242";
    }

    @Override
    public String formula() {
        return "Every tensor lies on the arc between the ingredients' tensors, as far along as the weights of its layer group"
                + " say: sin((1 − t)Ω)/sin Ω · θ₁ + sin(tΩ)/sin Ω · θ₂ with t = w₂/(w₁ + w₂) and the angle Ω between the two,"
                + " folded over more than two.";
    }

    @Override
    public boolean needsBase() {
        return false;
    }

    @Override
    public boolean isRelative() {
        return true;
    }

    @Override
    public boolean keepsSingle(double weight) {
        return weight != 0;
    }

    @Override
    public Optional<String> refusal(double[] weights) {
        return Arrays.stream(weights).allMatch(weight -> weight > 0)
                ? Optional.empty()
                : Optional.of(
                        "a mixing weight is negative, and SLERP stays between its models: raise it to 0 or above");
    }

    /**
     * What the tensors are multiplied by.
     *
     * @param weights one per model, all above 0
     * @param products of the models' tensors with each other, {@code models × models}
     */
    double[] factors(double[] weights, double[][] products) {
        var factors = new double[weights.length];
        factors[0] = 1;
        double done = weights[0];
        for (int next = 1; next < weights.length; next++) {
            double t = weights[next] / (done + weights[next]);
            double own = 0;
            double common = 0;
            for (int i = 0; i < next; i++) {
                common += factors[i] * products[i][next];
                for (int j = 0; j < next; j++) {
                    own += factors[i] * factors[j] * products[i][j];
                }
            }
            double cosine = common / (Math.sqrt(own) * Math.sqrt(products[next][next]));
            double before = 1 - t;
            double after = t;
            if (Math.abs(cosine) <= PARALLEL) {
                double angle = Math.acos(cosine);
                before = Math.sin((1 - t) * angle) / Math.sin(angle);
                after = Math.sin(t * angle) / Math.sin(angle);
            }
            for (int i = 0; i < next; i++) {
                factors[i] *= before;
            }
            factors[next] = after;
            done += weights[next];
        }
        return factors;
    }
}
