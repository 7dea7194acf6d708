package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against {@code make_shift_fixtures.py}: NumPy, SciPy and Pillow with the same random numbers. */
class ShiftReferenceTest {
    private static final int IMAGES = 2;

    static Stream<String> lines() {
        return Fixtures.lines("shifts.txt").skip(IMAGES);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void equalsTheReference(String line) throws Exception {
        String[] part = line.split(" ", -1);
        String[] original = Fixtures.lines("shifts.txt")
                .skip(Integer.parseInt(part[3]))
                .findFirst()
                .orElseThrow()
                .split(" ", -1);
        Pixels image = Fixtures.pixels(original[0], original[1], original[2], original[3]);
        Pixels expected = Fixtures.pixels(original[0], original[1], original[2], part[4]);
        var shift = new Shift(ShiftKind.parse(part[0]), Integer.parseInt(part[1]));
        byte[] found = shift.apply(image, Long.parseLong(part[2])).samples();
        int largest = 0;
        double sum = 0;
        for (int i = 0; i < found.length; i++) {
            int off = Math.abs((found[i] & 0xff) - (expected.samples()[i] & 0xff));
            largest = Math.max(largest, off);
            sum += off;
        }
        String name = shift + ", " + image.channels() + " channels";
        assertThat(largest).as(name).isLessThanOrEqualTo(mostOff(shift.kind()));
        assertThat(sum / found.length).as(name).isLessThanOrEqualTo(mostOff(shift.kind()) / 4.0);
    }

    /** Rounding, integrals as sums over other points, and another JPEG library. */
    private static int mostOff(ShiftKind kind) {
        return switch (kind) {
            case IMPULSE_NOISE, PIXELATE, POSTERIZE, GRAYSCALE -> 0;
            case DEFOCUS_BLUR, MOTION_BLUR -> 3;
            case JPEG -> 8;
            default -> 1;
        };
    }
}
