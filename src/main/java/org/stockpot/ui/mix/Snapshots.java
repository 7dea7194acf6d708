package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Texts;

/** Two mixes to compare, and straight lines to walk along. Lives on the JavaFX thread and knows no control. */
final class Snapshots {
    private static final Texts TEXTS = Texts.of(Snapshots.class);

    private final MixModel mix;
    private final SessionModel session;
    private final ReadOnlyObjectWrapper<Map<Slot, Recipe>> kept = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private Optional<Recipe> beforePeek = Optional.empty();
    private Optional<Source> base = Optional.empty();
    private boolean walking;

    /** A place for a mix. */
    enum Slot {
        A,
        B
    }

    /** A straight line between two mixes. */
    sealed interface Line {
        /** From slot A to slot B. */
        record Between() implements Line {}

        /** From the base to one ingredient. */
        record FromBase(int ingredient, String name) implements Line {}
    }

    Snapshots(MixModel mix) {
        this.mix = mix;
        this.session = mix.session();
        session.sessionProperty().addListener((observable, before, now) -> follow(before, now));
        follow(Session.EMPTY, session.session());
    }

    ReadOnlyObjectProperty<Map<Slot, Recipe>> keptProperty() {
        return kept.getReadOnlyProperty();
    }

    /** Lines that can be walked along now. */
    ReadOnlyObjectProperty<List<Line>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** Which slot holds the mix that is on the desk. */
    Optional<Slot> shown() {
        return kept.get().entrySet().stream()
                .filter(entry -> entry.getValue().equals(mix.recipe()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Puts the mix into a slot. */
    void store(Slot slot) {
        var next = new EnumMap<Slot, Recipe>(Slot.class);
        next.putAll(kept.get());
        next.put(slot, mix.recipe());
        kept.set(Map.copyOf(next));
        tell();
    }

    /** Takes the mix out of a slot. */
    void recall(Slot slot) {
        Optional<Recipe> recipe = Optional.ofNullable(kept.get().get(slot));
        recipe.ifPresentOrElse(
                found -> {
                    mix.refuse("");
                    session.cook(TEXTS.get("step.recall", slot.name()), found);
                },
                () -> mix.refuse(TEXTS.get("slot-empty", slot.name())));
    }

    /** Goes from one slot to the other; from another mix, to A. */
    void swap() {
        recall(shown().equals(Optional.of(Slot.A)) ? Slot.B : Slot.A);
    }

    /** Shows the mix as it was opened or saved, until {@link #unpeek}. */
    void peek() {
        Recipe saved = mix.saved();
        if (beforePeek.isEmpty()
                && saved.weights().ingredients() == mix.recipe().weights().ingredients()) {
            beforePeek = Optional.of(mix.recipe());
            session.beginGesture();
            session.preview(saved);
        }
    }

    /** Shows the mix of before {@link #peek} again; there is nothing to undo. */
    void unpeek() {
        beforePeek.ifPresent(recipe -> {
            session.preview(recipe);
            session.endGesture("");
        });
        beforePeek = Optional.empty();
    }

    /** A drag along a line begins. */
    void beginWalk() {
        walking = true;
        session.beginGesture();
    }

    /** Goes to a point of a line; a hint says why not. */
    void walk(Line line, double way) {
        at(line, way).ifPresent(recipe -> {
            mix.refuse("");
            if (walking) {
                session.preview(recipe);
            } else {
                session.cook(step(line, way), recipe);
            }
        });
    }

    /** The drag ends; it is one step. */
    void endWalk(Line line, double way) {
        if (walking) {
            walking = false;
            session.endGesture(step(line, way));
        }
    }

    private static String step(Line line, double way) {
        return line instanceof Line.FromBase from
                ? TEXTS.get("step.walk-base", from.name(), Figures.weight(way))
                : TEXTS.get("step.walk", Figures.weight(way));
    }

    private Optional<Recipe> at(Line line, double way) {
        if (line instanceof Line.FromBase from) {
            MixingWeights alone = MixingWeights.only(
                    from.ingredient(),
                    mix.desk().strips().size(),
                    mix.desk().groups().size());
            MixingWeights none = MixingWeights.of(new double[alone.ingredients()][alone.groups()]);
            return Optional.of(
                    new Recipe(new FusionMethod.TaskArithmetic(), mix.granularity(), none.toward(alone, way)));
        }
        Recipe a = kept.get().get(Slot.A);
        Recipe b = kept.get().get(Slot.B);
        if (a == null || b == null) {
            mix.refuse(TEXTS.get("walk-needs-both"));
            return Optional.empty();
        }
        if (!a.method().equals(b.method()) || !a.granularity().equals(b.granularity())) {
            mix.refuse(TEXTS.get("walk-different"));
            return Optional.empty();
        }
        return Optional.of(a.withWeights(spread(a).toward(spread(b), way)));
    }

    /** Where weights are divided by their sum, the line between two models is that between the shares. */
    private MixingWeights spread(Recipe recipe) {
        MixingWeights weights = Desk.fit(recipe, mix.desk().groups().size());
        return recipe.method().isRelative() ? weights.normalised() : weights;
    }

    private void follow(Session before, Session now) {
        boolean others = !now.ingredients().stream()
                .map(Source::path)
                .toList()
                .equals(before.ingredients().stream().map(Source::path).toList());
        if (others) {
            kept.set(Map.of());
            beforePeek = Optional.empty();
        }
        if (others || !now.base().equals(base) || !now.ingredients().equals(before.ingredients())) {
            base = now.base();
            tell();
        }
    }

    private void tell() {
        List<Line> all = new ArrayList<>();
        if (kept.get().size() == Slot.values().length) {
            all.add(new Line.Between());
        }
        if (base.isPresent()) {
            List<Source> ingredients = session.session().ingredients();
            for (int ingredient = 0; ingredient < ingredients.size(); ingredient++) {
                all.add(new Line.FromBase(
                        ingredient, ingredients.get(ingredient).name()));
            }
        }
        lines.set(all);
    }
}
