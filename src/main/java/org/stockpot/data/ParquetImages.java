package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * A labelled set in Parquet files as Hugging Face's {@code datasets} writes them: a structure {@code image} with the
 * file's {@code bytes}, and a whole number {@code label}, whose names stand in the file's metadata. Read by own code,
 * because no small reader runs on Java 17 (see the decision record on image sets). Labels are read at first, images page by page.
 */
public final class ParquetImages extends LabelledImages {
    private static final List<String> IMAGE = List.of("image", "img");
    private static final List<String> LABEL = List.of("label", "labels", "fine_label");
    private static final int MAX_FOOTER = 1 << 28;
    /** Most that one byte of a description becomes in memory: a field of a structure that holds no other. */
    private static final int FOOTER_GROWTH = 100;

    private static final int MAX_IMAGES = 100_000_000;
    /** While labels are collected, with room to grow. */
    private static final int BYTES_PER_LABEL = 16;
    /** Pages kept decompressed, for neighbours that are asked for by several threads. */
    private static final int KEPT = 3;

    private final List<Place> places;
    private final String fingerprint;
    private final Map<Place, @Nullable ByteBuffer[]> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** A page of images and the number of its first one. */
    private record Place(ParquetColumn column, ParquetColumn.Page page, int first) {}

    private ParquetImages(String name, List<String> classes, int[] labels, List<Place> places, String fingerprint) {
        super(name, classes, labels);
        this.places = places;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads descriptions and labels.
     *
     * @param files in the order of the images
     * @param classes a text file with one class name per line in label order; without it the names in the first
     *     file's metadata
     * @throws StockpotException if a file is damaged, has another layout or a compression that is not read
     */
    public static ParquetImages open(String name, List<Path> files, Optional<Path> classes) throws StockpotException {
        List<String> given = classes.isPresent() ? ClassNames.read(classes.get()) : List.of();
        var fingerprint = new Fingerprint("parquet 1");
        var reading = new Reading();
        for (Path path : files) {
            SourceFile file = SourceFile.of(path);
            ByteBuffer footer = footer(file);
            fingerprint.add(file).add(footer);
            Thrift meta = Thrift.read(path.toString(), footer);
            Schema schema = Schema.of(file, meta.structs(2));
            given = given.isEmpty() && reading.count == 0 ? names(file, meta, schema.label) : given;
            for (Thrift group : meta.structs(4)) {
                reading.add(file, group, schema, given.size());
            }
        }
        int[] labels = reading.labels.build().toArray();
        return new ParquetImages(name, named(given, labels), labels, List.copyOf(reading.places), fingerprint.hex());
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        int low = 0;
        int high = places.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (places.get(middle).first <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Place place = places.get(low);
        String subject = place.column.file().path() + ", image " + index;
        ByteBuffer value = values(place)[index - place.first];
        if (value == null) {
            throw new StockpotException(subject + ": the file holds no image here");
        }
        var bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return new EncodedImage(subject, bytes).decode();
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(fingerprint);
    }

    private @Nullable ByteBuffer[] values(Place place) throws StockpotException {
        synchronized (kept) {
            ByteBuffer[] values = kept.get(place);
            if (values == null) {
                values = place.column.values(place.page);
                kept.put(place, values);
                if (kept.size() > KEPT) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
            return values;
        }
    }

    private static ByteBuffer footer(SourceFile file) throws StockpotException {
        ByteBuffer end = file.read(Math.max(0, file.size() - 8), Math.min(8, file.size()), "the end");
        if (file.size() < 12 || end.getInt(4) != 0x31524150) {
            throw file.refusal("the Parquet file has no end mark, it was cut; copy it again");
        }
        int length = end.getInt(0);
        if (length < 1 || length > MAX_FOOTER || length > file.size() - 12) {
            throw file.refusal("the Parquet description claims " + length + " bytes; the file is damaged");
        }
        if ((long) length * FOOTER_GROWTH > Memory.free()) {
            throw file.refusal("the Parquet description of " + length
                    + " bytes does not fit into the free memory; give Java more with -Xmx");
        }
        return file.read(file.size() - 8 - length, length, "the Parquet description");
    }

    /** Where image and label are; their levels count optional ancestors, themselves included. */
    private record Schema(List<String> image, int imageLevels, String label, int labelLevels) {
        static Schema of(SourceFile file, List<Thrift> elements) throws StockpotException {
            Map<String, Integer> leaves = new LinkedHashMap<>();
            if (!elements.isEmpty()) {
                collect(elements, 0, "", 0, leaves, 0);
            }
            for (String image : IMAGE) {
                for (String path : List.of(image + "/bytes", image)) {
                    for (String label : LABEL) {
                        int imageLevels = leaves.getOrDefault(path, -1);
                        int labelLevels = leaves.getOrDefault(label, -1);
                        if (imageLevels >= 0 && labelLevels >= 0) {
                            return new Schema(List.of(path.split("/", -1)), imageLevels, label, labelLevels);
                        }
                    }
                }
            }
            throw file.refusal("expected the columns image (with bytes) and label, found " + leaves.keySet());
        }

        /** Returns what is behind the element and its children; repeated leaves get −1 levels. */
        private static int collect(
                List<Thrift> elements, int at, String path, int levels, Map<String, Integer> leaves, int depth) {
            Thrift element = elements.get(at);
            long repetition = depth == 0 ? 0 : element.number(3);
            String name = depth == 0 ? "" : path.isEmpty() ? element.text(4) : path + "/" + element.text(4);
            int deeper = levels < 0 || repetition == 2 ? -1 : levels + (repetition == 1 ? 1 : 0);
            long children = element.number(5);
            if (children <= 0) {
                leaves.put(name, deeper);
                return at + 1;
            }
            int next = at + 1;
            for (long child = 0; child < children && next < elements.size() && depth < 16; child++) {
                next = collect(elements, next, name, deeper, leaves, depth + 1);
            }
            return next;
        }
    }

    /** Collects the images of all row groups. */
    private static final class Reading {
        private final List<Place> places = new ArrayList<>();
        private final IntStream.Builder labels = IntStream.builder();
        private int count;

        void add(SourceFile file, Thrift group, Schema schema, int classes) throws StockpotException {
            ParquetColumn images = column(file, group, schema.image, schema.imageLevels);
            ParquetColumn numbers = column(file, group, List.of(schema.label), schema.labelLevels);
            if (images.rows() != numbers.rows()) {
                throw file.refusal("a row group has " + numbers.rows() + " labels for " + images.rows() + " images");
            }
            checkMemory(file, images.rows());
            int first = count;
            for (ParquetColumn.Page page : images.pages()) {
                places.add(new Place(images, page, first));
                first += page.values();
            }
            for (ParquetColumn.Page page : numbers.pages()) {
                for (ByteBuffer value : numbers.values(page)) {
                    labels.add(label(file.path(), count, number(value, numbers.width()), classes));
                    count++;
                }
            }
        }

        /** A few bytes of a page can claim millions of rows. */
        private void checkMemory(SourceFile file, long more) throws StockpotException {
            long limit = Math.min(MAX_IMAGES, Memory.free() / BYTES_PER_LABEL);
            if (more > limit - count) {
                throw file.refusal("a row group of " + more + " images after " + count
                        + " others exceeds the limit of " + limit
                        + (limit < MAX_IMAGES ? "; give Java more memory with -Xmx" : ""));
            }
        }

        private static double number(@Nullable ByteBuffer value, int width) {
            return value == null || width == 0 ? Double.NaN : width == 8 ? value.getLong(0) : value.getInt(0);
        }
    }

    private static ParquetColumn column(SourceFile file, Thrift group, List<String> path, int levels)
            throws StockpotException {
        for (Thrift chunk : group.structs(1)) {
            Optional<Thrift> meta = chunk.struct(3);
            if (meta.isPresent() && meta.get().texts(3).equals(path)) {
                return ParquetColumn.read(file, meta.get(), levels);
            }
        }
        throw file.refusal("a row group lacks the column " + String.join(".", path));
    }

    /** The names of the classes in the metadata of Hugging Face's library, if they are there. */
    private static List<String> names(SourceFile file, Thrift meta, String label) throws StockpotException {
        for (Thrift pair : meta.structs(5)) {
            if (pair.text(1).equals("huggingface")) {
                Object json = JsonText.parse(file.path() + ", metadata", pair.text(2));
                for (String step : List.of("info", "features", label, "names")) {
                    Object inner = json instanceof Map<?, ?> map ? map.get(step) : null;
                    json = inner == null ? JsonText.NULL : inner;
                }
                if (json instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
                    return list.stream().map(String.class::cast).toList();
                }
            }
        }
        return List.of();
    }
}
