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

    @Test
    void foldersOfObjectNetMeanSeveralClassesOrNone() throws Exception {
        ImageSet images = open("objectnet-1.0/images", "", "alarm_clock", "air_freshener", "banana");
        assertThat(images.classes()).containsExactly("air_freshener", "alarm_clock", "banana");
        assertThat(targets(images)).contains(List.of(List.of(), List.of(409, 530), List.of(954)));
        assertThat(images.size()).isEqualTo(2);
    }
}
