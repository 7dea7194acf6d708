package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Constraints;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;

/**
 * State of the mixing desk. Weights are free numbers: where the fusion divides by their sum, the desk shows the share that
 * is left. Lives on the JavaFX thread and knows no control.
 */
public final class MixModel {
    /** Below this sum a group of layers would have nothing to be mixed from. */
    private static final double SMALLEST_SUM = 1e-9;

    private final SessionModel session;
    private final OpenModel opened;
    private final ReadOnlyObjectWrapper<Desk> desk = new ReadOnlyObjectWrapper<>(Desk.EMPTY);
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final HoldsModel holds = new HoldsModel();
    private Optional<Gesture> gesture = Optional.empty();

    /** A drag: where it began, so that groups keep their proportions however the knob wanders. */
    private record Gesture(String name, double from, MixingWeights weights) {}

    public MixModel(SessionModel session, OpenModel opened) {
        this.session = session;
        this.opened = opened;
        session.sessionProperty().addListener((observable, before, now) -> refresh());
        opened.openedProperty().addListener((observable, before, now) -> refresh());
        refresh();
    }

    ReadOnlyObjectProperty<Desk> deskProperty() {
        return desk.getReadOnlyProperty();
    }

    Desk desk() {
        return desk.get();
    }

    /** What is pinned and linked. */
    HoldsModel holds() {
        return holds;
    }

    /** What a search may not change of the mix: the pinned and the linked layer groups of the desk. */
    public ReadOnlyObjectProperty<Constraints> constraintsProperty() {
        return holds.constraintsProperty();
    }

    /** Why the last move was not possible; empty if it was. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** Granularity of the recipe. */
    public Granularity granularity() {
        return session.session().recipe().granularity();
    }

    /** How the recipe's weights are applied. */
    public FusionMethod method() {
        return session.session().recipe().method();
    }

    /** Applies the weights in another way; where that is not possible, a hint says why. */
    public void fuseBy(FusionMethod method) {
        Recipe recipe = session.session().recipe();
        if (method.equals(recipe.method())) {
            return;
        }
        if (method.needsBase() && session.session().base().isEmpty()) {
            refuse(method.title() + " needs a base model: add the model that the ingredients were finetuned from.");
            return;
        }
        hint.set("");
        session.cook("fused by " + method.title(), new Recipe(method, recipe.granularity(), recipe.weights()));
    }

    /** Says why something is not possible. */
    void refuse(String reason) {
        hint.set(reason);
    }

    /** Starts a drag of an ingredient's master. */
    public void beginMaster(int ingredient) {
        begin(stripName(ingredient), desk().strips().get(ingredient).master());
    }

    /** Starts a drag of one weight. */
    public void beginWeight(int ingredient, int group) {
        begin(
                stripName(ingredient) + " " + groupName(group),
                desk().strips().get(ingredient).weights().get(group));
    }

    /** Ends a drag; all of it is one step to undo. */
    public void end(double to) {
        gesture.ifPresent(drag ->
                session.endGesture(drag.name() + ": " + Figures.weight(drag.from()) + " → " + Figures.weight(to)));
        gesture = Optional.empty();
    }

    /**
     * Sets one ingredient in all layer groups. Groups that differ keep their proportions; from zero, all get the same.
     */
    public void setMaster(int ingredient, double weight) {
        Desk now = desk();
        List<Double> start = gesture.map(drag -> drag.weights().rows().get(ingredient))
                .orElse(now.strips().get(ingredient).weights());
        double from =
                gesture.map(Gesture::from).orElse(now.strips().get(ingredient).master());
        change(stripName(ingredient), now.strips().get(ingredient).master(), weight, matrix -> {
            for (int group = 0; group < start.size(); group++) {
                matrix[ingredient][group] = Math.abs(from) < SMALLEST_SUM ? weight : start.get(group) * weight / from;
            }
            return matrix;
        });
    }

