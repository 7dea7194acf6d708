package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;

class IdxImagesTest {
    private static final byte[] IMAGES =
            Fixtures.idx(new int[] {3, 1, 2}, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 255);
    private static final byte[] LABELS = Fixtures.idx(new int[] {3}, (byte) 2, (byte) 0, (byte) 1);

    @TempDir
    Path folder;

    private Path images;
    private Path labels;

    @BeforeEach
    void writeASet() throws IOException {
        images = Files.write(folder.resolve("t-images-idx3-ubyte"), IMAGES);
        labels = Files.write(folder.resolve("t-labels-idx1-ubyte"), LABELS);
    }

    @Test
    void readsImagesAndTheLabelsBesideThem() throws StockpotException {
        var set = open();
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.classes()).containsExactly("0", "1", "2");
        assertThat(List.of(set.label(0), set.label(1), set.label(2))).containsExactly(2, 0, 1);
        assertThat(set.image(2).sample(1, 0, 0)).isEqualTo(255);
        assertThat(set.image(0).width()).isEqualTo(2);
    }

    @Test
    void readsGzippedFilesAlso() throws IOException, StockpotException {
        Path zipped = Files.write(folder.resolve("z-images-idx3-ubyte.gz"), gzip(IMAGES));
        Files.write(folder.resolve("z-labels-idx1-ubyte.gz"), gzip(LABELS));
        var set = IdxImages.open("z", zipped, Optional.empty(), Optional.empty());
        assertThat(set.image(1).samples()).containsExactly(3, 4);
    }

    @Test
    void readsColourImages() throws IOException, StockpotException {
        Files.write(
                images,
                Fixtures.idx(
                        new int[] {3, 1, 1, 3},
                        (byte) 1,
                        (byte) 2,
                        (byte) 3,
                        (byte) 4,
                        (byte) 5,
                        (byte) 6,
                        (byte) 7,
                        (byte) 8,
                        (byte) 9));
        Pixels second = open().image(1);
        assertThat(second.channels()).isEqualTo(3);
        assertThat(second.samples()).containsExactly(4, 5, 6);
    }

    @Test
    void namesClassesFromTheFileBeside() throws IOException, StockpotException {
        Files.writeString(folder.resolve("classes.txt"), "shirt\nshoe\nbag\ncoat\n\n");
        assertThat(open().classes()).containsExactly("shirt", "shoe", "bag", "coat");
    }

    @Test
    void refusesALabelWithoutAName() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "shirt\nshoe");
        refused(labels + ": label 2.0 of image 0 is no whole number from 0 to 1");
    }

    @Test
    void refusesAClassNamedTwice() throws IOException {
        Path names = Files.writeString(folder.resolve("classes.txt"), "shirt\nshoe\nshirt");
        refused(names + ": line 3 should name a class of its own, found 'shirt'");
    }

    @Test
    void refusesAFractionAsLabel() throws IOException {
        var floats = ByteBuffer.allocate(8 + 12).put(new byte[] {0, 0, 0x0d, 1}).putInt(3);
        Files.write(labels, floats.putFloat(0).putFloat(1).putFloat(1.5f).array());
        refused(labels + ": label 1.5 of image 2 is no whole number from 0 to 999999");
    }

    @Test
    void refusesCountsThatDiffer() throws IOException {
        Files.write(labels, Fixtures.idx(new int[] {2}, (byte) 0, (byte) 1));
        refused(labels + ": 2 labels for the 3 images of t-images-idx3-ubyte; the two must be equal");
    }

    @Test
    void refusesSwappedFiles() {
        assertThatThrownBy(() -> IdxImages.open("t", labels, Optional.of(images), Optional.empty()))
                .hasMessage(labels + ": expected images (unsigned bytes, count × height × width), found type 8 with"
                        + " sizes [3]; this is a file of labels, give the images");
    }

    @Test
    void refusesMissingLabels() throws IOException {
        Files.delete(labels);
        refused(images + ": no file of labels named t-labels-idx1-ubyte beside it; name one with labels=FILE");
    }

    @Test
    void refusesBytesBehindTheData() throws IOException {
        Files.write(images, Arrays.copyOf(IMAGES, IMAGES.length + 1));
        refused(images + ": the IDX header claims sizes [3, 1, 2], that is 6 bytes; 7 follow");
    }

    @Test
    void refusesSizesWhoseProductOverflows() throws IOException {
        byte[] file = IMAGES.clone();
        Arrays.fill(file, 4, 16, (byte) 0xff);
        Files.write(images, file);
        refused(images + ": the IDX header claims sizes [4294967295, 4294967295, 4294967295], that is far too many"
                + " bytes; 6 follow");
    }

    @Test
    void refusesEveryCutFile() throws IOException {
        for (byte[] whole : List.of(IMAGES, gzip(IMAGES))) {
            for (int length = 0; length < whole.length; length++) {
                Files.write(images, Arrays.copyOf(whole, length));
                assertThatThrownBy(this::open)
                        .isInstanceOf(StockpotException.class)
                        .hasMessageStartingWith(images + ": ");
            }
        }
    }

    @Test
    void refusesDamagedOrProlongedGzip() throws IOException {
        byte[] zipped = gzip(IMAGES);
        byte[] damaged = zipped.clone();
        damaged[zipped.length - 8] ^= 1;
        Files.write(images, damaged);
        refused(images + ": the gzip checksum does not match, the file is damaged");
        Files.write(images, Arrays.copyOf(zipped, zipped.length + 3));
        refused(images + ": 11 bytes follow the gzip data where exactly 8 are expected");
    }

    @Test
    void survivesEveryFlippedBitOfTheGzipHeaderAndTheIdxHeader() throws IOException {
        for (byte[] whole : List.of(IMAGES, gzip(IMAGES))) {
            for (int bit = 0; bit < 16 * 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(images, flipped);
                try {
                    open();
                } catch (StockpotException refusal) {
                    assertThat(refusal).hasMessageContaining("ubyte");
                }
            }
        }
    }

    private IdxImages open() throws StockpotException {
        return IdxImages.open("t", images, Optional.empty(), Optional.empty());
    }

    private void refused(String message) {
        assertThatThrownBy(this::open).isInstanceOf(StockpotException.class).hasMessage(message);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
