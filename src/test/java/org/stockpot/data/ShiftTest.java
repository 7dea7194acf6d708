package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShiftTest {
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
    @EnumSource
    void changesTheImageTheSameWayEveryTimeAndLeavesTheOriginal(ShiftKind kind) {
        Pixels image = picture(28, 1);
        byte[] before = image.samples().clone();
        Pixels once = new Shift(kind, 3).apply(image, 7);
        assertThat(new Shift(kind, 3).apply(image, 7).samples()).isEqualTo(once.samples());
        assertThat(once.samples()).isNotEqualTo(before);
        assertThat(image.samples()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKETCH")
    void movesFartherFromTheOriginalWithSeverity(ShiftKind kind) {
        Pixels image = picture(28, 1);
        double before = 0;
        for (int severity = 1; severity <= 5; severity++) {
            double distance = distance(image, new Shift(kind, severity).apply(image, 3));
            assertThat(distance).as("severity %d", severity).isGreaterThan(before);
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
    @EnumSource(names = {"SKETCH", "BLUR", "ROTATE"})
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
    @EnumSource(names = {"BLUR", "CONTRAST", "ROTATE"})
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
        for (ShiftKind kind : new ShiftKind[] {ShiftKind.SKETCH, ShiftKind.BLUR, ShiftKind.ROTATE}) {
            double small = distance(picture(56, 1), new Shift(kind, 4).apply(picture(56, 1), 0));
            double large = distance(picture(224, 1), new Shift(kind, 4).apply(picture(224, 1), 0));
            assertThat(large / small).as(kind.id()).isBetween(0.7, 1.5);
        }
    }

    /** Recorded results would no longer compare if a shift changed: such a change needs a new name. */
    @ParameterizedTest
    @CsvSource({
        "SKETCH,2414870493",
        "GAUSSIAN_NOISE,3312263612",
        "BLUR,462281348",
        "CONTRAST,3683077921",
        "INVERT,3182994503",
        "ROTATE,328916629",
        "BRIGHTNESS,938589919",
        "PIXELATE,3054363261",
        "OCCLUSION,371068355"
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

    @Test
    void pixelatesToTheMeansOfSquares() {
        var image = new Pixels(3, 2, 1, new byte[] {0, 10, 40, 20, 30, 60});
        assertThat(new Shift(ShiftKind.PIXELATE, 1).apply(image, 0).samples()).containsExactly(15, 15, 50, 15, 15, 50);
    }

    @Test
    void coversASquareSomewhereElseForAnotherSeed() {
        Pixels image = new Pixels(10, 8, 3, new byte[240]);
        Pixels covered = new Shift(ShiftKind.OCCLUSION, 4).apply(image, 1);
        int count = 0;
        for (byte sample : covered.samples()) {
            count += sample == (byte) 128 ? 1 : 0;
        }
        assertThat(count).isEqualTo(4 * 4 * 3);
        assertThat(new Shift(ShiftKind.OCCLUSION, 4).apply(image, 2).samples()).isNotEqualTo(covered.samples());
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