    /** Sets one ingredient in one layer group. */
    public void setWeight(int ingredient, int group, double weight) {
        change(
                stripName(ingredient) + " " + groupName(group),
                desk().strips().get(ingredient).weights().get(group),
                weight,
                matrix -> {
                    matrix[ingredient][group] = weight;
                    return matrix;
                });
    }

    /** Gives one ingredient its fair share in all groups. */
    public void resetStrip(int ingredient) {
        double fair = fairShare();
        change(stripName(ingredient), desk().strips().get(ingredient).master(), fair, matrix -> {
            Arrays.fill(matrix[ingredient], fair);
            return matrix;
        });
    }

    /** Gives one ingredient its fair share in one group. */
    public void resetWeight(int ingredient, int group) {
        setWeight(ingredient, group, fairShare());
    }

    /** Every ingredient with the same share. */
    public void uniform() {
        if (!desk().strips().isEmpty()) {
            cook("uniform mix", MixingWeights.uniform(desk().strips().size(), columns()));
        }
    }

    /** One ingredient alone. */
    public void only(int ingredient) {
        cook(
                "only " + stripName(ingredient),
                MixingWeights.only(ingredient, desk().strips().size(), columns()));
    }

    /** Weights divided by their sums: the same mix in other numbers. */
    public void normalise() {
        if (!method().isRelative()) {
            refuse(method().title()
                    + " does not divide by the sum of the weights: other weights would be another mix.");
            return;
        }
        cook("weights sum to 1", weights().normalised());
    }

    /**
     * Cuts the layers into other groups. The mix goes on with each ingredient's mean share, because groups of one cut
     * have no counterpart in another.
     */
    public void cut(Granularity granularity) {
        Recipe recipe = session.session().recipe();
        if (granularity.equals(recipe.granularity())) {
            return;
        }
        List<List<Double>> rows = new ArrayList<>();
        desk().strips().forEach(strip -> rows.add(List.of(strip.masterShare())));
        session.cook("layer groups", new Recipe(recipe.method(), granularity, new MixingWeights(rows)));
    }

    /** The value a reset goes back to. */
    public double fairShare() {
        return desk().strips().isEmpty() ? 1 : 1.0 / desk().strips().size();
    }

    private void begin(String name, double from) {
        gesture = Optional.of(new Gesture(name, from, weights()));
        session.beginGesture();
    }

    private void change(String name, double from, double to, UnaryOperator<double[][]> edit) {
        if (!Double.isFinite(to)) {
            return;
        }
        MixingWeights next = MixingWeights.of(edit.apply(weights().toMatrix()));
        for (int group = 0; group < next.groups(); group++) {
            if (isNothing(next, group)) {
                hint.set("Nothing would be left of " + groupName(group) + ": raise another ingredient first.");
                return;
            }
        }
        hint.set("");
        if (gesture.isPresent()) {
            session.preview(session.session().recipe().withWeights(next));
        } else {
            cook(name + ": " + Figures.weight(from) + " → " + Figures.weight(to), next);
        }
    }

    /** Where weights are not divided by their sum, none at all is what the base is there for. */
    private boolean isNothing(MixingWeights weights, int group) {
        return method().isRelative()
                ? Math.abs(weights.columnSum(group)) < SMALLEST_SUM
                : session.session().base().isEmpty()
                        && Arrays.stream(weights.column(group)).allMatch(weight -> weight == 0);
    }

    private void cook(String name, MixingWeights weights) {
        hint.set("");
        session.cook(name, session.session().recipe().withWeights(weights));
    }

    private MixingWeights weights() {
        return Desk.fit(session.session().recipe(), columns());
    }

    private int columns() {
        return desk().groups().size();
    }

    private String stripName(int ingredient) {
        return desk().strips().get(ingredient).source().name();
    }

    private String groupName(int group) {
        return desk().groups().get(group).name();
    }

    private void refresh() {
        Session now = session.session();
        Optional<OpenSession> known = opened.openedFor(now);
        Desk next = Desk.of(now, known);
        holds.follow(known.map(facts -> next));
        desk.set(next);
    }
}
