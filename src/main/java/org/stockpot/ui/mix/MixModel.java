package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Moves;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.ShareRule;
import org.stockpot.search.Constraints;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/**
 * State of the mixing desk. What the others do when a weight moves is the {@link ShareRule}; where the fusion divides
 * weights by their sum, the desk shows the share that is left. Lives on the JavaFX thread and knows no control.
 */
public final class MixModel {
    private static final Texts TEXTS = Texts.of(MixModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    /** Below this sum a group of layers would have nothing to be mixed from. */
    private static final double SMALLEST_SUM = 1e-9;

    private final SessionModel session;
    private final Function<Session, Optional<OpenSession>> opened;
    private final ReadOnlyObjectWrapper<Desk> desk = new ReadOnlyObjectWrapper<>(Desk.EMPTY);
    private final ReadOnlyObjectWrapper<ShareRule> rule = new ReadOnlyObjectWrapper<>(ShareRule.FREE);
    private final ReadOnlyObjectWrapper<Optional<Slot>> sought = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final HoldsModel holds = new HoldsModel();
    private final Auditions auditions = new Auditions();
    private final Hand hand = new Hand(this);
    private final CurvesModel curves = new CurvesModel();
    private Recipe saved = Session.EMPTY.recipe();

    public MixModel(SessionModel session, OpenModel opened) {
        this(session, opened.openedProperty(), opened::openedFor);
    }

    /**
     * Without files.
     *
     * @param news changes when more is known
     * @param opened what is known of a session's files
     */
    MixModel(SessionModel session, ObservableValue<?> news, Function<Session, Optional<OpenSession>> opened) {
        this.session = session;
        this.opened = opened;
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!session.unsavedProperty().get() || !paths(before).equals(paths(now))) {
                saved = now.recipe();
            }
            refresh();
        });
        session.unsavedProperty().addListener((observable, before, now) -> {
            if (!now) {
                saved = session.session().recipe();
                refresh();
            }
        });
        news.addListener((observable, before, now) -> refresh());
        refresh();
    }

    ReadOnlyObjectProperty<Desk> deskProperty() {
        return desk.getReadOnlyProperty();
    }

    Desk desk() {
        return desk.get();
    }

    /** What moves single knobs. */
    public Hand hand() {
        return hand;
    }

    /** Depth curves that the user keeps under names. */
    public CurvesModel curves() {
        return curves;
    }

    /** What is pinned and linked. */
    HoldsModel holds() {
        return holds;
    }

    /** What a search may not change of the mix: the pinned and the linked layer groups of the desk. */
    public ReadOnlyObjectProperty<Constraints> constraintsProperty() {
        return holds.constraintsProperty();
    }

    /** What the other weights of a group do when one moves. */
    public ReadOnlyObjectProperty<ShareRule> ruleProperty() {
        return rule.getReadOnlyProperty();
    }

    /** Brings one slider before the user's eyes. */
    public void seek(int ingredient, int group) {
        sought.set(Optional.of(new Slot(ingredient, group)));
        sought.set(Optional.empty());
    }

    /** The slider that was asked for; empty again at once, so that it can be asked for twice. */
    ReadOnlyObjectProperty<Optional<Slot>> soughtProperty() {
        return sought.getReadOnlyProperty();
    }

    /** Why the last move was not possible; empty if it was. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** Granularity of the recipe. */
    public Granularity granularity() {
        return recipe().granularity();
    }

    /** How the recipe's weights are applied. */
    public FusionMethod method() {
        return recipe().method();
    }

    /** The mix as it was opened or saved. */
    Recipe saved() {
        return saved;
    }

    /** The mix as it is. */
    Recipe recipe() {
        return session.session().recipe();
    }

    SessionModel session() {
        return session;
    }

    /** Applies the weights in another way; where that is not possible, a hint says why. */
    public void fuseBy(FusionMethod method) {
        if (method.equals(method())) {
            return;
        }
        if (method.needsBase() && session.session().base().isEmpty()) {
            refuse(TEXTS.get("needs-base", GLOSSARY.title(method)));
            return;
        }
        hint.set("");
        Recipe next = new Recipe(method, granularity(), recipe().weights());
        auditions.expect(next, auditions.now());
        session.cook(TEXTS.get("step.method", GLOSSARY.title(method)), next);
    }

    /** Lets the weights of a group answer in another way; they are brought to it at once. */
    public void shareBy(ShareRule next) {
        if (next != rule.get()) {
            rule.set(next);
            hint.set("");
            if (next != ShareRule.FREE && !desk().strips().isEmpty()) {
                arrange(RuleTexts.step(next), weights());
            }
        }
    }

    /** Says why something is not possible. */
    void refuse(String reason) {
        hint.set(reason);
    }

    /** Every ingredient with the same share. */
    public void uniform() {
        if (!desk().strips().isEmpty()) {
            arrange(
                    TEXTS.get("step.uniform"),
                    MixingWeights.uniform(desk().strips().size(), columns()));
        }
    }

    /** One ingredient alone. */
    public void only(int ingredient) {
        arrange(
                TEXTS.get("step.only", stripName(ingredient)),
                MixingWeights.only(ingredient, desk().strips().size(), columns()));
    }

    /** Weights divided by their sums: the same mix in other numbers. */
    public void normalise() {
        if (!method().isRelative()) {
            refuse(TEXTS.get("not-relative", GLOSSARY.title(method())));
            return;
        }
        cook(TEXTS.get("step.normalise"), weights().normalised());
    }

    /**
     * Cuts the layers into other groups. The mix goes on with each ingredient's mean share, because groups of one cut
     * have no counterpart in another.
     */
    public void cut(Granularity granularity) {
        if (granularity.equals(granularity())) {
            return;
        }
        List<List<Double>> rows = new ArrayList<>();
        desk().strips().forEach(strip -> rows.add(List.of(strip.masterShare())));
        session.cook(TEXTS.get("step.cut"), new Recipe(method(), granularity, new MixingWeights(rows)));
    }

    /** The value a reset goes back to. */
    public double fairShare() {
        return desk().strips().isEmpty() ? 1 : 1.0 / desk().strips().size();
    }

    /** Leaves an ingredient out of the mix, or takes it back in. */
    void mute(int ingredient, boolean on) {
        Source strip = desk().strips().get(ingredient).source();
        String name = on ? TEXTS.get("step.mute", strip.name()) : TEXTS.get("step.unmute", strip.name());
        cook(name, weights(), auditions.now().muting(strip, on));
    }

    /** Leaves all out but those that are soloed. */
    void solo(int ingredient, boolean on) {
        Source strip = desk().strips().get(ingredient).source();
        String name = on ? TEXTS.get("step.solo", strip.name()) : TEXTS.get("step.unsolo", strip.name());
        cook(name, weights(), auditions.now().soloing(strip, on));
    }

    boolean isMuted(Source strip) {
        return auditions.now().muted().contains(strip.path());
    }

    boolean isSoloed(Source strip) {
        return auditions.now().soloed().contains(strip.path());
    }

    /** How weights answer now. */
    Moves moves() {
        return holds.moves(rule.get(), desk());
    }

    /** Makes another mix, as far as what is locked and the rule let it. */
    void arrange(String name, MixingWeights wanted) {
        Moves moves = moves();
        double[][] now = weights().toMatrix();
        double[][] matrix = wanted.toMatrix();
        for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
            for (int group = 0; group < columns(); group++) {
                if (moves.locks().hold(ingredient, group)) {
                    matrix[ingredient][group] = now[ingredient][group];
                }
            }
        }
        apply(name, moves.settle(MixingWeights.of(matrix)));
    }

    /** Changes weights as a move says, in one step; if the mix would be none, it stays and a hint says so. */
    void apply(String name, Moves.Moved moved) {
        if (cook(name, moved.weights(), auditions.now())) {
            hint.set(reason(moved));
        }
    }

    /** Shows a mix on the way of a drag; if it would be none, the one before stays and a hint says so. */
    void preview(Moves.Moved moved) {
        Audition audition = auditions.now().keeping(session.session().ingredients(), moved.weights());
        Recipe next = heard(moved.weights(), audition);
        if (isPossible(next.weights())) {
            hint.set(reason(moved));
            auditions.expect(next, audition);
            session.preview(next);
        }
    }

    /** The weights of the faders, those of silent strips too. */
    MixingWeights weights() {
        return auditions.now().whole(session.session().ingredients(), Desk.fit(recipe(), columns()));
    }

    String stripName(int ingredient) {
        return desk().strips().get(ingredient).source().name();
    }

    private boolean cook(String name, MixingWeights weights) {
        return cook(name, weights, auditions.now());
    }

    private boolean cook(String name, MixingWeights weights, Audition audition) {
        Audition kept = audition.keeping(session.session().ingredients(), weights);
        Recipe next = heard(weights, kept);
        if (!isPossible(next.weights())) {
            return false;
        }
        hint.set("");
        auditions.expect(next, kept);
        session.cook(name, next);
        refresh();
        return true;
    }

    private Recipe heard(MixingWeights weights, Audition audition) {
        return recipe().withWeights(audition.heard(session.session().ingredients(), weights));
    }

    /** Whether something is left of every group; if not, a hint says so. */
    private boolean isPossible(MixingWeights next) {
        for (int group = 0; group < next.groups(); group++) {
            if (isNothing(next, group)) {
                hint.set(TEXTS.get("nothing-left", groupName(group)));
                return false;
            }
        }
        return true;
    }

    /** Where weights are not divided by their sum, none at all is what the base is there for. */
    private boolean isNothing(MixingWeights weights, int group) {
        return method().isRelative()
                ? Math.abs(weights.columnSum(group)) < SMALLEST_SUM
                : session.session().base().isEmpty()
                        && Arrays.stream(weights.column(group)).allMatch(weight -> weight == 0);
    }

    private String reason(Moves.Moved moved) {
        return moved.stop()
                .map(stop -> RuleTexts.reason(stop, groupName(moved.where().orElse(0))))
                .orElse("");
    }

    private int columns() {
        return desk().groups().size();
    }

    String groupName(int group) {
        return desk().groups().get(group).name();
    }

    private static List<Object> paths(Session session) {
        return session.ingredients().stream()
                .map(source -> (Object) source.path())
                .toList();
    }

    private void refresh() {
        Session now = session.session();
        auditions.follow(now.ingredients(), now.recipe());
        Optional<OpenSession> known = opened.apply(now);
        Desk next = Desk.of(now, known, auditions.now(), saved);
        holds.follow(known.map(facts -> next));
        desk.set(next);
    }
}
