package org.stockpot.ui.mix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Source;

/**
 * Knows for every recipe of the history who is left out of it, so that undo and redo of a mute or a solo find its buttons
 * where they were. A recipe from elsewhere leaves nobody out. Lives on the JavaFX thread.
 */
final class Auditions {
    private static final int REMEMBERED = 500;

    private final Map<Recipe, Audition> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Recipe, Audition> eldest) {
            return size() > REMEMBERED;
        }
    };
    private List<Source> strips = List.of();
    private Audition now = Audition.NONE;

    Audition now() {
        return now;
    }

    /** A mix is about to be shown. */
    void expect(Recipe recipe, Audition audition) {
        now = audition;
        known.remove(recipe);
        if (!audition.isEverybodyIn()) {
            known.put(recipe, audition);
        }
    }

    /** A mix is shown. */
    void follow(List<Source> ingredients, Recipe recipe) {
        if (paths(ingredients).equals(paths(strips))) {
            now = known.getOrDefault(recipe, Audition.NONE);
        } else {
            expect(recipe, now.among(ingredients));
        }
        strips = ingredients;
    }

    private static List<String> paths(List<Source> sources) {
        return sources.stream().map(source -> source.path().toString()).toList();
    }
}
