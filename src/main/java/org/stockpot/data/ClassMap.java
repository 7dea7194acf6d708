package org.stockpot.data;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.stockpot.tensor.StockpotException;

/**
 * Which classes of a model the classes of a set mean, for sets that cover only some of them (ImageNet-R, ImageNet-A,
 * ObjectNet). Logits are restricted to the classes that occur here; an image counts as correct if the largest of them
 * belongs to any class that its own class means.
 *
 * @param targets per class of the set the model's classes, ascending; none where the class's images are left out
 */
public record ClassMap(List<List<Integer>> targets) {
    public ClassMap {
        targets = targets.stream().map(List::copyOf).toList();
    }

    /** The model's classes that occur, ascending. */
    public List<Integer> modelClasses() {
        var all = new TreeSet<Integer>();
        targets.forEach(all::addAll);
        return List.copyOf(all);
    }

    /**
     * Reads a label map file. JSON: an object from class name or number to the model's class number, or a list of such
     * numbers, an empty one to leave the class out; or a list of these, in label order. CSV: a row per class with its
     * name or number and then the model's class numbers.
     *
     * @param classes of the set, in label order
     * @throws StockpotException if a class is missing, unknown or named twice, or if a number is none
     */
    static ClassMap read(Path path, List<String> classes) throws StockpotException {
        String text = TextFile.read(path);
        boolean json =
                text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        Map<String, List<Integer>> rows = json ? fromJson(path, text) : fromCsv(path, text);
        Map<String, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            indexOf.put(Integer.toString(i), i);
        }
        for (int i = 0; i < classes.size(); i++) {
            indexOf.put(classes.get(i), i); // a name goes before a number that reads the same
        }
        var targets = new ArrayList<List<Integer>>();
        classes.forEach(name -> targets.add(List.of(-1)));
        for (Map.Entry<String, List<Integer>> row : rows.entrySet()) {
            Integer index = indexOf.get(row.getKey());
            if (index == null) {
                continue; // maps of a larger set are welcome
            }
            if (!targets.get(index).equals(List.of(-1))) {
                throw new StockpotException(path + ": class '" + classes.get(index) + "' is mapped twice");
            }
            targets.set(index, List.copyOf(new TreeSet<>(row.getValue())));
        }
        int missing = targets.indexOf(List.of(-1));
        if (missing >= 0) {
            throw new StockpotException(
                    path + ": class '" + classes.get(missing) + "' of the set is not mapped; give it"
                            + " the model's class number, or none to leave its images out");
        }
        if (targets.stream().allMatch(List::isEmpty)) {
            throw new StockpotException(path + ": maps no class of the set to a class of the model");
        }
        return new ClassMap(targets);
    }

    /**
     * Maps by equal names, ignoring case and {@code _} against blanks.
     *
     * @throws StockpotException if a class of the set has no namesake, or if the model has two
     */
    public static ClassMap byName(String set, List<String> classes, List<String> modelClasses)
            throws StockpotException {
        Map<String, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < modelClasses.size(); i++) {
            if (indexOf.put(plain(modelClasses.get(i)), i) != null) {
                throw new StockpotException(set + ": the model has two classes named '" + modelClasses.get(i)
                        + "'; map by number with map=FILE");
            }
        }
        var targets = new ArrayList<List<Integer>>();
        for (String name : classes) {
            Integer index = indexOf.get(plain(name));
            if (index == null) {
                throw new StockpotException(
                        set + ": the model has no class named '" + name + "'; map it with map=FILE");
            }
            targets.add(List.of(index));
        }
        return new ClassMap(targets);
    }

    private static String plain(String name) {
        return name.strip().replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, List<Integer>> fromJson(Path path, String text) throws StockpotException {
        Object json = JsonText.parse(path.toString(), text);
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                rows.put(String.valueOf(entry.getKey()), numbers(path, entry.getKey(), entry.getValue()));
            }
        } else if (json instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                rows.put(Integer.toString(i), numbers(path, i, list.get(i)));
            }
        }
        return rows;
    }

    private static List<Integer> numbers(Path path, Object name, Object value) throws StockpotException {
        var numbers = new ArrayList<Integer>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            if (!(one instanceof BigDecimal decimal)) {
                throw new StockpotException(path + ": class '" + name + "' is mapped to " + one + ", expected numbers");
            }
            numbers.add(number(path, name, decimal.toPlainString()));
        }
        return numbers;
    }

    private static Map<String, List<Integer>> fromCsv(Path path, String text) throws StockpotException {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        List<List<String>> table = TextFile.rows(path, text);
        for (int i = 0; i < table.size(); i++) {
            List<String> row = table.get(i);
            boolean title = i == 0 && row.size() > 1 && row.get(1).matches("[^0-9]*[A-Za-z].*");
            if (title) {
                continue;
            }
            List<Integer> numbers = rows.computeIfAbsent(row.get(0).strip(), name -> new ArrayList<>());
            for (String field : row.subList(1, row.size())) {
                if (!field.isBlank()) {
                    numbers.add(number(path, row.get(0), field.strip()));
                }
            }
        }
        return rows;
    }

    private static int number(Path path, Object name, String text) throws StockpotException {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) >= ClassNames.MAX_CLASSES) {
            throw new StockpotException(path + ": class '" + name + "' is mapped to '" + text
                    + "', expected the number of a model's class");
        }
        return Integer.parseInt(text);
    }
}
