package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

/** Fixtures: {@code src/test/python/make_parquet_fixtures.py}. */
class ParquetImagesTest {
    private static final List<String> EXPECTED =
            Fixtures.lines("containers.txt").toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "plain", "v2", "required"})
    void readsEveryImageWithItsLabelAndItsName(String name) throws StockpotException {
        ImageSet set = open(Fixtures.path("parquet/" + name + ".parquet"));
        assertThat(set.size()).isEqualTo(EXPECTED.size());
        for (int i = set.size() - 1; i >= 0; i--) {
            String[] expected = EXPECTED.get(i).split(" ", -1);
            assertThat(set.label(i)).isEqualTo(Integer.parseInt(expected[0]));
            assertThat(Fixtures.hex(set.image(i))).isEqualTo(expected[1]);
        }
        assertThat(set.classes())
                .isEqualTo(name.equals("required") ? List.of("0", "1", "2", "3") : List.of("ant", "bee", "cat", "dog"));
    }

    @Test
    void aFolderOfFilesIsOneSet() throws IOException, StockpotException {
        for (String name : List.of("snappy", "v2")) {
            Files.copy(Fixtures.path("parquet/" + name + ".parquet"), folder.resolve(name + ".parquet"));
        }
        ImageSet set = open(folder);
        assertThat(set.size()).isEqualTo(24);
        assertThat(Fixtures.hex(set.image(12))).isEqualTo(EXPECTED.get(0).split(" ", -1)[1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zstd| column image.bytes is compressed with Zstandard; write the file again with compression='snappy' or none
            no-label| expected the columns image (with bytes) and label, found [image/bytes, image/path, note/list/element]
            null-label| label NaN of image 0 is no whole number from 0 to 3
            """, quoteCharacter = '~')
    void saysWhatIsWrong(String name, String message) {
        Path file = Fixtures.path("parquet/" + name + ".parquet");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void aRowWithoutAnImageIsABrokenImage() throws StockpotException {
        Path file = Fixtures.path("parquet/null-image.parquet");
        ImageSet set = open(file);
        assertThat(set.image(1).width()).isEqualTo(7);
        assertThatThrownBy(() -> set.image(0)).hasMessage(file + ", image 0: the file holds no image here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "v2"})
    void answersDamageWithASentenceOrASet(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("parquet/" + name + ".parquet"));
        Path file = folder.resolve("a.parquet");
        var random = new Random(20230915);
        for (int round = 0; round < 500; round++) {
            byte[] mutant = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutant[4 + random.nextInt(mutant.length - 4)] = (byte) random.nextInt(256);
            }
            Files.write(file, round % 5 == 0 ? Arrays.copyOf(mutant, 4 + random.nextInt(mutant.length - 4)) : mutant);
            try {
                ImageSet set = open(file);
                assertThat(set.image(set.size() - 1).samples()).isNotEmpty();
            } catch (StockpotException refusal) {
                assertThat(refusal).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void snappyRefusesWhatReachesOutside() {
        byte[] copyBeforeTheStart = {4, 0, 'a', 0x01, 5};
        byte[] runsOver = {1, 4, 'a', 'b'};
        byte[] good = {6, 4, 'a', 'b', 0x01, 2};
        assertThat(Snappy.decompress(good, 6))
                .hasValueSatisfying(out -> assertThat(out).asString().isEqualTo("ababab"));
        assertThat(Snappy.decompress(good, 5)).isEmpty();
        assertThat(Snappy.decompress(copyBeforeTheStart, 4)).isEmpty();
        assertThat(Snappy.decompress(runsOver, 1)).isEmpty();
    }

    private static ImageSet open(Path path) throws StockpotException {
        return ImageSets.open(DataRef.parse(path.toString()));
    }
}
