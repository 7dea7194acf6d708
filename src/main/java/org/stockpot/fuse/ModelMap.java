package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/**
 * Models as points of a plane whose distances are as near to those of the models as a plane allows: classical
 * multidimensional scaling, B = −½ J D² J with J = I − 11ᵀ/n, x = √λ₁ v₁, y = √λ₂ v₂ (Torgerson 1952, Psychometrika 17,
 * doi:10.1007/BF02288916). A mirrored map is as good, so the coordinate that lies farthest out is made positive.
 *
 * @param points in the order of the distances; their mean is the origin
 * @param explained share of the spread that the plane shows, (λ₁ + λ₂) / Σ max(λ, 0), 0…1; NaN if all points coincide
 */
public record ModelMap(List<Point> points, double explained) {
    /** How much farther out a coordinate must lie to count as such, so that rounding does not mirror the map. */
    private static final double FARTHER = 1 + 1e-9;

    /** A place; in the unit of the distances. */
    public record Point(double x, double y) {}

    public ModelMap {
        points = List.copyOf(points);
    }

    /**
     * Lays out distances.
     *
     * @param distances symmetric, finite, zeros in the diagonal
     * @throws IllegalArgumentException if one is not finite
     */
    public static ModelMap of(List<List<Double>> distances) {
        int n = distances.size();
        if (n == 0) {
            return new ModelMap(List.of(), Double.NaN);
        }
        double[][] squares = new double[n][n];
        double[] means = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double distance = distances.get(i).get(j);
                if (!Double.isFinite(distance)) {
                    throw new IllegalArgumentException("distance " + distance + " of " + i + " and " + j);
                }
                squares[i][j] = distance * distance;
                means[i] += squares[i][j] / n;
            }
            mean += means[i] / n;
        }
        double[][] centred = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                centred[i][j] = -(squares[i][j] - means[i] - means[j] + mean) / 2;
            }
        }
        return of(new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(centred)), n);
    }

    private static ModelMap of(EigenDecompositionSymmetric found, int n) {
        // Hipparchus sorts eigenvalues in descending order.
        double[] x = axis(found, 0, n);
        double[] y = axis(found, 1, n);
        double all = 0;
        double shown = 0;
        for (int axis = 0; axis < n; axis++) {
            double spread = Math.max(0, found.getEigenvalue(axis));
            all += spread;
            shown += axis < 2 ? spread : 0;
        }
        List<Point> points = new ArrayList<>();
        IntStream.range(0, n).forEach(point -> points.add(new Point(x[point], y[point])));
        return new ModelMap(points, all > 0 ? shown / all : Double.NaN);
    }

    private static double[] axis(EigenDecompositionSymmetric found, int axis, int n) {
        var places = new double[n];
        if (axis >= n || found.getEigenvalue(axis) <= 0) {
            return places;
        }
        RealVector direction = found.getEigenvector(axis);
        double scale = Math.sqrt(found.getEigenvalue(axis));
        double farthest = 0;
        for (int point = 0; point < n; point++) {
            double place = direction.getEntry(point);
            if (Math.abs(place) > FARTHER * Math.abs(farthest)) {
                farthest = place;
            }
        }
        for (int point = 0; point < n; point++) {
            places[point] = (farthest < 0 ? -scale : scale) * direction.getEntry(point);
        }
        return places;
    }
}
