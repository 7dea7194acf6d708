package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.scene.image.Image;
import org.stockpot.data.ImageSet;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.StockpotException;

/**
 * Small pictures of one set's images, decoded in the background as they are asked for, the newest wishes first. Keeps a
 * bounded number of them. Lives on the JavaFX thread.
 */
final class Thumbnails {
    /** Longer side in pixels. */
    static final int SIDE = 128;

    /** At most 64 kB each. */
    private static final int KEPT = 1500;

    private static final int WISHES = 400;
    private static final int AT_ONCE = 32;

    private final LatestLane decoding;
    private final Consumer<Throwable> crashes;
    private final ReadOnlyLongWrapper arrived = new ReadOnlyLongWrapper();
    private final Set<Integer> wishes = new LinkedHashSet<>();
    private final Map<Integer, Thumbnail> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Thumbnail> eldest) {
            return size() > KEPT;
        }
    };
    private Optional<ImageSet> images = Optional.empty();
    private boolean busy;

    /**
     * What there is to show of an image.
     *
     * @param picture empty if it cannot be read
     * @param problem why
     */
    record Thumbnail(Optional<Image> picture, String problem) {}

    /** @param io decodes */
    Thumbnails(QueueLane io, Consumer<Throwable> crashes) {
        this.decoding = new LatestLane(io);
        this.crashes = crashes;
    }

    /** Goes up when pictures have arrived. */
    ReadOnlyLongProperty arrivedProperty() {
        return arrived.getReadOnlyProperty();
    }

    /** Forgets all pictures and turns to another set. */
    void show(Optional<ImageSet> set) {
        decoding.cancel();
        busy = false;
        images = set;
        wishes.clear();
        kept.clear();
    }

    /** The picture of an image; if it is not there yet, it will arrive unless too many others are wished for meanwhile. */
    Optional<Thumbnail> of(int image) {
        Optional<Thumbnail> known = Optional.ofNullable(kept.get(image));
        if (known.isEmpty()) {
            wishes.remove(image);
            wishes.add(image);
            if (wishes.size() > WISHES) {
                wishes.remove(wishes.iterator().next());
            }
        }
        return known;
    }

    /** Once per pulse: starts on the newest wishes. */
    void poll() {
        if (busy || wishes.isEmpty() || images.isEmpty()) {
            return;
        }
        List<Integer> all = new ArrayList<>(wishes);
        List<Integer> next = List.copyOf(all.subList(Math.max(0, all.size() - AT_ONCE), all.size()));
        wishes.removeAll(Set.copyOf(next));
        busy = true;
        ImageSet set = images.get();
        decoding.submit(context -> decoded(set, next, context::checkpoint), new JobListener<Map<Integer, Thumbnail>>() {
            @Override
            public void succeeded(Map<Integer, Thumbnail> made) {
                busy = false;
                kept.putAll(made);
                arrived.set(arrived.get() + 1);
            }

            @Override
            public void failed(StockpotException problem) {
                busy = false;
            }

            @Override
            public void cancelled() {
                busy = false;
            }

            @Override
            public void crashed(Throwable error) {
                busy = false;
                crashes.accept(error);
            }
        });
    }

    private static Map<Integer, Thumbnail> decoded(ImageSet set, Collection<Integer> numbers, Runnable checkpoint) {
        Map<Integer, Thumbnail> made = new HashMap<>();
        for (int image : numbers) {
            checkpoint.run();
            try {
                made.put(
                        image,
                        new Thumbnail(Optional.of(Pictures.of(set.image(image).thumbnail(SIDE))), ""));
            } catch (StockpotException e) {
                made.put(image, new Thumbnail(Optional.empty(), e.getMessage()));
            }
        }
        return made;
    }
}
