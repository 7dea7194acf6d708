package org.stockpot.ui.mix;

import org.stockpot.fuse.ShareRule;
import org.stockpot.ui.text.Texts;

/** Rules of sharing, and why they stop a knob, in words. */
final class RuleTexts {
    private static final Texts TEXTS = Texts.of(RuleTexts.class);

    private RuleTexts() {}

    static String name(ShareRule rule) {
        return switch (rule) {
            case FREE -> TEXTS.get("rule.free");
            case SUM -> TEXTS.get("rule.sum");
            case CONVEX -> TEXTS.get("rule.convex");
        };
    }

    /** The step of the history in which weights are brought to a rule. */
    static String step(ShareRule rule) {
        return rule == ShareRule.CONVEX ? TEXTS.get("step.rule.convex") : TEXTS.get("step.rule.sum");
    }

    /** Why a weight is not what was wanted. */
    static String reason(ShareRule.Stop stop, String group) {
        return switch (stop) {
            case LOCKED -> TEXTS.get("stop.locked", group);
            case OTHERS_LOCKED -> TEXTS.get("stop.others_locked", group);
            case LIMIT -> TEXTS.get("stop.limit", group);
            case ZERO -> TEXTS.get("stop.zero", group);
        };
    }
}
