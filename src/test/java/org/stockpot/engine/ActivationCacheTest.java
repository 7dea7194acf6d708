package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Stage;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/** Images beside activations, as on a device that images have to be brought to. */
class ActivationCacheTest {
    private static final int IMAGES = 10;
    private static final int IMAGE_BYTES = 400;
    /** Floats between the two stages, so that activations of an image take as many bytes as the image. */
    private static final int VALUES = 100;

    private static final int ALL = IMAGES * IMAGE_BYTES;

    private final NDManager device = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    private final NDManager batch = device.newSubManager();

    @AfterEach
    void free() {
        device.close();
    }

    @Test
    void imagesThatTakeHalfOfTheRoomStayAndActivationsGetTheRest() throws Exception {
        ActivationCache cache = cache(2 * ALL);
        PreparedSet set = set("set");
        cache.begin(set);

        assertThat(cache.keepImages(set, 0, IMAGES, images())).isTrue();
        assertThat(cache.keep(set, 0, IMAGES, 1, activations())).isTrue();
        assertThat(start(cache, set)).isEqualTo(1);
        cache.changed(0);
        assertThat(start(cache, set)).as("images are still what they were").isZero();
    }

    @Test
    void thePlanForActivationsKnowsWhatImagesTake() {
        List<Stage> three = List.of(
                new Stage("first", Set.of("a"), 1_000_000, VALUES, VALUES),
                new Stage("second", Set.of("b"), 1_000_000, VALUES, VALUES),
                new Stage("third", Set.of("c"), 1_000, 5, VALUES));
        double[] chances = {0.3, 0.3, 0.4};
        int memory = 5 * ALL / 2;

        assertThat(Keeping.of(three, chances, IMAGES, 0, memory, 0).plan().boundaries())
                .containsExactly(1, 2);
        Keeping beside = Keeping.of(three, chances, IMAGES, IMAGE_BYTES, memory, 0);
        assertThat(beside.images()).isTrue();
        assertThat(beside.plan().boundaries()).hasSize(1);
    }

    @Test
    void imagesThatTakeMoreLeaveAllRoomToActivations() throws Exception {
        ActivationCache cache = cache(2 * ALL - 1);
        PreparedSet set = set("set");
        cache.begin(set);

        assertThat(cache.keepImages(set, 0, IMAGES, images())).isFalse();
        assertThat(cache.keep(set, 0, IMAGES, 1, activations())).isTrue();
    }

    @Test
    void imagesAreGivenBackWhenAnotherSetNeedsTheRoom() throws Exception {
        ActivationCache cache = cache(2 * ALL);
        PreparedSet set = set("set");
        PreparedSet other = set("other");
        cache.begin(set);
        NDArray images = images();
        assertThat(cache.keepImages(set, 0, IMAGES, images)).isTrue();

        cache.begin(other);

        assertThat(images.isReleased()).isTrue();
        assertThat(cache.keepImages(other, 0, IMAGES, images())).isFalse();
        assertThat(cache.keep(set, 0, IMAGES, 1, activations())).isTrue();
        assertThat(cache.keep(other, 0, IMAGES, 1, activations())).isTrue();
    }

    @Test
    void whereImagesNeedNotBeBroughtNoneAreKept() throws Exception {
        var cache = new ActivationCache(stages(), device.newSubManager(), 9 * ALL, 0, Optional.empty());
        PreparedSet set = set("set");
        cache.begin(set);

        assertThat(cache.keepImages(set, 0, IMAGES, images())).isFalse();
    }

    private ActivationCache cache(long budget) {
        return new ActivationCache(stages(), device.newSubManager(), budget, IMAGE_BYTES, Optional.empty());
    }

    private int start(ActivationCache cache, PreparedSet set) {
        return Objects.requireNonNull(cache.find(set, 0, IMAGES, batch)).boundary();
    }

    private static List<Stage> stages() {
        return List.of(
                new Stage("first", Set.of("a"), 1_000_000, VALUES, VALUES),
                new Stage("second", Set.of("b"), 1_000, 5, VALUES));
    }

    private NDArray images() {
        return batch.zeros(new Shape(IMAGES, IMAGE_BYTES), DataType.UINT8);
    }

    private NDArray activations() {
        return batch.zeros(new Shape(IMAGES, VALUES), DataType.FLOAT32);
    }

    private static PreparedSet set(String name) throws StockpotException {
        return PreparedSet.prepare(
                name, Role.TEST, new FlatImages(IMAGES, 1), Preprocessing.plain(1, 1), JobContext.detached());
    }
}
