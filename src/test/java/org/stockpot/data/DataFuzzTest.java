package org.stockpot.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stockpot.Mutant;
import org.stockpot.tensor.StockpotException;

/** Odd and damaged sets either open or are refused with a sentence; nothing else ever comes out of the readers. */
class DataFuzzTest {
    private static final int MUTANTS = 150;
    private static final int LOOKED_AT = 20;
    private static final List<String> ENDINGS = List.of("png", "PNG", "tiff", "cls", "json", "txt", "seg.png");
    private static final List<String> LABELS =
            List.of("0", "1", "2", "999999", "1000000", "-1", "1.5", "nan", "1e3", "", "{}", "null", "\"a\"");
    private static final List<String> IMAGES = List.of(
            "images/palette-transparent.png",
            "images/grey.jpg",
            "images/progressive.jpg",
            "formats/cmyk.jpg",
            "formats/rle.bmp",
            "formats/bits.bmp",
            "formats/interlaced.gif",
            "formats/animated.gif",
            "formats/animated.webp",
            "formats/lossless-alpha.webp",
            "formats/lossy-alpha.webp");
    private static final int[] COUNTS = {0, 1, 1, 1, 2, 2, 3, 8, 9, 1000, 70_000};

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("mutants");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = MUTANTS, seed = "1", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void archivesOfAnything(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var tar = new ByteArrayOutputStream();
        for (int sample = 0; sample < 1 + random.nextInt(3); sample++) {
            for (int file = random.nextInt(4); file >= 0; file--) {
                String ending = any(ENDINGS, random);
                tar.write(ContainerTest.member("00" + sample + "." + ending, content(ending, random)));
            }
        }
        tar.write(new byte[1024]);
        open("a.tar", tar.toByteArray());
    }

