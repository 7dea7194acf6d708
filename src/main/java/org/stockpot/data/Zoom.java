package org.stockpot.data;

/** The mean of an image and of enlargements about its centre: a camera that comes nearer during the exposure. */
final class Zoom {
    private Zoom() {}

    /** @param step between one enlargement and the next; the first is the image itself, the last {@code 1 + (count − 1) × step} */
    static Pixels blur(Pixels image, int count, double step) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        double midX = (width - 1) / 2.0;
        double midY = (height - 1) / 2.0;
        var out = new byte[image.samples().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double sum = image.sample(x, y, channel);
                    for (int i = 0; i < count; i++) {
                        double factor = 1 + i * step;
                        sum += Warp.at(image, midX + (x - midX) / factor, midY + (y - midY) / factor, channel);
                    }
                    out[(y * width + x) * channels + channel] = ValueShifts.toByte(sum / (count + 1));
                }
            }
        }
        return new Pixels(width, height, channels, out);
    }
}
