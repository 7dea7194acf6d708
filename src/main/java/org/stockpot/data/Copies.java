package org.stockpot.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Ways in which images come into a second collection, to try whether that is noticed. */
public final class Copies {
    private static final int QUALITY = 75;

    /** By name, for people. */
    public static final Map<String, UnaryOperator<Pixels>> WAYS = ways();

    private Copies() {}

    private static Map<String, UnaryOperator<Pixels>> ways() {
        Map<String, UnaryOperator<Pixels>> ways = new LinkedHashMap<>();
        ways.put("exact", image -> image);
        ways.put("resized to 70 %", image -> resized(image, 0.7));
        ways.put("resized to 150 %", image -> resized(image, 1.5));
        ways.put("mirrored", Copies::mirrored);
        ways.put("JPEG of quality " + QUALITY, image -> JpegShift.through(image, QUALITY));
        ways.put("mirrored, resized and JPEG", image -> JpegShift.through(resized(mirrored(image), 0.7), QUALITY));
        return Collections.unmodifiableMap(ways);
    }

    static Pixels mirrored(Pixels image) {
        int channels = image.channels();
        var out = new byte[image.samples().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int from = (y * image.width() + image.width() - 1 - x) * channels;
                System.arraycopy(image.samples(), from, out, (y * image.width() + x) * channels, channels);
            }
        }
        return new Pixels(image.width(), image.height(), channels, out);
    }

    private static Pixels resized(Pixels image, double factor) {
        return Resampler.resize(
                image,
                (int) Math.max(1, Math.round(image.width() * factor)),
                (int) Math.max(1, Math.round(image.height() * factor)),
                Preprocessing.Filter.BICUBIC);
    }
}
