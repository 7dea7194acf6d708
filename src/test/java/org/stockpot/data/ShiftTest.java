package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;

class ShiftTest {
    private static final List<ShiftKind> SPATIAL = List.of(
            ShiftKind.SKETCH,
            ShiftKind.BLUR,
            ShiftKind.DEFOCUS_BLUR,
            ShiftKind.MOTION_BLUR,
            ShiftKind.ZOOM_BLUR,
            ShiftKind.ELASTIC,
            ShiftKind.ROTATE,
            ShiftKind.SHEAR,
            ShiftKind.TRANSLATE,
            ShiftKind.OCCLUSION,
            ShiftKind.FOG);

    /** A bright ring on black with a bright spot at the left border. */
    private static Pixels picture(int side, int channels) {
        var samples = new byte[side * side * channels];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double radius = Math.hypot(x - 0.55 * side, y - 0.45 * side) / side;
                double value = radius > 0.15 && radius < 0.3 ? 220 - 100.0 * y / side : 0;
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * side + x) * channels + channel] = (byte) (value / (channel + 1));
                }
            }
        }
        return new Pixels(side, side, channels, samples);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRAYSCALE")
    void changesTheImageTheSameWayEveryTimeAndLeavesTheOriginal(ShiftKind kind) {
        Pixels image = picture(28, 1);
        byte[] before = image.samples().clone();
        Pixels once = new Shift(kind, 3).apply(image, 7);
        assertThat(new Shift(kind, 3).apply(image, 7).samples()).isEqualTo(once.samples());
        assertThat(once.samples()).isNotEqualTo(before);
        assertThat(image.samples()).isEqualTo(before);
    }

    /** Smooth areas, edges and texture at all scales, in colour. */
    private static Pixels photo(int side) {
        var samples = new byte[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            double x = (double) (i % side) / side;
            int row = i / side;
            double y = (double) row / side;
            double texture = 20 * Math.sin(40 * x * y) + 30 * (Noise.uniform(3, i / 4) - 0.5);
            boolean hill = y > 0.6 + 0.1 * Math.sin(7 * x);
            samples[3 * i] = ValueShifts.toByte((hill ? 60 : 120 + 60 * y) + texture);
            samples[3 * i + 1] = ValueShifts.toByte((hill ? 110 : 150 + 40 * x) + texture);
            samples[3 * i + 2] = ValueShifts.toByte((hill ? 40 : 220) + texture);
        }
        return new Pixels(side, side, 3, samples);
    }

    /** Severity 4 of fog is as thick as 3, and more ragged. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKETCH")
    void movesFartherFromTheOriginalWithSeverity(ShiftKind kind) {
        Pixels image = photo(64);
        double before = 0;
        for (int severity = 1; severity <= 5; severity++) {
            double distance = 0;
            for (int seed = 0; seed < 5; seed++) {
                distance += distance(image, new Shift(kind, severity).apply(image, seed));
            }
            double slack = kind == ShiftKind.FOG && severity == 4 ? 0.97 : 1;
            assertThat(distance).as("severity %d", severity).isGreaterThan(slack * before);
            before = distance;
        }
    }

    @Test
    void sketchesWithFewerLinesAtHigherSeverity() {
        double before = 0;
        for (int severity = 1; severity <= 5; severity++) {
            double paper = mean(new Shift(ShiftKind.SKETCH, severity).apply(picture(28, 1), 0));
            assertThat(paper).as("severity %d", severity).isGreaterThan(before);
            before = paper;
        }
    }

    @Test
    void sketchesDarkLinesOnWhite() {
        Pixels sketch = new Shift(ShiftKind.SKETCH, 3).apply(picture(28, 3), 0);
        assertThat(sketch.channels()).isEqualTo(3);
        assertThat(sketch.sample(1, 1, 0)).isEqualTo(255);
        assertThat(mean(sketch)).isBetween(130.0, 250.0);
        assertThat(new Shift(ShiftKind.SKETCH, 3)
                        .apply(new Pixels(4, 4, 1, new byte[16]), 0)
                        .samples())
                .containsOnly((byte) 255);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SKETCH",
                "BLUR",
                "DEFOCUS_BLUR",
                "MOTION_BLUR",
                "ZOOM_BLUR",
                "ELASTIC",
                "ROTATE",
                "SHEAR",
                "TRANSLATE"
            })
    void nothingWrapsAroundTheBorder(ShiftKind kind) {
        var samples = new byte[28 * 28];
        samples[14 * 28] = (byte) 255;
        for (int severity = 1; severity <= 5; severity++) {
            Pixels shifted = new Shift(kind, severity).apply(new Pixels(28, 28, 1, samples), 0);
            int background = shifted.sample(14, 14, 0);
            for (int y = 0; y < 28; y++) {
                assertThat(shifted.sample(27, y, 0)).isEqualTo(background);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "BLUR",
                "DEFOCUS_BLUR",
                "MOTION_BLUR",
                "ZOOM_BLUR",
                "CONTRAST",
                "PIXELATE",
                "ELASTIC",
                "ROTATE",
                "SHEAR",
                "TRANSLATE"
            })
    void leavesAFlatImageAsItIs(ShiftKind kind) {
        var samples = new byte[9 * 9];
        Arrays.fill(samples, (byte) 200);
        var flat = new Pixels(9, 9, 1, samples);
        assertThat(new Shift(kind, 5).apply(flat, 1).samples()).isEqualTo(samples);
    }

    @Test
    void theNegativeOfTheNegativeIsTheImage() {
        var invert = new Shift(ShiftKind.INVERT, 5);
        Pixels image = picture(28, 3);
        assertThat(invert.apply(invert.apply(image, 0), 0).samples()).isEqualTo(image.samples());
    }

    @Test
    void noiseIsNormalWithTheStatedDeviationAndDiffersBetweenImages() {
        var samples = new byte[200 * 200];
        Arrays.fill(samples, (byte) 127);
        var grey = new Pixels(200, 200, 1, samples);
        Pixels noisy = new Shift(ShiftKind.GAUSSIAN_NOISE, 1).apply(grey, 5);
        double mean = mean(noisy);
        double squares = 0;
        int withinOne = 0;
        for (byte sample : noisy.samples()) {
            double off = (sample & 0xff) - mean;
            squares += off * off;
            withinOne += Math.abs(off) <= 0.08 * 255 ? 1 : 0;
        }
        assertThat(mean).isBetween(126.5, 127.5);
        assertThat(Math.sqrt(squares / samples.length)).isBetween(20.0, 20.8);
        assertThat((double) withinOne / samples.length).isBetween(0.66, 0.71);
        assertThat(new Shift(ShiftKind.GAUSSIAN_NOISE, 1).apply(grey, 6).samples())
                .isNotEqualTo(noisy.samples());
    }

    @Test
    void turnsLeftAndRightAboutEquallyOften() {
        Pixels image = picture(28, 1);
        byte[] first = new Shift(ShiftKind.ROTATE, 1).apply(image, 0).samples();
        int same = 0;
        for (int seed = 0; seed < 200; seed++) {
            byte[] turned = new Shift(ShiftKind.ROTATE, 1).apply(image, seed).samples();
            same += Arrays.equals(turned, first) ? 1 : 0;
        }
        assertThat(same).isBetween(70, 130);
    }

    @Test
    void spatialShiftsGrowWithTheImage() {
        for (ShiftKind kind : SPATIAL) {
            double small = 0;
            double large = 0;
            for (int seed = 0; seed < 3; seed++) {
                small += distance(picture(56, 1), new Shift(kind, 4).apply(picture(56, 1), seed));
                large += distance(picture(224, 1), new Shift(kind, 4).apply(picture(224, 1), seed));
            }
            assertThat(large / small).as(kind.id()).isBetween(0.7, 1.5);
        }
    }

    @Test
    void doesNotDependOnTheThread() throws Exception {
        Pixels image = picture(28, 3);
        List<ShiftKind> kinds = List.of(ShiftKind.values());
        var found = new byte[64 * kinds.size()][];
        Parallel.run(found.length, 4, "Shifting", JobContext.detached(), index -> {
            ShiftKind kind = kinds.get(index % kinds.size());
            found[index] = new Shift(kind, 1 + index % 5).apply(image, index).samples();
        });
        for (int index = 0; index < found.length; index++) {
            ShiftKind kind = kinds.get(index % kinds.size());
            assertThat(found[index])
                    .isEqualTo(
                            new Shift(kind, 1 + index % 5).apply(image, index).samples());
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesImagesOfAnyShape(ShiftKind kind) {
        for (int[] size : new int[][] {{1, 1}, {1, 7}, {9, 2}, {33, 17}}) {
            var image = new Pixels(size[0], size[1], 3, new byte[size[0] * size[1] * 3]);
            for (int severity = 1; severity <= 5; severity++) {
                Pixels shifted = new Shift(kind, severity).apply(image, severity);
                assertThat(shifted.width()).isEqualTo(size[0]);
                assertThat(shifted.height()).isEqualTo(size[1]);
            }
        }
    }

    @Test
    void jpegQualityIsThePublishedOneForPublishedSizesAndBetweenThemInBetween() {
        assertThat(JpegShift.quality(28, 0)).isEqualTo(80);
        assertThat(JpegShift.quality(32, 4)).isEqualTo(40);
        assertThat(JpegShift.quality(64, 1)).isEqualTo(58);
        assertThat(JpegShift.quality(224, 3)).isEqualTo(10);
        assertThat(JpegShift.quality(1000, 3)).isEqualTo(10);
        assertThat(JpegShift.quality(96, 0)).isEqualTo(52);
    }

    /** Recorded results would no longer compare if a shift changed: such a change needs a new name. */
    @ParameterizedTest
    @CsvSource({
        "SKETCH,2414870493",
        "GAUSSIAN_NOISE,3312263612",
        "BLUR,462281348",
        "CONTRAST,3683077921",
        "INVERT,3182994503",
        "ROTATE,328916629"
    })
    void staysWhatItWas(ShiftKind kind, long checksum) {
        var crc = new CRC32();
        for (int severity = 1; severity <= 5; severity++) {
            crc.update(new Shift(kind, severity).apply(picture(28, 1), severity).samples());
        }
        assertThat(crc.getValue()).isEqualTo(checksum);
    }

    @Test
    void brightnessAddsTheSameToEverySampleUpToWhite() {
        var image = new Pixels(3, 1, 1, new byte[] {0, 100, (byte) 230});
        assertThat(new Shift(ShiftKind.BRIGHTNESS, 2).apply(image, 0).samples()).containsExactly(51, 151, 255);
    }

    private static double distance(Pixels a, Pixels b) {
        double sum = 0;
        for (int i = 0; i < a.samples().length; i++) {
            sum += Math.abs((a.samples()[i] & 0xff) - (b.samples()[i] & 0xff));
        }
        return sum / a.samples().length;
    }

    private static double mean(Pixels image) {
        double sum = 0;
        for (byte sample : image.samples()) {
            sum += sample & 0xff;
        }
        return sum / image.samples().length;
    }
}
