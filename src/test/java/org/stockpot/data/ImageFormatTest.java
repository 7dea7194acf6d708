package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

/** Fixtures: {@code src/test/python/make_format_fixtures.py}. */
class ImageFormatTest {
    static Stream<String> files() {
        return Fixtures.lines("formats.txt");
    }

    static Stream<String> names() {
        return files().map(line -> line.substring(0, line.indexOf(' ')));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("files")
    void decodesAsPillow(String line) throws StockpotException {
        String[] part = line.split(" ", -1);
        Pixels image = InputShape.colour(ImageFile.read(Fixtures.path("formats/" + part[0])));
        assertThat(image.width() + " × " + image.height()).as(part[0]).isEqualTo(part[1] + " × " + part[2]);
        Pixels expected = Fixtures.pixels("3", part[1], part[2], part[3]);
        if (part[0].startsWith("lossy")) {
            assertThat(largestDifference(InputShape.grey(image), InputShape.grey(expected)))
                    .as(part[0] + ", brightness")
                    .isLessThanOrEqualTo(part[0].equals("lossy-grey.webp") ? 1 : 60);
        } else {
            assertThat(Fixtures.hex(image)).as(part[0]).isEqualTo(part[3]);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesEveryCutFile(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("formats/" + name));
        for (int length = 0; length < whole.length; length++) {
            var cut = new EncodedImage("cut", Arrays.copyOf(whole, length));
            assertThatThrownBy(cut::decode)
                    .as("%s, the first %d of %d bytes", name, length, whole.length)
                    .isInstanceOf(StockpotException.class)
                    .hasMessageStartingWith("cut: ");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersDamageWithASentenceOrAnImage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("formats/" + name));
        var random = new Random(20230915);
        for (int round = 0; round < 60; round++) {
            byte[] mutant = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            keepSize(whole, mutant);
            try {
                assertThat(new EncodedImage("mutant", mutant).decode().samples())
                        .isNotEmpty();
            } catch (StockpotException refusal) {
                assertThat(refusal).hasMessageStartingWith("mutant: ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp", "colour.bmp", "palette.gif"})
    void refusesAnImageBombBeforeDecodingIt(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("formats/" + name));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (name) {
            case "lossless.webp" -> buffer.putInt(21, 0x0fffffff);
            case "lossy.webp" -> buffer.putInt(26, 0x3fff3fff);
            case "colour.bmp" -> buffer.putInt(18, 60_000).putInt(22, -60_000);
            default -> buffer.putInt(6, 0xffffffff);
        }
        assertThatThrownBy(new EncodedImage("bomb", bytes)::decode)
                .isInstanceOf(StockpotException.class)
                .hasMessageMatching("bomb: [0-9]{5} × [0-9]{5} pixels, more than the limit of 64000000");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        assertThatThrownBy(new EncodedImage("large", new byte[EncodedImage.MAX_BYTES + 1])::decode)
                .hasMessage("large: larger than the limit of 64000000 bytes for an image");
    }

    /** A few bytes may well claim an image of the largest size, which then takes its time. */
    private static void keepSize(byte[] whole, byte[] mutant) {
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("VP8L");
        if (at >= 0) {
            System.arraycopy(whole, at, mutant, at, 13);
        }
    }

    private static int largestDifference(Pixels a, Pixels b) {
        int largest = 0;
        for (int i = 0; i < a.samples().length; i++) {
            largest = Math.max(largest, Math.abs((a.samples()[i] & 0xff) - (b.samples()[i] & 0xff)));
        }
        return largest;
    }
}
