package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors that share one mixing weight. Groups stand in the order in which their first tensor appears.
 *
 * @param names of the groups, unique
 * @param groupOf index of the group of every tensor, in the order of the source
 */
public record LayerGroups(List<String> names, Map<String, Integer> groupOf) {
    /** What training wrappers put before all names. */
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.", "model.");

    /** First parts of names that belong to the classifier, not to the encoder. */
    private static final Set<String> HEADS = Set.of("classification_head", "classifier", "head", "fc");

    public LayerGroups {
        names = List.copyOf(names);
        groupOf = Collections.unmodifiableMap(new LinkedHashMap<>(groupOf));
        for (int group : groupOf.values()) {
            if (group < 0 || group >= names.size()) {
                throw new IllegalArgumentException("group " + group + " of " + names.size());
            }
        }
    }

    /**
     * Groups tensors. For the levels, names are first brought to the form of the published checkpoints, so that the
     * same network has the same groups whatever wrapped it: {@code module.}, {@code _orig_mod.} and {@code model.} are
     * dropped while <em>all</em> names carry them; then, where a name begins with {@code visual.} (CLIP's own naming),
     * all names but those of the classification head get {@code model.} in front. Single tensors and rules see the names
     * as they are.
     */
    public static LayerGroups of(Granularity granularity, Collection<String> tensorNames) {
        Map<String, String> canonical = canonical(tensorNames);
        UnaryOperator<String> key = key(granularity, canonical);
        var indices = new LinkedHashMap<String, Integer>();
        var groupOf = new LinkedHashMap<String, Integer>();
        for (String tensor : tensorNames) {
            String name = key.apply(tensor);
            Integer known = indices.putIfAbsent(name, indices.size());
            groupOf.put(tensor, known == null ? indices.size() - 1 : known);
        }
        return new LayerGroups(new ArrayList<>(indices.keySet()), groupOf);
    }

    private static UnaryOperator<String> key(Granularity granularity, Map<String, String> canonical) {
        if (granularity instanceof Granularity.Level level) {
            return tensor -> levelKey(level.level(), canonical.getOrDefault(tensor, tensor));
        }
        if (granularity instanceof Granularity.Rules rules) {
            Map<Granularity.Rule, Pattern> patterns = new LinkedHashMap<>();
            rules.rules().forEach(rule -> patterns.put(rule, Pattern.compile(rule.pattern())));
            return tensor -> ruleKey(patterns, tensor);
        }
        return granularity instanceof Granularity.PerTensor ? UnaryOperator.identity() : tensor -> "model";
    }

    private static String levelKey(int level, String name) {
        String[] parts = name.split("\\.", -1);
        boolean block = level == 3 && name.startsWith("model.visual.transformer.resblocks.");
        int length = block ? 5 : Math.min(level, 2) + 1;
        return String.join(".", Arrays.asList(parts).subList(0, Math.min(length, parts.length)));
    }

    private static String ruleKey(Map<Granularity.Rule, Pattern> patterns, String tensor) {
        for (Map.Entry<Granularity.Rule, Pattern> rule : patterns.entrySet()) {
            Matcher matcher = rule.getValue().matcher(tensor);
            if (matcher.find()) {
                return rule.getKey().expand(matcher);
            }
        }
        return "other";
    }

    private static Map<String, String> canonical(Collection<String> tensorNames) {
        var canonical = new LinkedHashMap<String, String>();
        tensorNames.forEach(name -> canonical.put(name, name));
        for (boolean stripped = true; stripped; ) {
            stripped = false;
            for (String wrapper : WRAPPERS) {
                if (!canonical.isEmpty() && canonical.values().stream().allMatch(name -> name.startsWith(wrapper))) {
                    canonical.replaceAll((tensor, name) -> name.substring(wrapper.length()));
                    stripped = true;
                }
            }
        }
        if (canonical.values().stream().anyMatch(name -> name.startsWith("visual."))) {
            canonical.replaceAll((tensor, name) -> isHead(name) ? name : "model." + name);
        }
        return canonical;
    }

    private static boolean isHead(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && HEADS.contains(name.substring(0, dot));
    }

    /** Number of groups. */
    public int size() {
        return names.size();
    }

    /**
     * The group of one tensor.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    public int groupOf(String tensor) {
        Integer group = groupOf.get(tensor);
        if (group == null) {
            throw new IllegalArgumentException("no layer group holds " + tensor);
        }
        return group;
    }

    /** The tensors of one group, in the order of the source. */
    public List<String> tensorsOf(int group) {
        return groupOf.entrySet().stream()
                .filter(entry -> entry.getValue() == group)
                .map(Map.Entry::getKey)
                .toList();
    }
}
