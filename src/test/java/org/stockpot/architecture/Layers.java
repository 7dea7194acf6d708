package org.stockpot.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The arrow table: which package may use which. */
final class Layers {
    private static final Map<String, List<String>> ARROWS = arrows();

    private Layers() {}

    static List<String> names() {
        return List.copyOf(ARROWS.keySet());
    }

    static List<String> allowed(String layer) {
        return ARROWS.get(layer);
    }

    /** Every other package that one must not use. */
    static List<String> forbidden(String layer) {
        var others = new TreeSet<>(ARROWS.keySet());
        others.remove(layer);
        others.removeAll(ARROWS.get(layer));
        return List.copyOf(others);
    }

    private static Map<String, List<String>> arrows() {
        List<String> front = List.of("tensor", "job", "fuse", "data", "evaluate", "search", "session");
        var arrows = new LinkedHashMap<String, List<String>>();
        arrows.put("tensor", List.of());
        arrows.put("job", List.of("tensor"));
        arrows.put("checkpoint", List.of("tensor", "job"));
        arrows.put("fuse", List.of("tensor", "job"));
        arrows.put("data", List.of("tensor", "job"));
        arrows.put("evaluate", List.of("tensor", "job", "data"));
        arrows.put("search", List.of("tensor", "job", "fuse", "data", "evaluate"));
        arrows.put("engine", List.of("tensor", "job", "data", "evaluate"));
        arrows.put("session", List.of("tensor", "job", "checkpoint", "fuse", "data", "evaluate", "search"));
        arrows.put("cli", front);
        arrows.put("ui", front);
        return arrows;
    }
}
