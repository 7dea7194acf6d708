package org.stockpot.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Published sets whose class folders mean classes of ImageNet in a way that only their authors' lists tell. What they
 * mean is for models with the 1,000 classes of ILSVRC 2012 in their usual order.
 *
 * <ul>
 *   <li>ImageNet-R and ImageNet-A: 200 of the classes, recognised by exactly these folders.
 *   <li>ImageNet-V2: folders {@code 0} to {@code 999} are labels, not names to be sorted; recognised by the name.
 *   <li>ObjectNet: 113 folders mean one class or several, the others none; recognised by the name.
 *       Its images lose their red frame: {@link UnframedImages}.
 *   <li>ImageNet-Sketch has all 1,000 folders, whose order is that of the labels already; parts of it, and of the
 *       other sets named, are mapped by WordNet id.
 * </ul>
 *
 * {@code map=imagenet} maps any folders of WordNet ids.
 */
final class KnownSets {
    /** What is written in place of a file of a label map. */
    private static final String BY_ID = "imagenet";

    private KnownSets() {}

    /** Whether the set is ObjectNet as it is published: named so, with ObjectNet's folders. */
    static boolean isObjectNet(DataRef ref, List<String> classes) {
        return names(ref.path()).contains("objectnet") && objectNet(classes).isPresent();
    }

    /** Empty where the set is not known, or says itself what its classes mean. */
    static Optional<ClassMap> classMap(DataRef ref, List<String> classes) {
        boolean asked = ref.map().map(KnownSets::isById).orElse(false);
        if ((ref.map().isPresent() && !asked) || ref.classes().isPresent()) {
            return Optional.empty();
        }
        String name = names(ref.path());
        if (name.contains("objectnet")) {
            return objectNet(classes);
        }
        boolean v2 = name.matches(".*imagenet[-_]?v2.*");
        if (v2 && classes.stream().allMatch(one -> one.matches("[0-9]{1,3}"))) {
            return Optional.of(new ClassMap(
                    classes.stream().map(one -> List.of(Integer.parseInt(one))).toList()));
        }
        boolean named = v2 || name.matches(".*imagenet[-_]?(r|a|rendition|sketch)([^a-z].*)?");
        Set<String> found = new HashSet<>(classes);
        boolean listed =
                found.equals(Set.copyOf(lines("imagenet-r.txt"))) || found.equals(Set.copyOf(lines("imagenet-a.txt")));
        return asked || named || listed ? byId(classes) : Optional.empty();
    }

    private static boolean isById(Path map) {
        return String.valueOf(map.getFileName()).equals(BY_ID) && !Files.exists(map);
    }

    /** Empty unless all classes are WordNet ids of ImageNet. */
    private static Optional<ClassMap> byId(List<String> classes) {
        Map<String, Integer> labelOf = new HashMap<>();
        for (String id : lines("imagenet-1k.txt")) {
            labelOf.put(id, labelOf.size());
        }
        return classes.stream().allMatch(labelOf::containsKey)
                ? Optional.of(new ClassMap(classes.stream()
                        .map(id -> List.of(labelOf.getOrDefault(id, 0)))
                        .toList()))
                : Optional.empty();
    }

    /** Empty unless all folders are ObjectNet's and at least one means something. */
    private static Optional<ClassMap> objectNet(List<String> classes) {
        Map<String, List<Integer>> labelsOf = new HashMap<>();
        for (String line : lines("objectnet.txt")) {
            String[] words = line.split(" ", -1);
            List<Integer> labels = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                labels.add(Integer.parseInt(words[i]));
            }
            labelsOf.put(words[0], labels);
        }
        if (!labelsOf.keySet().containsAll(classes)) {
            return Optional.empty();
        }
        var map = new ClassMap(classes.stream()
                .map(one -> labelsOf.getOrDefault(one, List.of()))
                .toList());
        return map.modelClasses().isEmpty() ? Optional.empty() : Optional.of(map);
    }

    /** Names of the folder and of the one around it, such as {@code objectnet-1.0/images}. */
    private static String names(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        String around = parent == null ? "" : String.valueOf(parent.getFileName());
        return (around + "/" + absolute.getFileName()).toLowerCase(Locale.ROOT);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = KnownSets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
