package org.stockpot.session;

import java.util.Arrays;
import java.util.List;

/**
 * What a user wrote on a trial.
 *
 * @param pinned whether it is to be kept in sight
 * @param tags distinct, in the order they were given, none blank
 * @param text free words, maybe none
 */
public record TrialNote(boolean pinned, List<String> tags, String text) {
    /** Nothing. */
    public static final TrialNote NONE = new TrialNote(false, List.of(), "");

    public TrialNote {
        tags = tags.stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        text = text.strip();
    }

    public TrialNote withPinned(boolean newPinned) {
        return new TrialNote(newPinned, tags, text);
    }

    public TrialNote withTags(List<String> newTags) {
        return new TrialNote(pinned, newTags, text);
    }

    public TrialNote withText(String newText) {
        return new TrialNote(pinned, tags, newText);
    }

    /** Tags as people type them: between commas. */
    public static List<String> tags(String typed) {
        return NONE.withTags(Arrays.asList(typed.split(",", -1))).tags();
    }
}
