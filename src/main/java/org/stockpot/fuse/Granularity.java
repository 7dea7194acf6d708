package org.stockpot.fuse;

import java.util.List;
import java.util.regex.Pattern;

/** How coarse layer groups are. */
public sealed interface Granularity {
    /** One group for the whole model. */
    record WholeModel() implements Granularity {}

    /**
     * Groups by the first {@code level + 1} dot-separated parts of a tensor's name (Fassold 2023, §3). Level 3 is level
     * 2 with every residual block in a group of its own. On the published CLIP ViT-B/32 finetunes the levels 0…3 give 2,
     * 8, 15 and 26 groups.
     *
     * @param level 0…3
     */
    record Level(int level) implements Granularity {
        public Level {
            if (level < 0 || level > 3) {
                throw new IllegalArgumentException("level " + level);
            }
        }
    }

    /** Every tensor is a group. */
    record PerTensor() implements Granularity {}

    /**
     * The first rule whose pattern is found in a tensor's name decides its group; a tensor that no rule matches belongs
     * to the group {@code other}.
     */
    record Rules(List<Rule> rules) implements Granularity {
        public Rules {
            rules = List.copyOf(rules);
        }
    }

    /**
     * One rule of the user.
     *
     * @param pattern regular expression, searched for in the name
     * @param group may refer to the pattern's groups as {@code $1}
     */
    record Rule(String pattern, String group) {
        public Rule {
            Pattern.compile(pattern);
        }
    }
}
