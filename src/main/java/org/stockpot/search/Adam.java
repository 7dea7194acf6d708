package org.stockpot.search;

/**
 * Gradient descent with running moments (Kingma & Ba 2015, arXiv:1412.6980, algorithm 1) and PyTorch's constants. Without
 * weight decay AdamW is the same.
 */
final class Adam {
    private static final double KEPT = 0.9;
    private static final double KEPT_SQUARED = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] mean;
    private final double[] square;
    private int steps;

    Adam(double rate, int parameters) {
        this.rate = rate;
        this.mean = new double[parameters];
        this.square = new double[parameters];
    }

    /** Moves parameters, in place, against their gradient. */
    void step(double[] parameters, double[] gradient) {
        steps++;
        double correction = 1 - Math.pow(KEPT, steps);
        double squaredCorrection = 1 - Math.pow(KEPT_SQUARED, steps);
        for (int i = 0; i < parameters.length; i++) {
            mean[i] = KEPT * mean[i] + (1 - KEPT) * gradient[i];
            square[i] = KEPT_SQUARED * square[i] + (1 - KEPT_SQUARED) * gradient[i] * gradient[i];
            parameters[i] -= rate * (mean[i] / correction) / (Math.sqrt(square[i] / squaredCorrection) + EPSILON);
        }
    }
}
