package org.stockpot.session.chart;

/** Outlines that stay apart without colour. Drawn in a square of side 2 around the origin, y downwards. */
@SuppressWarnings("ImmutableEnumChecker") // the array is never handed out
public enum MarkerShape {
    CIRCLE(polygon(24, 0)),
    SQUARE(-0.82, -0.82, 0.82, -0.82, 0.82, 0.82, -0.82, 0.82),
    TRIANGLE(0, -1.05, 1, 0.75, -1, 0.75),
    DIAMOND(0, -1.15, 1, 0, 0, 1.15, -1, 0),
    PLUS(
            -0.33, -1, 0.33, -1, 0.33, -0.33, 1, -0.33, 1, 0.33, 0.33, 0.33, 0.33, 1, -0.33, 1, -0.33, 0.33, -1, 0.33,
            -1, -0.33, -0.33, -0.33),
    INVERTED_TRIANGLE(0, 1.05, 1, -0.75, -1, -0.75),
    CROSS(
            0, -0.45, 0.6, -1.05, 1.05, -0.6, 0.45, 0, 1.05, 0.6, 0.6, 1.05, 0, 0.45, -0.6, 1.05, -1.05, 0.6, -0.45, 0,
            -1.05, -0.6, -0.6, -1.05),
    STAR(star());

    private final double[] outline;

    MarkerShape(double... outline) {
        this.outline = outline;
    }

    /** The corners' x, scaled to a radius and moved to a centre. */
    public double[] xs(double centre, double radius) {
        return scaled(0, centre, radius);
    }

    /** The corners' y, scaled to a radius and moved to a centre. */
    public double[] ys(double centre, double radius) {
        return scaled(1, centre, radius);
    }

    private double[] scaled(int offset, double centre, double radius) {
        var result = new double[outline.length / 2];
        for (int corner = 0; corner < result.length; corner++) {
            result[corner] = centre + radius * outline[2 * corner + offset];
        }
        return result;
    }

    private static double[] polygon(int corners, double turn) {
        var outline = new double[2 * corners];
        for (int corner = 0; corner < corners; corner++) {
            double angle = turn + 2 * Math.PI * corner / corners;
            outline[2 * corner] = 0.95 * Math.cos(angle);
            outline[2 * corner + 1] = 0.95 * Math.sin(angle);
        }
        return outline;
    }

    private static double[] star() {
        double[] outline = polygon(10, -Math.PI / 2);
        for (int corner = 0; corner < 10; corner++) {
            double radius = corner % 2 == 0 ? 1.25 : 0.55;
            outline[2 * corner] *= radius;
            outline[2 * corner + 1] *= radius;
        }
        return outline;
    }
}