    @Property(tries = MUTANTS, seed = "2", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedArchives(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        open("a.tar", Mutant.of(fixture("containers/shard-00" + random.nextInt(2) + ".tar"), random));
    }

    @Property(tries = MUTANTS, seed = "3", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedParquetFiles(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        String name = any(List.of("snappy", "gzip", "plain", "v2", "required", "null-image"), random);
        open("a.parquet", Mutant.of(fixture("parquet/" + name + ".parquet"), random));
    }

    @Property(tries = MUTANTS, seed = "4", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void pagesOfAnything(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        int rows = COUNTS[1 + random.nextInt(COUNTS.length - 1)];
        var file = new ParquetFile()
                .images(random.nextBoolean(), pages(rows, random))
                .labels(random.nextBoolean(), pages(rows, random));
        open("a.parquet", file.bytes());
    }

    /** Arrays are damaged before the archive is made, so that no checksum protects what reads them. */
    @Property(tries = MUTANTS, seed = "5", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedArrays(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] whole = fixture("containers/" + any(List.of("colour.npz", "column.npz", "grey-compressed.npz"), random));
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(whole));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] array = in.readAllBytes();
                add(zip, entry.getName(), random.nextBoolean() ? array : damagedHead(array, random), random);
            }
        }
        open("a.npz", random.nextInt(4) == 0 ? Mutant.of(out.toByteArray(), random) : out.toByteArray());
    }

    @Property(tries = MUTANTS, seed = "6", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedMatrices(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        String name = any(List.of("half", "double", "big-endian", "fortran"), random);
        Path file = Files.write(folder.resolve("a.npy"), damagedHead(fixture("matrices/" + name + ".npy"), random));
        try {
            NpyMatrix matrix = NpyMatrix.read(file);
            assertThat(matrix.values()).hasSize(matrix.rows() * matrix.columns());
        } catch (StockpotException refusal) {
            assertThat(refusal).hasMessageStartingWith(file.toString());
        }
    }

    @Property(tries = MUTANTS, seed = "7", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedIdxFiles(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        byte[] images = Fixtures.idx(new int[] {2, 2, 3}, new byte[12]);
        byte[] labels = Fixtures.idx(new int[] {2}, (byte) 1, (byte) 3);
        boolean other = random.nextBoolean();
        write("labels-idx1-ubyte", other ? labels : packed(labels, random));
        open("images-idx3-ubyte", other ? packed(images, random) : images);
    }

    @Property(tries = MUTANTS, seed = "8", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedTables(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        write("a.png", fixture("images/grey.png"));
        var table = new StringBuilder(any(List.of("", "path,label\n", "label,path,name\n"), random));
        for (int row = random.nextInt(4); row >= 0; row--) {
            table.append(any(List.of("a.png", "\"a.png\"", "./a.png", "b.png", ""), random))
                    .append(any(List.of(",", ";", ",,"), random))
                    .append(any(LABELS, random))
                    .append(any(List.of("\n", "\r\n", ",ant\n"), random));
        }
        byte[] bytes = table.toString().getBytes(UTF_8);
        open("a.csv", random.nextBoolean() ? bytes : Mutant.of(bytes, random));
    }

    @Property(tries = MUTANTS, seed = "9", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void damagedImages(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        String name = any(IMAGES, random);
        try {
            assertThat(new EncodedImage(name, Mutant.of(fixture(name), random))
                            .decode()
                            .samples())
                    .isNotEmpty();
        } catch (StockpotException refusal) {
            assertThat(refusal).hasMessageStartingWith(name + ": ");
        }
    }

    private static byte[] content(String ending, Random random) throws IOException {
        if (ending.equals("json")) {
            String key = any(List.of("label", "cls", "class"), random);
            String json = "{\"" + key + "\": " + any(LABELS, random) + ", \"class_name\": \"ant\"}";
            return random.nextInt(4) > 0 ? json.getBytes(UTF_8) : Mutant.of(json.getBytes(UTF_8), random);
        }
        return ending.equals("cls") ? any(LABELS, random).getBytes(UTF_8) : fixture("images/grey.png");
    }

    /** Mostly as many rows as agreed upon, in pages that are short, long or full of anything. */
    private static List<ParquetFile.Page> pages(int rows, Random random) {
        var pages = new ArrayList<ParquetFile.Page>();
        if (random.nextBoolean()) {
            pages.add(ParquetFile.Page.dictionary(random.nextInt(3), some(random)));
        }
        int left = random.nextInt(8) > 0 ? rows : COUNTS[random.nextInt(COUNTS.length)];
        while (left > 0) {
            int values = Math.min(left, Math.max(1, COUNTS[random.nextInt(COUNTS.length)]));
            int encoding = random.nextBoolean() ? ParquetFile.PLAIN : ParquetFile.DICTIONARY;
            pages.add(
                    random.nextBoolean()
                            ? ParquetFile.Page.run(values)
                            : ParquetFile.Page.data(encoding, values, some(random)));
            left -= values;
        }
        return pages;
    }

    private static int[] some(Random random) {
        return random.ints(random.nextInt(14), 0, 256)
                .map(value -> random.nextInt(3) > 0 ? value & 3 : value)
                .toArray();
    }

    /** Beyond the head there is nothing to be wrong with. */
    private static byte[] damagedHead(byte[] array, Random random) {
        int head = Math.min(array.length, 128);
        byte[] damaged = Mutant.of(Arrays.copyOf(array, head), random);
        var all = new ByteArrayOutputStream();
        all.writeBytes(damaged);
        all.write(array, head, array.length - head);
        return all.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] array, Random random) throws IOException {
        var entry = new ZipEntry(name);
        if (random.nextBoolean()) {
            var crc = new CRC32();
            crc.update(array);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(array.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(array);
        zip.closeEntry();
    }

    private static byte[] packed(byte[] bytes, Random random) throws IOException {
        byte[] damaged = Mutant.of(bytes, random);
        if (random.nextBoolean()) {
            return damaged;
        }
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(damaged);
        }
        return random.nextBoolean() ? out.toByteArray() : Mutant.of(out.toByteArray(), random);
    }

    private static void open(String name, byte[] bytes) throws IOException {
        Path path = write(name, bytes);
        try {
            ImageSet set = ImageSets.open(DataRef.parse(path.toString()));
            for (int index = 0; index < Math.min(LOOKED_AT, set.size()); index++) {
                lookAt(set, index);
            }
            lookAt(set, set.size() - 1);
        } catch (StockpotException refusal) {
            assertThat(refusal).hasMessageContaining(folder.toString());
        }
    }

    private static void lookAt(ImageSet set, int index) {
        assertThat(set.label(index)).isBetween(0, set.classes().size() - 1);
        try {
            assertThat(set.image(index).samples()).isNotEmpty();
        } catch (StockpotException broken) {
            assertThat(broken).hasMessageContaining(folder.toString());
        }
    }

    private static Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixtures.path(name));
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
