package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * How sets are prepared: decoded, resized and cropped once, on several threads, into memory or into a file that the
 * next run finds.
 *
 * @param cache where to keep prepared images; without one they are kept in memory
 * @param threads that decode, at least 1
 */
public record Preparation(Optional<TensorCache> cache, int threads) {
    /** Largest share of images that may be unreadable without asking. */
    private static final double MAX_BROKEN = 0.01;
    /** After so many broken images in a set that may not have them nobody needs to see more. */
    private static final int ENOUGH = 1000;
    /** Sets up to this size come into memory from the cache too. */
    private static final long SMALL = 256 << 20;

    public Preparation {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /** In memory, on the calling thread. */
    public static Preparation inMemory() {
        return new Preparation(Optional.empty(), 1);
    }

    /**
     * Opens a set and prepares it.
     *
     * @throws StockpotException as for the other {@code prepare}, and for {@link ImageSets#open}
     */
    public PreparedSet prepare(DataRef ref, Preprocessing preprocessing, JobContext context) throws StockpotException {
        return prepare(ref.name(), ref.role(), ImageSets.open(ref), preprocessing, ref.skipBroken(), context);
    }

    /**
     * Prepares a set. Stops within a few images when cancelled. A set that was prepared before is not decoded again.
     *
     * @param skipBroken whether any number of broken images may be left out
     * @throws BrokenImagesException if more than 1 % of the images cannot be read and nobody allowed it, or all
     * @throws StockpotException if the set fits neither into the cache nor into memory
     */
    public PreparedSet prepare(
            String name,
            Role role,
            ImageSet images,
            Preprocessing preprocessing,
            boolean skipBroken,
            JobContext context)
            throws StockpotException {
        var decoding = new Decoding(name, images, preprocessing, skipBroken, threads, context);
        Optional<String> fingerprint = cache.isPresent() ? images.fingerprint() : Optional.empty();
        if (cache.isPresent() && fingerprint.isPresent()) {
            String key = key(fingerprint.get(), preprocessing);
            Optional<CacheFile> file =
                    cache.get().get(key, images.size(), decoding.imageBytes, threads, context, decoding);
            if (file.isPresent()) {
                decoding.check(file.get().broken(), 0);
                return set(
                        name,
                        role,
                        images,
                        preprocessing,
                        store(file.get()),
                        file.get().broken());
            }
        }
        checkMemory(name, images.size(), preprocessing);
        var heap = new byte[images.size()][];
        TensorCache.Filled filled = decoding.all(decoding::decoded, (i, image) -> heap[i] = image);
        return set(name, role, images, preprocessing, new PixelStore.Heap(heap), filled.broken());
    }

    /** Everything that decides the bytes; mean and deviation come later. */
    private static String key(String fingerprint, Preprocessing preprocessing) {
        return new Fingerprint("prepared 1")
                .add(fingerprint)
                .add(preprocessing.size())
                .add(preprocessing.resize())
                .add(preprocessing.filter().name())
                .add(preprocessing.channels())
                .hex();
    }

    private static PixelStore store(CacheFile file) {
        var store = new PixelStore.InFile(file.channel(), CacheFile.HEAD);
        long bytes = (long) file.count() * file.imageBytes();
        if (bytes > SMALL || bytes > Memory.free() / 4) {
            return store;
        }
        var heap = new byte[file.count()][file.imageBytes()];
        for (int i = 0; i < heap.length; i++) {
            store.read(i, heap[i]);
        }
        CacheFile.closeQuietly(file.channel());
        return new PixelStore.Heap(heap);
    }

    private static PreparedSet set(
            String name,
            Role role,
            ImageSet images,
            Preprocessing preprocessing,
            PixelStore store,
            Map<Integer, String> broken) {
        int[] whole = java.util.stream.IntStream.range(0, images.size())
                .filter(image -> !broken.containsKey(image))
                .toArray();
        List<String> skipped = broken.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        return new PreparedSet(name, role, images, preprocessing, store, whole, skipped);
    }

    private static void checkMemory(String name, int size, Preprocessing preprocessing) throws StockpotException {
        long side = preprocessing.size();
        long need = size * (side * side * preprocessing.channels() + 16);
        long free = Memory.free();
        if (need > free) {
            throw new StockpotException(name + ": " + size + " prepared images need " + (need >> 20) + " MB of memory, "
                    + (free >> 20) + " MB are free; use fewer with count=, or give Java more with -Xmx");
        }
    }

    @FunctionalInterface
    private interface Prepared {
        byte[] image(int index) throws StockpotException, IOException;
    }

    @FunctionalInterface
    private interface Slots {
        void put(int index, byte[] image) throws IOException;
    }

    /** One pass over all images of a set. */
    private static final class Decoding implements TensorCache.Filling {
        private final String name;
        private final ImageSet images;
        private final Preprocessing preprocessing;
        private final boolean skipBroken;
        private final int threads;
        private final JobContext context;
        private final int imageBytes;

        Decoding(
                String name,
                ImageSet images,
                Preprocessing preprocessing,
                boolean skipBroken,
                int threads,
                JobContext context) {
            this.name = name;
            this.images = images;
            this.preprocessing = preprocessing;
            this.skipBroken = skipBroken;
            this.threads = threads;
            this.context = context;
            this.imageBytes = preprocessing.size() * preprocessing.size() * preprocessing.channels();
        }

        @Override
        public TensorCache.Filled fill(FileChannel channel, Optional<CacheFile> known) throws StockpotException {
            Prepared source = known.<Prepared>map(
                            file -> index -> file.broken().containsKey(index) ? decoded(index) : file.image(index))
                    .orElse(this::decoded);
            return all(source, (index, image) -> {
                long at = CacheFile.HEAD + (long) index * imageBytes;
                CacheFile.write(channel, ByteBuffer.wrap(image), at);
            });
        }

        @Override
        public Map<Integer, String> stillBroken(Collection<Integer> broken) throws StockpotException {
            Map<Integer, String> found = new ConcurrentSkipListMap<>();
            List<Integer> numbers = List.copyOf(broken);
            Parallel.run(numbers.size(), threads, Told.of(Doing.OPENING_IMAGES), context, at -> {
                try {
                    decoded(numbers.get(at));
                } catch (StockpotException e) {
                    found.put(numbers.get(at), e.getMessage());
                }
            });
            return found;
        }

        byte[] decoded(int index) throws StockpotException {
            return planes(InputShape.fit(images.image(index), preprocessing));
        }

        TensorCache.Filled all(Prepared source, Slots slots) throws StockpotException {
            var sums = new int[images.size()];
            Map<Integer, String> broken = new ConcurrentSkipListMap<>();
            Parallel.run(images.size(), threads, Told.of(Doing.PREPARING, name), context, index -> {
                try {
                    byte[] image = whole(source, index, broken);
                    sums[index] = CacheFile.sum(ByteBuffer.wrap(image));
                    slots.put(index, image);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            check(broken, 0);
            return new TensorCache.Filled(sums, broken);
        }

        /** Zeros where there is no image. */
        private byte[] whole(Prepared source, int index, Map<Integer, String> broken)
                throws IOException, BrokenImagesException {
            try {
                return source.image(index);
            } catch (StockpotException e) {
                broken.put(index, e.getMessage());
                check(broken, ENOUGH);
                return new byte[imageBytes];
            }
        }

        /** @param least fewer broken images are no reason to stop yet */
        void check(Map<Integer, String> found, int least) throws BrokenImagesException {
            int count = found.size();
            boolean tooMany = count == images.size() || (!skipBroken && count > MAX_BROKEN * images.size());
            if (tooMany && count > least) {
                throw new BrokenImagesException(name, List.copyOf(found.values()), images.size());
            }
        }

        /** Interleaved samples to one plane per channel. */
        private static byte[] planes(Pixels image) {
            int channels = image.channels();
            byte[] in = image.samples();
            if (channels == 1) {
                return in;
            }
            var out = new byte[in.length];
            int at = 0;
            for (int channel = 0; channel < channels; channel++) {
                for (int i = channel; i < in.length; i += channels) {
                    out[at++] = in[i];
                }
            }
            return out;
        }
    }
}
