package org.stockpot.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.stockpot.tensor.StockpotException;

/**
 * Where a data set is, what it may be used for and how it is shifted. As text:
 * {@code ROLE:PATH?key=value&key=value}, such as {@code ood:photos?shift=sketch&severity=3}. The role is
 * {@code validation}, {@code test} or {@code ood}. Keys: {@code name}, {@code shift} (with {@code severity} 1 to 5,
 * else 3), {@code labels}, {@code classes} and {@code map} (files), {@code from} and {@code count} (a range of the
 * images, so that one file can serve several disjoint sets), {@code broken=skip} (go on without images that cannot be
 * read, however many), {@code without} (numbers of images to leave out, such as {@code 3,17-20}). The characters {@code % ? &} in a path or a value are written
 * {@code %25 %3F %26}.
 *
 * @param name what people call it
 * @param path what {@link ImageSets#open} can open
 * @param labels IDX labels, where they are not beside the images
 * @param classes text file of class names in label order
 * @param from index of the first image used
 * @param count number of images used; all that follow if empty
 * @param map label map file: which of the model's classes the set's classes mean
 * @param skipBroken whether any number of broken images may be left out, not only 1 %
 * @param without numbers of images that are left out, counted from 0 among those that the rest of the reference names;
 *     the others keep what shifts make of them
 */
