package org.stockpot.data;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.stockpot.tensor.StockpotException;

/**
 * A labelled set named by a table: a row per image with its {@code path}, its {@code label} and, if wanted, the
 * {@code name} of its class; the first row holds these titles or is missing. Paths are relative to the table and stay
 * in its folder. Labels are whole numbers, or names that are numbered in the order of text.
 */
public final class CsvImages extends LabelledImages {
    private static final Pattern NUMERIC = Pattern.compile("(?i)[-+]?(?:[0-9.][0-9.eE+-]*|nan|inf|infinity)");

    private final Path folder;
    private final List<Path> files;

    private CsvImages(String name, List<String> classes, int[] labels, Path folder, List<Path> files) {
        super(name, classes, labels);
        this.folder = folder;
        this.files = files;
    }

    /**
     * Reads a table; no image is looked at.
     *
     * @param classes a text file with one class name per line in label order
     * @throws StockpotException if a row lacks a field, leaves the folder or has an impossible label
     */
    public static CsvImages open(String name, Path table, Optional<Path> classes) throws StockpotException {
        List<List<String>> rows = TextFile.rows(table, TextFile.read(table));
        if (rows.isEmpty()) {
            throw new StockpotException(table + ": the table is empty; write a row path,label per image");
        }
        List<String> titles = List.of("path", "label", "name");
        boolean titled = rows.get(0).stream().anyMatch(field -> field.strip().equalsIgnoreCase("path"));
        if (titled) {
            titles = rows.get(0).stream()
                    .map(field -> field.strip().toLowerCase(java.util.Locale.ROOT))
                    .toList();
            rows = rows.subList(1, rows.size());
        }
        int pathAt = titles.indexOf("path");
        int labelAt = titles.indexOf("label");
        int nameAt = titles.indexOf("name");
        if (labelAt < 0) {
            throw new StockpotException(
                    table + ": the columns are " + titles + ", expected path, label and perhaps name");
        }
        Path folder = Objects.requireNonNullElse(table.toAbsolutePath().getParent(), table.toAbsolutePath());
        var files = new ArrayList<Path>();
        var labels = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (List<String> row : rows) {
            if (row.size() <= Math.max(pathAt, labelAt) || row.size() > titles.size()) {
                throw new StockpotException(table + ": image " + files.size() + " has " + row.size()
                        + " fields, expected " + titles.size());
            }
            files.add(file(table, folder, files.size(), row.get(pathAt).strip()));
            labels.add(row.get(labelAt).strip());
            names.add(nameAt >= 0 && nameAt < row.size() ? row.get(nameAt).strip() : "");
        }
        List<String> given = classes.isPresent() ? ClassNames.read(classes.get()) : List.of();
        boolean numbers =
                labels.stream().anyMatch(label -> NUMERIC.matcher(label).matches());
        return numbers
                ? numbered(name, table, given, folder, files, labels, names)
                : named(name, table, given, folder, files, labels);
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        Path file = files.get(index);
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new StockpotException(file + ": a link leads out of the table's folder");
            }
        } catch (IOException e) {
            throw new StockpotException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return ImageFile.read(file);
    }

    @Override
    public Optional<String> fingerprint() {
        return FolderImages.fingerprint("csv 1", files);
    }

    private static CsvImages numbered(
            String name,
            Path table,
            List<String> given,
            Path folder,
            List<Path> files,
            List<String> labels,
            List<String> names)
            throws StockpotException {
        var numbers = new int[labels.size()];
        Map<Integer, String> nameOf = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = label(table, i, number(labels.get(i)), given.size());
            String known = nameOf.putIfAbsent(numbers[i], names.get(i));
            if (known != null && !known.equals(names.get(i))) {
                throw new StockpotException(table + ": label " + numbers[i] + " is called '" + known
                        + "' and, at image " + i + ", '" + names.get(i) + "'");
            }
        }
        List<String> classes = new ArrayList<>(named(given, numbers));
        if (given.isEmpty()) {
            nameOf.forEach(
                    (label, className) -> classes.set(label, className.isEmpty() ? label.toString() : className));
        }
        return new CsvImages(name, classes, numbers, folder, files);
    }

    private static CsvImages named(
            String name, Path table, List<String> given, Path folder, List<Path> files, List<String> labels)
            throws StockpotException {
        List<String> classes = given.isEmpty() ? List.copyOf(new TreeSet<>(labels)) : given;
        Map<String, Integer> indexOf = new HashMap<>();
        classes.forEach(className -> indexOf.put(className, indexOf.size()));
        var numbers = new int[labels.size()];
        for (int i = 0; i < numbers.length; i++) {
            Integer index = indexOf.get(labels.get(i));
            if (index == null || labels.get(i).isEmpty()) {
                throw new StockpotException(table + ": label '" + labels.get(i) + "' of image " + i + " is none of the "
                        + classes.size() + " classes named");
            }
            numbers[i] = index;
        }
        return new CsvImages(name, classes, numbers, folder, files);
    }

    private static double number(String label) {
        try {
            return Double.parseDouble(label);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Path file(Path table, Path folder, int image, String text) throws StockpotException {
        try {
            Path relative = Path.of(text);
            Path file = folder.resolve(relative).normalize();
            if (text.isEmpty()
                    || relative.isAbsolute()
                    || !file.startsWith(folder.normalize())
                    || text.indexOf('\0') >= 0) {
                throw new StockpotException(table + ": the path '" + text + "' of image " + image
                        + " is not relative to the table or leaves its folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new StockpotException(table + ": '" + text + "' of image " + image + " is no path here", e);
        }
    }
}
