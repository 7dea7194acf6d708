package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

/** Fixtures: {@code src/test/python/make_resample_fixtures.py}. */
class ImageFileTest {
    @TempDir
    Path folder;

    static Stream<String> files() {
        return Fixtures.lines("images.txt");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("files")
    void decodesAsPillow(String line) throws StockpotException {
        String[] part = line.split(" ", -1);
        Pixels image = ImageFile.read(Fixtures.path("images/" + part[0]));
        Pixels comparable = part[1].equals("1") ? image : InputShape.colour(image);
        assertThat(comparable.channels() + " " + image.width() + " " + image.height() + " " + Fixtures.hex(comparable))
                .as(part[0])
                .isEqualTo(part[1] + " " + part[2] + " " + part[3] + " " + part[4]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.png", "grey.jpg", "progressive.jpg"})
    void refusesEveryCutFile(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("images/" + name));
        Path cut = folder.resolve(name);
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageFile.read(cut))
                    .isInstanceOf(StockpotException.class)
                    .hasMessageStartingWith(cut + ": ");
        }
    }

    @Test
    void refusesAPngWithAWrongChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("images/colour.png"));
        bytes[60] ^= 1;
        Path damaged = Files.write(folder.resolve("a.png"), bytes);
        assertThatThrownBy(() -> ImageFile.read(damaged))
                .isInstanceOf(StockpotException.class)
                .hasMessage(damaged + ": a PNG checksum does not match, the file is damaged");
    }

    @Test
    void refusesAnImageBombBeforeDecodingIt() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("images/colour.png"));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putInt(16, 60_000).putInt(20, 60_000);
        var crc = new CRC32();
        crc.update(bytes, 12, 17);
        buffer.putInt(29, (int) crc.getValue());
        Path bomb = Files.write(folder.resolve("bomb.png"), bytes);
        assertThatThrownBy(() -> ImageFile.read(bomb))
                .isInstanceOf(StockpotException.class)
                .hasMessage(bomb + ": 60000 × 60000 pixels, more than the limit of 64000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"palette.png", "bits.png", "grey.jpg", "progressive.jpg", "profile.jpg"})
    void answersDamageWithASentenceOrAnImage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("images/" + name));
        Path file = folder.resolve(name);
        var random = new Random(20230915);
        for (int round = 0; round < 100; round++) {
            byte[] mutant = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            if (name.endsWith("png")) {
                repairChecksums(mutant);
            }
            Files.write(file, mutant);
            try {
                assertThat(ImageFile.read(file).samples()).isNotEmpty();
            } catch (StockpotException refusal) {
                assertThat(refusal).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void goesByTheFirstBytesNotByTheName() throws IOException, StockpotException {
        Path renamed = Files.copy(Fixtures.path("images/grey.jpg"), folder.resolve("a.png"));
        assertThat(ImageFile.read(renamed).width()).isEqualTo(19);
        Path text = Files.writeString(folder.resolve("b.png"), "no image");
        assertThatThrownBy(() -> ImageFile.read(text)).hasMessage(text + ": no PNG, JPEG, WebP, BMP or GIF image");
    }

    /** Lets damage reach the decoder behind the checksums. */
    private static void repairChecksums(byte[] png) {
        var buffer = ByteBuffer.wrap(png);
        for (long at = 8; at + 12 <= png.length; ) {
            int length = buffer.getInt((int) at);
            if (length < 0 || length > png.length - at - 12) {
                return;
            }
            var crc = new CRC32();
            crc.update(png, (int) at + 4, length + 4);
            buffer.putInt((int) at + 8 + length, (int) crc.getValue());
            at += 12L + length;
        }
    }
}