public record DataRef(
        Role role,
        String name,
        Path path,
        Optional<Shift> shift,
        Optional<Path> labels,
        Optional<Path> classes,
        int from,
        OptionalInt count,
        Optional<Path> map,
        boolean skipBroken,
        ImageNumbers without) {
    private static final int DEFAULT_SEVERITY = 3;

    public DataRef {
        if (from < 0 || count.orElse(1) < 1 || name.isBlank()) {
            throw new IllegalArgumentException("name '" + name + "', from " + from + ", count " + count);
        }
    }

    /** A reference to all images. */
    public DataRef(
            Role role,
            String name,
            Path path,
            Optional<Shift> shift,
            Optional<Path> labels,
            Optional<Path> classes,
            int from,
            OptionalInt count,
            Optional<Path> map,
            boolean skipBroken) {
        this(role, name, path, shift, labels, classes, from, count, map, skipBroken, ImageNumbers.NONE);
    }

    /** The whole of a set, as it is, named after its file. */
    public static DataRef of(Role role, Path path) {
        return new DataRef(
                role,
                defaultName(path, Optional.empty()),
                path,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                OptionalInt.empty(),
                Optional.empty(),
                false);
    }

    /** Reads the text form; without a role it is a test set. */
    public static DataRef parse(String text) throws StockpotException {
        return parse(text, Role.TEST);
    }

    /**
     * Reads the text form.
     *
     * @param fallback role where the text names none
     */
    public static DataRef parse(String text, Role fallback) throws StockpotException {
        Role role = fallback;
        String rest = text;
        for (Role candidate : Role.values()) {
            if (text.startsWith(candidate.id() + ":")) {
                role = candidate;
                rest = text.substring(candidate.id().length() + 1);
            }
        }
        int question = rest.indexOf('?');
        Map<String, String> options = options(text, question < 0 ? "" : rest.substring(question + 1));
        String location = decode(question < 0 ? rest : rest.substring(0, question));
        if (location.isBlank()) {
            throw new StockpotException("data '" + text + "' names no file or folder; write ROLE:PATH");
        }
        Path path = path(text, location);
        Optional<Shift> shift = shift(text, options);
        Optional<Path> labels = file(text, options, "labels");
        Optional<Path> classes = file(text, options, "classes");
        int from = number(text, options, "from", 0).orElse(0);
        OptionalInt count = number(text, options, "count", 1);
        Optional<Path> map = file(text, options, "map");
        String broken = options.remove("broken");
        if (broken != null && !broken.equals("skip")) {
            throw new StockpotException("data '" + text + "': broken can only be skip, found '" + broken + "'");
        }
        String numbers = options.remove("without");
        ImageNumbers without = numbers == null ? ImageNumbers.NONE : ImageNumbers.parse("data '" + text + "'", numbers);
        String name = options.containsKey("name") ? options.remove("name") : defaultName(path, shift);
        if (!options.isEmpty()) {
            throw new StockpotException("data '" + text + "' has the unknown key '"
                    + options.keySet().iterator().next()
                    + "'; known are name, shift, severity, labels, classes, map, from, count, broken and without");
        }
        if (name.isBlank()) {
            throw new StockpotException("data '" + text + "' has an empty name");
        }
        return new DataRef(role, name, path, shift, labels, classes, from, count, map, broken != null, without);
    }

    /** The text form, which {@link #parse} reads back to an equal reference. */
    public String format() {
        var options = new StringJoiner("&");
        if (!name.equals(defaultName(path, shift))) {
            options.add("name=" + encode(name));
        }
        shift.ifPresent(value -> options.add("shift=" + value.kind().id()).add("severity=" + value.severity()));
        labels.ifPresent(file -> options.add("labels=" + encode(file.toString())));
        classes.ifPresent(file -> options.add("classes=" + encode(file.toString())));
        if (from > 0) {
            options.add("from=" + from);
        }
        count.ifPresent(value -> options.add("count=" + value));
        map.ifPresent(file -> options.add("map=" + encode(file.toString())));
        if (skipBroken) {
            options.add("broken=skip");
        }
        if (!without.isEmpty()) {
            options.add("without=" + without);
        }
        String query = options.toString();
        return role.id() + ":" + encode(path.toString()) + (query.isEmpty() ? "" : "?" + query);
    }

    /** The same set with every path changed, such as made relative to a session file. */
    public DataRef withPaths(UnaryOperator<Path> change) {
        return new DataRef(
                role,
                name,
                change.apply(path),
                shift,
                labels.map(change),
                classes.map(change),
                from,
                count,
                map.map(change),
                skipBroken,
                without);
    }

    public DataRef withName(String newName) {
        return new DataRef(role, newName, path, shift, labels, classes, from, count, map, skipBroken, without);
    }

    public DataRef withRole(Role newRole) {
        return new DataRef(newRole, name, path, shift, labels, classes, from, count, map, skipBroken, without);
    }

    /** The same set without its broken images, however many there are. */
    public DataRef withoutBroken() {
        return new DataRef(role, name, path, shift, labels, classes, from, count, map, true, without);
    }

    /** The same images shifted; a name that came from the file follows the shift. */
    public DataRef withShift(Optional<Shift> newShift) {
        String newName = name.equals(defaultName(path, shift)) ? defaultName(path, newShift) : name;
        return new DataRef(role, newName, path, newShift, labels, classes, from, count, map, skipBroken, without);
    }

    /** The same with exactly these images left out. */
    public DataRef without(ImageNumbers numbers) {
        return new DataRef(role, name, path, shift, labels, classes, from, count, map, skipBroken, numbers);
    }

    /** Whether another reference means the same images, however it names, uses or shifts them. */
    public boolean sameImages(DataRef other) {
        return original().equals(other.original());
    }

    /** All the images that this reference is made of: without a shift, nothing left out. */
    public DataRef original() {
        return new DataRef(Role.TEST, "images", path, Optional.empty(), labels, classes, from, count, map, skipBroken);
    }

    /** File name without format endings, and the shift: {@code t10k sketch 3}. */
    private static String defaultName(Path path, Optional<Shift> shift) {
        String name = plainName(path.getFileName());
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (name.isBlank() && parent != null) {
            name = plainName(parent.getFileName());
        }
        String plain = name.isBlank() ? "data" : name;
        return shift.map(value -> plain + " " + value).orElse(plain);
    }

    private static String plainName(Path file) {
        return String.valueOf(file)
                .replaceFirst("(?i)\\.gz$", "")
                .replaceFirst("[-_.]?images[-_.]idx[34][-_.]ubyte$", "")
                .replaceFirst("[-_.]?\\{[0-9]+\\.\\.[0-9]+\\}", "")
                .replaceFirst("(?i)\\.(idx|ubyte|bin|npz|csv|tar|parquet)$", "");
    }

    private static Optional<Shift> shift(String text, Map<String, String> options) throws StockpotException {
        String kind = options.remove("shift");
        OptionalInt severity = number(text, options, "severity", 1);
        if (severity.orElse(1) > 5) {
            throw new StockpotException("data '" + text + "': severity runs from 1 to 5, found " + severity.getAsInt());
        }
        if (kind == null) {
            if (severity.isPresent()) {
                throw new StockpotException("data '" + text + "' has a severity but no shift");
            }
            return Optional.empty();
        }
        return Optional.of(new Shift(ShiftKind.parse(kind), severity.orElse(DEFAULT_SEVERITY)));
    }

    private static Optional<Path> file(String text, Map<String, String> options, String key) throws StockpotException {
        String value = options.remove(key);
        return value == null ? Optional.empty() : Optional.of(path(text, value));
    }

    private static Path path(String text, String location) throws StockpotException {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw new StockpotException("data '" + text + "': '" + location + "' is no path here", e);
        }
    }

    private static OptionalInt number(String text, Map<String, String> options, String key, int least)
            throws StockpotException {
        String value = options.remove(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least) {
            throw new StockpotException("data '" + text + "': " + key + " must be a whole number from " + least
                    + ", found '" + value + "'");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    private static Map<String, String> options(String text, String query) throws StockpotException {
        var options = new LinkedHashMap<String, String>();
        if (query.isEmpty()) {
            return options;
        }
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new StockpotException(
                        "data '" + text + "': expected key=value behind the ?, found '" + part + "'");
            }
            String key = part.substring(0, equals).toLowerCase(Locale.ROOT);
            if (options.put(key, decode(part.substring(equals + 1))) != null) {
                throw new StockpotException("data '" + text + "' has the key '" + key + "' twice");
            }
        }
        return options;
    }

    private static String encode(String value) {
        return value.replace("%", "%25").replace("?", "%3F").replace("&", "%26");
    }

    private static String decode(String value) {
        return value.replace("%26", "&").replace("%3F", "?").replace("%25", "%");
    }
}
