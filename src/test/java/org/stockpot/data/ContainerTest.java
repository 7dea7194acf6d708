package org.stockpot.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

/** Sets in one file or a few. Fixtures: {@code src/test/python/make_container_fixtures.py}. */
class ContainerTest {
    private static final List<String> EXPECTED =
            Fixtures.lines("containers.txt").toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"colour.npz", "grey-compressed.npz", "column.npz", "shard-{000..001}.tar"})
    void readsEveryImageWithItsLabel(String name) throws StockpotException {
        ImageSet set = open(name);
        assertThat(set.size()).isEqualTo(EXPECTED.size());
        for (int i = 0; i < set.size(); i++) {
            String[] expected = EXPECTED.get(i).split(" ", -1);
            Pixels colour = Fixtures.pixels("3", "7", "5", expected[1]);
            Pixels image = set.image(i);
            assertThat(set.label(i)).isEqualTo(Integer.parseInt(expected[0]));
            assertThat(Fixtures.hex(image))
                    .isEqualTo(Fixtures.hex(image.channels() == 1 ? InputShape.grey(colour) : colour));
        }
    }

    @Test
    void classesAreNamedByTheDescriptionsOrByAFileBesideOrByNumbers() throws StockpotException, IOException {
        assertThat(open("shard-{000..001}.tar").classes()).containsExactly("a", "1", "c", "3");
        assertThat(open("colour.npz").classes()).containsExactly("0", "1", "2", "3");
        Path names = Files.writeString(folder.resolve("names"), "ant\nbee\ncat\ndog\nelk\n");
        assertThat(open("colour.npz?classes=" + names).classes()).hasSize(5).contains("elk");
        copy("shard-000.tar");
        Files.copy(names, folder.resolve("classes.txt"));
        assertThat(ImageSets.open(DataRef.parse(folder.toString())).classes()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            floats.npz~ : images should be uint8 of count × height × width, with a last size of 1 or 3 for channels if any; found f8 of [12, 5, 7, 3]
            fortran.npz~, images: the array is in Fortran order; save numpy.ascontiguousarray of it instead
            fraction.npz~: label 1.5 of image 0 is no whole number from 0 to 999999
            nan.npz~: label NaN of image 2 is no whole number from 0 to 999999
            fewer.npz~: 11 labels for 12 images; the two must be equal
            objects.npz~, images: the array holds elements of type '|O'; save integers, for images uint8
            others.npz~: expected arrays named images and labels, found [x.npy, y.npy]; save them with numpy.savez(file, images=…, labels=…)
            colour.npz?classes=NAMES~: label 2.0 of image 1 is no whole number from 0 to 1
            """, quoteCharacter = '"')
    void saysWhatIsWrong(String name, String message) throws IOException {
        Path names = Files.writeString(folder.resolve("names"), "ant\nbee\n");
        Path file = Fixtures.path("containers/" + name.replaceFirst("\\?.*", ""));
        assertThatThrownBy(() -> open(name.replace("NAMES", names.toString())))
                .isInstanceOf(StockpotException.class)
                .hasMessage(file + message.replaceFirst("^ ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column.npz", "grey-compressed.npz", "shard-000.tar"})
    void refusesEveryCutFile(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("containers/" + name));
        Path cut = folder.resolve(name);
        // A tar file ends with many empty blocks, of which two are needed.
        int end = name.endsWith("tar") ? lastByte(whole) + 1024 : whole.length;
        for (int length = 1; length < end; length += 1 + length % 7) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageSets.open(DataRef.parse(cut.toString())))
                    .as("the first %d bytes of %s", length, name)
                    .isInstanceOf(StockpotException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour.npz", "grey-compressed.npz", "shard-000.tar"})
    void answersDamageWithASentenceOrASet(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.path("containers/" + name));
        Path file = folder.resolve(name);
        var random = new Random(20230915);
        for (int round = 0; round < 400; round++) {
            byte[] mutant = whole.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                int at = round % 2 == 0 ? random.nextInt(600) : mutant.length - 1 - random.nextInt(600);
                mutant[at] = (byte) random.nextInt(256);
            }
            Files.write(file, mutant);
            try {
                ImageSet set = ImageSets.open(DataRef.parse(file.toString()));
                assertThat(set.image(0).samples()).isNotEmpty();
            } catch (StockpotException refusal) {
                assertThat(refusal).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void noticesAWrongChecksumInImagesWhenTheFirstIsRead() throws IOException, StockpotException {
        byte[] bytes = Files.readAllBytes(Fixtures.path("containers/column.npz"));
        bytes[300] ^= 1;
        Path file = Files.write(folder.resolve("a.npz"), bytes);
        ImageSet set = ImageSets.open(DataRef.parse(file.toString()));
        assertThatThrownBy(() -> set.image(11))
                .hasMessage(file + ": the checksum of member images.npy does not match; copy the file again");
    }

    @Test
    void noticesAFileThatIsReplacedWhileInUse() throws IOException, StockpotException {
        Path file = copy("shard-000.tar");
        ImageSet set = ImageSets.open(DataRef.parse(file.toString()));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThatThrownBy(() -> set.image(0))
                .hasMessage(file + ": the file was changed while it is in use; open the set again");
    }

    @ParameterizedTest
    @CsvSource({"2, '; expected files only'", "1, '; expected files only'", "S, '; expected files only'"})
    void refusesLinksAndOtherThingsInATarFile(char type, String message) throws IOException {
        Path file = tar(header("a.png", type, 0));
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(file.toString())))
                .isInstanceOf(StockpotException.class)
                .hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd.png", "../a.png", "a/../../b.png", "a\\b.png"})
    void refusesNamesThatLeaveTheFolder(String name) throws IOException {
        Path file = tar(header(name, '0', 0));
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(file.toString())))
                .isInstanceOf(StockpotException.class)
                .hasMessageEndingWith("has the name '" + name + "', which leaves its folder");
    }

    @Test
    void refusesAnImageWithoutALabelAndAClaimBeyondTheFile() throws IOException {
        Path alone = tar(header("a.png", '0', 0));
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(alone.toString())))
                .hasMessage(alone + ": 'a' has an image but no label as .cls or .json");
        Path bomb = tar(header("a.png", '0', 1L << 32));
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(bomb.toString())))
                .hasMessageContaining("claims 4294967296 bytes, 1024 follow; the file was cut");
    }

    @Test
    void aDescriptionWithoutAnImageNamesNoClass() throws IOException, StockpotException {
        Path file = tar(
                member("000.png", Files.readAllBytes(Fixtures.path("images/grey.png"))),
                member("000.json", "{\"label\": 0, \"class_name\": \"ant\"}".getBytes(UTF_8)),
                member("001.tiff", new byte[1]),
                member("001.json", "{\"label\": 1, \"class_name\": \"bee\"}".getBytes(UTF_8)));
        assertThat(ImageSets.open(DataRef.parse(file.toString())).classes()).containsExactly("ant");
    }

    /** The label beside an image counts, whatever its description says. */
    @Test
    void aNameBelongsToTheLabelThatIsUsed() throws IOException, StockpotException {
        Path file = tar(
                member("000.png", Files.readAllBytes(Fixtures.path("images/grey.png"))),
                member("000.json", "{\"label\": 7.5, \"class_name\": \"ant\"}".getBytes(UTF_8)),
                member("000.cls", "0".getBytes(UTF_8)));
        assertThat(ImageSets.open(DataRef.parse(file.toString())).classes()).containsExactly("ant");
    }

    @Test
    void aTableNamesImagesLabelsAndClasses() throws IOException, StockpotException {
        put("in/a,b.png");
        put("c.png");
        Path table = Files.writeString(
                folder.resolve("set.csv"),
                "\ufeffname,path,label\r\n\"the \"\"first\"\"\",\"in/a,b.png\",2\r\nother,./c.png,0\r\n\r\n");
        ImageSet set = ImageSets.open(DataRef.parse(table.toString()));
        assertThat(set.classes()).containsExactly("other", "1", "the \"first\"");
        assertThat(List.of(set.label(0), set.label(1))).containsExactly(2, 0);
        assertThat(set.image(0).width()).isEqualTo(19);
        assertThat(set.name()).isEqualTo("set");
    }

    @Test
    void aTableWithoutTitlesMayNameClassesInsteadOfNumbers() throws IOException, StockpotException {
        put("c.png");
        Path table = Files.writeString(folder.resolve("set.csv"), "c.png,dog\nc.png,cat\n");
        ImageSet set = ImageSets.open(DataRef.parse(table.toString()));
        assertThat(set.classes()).containsExactly("cat", "dog");
        assertThat(List.of(set.label(0), set.label(1))).containsExactly(1, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc/passwd,0| the path '/etc/passwd' of image 0 is not relative to the table or leaves its folder
            a/../../b.png,0| the path 'a/../../b.png' of image 0 is not relative to the table or leaves its folder
            c.png,-1| label -1.0 of image 0 is no whole number from 0 to 999999
            c.png,nan| label NaN of image 0 is no whole number from 0 to 999999
            c.png,0.5| label 0.5 of image 0 is no whole number from 0 to 999999
            c.png| image 0 has 1 fields, expected 3
            c.png,"0| row 1 opens a quote that nothing closes
            c.png,"0"1| row 1 has a quote or a line break in the middle of a field; quote the whole field
            path,class| the columns are [path, class], expected path, label and perhaps name
            """, quoteCharacter = '\'')
    void saysWhatIsWrongInATable(String text, String message) throws IOException {
        Path table = Files.writeString(folder.resolve("set.csv"), text);
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(table.toString())))
                .isInstanceOf(StockpotException.class)
                .hasMessage(table + ": " + message);
    }

    @Test
    void followsNoLinkOutOfTheTablesFolder() throws IOException, StockpotException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.copy(Fixtures.path("images/grey.png"), outside.resolve("a.png"));
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("way"), outside);
        Path table = Files.writeString(inside.resolve("set.csv"), "way/a.png,0\n");
        ImageSet set = ImageSets.open(DataRef.parse(table.toString()));
        assertThatThrownBy(() -> set.image(0)).hasMessageEndingWith("a link leads out of the table's folder");
    }

    @Test
    void saysWhatToDoWithACompressedTarFile() throws IOException {
        Path file = Files.write(folder.resolve("a.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(file.toString())))
                .hasMessage(
                        file + ": a compressed tar file cannot be read image by image; unpack it with gunzip, images"
                                + " hardly shrink");
    }

    private static ImageSet open(String text) throws StockpotException {
        return ImageSets.open(
                DataRef.parse(Fixtures.path("containers/colour.npz").getParent() + "/" + text));
    }

    private Path copy(String name) throws IOException {
        return Files.copy(Fixtures.path("containers/" + name), folder.resolve(name));
    }

    private void put(String name) throws IOException {
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(Fixtures.path("images/grey.png"), target);
    }

    private static int lastByte(byte[] bytes) {
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        return (last + 511) / 512 * 512;
    }

    /** An archive of these blocks. */
    private Path tar(byte[]... blocks) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            all.write(block);
        }
        all.write(new byte[1024]);
        return Files.write(folder.resolve("a.tar"), all.toByteArray());
    }

    static byte[] member(String name, byte[] content) {
        int blocks = (content.length + 511) / 512;
        return ByteBuffer.allocate(512 + 512 * blocks)
                .put(header(name, '0', content.length))
                .put(content)
                .array();
    }

    private static byte[] header(String name, char type, long size) {
        ByteBuffer header = ByteBuffer.allocate(512);
        Stream.of("0:" + name, "100:0000644", "124:" + String.format("%011o", size), "257:ustar", "263:00")
                .forEach(part -> header.put(
                        Integer.parseInt(part.substring(0, part.indexOf(':'))),
                        part.substring(part.indexOf(':') + 1).getBytes(UTF_8)));
        header.put(156, (byte) type);
        int sum = 8 * ' ';
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        header.put(148, String.format("%06o", sum).getBytes(UTF_8));
        return header.array();
    }
}
