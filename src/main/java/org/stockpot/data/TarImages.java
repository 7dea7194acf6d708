package org.stockpot.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * A labelled set in WebDataset shards: tar files in which neighbours with the same name up to the first dot belong
 * together, an image and its label as {@code .cls} (a number as text) or {@code .json} (with {@code label} or
 * {@code cls}, and perhaps {@code class_name}). Only names and labels are read at first.
 */
public final class TarImages extends LabelledImages {
    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif");
    private static final int MAX_LABEL_BYTES = 1 << 20;

    private final List<Place> places;
    private final String fingerprint;

    private record Place(SourceFile shard, String key, long offset, long size) {}

    private TarImages(String name, List<String> classes, int[] labels, List<Place> places, String fingerprint) {
        super(name, classes, labels);
        this.places = places;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the headers of all shards.
     *
     * @param shards in the order of the images
     * @param classes a text file with one class name per line in label order; without it {@code classes.txt} or
     *     {@code classnames.txt} beside the first shard if there is one, else the names in the descriptions
     * @throws StockpotException if a shard is damaged, or an image has no label or an impossible one
     */
    public static TarImages open(String name, List<Path> shards, Optional<Path> classes) throws StockpotException {
        List<String> given = ClassNames.beside(shards.get(0), classes, "classes.txt", "classnames.txt");
        var reading = new Reading(given.size());
        for (Path shard : shards) {
            reading.read(TarArchive.read(SourceFile.of(shard)));
        }
        int[] labels = reading.labels.stream().mapToInt(Integer::intValue).toArray();
        List<String> names = new ArrayList<>(named(given, labels));
        if (given.isEmpty()) {
            reading.names.forEach((label, className) -> names.set(label, className));
        }
        return new TarImages(name, names, labels, List.copyOf(reading.places), reading.fingerprint.hex());
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        Place place = places.get(index);
        String image = place.shard.path() + ", " + place.key;
        if (place.size > EncodedImage.MAX_BYTES) {
            throw new StockpotException(
                    image + ": larger than the limit of " + EncodedImage.MAX_BYTES + " bytes for an image");
        }
        return new EncodedImage(
                        image,
                        place.shard.read(place.offset, place.size, place.key).array())
                .decode();
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.of(fingerprint);
    }

    /** Collects neighbours with the same key. */
    private static final class Reading {
        private final int classes;
        private final Fingerprint fingerprint = new Fingerprint("tar 1");
        private final List<Place> places = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final Map<Integer, String> names = new HashMap<>();
        private final Set<String> keys = new HashSet<>();
        private String key = "";
        private TarArchive.@Nullable Member image;
        private @Nullable Double label;
        private @Nullable String className;

        Reading(int classes) {
            this.classes = classes;
        }

        void read(TarArchive archive) throws StockpotException {
            fingerprint.add(archive.file()).add(archive.headers());
            keys.clear();
            for (TarArchive.Member member : archive.members()) {
                String file = member.name().substring(member.name().lastIndexOf('/') + 1);
                int dot = file.indexOf('.');
                if (dot < 1) {
                    continue; // hidden, or a file about the set
                }
                String next = member.name().substring(0, member.name().length() - file.length() + dot);
                if (!next.equals(key)) {
                    finish(archive);
                    key = next;
                    if (!keys.add(key)) {
                        throw archive.file()
                                .refusal("the files of '" + key + "' do not stand together; sort the archive");
                    }
                }
                add(archive, member, file.substring(dot + 1).toLowerCase(Locale.ROOT));
            }
            finish(archive);
            key = "";
        }

        private void add(TarArchive archive, TarArchive.Member member, String ending) throws StockpotException {
            if (IMAGES.contains(ending)) {
                if (image != null) {
                    throw archive.file().refusal("'" + key + "' has two images");
                }
                image = member;
            } else if (ending.equals("cls")) {
                label = number(text(archive, member).strip());
            } else if (ending.equals("json") && label == null) {
                label = described(archive, member);
            }
        }

        private void finish(TarArchive archive) throws StockpotException {
            TarArchive.Member found = image;
            if (found != null) {
                if (label == null) {
                    throw archive.file().refusal("'" + key + "' has an image but no label as .cls or .json");
                }
                int checked = LabelledImages.label(archive.file().path(), places.size(), label, classes);
                labels.add(checked);
                places.add(new Place(archive.file(), found.name(), found.offset(), found.size()));
                if (className != null) {
                    names.putIfAbsent(checked, className);
                }
            }
            image = null;
            label = null;
            className = null;
        }

        private @Nullable Double described(TarArchive archive, TarArchive.Member member) throws StockpotException {
            Object json = JsonText.parse(archive.file().path() + ", " + member.name(), text(archive, member));
            if (!(json instanceof Map<?, ?> map)) {
                return null;
            }
            Object value = Objects.requireNonNullElse(map.get("label"), Objects.requireNonNullElse(map.get("cls"), ""));
            if (!(value instanceof BigDecimal number)) {
                return null;
            }
            className = map.get("class_name") instanceof String text ? text : null;
            return number.doubleValue();
        }

        private static String text(TarArchive archive, TarArchive.Member member) throws StockpotException {
            String subject = archive.file().path() + ", " + member.name();
            if (member.size() > MAX_LABEL_BYTES) {
                throw new StockpotException(subject + ": " + member.size() + " bytes are too many for a label");
            }
            ByteBuffer bytes = archive.bytes(member.offset(), member.size(), member.name());
            return TextFile.decode(subject, bytes.duplicate());
        }

        private static double number(String text) {
            return text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : Double.NaN;
        }
    }
}
