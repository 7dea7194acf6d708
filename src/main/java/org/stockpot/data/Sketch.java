package org.stockpot.data;

/**
 * An edge drawing: dark lines on white, as in ImageNet-Sketch (Wang et al. 2019), whatever the picture's background
 * was. The strength of an edge is the Sobel gradient of the brightness, measured against the strongest of the image.
 */
final class Sketch {
    private Sketch() {}

    /** @param threshold edges below this share of the strongest one are not drawn; more than twice as strong is black */
    static Pixels draw(Pixels image, double threshold) {
        int width = image.width();
        int height = image.height();
        double side = Math.min(width, height);
        double[] grey = Blur.gaussian(brightness(image), width, height, Math.max(0.3, 0.008 * side));
        var edges = new double[grey.length];
        double strongest = 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double edge = sobel(grey, width, height, x, y);
                edges[y * width + x] = edge;
                strongest = Math.max(strongest, edge);
            }
        }
        int channels = image.channels();
        var out = new byte[image.samples().length];
        for (int i = 0; i < edges.length; i++) {
            double ink = Math.max(0, Math.min(1, edges[i] / strongest / threshold - 1));
            for (int channel = 0; channel < channels; channel++) {
                out[i * channels + channel] = ValueShifts.toByte(255 * (1 - ink));
            }
        }
        return new Pixels(width, height, channels, out);
    }

    private static double[] brightness(Pixels image) {
        byte[] in = image.samples();
        int channels = image.channels();
        var grey = new double[in.length / channels];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = channels == 1
                    ? in[i] & 0xff
                    : 0.299 * (in[3 * i] & 0xff) + 0.587 * (in[3 * i + 1] & 0xff) + 0.114 * (in[3 * i + 2] & 0xff);
        }
        return grey;
    }

    private static double sobel(double[] grey, int width, int height, int x, int y) {
        int left = Math.max(0, x - 1);
        int right = Math.min(width - 1, x + 1);
        int above = Math.max(0, y - 1) * width;
        int here = y * width;
        int below = Math.min(height - 1, y + 1) * width;
        double across = grey[above + right]
                + 2 * grey[here + right]
                + grey[below + right]
                - grey[above + left]
                - 2 * grey[here + left]
                - grey[below + left];
        double down = grey[below + left]
                + 2 * grey[below + x]
                + grey[below + right]
                - grey[above + left]
                - 2 * grey[above + x]
                - grey[above + right];
        return Math.hypot(across, down);
    }
}
