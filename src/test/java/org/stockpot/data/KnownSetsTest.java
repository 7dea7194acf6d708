package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.StockpotException;

class KnownSetsTest {
    @TempDir
    private Path folder;

    private ImageSet open(String name, String query, String... classes) throws IOException, StockpotException {
        for (String one : classes) {
            Path file = folder.resolve(name).resolve(one).resolve("a.png");
            Files.createDirectories(file.getParent());
            Files.write(file, PngFile.encode(new Pixels(2, 2, 1, new byte[4])));
        }
        return ImageSets.open(DataRef.parse("ood:" + folder.resolve(name) + query));
    }

    private static Optional<List<List<Integer>>> targets(ImageSet images) {
        return images.classMap().map(ClassMap::targets);
    }

    @Test
    void foldersOfImageNetV2AreNumbersThatAreNotSortedAsText() throws Exception {
        ImageSet images = open("imagenetv2-matched-frequency", "", "9", "10", "2");
        assertThat(images.classes()).containsExactly("10", "2", "9");
        assertThat(targets(images)).contains(List.of(List.of(10), List.of(2), List.of(9)));
    }

    @Test
    void idsOfNamedSetsMeanImageNetsClasses() throws Exception {
        // Goldfish, great white shark and toilet tissue, whose labels everybody knows.
        ImageSet images = open("imagenet-r", "", "n01443537", "n01484850", "n15075141");
        assertThat(targets(images)).contains(List.of(List.of(1), List.of(2), List.of(999)));
    }

    @Test
    void foldersOfOtherSetsAreTheirOwnClassesUnlessOneAsks() throws Exception {
        assertThat(targets(open("pets", "", "n01443537", "n15075141"))).isEmpty();
        assertThat(targets(open("pets", "?map=imagenet", "n01443537", "n15075141")))
                .contains(List.of(List.of(1), List.of(999)));
        assertThat(targets(open("imagenet-rooms", "", "n01443537", "n15075141")))
                .isEmpty();
    }

    /** Blue, two pixels wide and high, in a frame of some colour two pixels wide. */
    private static Pixels framed(int red, int green, int blue) {
        var samples = new byte[6 * 6 * 3];
        for (int pixel = 0; pixel < 36; pixel++) {
            boolean inside = pixel % 6 / 2 == 1 && pixel / 12 == 1;
            samples[3 * pixel] = (byte) (inside ? 0 : red);
            samples[3 * pixel + 1] = (byte) (inside ? 0 : green);
            samples[3 * pixel + 2] = (byte) (inside ? 200 : blue);
        }
        return new Pixels(6, 6, 3, samples);
    }

    @Test
    void imagesOfObjectNetLoseTheirRedFrameAndNothingElse() throws Exception {
        for (String set : List.of("objectnet", "other")) {
            Path one = folder.resolve(set).resolve("banana");
            Files.createDirectories(one);
            Files.write(one.resolve("a.png"), PngFile.encode(framed(250, 10, 10)));
            Files.write(one.resolve("b.png"), PngFile.encode(framed(250, 100, 10)));
        }
        ImageSet objectNet = ImageSets.open(DataRef.parse("ood:" + folder.resolve("objectnet")));
        ImageSet other = ImageSets.open(DataRef.parse("ood:" + folder.resolve("other")));
        assertThat(objectNet.image(0).width()).isEqualTo(2);
        assertThat(objectNet.image(0).samples()).containsExactly(0, 0, 200, 0, 0, 200, 0, 0, 200, 0, 0, 200);
        assertThat(objectNet.image(1).width()).isEqualTo(6);
        assertThat(other.image(0).width()).isEqualTo(6);
        assertThat(objectNet.fingerprint()).isPresent().isNotEqualTo(other.fingerprint());
    }

    @Test
    void foldersOfObjectNetMeanSeveralClassesOrNone() throws Exception {
        ImageSet images = open("objectnet-1.0/images", "", "alarm_clock", "air_freshener", "banana");
        assertThat(images.classes()).containsExactly("air_freshener", "alarm_clock", "banana");
        assertThat(targets(images)).contains(List.of(List.of(), List.of(409, 530), List.of(954)));
        assertThat(images.size()).isEqualTo(2);
    }
}
