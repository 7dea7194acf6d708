package org.stockpot.data;

/** Fog of the diamond-square algorithm (Fournier, Fussell and Carpenter 1982), as Hendrycks and Dietterich lay it. */
final class Fog {
    /** Of the published code; only its ratio to the decayed ones matters. */
    private static final double START = 100;

    private Fog() {}

    /**
     * {@code (x + thickness × plasma) × max / (max + thickness)}, with the brightest sample of the image as max.
     *
     * @param thickness in units of the whole range
     * @param decay from one octave to the next; small ones give ragged fog
     */
    static Pixels lay(Pixels image, double thickness, double decay, long seed) {
        int size = 2;
        while (size < Math.max(image.width(), image.height())) {
            size *= 2;
        }
        double[] plasma = plasma(size, decay, seed);
        int largest = 0;
        for (byte sample : image.samples()) {
            largest = Math.max(largest, sample & 0xff);
        }
        double max = largest / 255.0;
        double keep = max / (max + thickness);
        var out = new byte[image.samples().length];
        int channels = image.channels();
        for (int i = 0; i < out.length; i++) {
            int x = i / channels % image.width();
            int y = i / channels / image.width();
            double fog = 255 * thickness * plasma[y * size + x];
            out[i] = ValueShifts.toByte(((image.samples()[i] & 0xff) + fog) * keep);
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    /** Heights in 0…1 on a square that continues into itself; its side is a power of two. */
    private static double[] plasma(int size, double decay, long seed) {
        var map = new double[size * size];
        double wibble = START;
        for (int step = size; step >= 2; step /= 2) {
            int half = step / 2;
            for (int y = half; y < size; y += step) {
                for (int x = half; x < size; x += step) {
                    double corners = at(map, size, x - half, y - half)
                            + at(map, size, x + half, y - half)
                            + at(map, size, x - half, y + half)
                            + at(map, size, x + half, y + half);
                    map[y * size + x] = corners / 4 + wobble(wibble, seed, y * size + x);
                }
            }
            for (int y = 0; y < size; y += half) {
                for (int x = y % step == 0 ? half : 0; x < size; x += step) {
                    double neighbours = at(map, size, x - half, y)
                            + at(map, size, x + half, y)
                            + at(map, size, x, y - half)
                            + at(map, size, x, y + half);
                    map[y * size + x] = neighbours / 4 + wobble(wibble, seed, y * size + x);
                }
            }
            wibble /= decay;
        }
        return normalised(map);
    }

    /** The published code multiplies the amplitude with itself, so that it decays with the square. */
    private static double wobble(double wibble, long seed, int position) {
        return wibble * wibble * (2 * Noise.uniform(seed, position) - 1);
    }

    private static double at(double[] map, int size, int x, int y) {
        return map[(y & (size - 1)) * size + (x & (size - 1))];
    }

    private static double[] normalised(double[] map) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double height : map) {
            least = Math.min(least, height);
            most = Math.max(most, height);
        }
        for (int i = 0; i < map.length; i++) {
            map[i] = (map[i] - least) / (most - least);
        }
        return map;
    }
}
