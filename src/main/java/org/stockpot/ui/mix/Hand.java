package org.stockpot.ui.mix;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Moves;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/**
 * Moves single knobs of the desk, at once or by a drag, which is one step to undo however long it is. Lives on the JavaFX
 * thread and knows no control.
 */
public final class Hand {
    private static final Texts TEXTS = Texts.of(Hand.class);

    private final MixModel mix;
    private Optional<Gesture> gesture = Optional.empty();

    /** A drag: where it began, so that groups keep their proportions however the knob wanders. */
    private record Gesture(String name, double from, MixingWeights weights) {}

    Hand(MixModel mix) {
        this.mix = mix;
    }

    /** Starts a drag of an ingredient's master. */
    public void beginMaster(int ingredient) {
        begin(mix.stripName(ingredient), mix.desk().strips().get(ingredient).master());
    }

    /** Starts a drag of one weight. */
    public void beginWeight(int ingredient, int group) {
        begin(cellName(ingredient, group), weight(ingredient, group));
    }

    /** Ends a drag; all of it is one step to undo. */
    public void end(double to) {
        gesture.ifPresent(drag -> mix.session()
                .endGesture(TEXTS.get("step.weight", drag.name(), Figures.weight(drag.from()), Figures.weight(to))));
        gesture = Optional.empty();
    }

    /**
     * Sets one ingredient in all layer groups. Groups that differ keep their proportions; from zero, all get the same.
     */
    public void setMaster(int ingredient, double weight) {
        double now = mix.desk().strips().get(ingredient).master();
        double from = gesture.map(Gesture::from).orElse(now);
        change(mix.stripName(ingredient), now, weight, start -> mix.moves().moveAll(start, ingredient, from, weight));
    }

    /** Sets one ingredient in one layer group. */
    public void setWeight(int ingredient, int group, double weight) {
        change(
                cellName(ingredient, group),
                weight(ingredient, group),
                weight,
                start -> mix.moves().move(start, ingredient, group, weight));
    }

    /** Gives one ingredient its fair share in all groups. */
    public void resetStrip(int ingredient) {
        var fair = new double[mix.desk().groups().size()];
        Arrays.fill(fair, mix.fairShare());
        change(
                mix.stripName(ingredient),
                mix.desk().strips().get(ingredient).master(),
                mix.fairShare(),
                start -> mix.moves().set(start, ingredient, fair));
    }

    /** Gives one ingredient its fair share in one group. */
    public void resetWeight(int ingredient, int group) {
        setWeight(ingredient, group, mix.fairShare());
    }

    private void begin(String name, double from) {
        gesture = Optional.of(new Gesture(name, from, mix.weights()));
        mix.session().beginGesture();
    }

    private void change(String name, double from, double to, Function<MixingWeights, Moves.Moved> edit) {
        if (!Double.isFinite(to)) {
            return;
        }
        Moves.Moved moved = edit.apply(gesture.map(Gesture::weights).orElseGet(mix::weights));
        if (gesture.isEmpty()) {
            mix.apply(TEXTS.get("step.weight", name, Figures.weight(from), Figures.weight(to)), moved);
            return;
        }
        mix.preview(moved);
    }

    private double weight(int ingredient, int group) {
        return mix.desk().strips().get(ingredient).weights().get(group);
    }

    private String cellName(int ingredient, int group) {
        return mix.stripName(ingredient) + " " + mix.groupName(group);
    }
}
