package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/** How coarse layer groups are. */
public sealed interface Granularity {
    /** The form that {@link #parse} reads, as in files and on the command line. */
    String format();

    /** One group for the whole model. */
    record WholeModel() implements Granularity {
        @Override
        public String format() {
            return "whole";
        }
    }

    /**
     * Groups by the first {@code level + 1} dot-separated parts of a tensor's name (Fassold 2023, §3). Level 3 is level
     * 2 with every residual block of the vision transformer in a group of its own. On the published CLIP ViT-B/32
     * finetunes the levels 0…3 give 2, 8, 15 and 26 groups.
     *
     * @param level 0…3
     */
    record Level(int level) implements Granularity {
        public Level {
            if (level < 0 || level > 3) {
                throw new IllegalArgumentException("level " + level);
            }
        }

        @Override
        public String format() {
            return Integer.toString(level);
        }
    }

    /** Every tensor is a group. */
    record PerTensor() implements Granularity {
        @Override
        public String format() {
            return "tensor";
        }
    }

    /**
     * The first rule whose pattern is found in a tensor's name decides its group; a tensor that no rule matches belongs
     * to the group {@code other}.
     */
    record Rules(List<Rule> rules) implements Granularity {
        public Rules {
            rules = List.copyOf(rules);
        }

        @Override
        public String format() {
            return rules.stream().map(Rule::format).collect(Collectors.joining(";", "rules:", ""));
        }
    }

    /**
     * One rule of the user.
     *
     * @param pattern regular expression, searched for in the name
     * @param group may refer to the pattern's groups as {@code $1} … {@code $9}
     */
    record Rule(String pattern, String group) {
        private static final Pattern REFERENCE = Pattern.compile("\\$(\\d)");

        public Rule {
            int available = Pattern.compile(pattern).matcher("").groupCount();
            Matcher reference = REFERENCE.matcher(group);
            while (reference.find()) {
                if (Integer.parseInt(reference.group(1)) > available) {
                    throw new IllegalArgumentException("group name " + group + " refers to " + reference.group()
                            + ", but the pattern " + pattern + " has " + available + " groups");
                }
            }
        }

        /** The group's name for what the pattern found. */
        String expand(MatchResult found) {
            return REFERENCE.matcher(group).replaceAll(reference -> {
                String part = found.group(Integer.parseInt(reference.group(1)));
                return part == null ? "" : Matcher.quoteReplacement(part);
            });
        }

        private String format() {
            return escape(pattern) + "=>" + escape(group);
        }

        private static String escape(String text) {
            return text.replace("%", "%25").replace(";", "%3B").replace("=>", "=%3E");
        }
    }

    /**
     * Reads {@code whole}, {@code 0}…{@code 3}, {@code tensor} or {@code rules:PATTERN=>GROUP;PATTERN=>GROUP}. Within
     * rules, {@code ;} is written {@code %3B}, {@code =>} as {@code =%3E} and {@code %} as {@code %25}.
     *
     * @throws StockpotException if it is none of them
     */
    static Granularity parse(String text) throws StockpotException {
        return switch (text) {
            case "whole" -> new WholeModel();
            case "0", "1", "2", "3" -> new Level(Integer.parseInt(text));
            case "tensor" -> new PerTensor();
            default -> {
                if (!text.startsWith("rules:")) {
                    throw new StockpotException("Granularity \"" + text
                            + "\" is unknown: give whole, 0, 1, 2, 3, tensor or rules:PATTERN=>GROUP;…");
                }
                yield parseRules(text.substring("rules:".length()));
            }
        };
    }

    private static Rules parseRules(String text) throws StockpotException {
        var rules = new ArrayList<Rule>();
        for (String rule : text.split(";", -1)) {
            int arrow = rule.indexOf("=>");
            if (arrow <= 0 || arrow + 2 == rule.length()) {
                throw new StockpotException(
                        "Layer group rule \"" + rule + "\" is not of the form PATTERN=>GROUP: write both parts");
            }
            try {
                rules.add(new Rule(unescape(rule.substring(0, arrow)), unescape(rule.substring(arrow + 2))));
            } catch (PatternSyntaxException e) {
                throw new StockpotException(
                        "Layer group rule \"" + rule + "\" has no valid regular expression: " + e.getDescription(), e);
            } catch (IllegalArgumentException e) {
                throw new StockpotException("Layer group rule \"" + rule + "\": " + e.getMessage(), e);
            }
        }
        return new Rules(rules);
    }

    private static String unescape(String text) {
        return text.replace("%3E", ">").replace("%3B", ";").replace("%25", "%");
    }
}
