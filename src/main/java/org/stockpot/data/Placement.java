package org.stockpot.data;

/** Shifts that move the whole image; what comes in from outside has the background's value. */
final class Placement {
    private Placement() {}

    /** @param degrees counter-clockwise about the centre */
    static Pixels turn(Pixels image, double degrees) {
        double cos = StrictMath.cos(StrictMath.toRadians(degrees));
        double sin = StrictMath.sin(StrictMath.toRadians(degrees));
        double midX = (image.width() - 1) / 2.0;
        double midY = (image.height() - 1) / 2.0;
        return Warp.overBackground(image, new Warp.From() {
            @Override
            public double x(int x, int y) {
                return midX + (x - midX) * cos - (y - midY) * sin;
            }

            @Override
            public double y(int x, int y) {
                return midY + (x - midX) * sin + (y - midY) * cos;
            }
        });
    }

    /** @param slope pixels to the side per pixel below the centre */
    static Pixels shear(Pixels image, double slope) {
        double midY = (image.height() - 1) / 2.0;
        return Warp.overBackground(image, new Warp.From() {
            @Override
            public double x(int x, int y) {
                return x - slope * (y - midY);
            }

            @Override
            public double y(int x, int y) {
                return y;
            }
        });
    }

    /** @param distance in pixels */
    static Pixels move(Pixels image, double distance, double radians) {
        double right = distance * StrictMath.cos(radians);
        double down = distance * StrictMath.sin(radians);
        return Warp.overBackground(image, new Warp.From() {
            @Override
            public double x(int x, int y) {
                return x - right;
            }

            @Override
            public double y(int x, int y) {
                return y - down;
            }
        });
    }
}
