package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.tensor.StockpotException;

/** Fixtures: {@code src/test/python/make_resample_fixtures.py}. */
class ResamplerTest {
    static Stream<String> resamples() {
        return Fixtures.lines("resample.txt");
    }

    static Stream<String> largeResamples() {
        return Fixtures.lines("resample-large.txt");
    }

    static Stream<String> preprocessed() {
        return Fixtures.lines("preprocess.txt");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("resamples")
    void resizesAsPillowToTheLastBit(String line) {
        String[] part = line.split(" ", -1);
        Pixels image = Fixtures.pixels(part[1], part[2], part[3], part[6]);
        Pixels resized = Resampler.resize(
                image, Integer.parseInt(part[4]), Integer.parseInt(part[5]), Preprocessing.Filter.valueOf(part[0]));
        assertThat(Fixtures.hex(resized)).isEqualTo(part[7]);
    }

    @ParameterizedTest
    @MethodSource("largeResamples")
    void resizesLargeImagesAsPillowToTheLastBit(String line) {
        String[] part = line.split(" ", -1);
        int width = Integer.parseInt(part[1]);
        int height = Integer.parseInt(part[2]);
        var samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = (byte) ((x * x * 31 + y * x * 17 + y * y * 7) / 64);
            }
        }
        Pixels resized = Resampler.resize(
                new Pixels(width, height, 1, samples),
                Integer.parseInt(part[3]),
                Integer.parseInt(part[4]),
                Preprocessing.Filter.valueOf(part[0]));
        var crc = new CRC32();
        crc.update(resized.samples());
        assertThat(crc.getValue()).isEqualTo(Long.parseLong(part[5]));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("preprocessed")
    void resizesCropsAndConvertsAsTorchvisionOnPillow(String line) throws StockpotException {
        String[] part = line.split(" ", -1);
        Pixels image = Fixtures.pixels(part[1], part[2], part[3], part[7]);
        var values = java.util.Collections.nCopies(Integer.parseInt(part[6]), 0.5);
        var preprocessing = new Preprocessing(
                Integer.parseInt(part[5]),
                Integer.parseInt(part[4]),
                Preprocessing.Filter.valueOf(part[0]),
                values,
                values);
        assertThat(Fixtures.hex(InputShape.fit(image, preprocessing))).isEqualTo(part[8]);
    }

    @Test
    void handsOnAnImageThatFitsAlready() throws StockpotException {
        var image = new Pixels(2, 2, 1, new byte[] {1, 2, 3, 4});
        assertThat(InputShape.fit(image, Preprocessing.clip(2, 1))).isSameAs(image);
    }
}
