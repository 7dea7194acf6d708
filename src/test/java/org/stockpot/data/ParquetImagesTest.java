package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.ParquetFile.Page;
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
    void readsPagesOfRuns() throws IOException, StockpotException {
        Page words = Page.dictionary(1, 1, 0, 0, 0, 9);
        Page numbers = Page.dictionary(1, 2, 0, 0, 0);
        ImageSet set = open(write(new ParquetFile()
                .images(false, List.of(words, Page.run(3), Page.run(2)))
                .labels(false, List.of(numbers, Page.run(5)))));
        assertThat(set.size()).isEqualTo(5);
        assertThat(set.label(4)).isEqualTo(2);
    }

    static Stream<Arguments> shortPages() {
        Page word = Page.dictionary(1, 2, 0, 0, 0);
        return Stream.of(
                arguments("no length of levels", true, List.of(Page.data(ParquetFile.PLAIN, 1, 2, 0))),
                arguments("nothing at all", true, List.of(Page.data(ParquetFile.PLAIN, 1))),
                arguments("no width of indices", false, List.of(word, Page.data(ParquetFile.DICTIONARY, 1))),
                arguments("no index", false, List.of(word, Page.data(ParquetFile.DICTIONARY, 1, 1))),
                arguments("half a number", false, List.of(Page.data(ParquetFile.PLAIN, 1, 2, 0))),
                arguments(
                        "half a word",
                        false,
                        List.of(Page.dictionary(1, 2, 0), Page.data(ParquetFile.DICTIONARY, 1, 1, 2, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shortPages")
    void refusesAPageThatLacks(String what, boolean optional, List<Page> pages) throws IOException {
        Path file = write(new ParquetFile()
                .images(false, List.of(Page.data(ParquetFile.PLAIN, 1, 0, 0, 0, 0)))
                .labels(optional, pages));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + ": a page of column label is damaged; copy the file again");
    }

    @Test
    void aFewBytesThatClaimMillionsOfImagesAreRefused() throws IOException {
        Page words = Page.dictionary(1, 2, 0, 0, 0, 'G', 'I');
        List<Page> pages = new ArrayList<>(Collections.nCopies(200, Page.run(10_000_000)));
        pages.add(0, words);
        Path file = write(new ParquetFile().images(false, pages).labels(false, pages));
        assertThat(Files.size(file)).isLessThan(14_000);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(
                        file + ": a row group of 2000000000 images after 0 others exceeds the limit of ");
    }

    @Test
    void comparesTheCountsOfARowGroupBeforeItReadsLabels() throws IOException {
        Path file = write(new ParquetFile()
                .images(false, List.of(Page.data(ParquetFile.PLAIN, 1, 0, 0, 0, 0)))
                .labels(false, List.of(Page.data(ParquetFile.PLAIN, 2))));
        assertThatThrownBy(() -> open(file)).hasMessage(file + ": a row group has 2 labels for 1 images");
    }

    /** The labels of the first file were not compared with them. */
    @Test
    void namesThatOnlyALaterFileHasAreNotUsed() throws IOException, StockpotException {
        Page big = Page.data(ParquetFile.PLAIN, 1, 99, 0, 0, 0);
        Files.move(
                write(new ParquetFile()
                        .images(false, List.of(Page.data(ParquetFile.PLAIN, 1, 0, 0, 0, 0)))
                        .labels(false, List.of(big))),
                folder.resolve("0.parquet"));
        Files.copy(Fixtures.path("parquet/plain.parquet"), folder.resolve("1.parquet"));
        ImageSet set = open(folder);
        assertThat(set.classes()).hasSize(100);
        assertThat(set.label(0)).isEqualTo(99);
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

    private Path write(ParquetFile file) throws IOException {
        return Files.write(folder.resolve("a.parquet"), file.bytes());
    }

    private static ImageSet open(Path path) throws StockpotException {
        return ImageSets.open(DataRef.parse(path.toString()));
    }
}
