package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSets;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class SeenImageTest {
    private static final int IMAGES = 30;

    @TempDir
    private Path folder;

    @Test
    void showsTheImagesThatWereMeasuredAtThePositions() throws Exception {
        DataRef ref = new TinyKitchen(folder).images(Role.TEST, "test", IMAGES);
        var asTheyAre = new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.0), List.of(1.0));
        PreparedSet measured =
                PreparedSet.prepare("test", Role.TEST, ImageSets.open(ref), asTheyAre, JobContext.detached());
        List<Integer> all = IntStream.range(0, IMAGES).boxed().toList();
        List<SeenImage> seen = SeenImage.of(ref, IMAGES, all, JobContext.detached());
        for (SeenImage image : seen) {
            ByteBuffer bytes = ByteBuffer.allocate(64);
            measured.bytes(image.position(), image.position() + 1, bytes);
            assertThat(image.pixels().samples()).isEqualTo(bytes.array());
            assertThat(image.label()).isEqualTo(Integer.toString(measured.label(image.position())));
            assertThat(image.number()).isEqualTo(measured.order(image.position()));
        }
    }

    @Test
    void aSetThatHasOtherImagesNowIsRefused() {
        DataRef ref = new TinyKitchen(folder).images(Role.TEST, "test", IMAGES);
        assertThatThrownBy(() -> SeenImage.of(ref, 29, List.of(0), JobContext.detached()))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(ref.name() + " has 30 images, but 29 were measured");
    }
}
