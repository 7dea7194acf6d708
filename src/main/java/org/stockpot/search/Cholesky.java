package org.stockpot.search;

import java.util.Optional;
import org.stockpot.job.JobContext;

/** Solves A·X = B for symmetric, positive definite A = L·Lᵀ, in 64-bit floats (Golub & Van Loan 2013, §4.2). */
final class Cholesky {
    /** Rows between two moments at which it can be interrupted. */
    private static final int CHECKPOINT_EVERY = 64;

    private final double[] lower;
    private final int n;
    private final JobContext context;

    private Cholesky(double[] lower, int n, JobContext context) {
        this.lower = lower;
        this.n = n;
        this.context = context;
    }

    /**
     * Factorises a matrix.
     *
     * @param matrix {@code n × n}, row-major; only its lower half counts; overwritten
     * @return empty if it is not positive definite or not finite
     */
    static Optional<Cholesky> of(double[] matrix, int n, JobContext context) {
        for (int row = 0; row < n; row++) {
            if (row % CHECKPOINT_EVERY == 0) {
                context.checkpoint();
            }
            for (int column = 0; column <= row; column++) {
                double rest = matrix[row * n + column] - dot(matrix, row * n, column * n, column);
                if (column < row) {
                    matrix[row * n + column] = rest / matrix[column * n + column];
                } else if (rest > 0 && rest < Double.POSITIVE_INFINITY) {
                    matrix[row * n + row] = Math.sqrt(rest);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Cholesky(matrix, n, context));
    }

    private static double dot(double[] values, int one, int other, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += values[one + i] * values[other + i];
        }
        return sum;
    }

    /**
     * Solves for many right-hand sides.
     *
     * @param right {@code n × columns}, row-major; becomes the solution
     */
    void solve(double[] right, int columns) {
        for (int row = 0; row < n; row++) {
            step(right, columns, row, 0, row, false);
        }
        for (int row = n - 1; row >= 0; row--) {
            step(right, columns, row, row + 1, n, true);
        }
    }

    /** Takes solved rows out of one row and divides what is left. */
    private void step(double[] right, int columns, int row, int from, int to, boolean transposed) {
        if (row % CHECKPOINT_EVERY == 0) {
            context.checkpoint();
        }
        for (int solved = from; solved < to; solved++) {
            double factor = transposed ? lower[solved * n + row] : lower[row * n + solved];
            for (int i = 0; i < columns; i++) {
                right[row * columns + i] -= factor * right[solved * columns + i];
            }
        }
        double diagonal = lower[row * n + row];
        for (int i = 0; i < columns; i++) {
            right[row * columns + i] /= diagonal;
        }
    }
}
