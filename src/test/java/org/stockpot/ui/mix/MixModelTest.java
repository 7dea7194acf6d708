package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.ShareRule;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.state.SessionModel;

class MixModelTest {
    private static final List<String> GROUPS = List.of("visual.conv1", "visual.blocks.0", "head");
    private static final double[][] START = {{0.5, 0.5, 0.5}, {0.25, 0.25, 0.25}, {0.25, 0.25, 0.25}};

    private final SessionModel session = new SessionModel();
    private final MixModel mix = new MixModel(session, new SimpleObjectProperty<>(), now -> Optional.of(opened(now)));
    private final Presets presets = new Presets(mix);
    private final Snapshots snapshots = new Snapshots(mix);

    MixModelTest() {
        open(session(START).withBase(source("base")));
    }

    @Test
    void aCurveThatIsKeptBendsAnotherStripInOneStepThatIsUndone() {
        mix.hand().setWeight(0, 0, 0.1);
        mix.hand().setWeight(0, 1, 0.4);
        mix.hand().setWeight(0, 2, 0.2);
        assertThat(presets.keep("roof", 0)).isEmpty();
        presets.bend(mix.curves().curves().of("roof").orElseThrow(), 1);
        assertThat(lastStep()).isEqualTo("b: roof");
        assertThat(mix.desk().strips().get(1).weights().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(new double[] {0.0625, 0.25, 0.125}, within(1e-12));
        session.undo();
        assertThat(mix.desk().strips().get(1).weights()).containsExactly(0.25, 0.25, 0.25);
        assertThat(mix.curves().curves().all()).hasSize(1);
    }

    @Test
    void aStripWithoutWeightsHasNoCurveToKeep() {
        mix.only(1);
        assertThat(presets.keep("nothing", 0)).contains("a has no weights to keep a curve of: raise its slider first.");
        assertThat(mix.curves().curves().all()).isEmpty();
    }

    @Test
    void freeWeightsMoveAlone() {
        mix.hand().setWeight(0, 1, 0.9);
        assertWeights(new double[][] {{0.5, 0.9, 0.5}, START[1], START[2]});
        assertThat(lastStep()).isEqualTo("a visual.blocks.0: 0.500 → 0.900");
    }

    @Test
    void underASumOfOneTheOthersShareTheRest() {
        mix.shareBy(ShareRule.SUM);
        mix.hand().setWeight(0, 1, 0.8);
        assertThat(column(1)).containsExactly(new double[] {0.8, 0.1, 0.1}, within(1e-9));
        assertThat(column(0)).containsExactly(0.5, 0.25, 0.25);
        mix.hand().setMaster(0, 0.5);
        assertThat(mix.desk().strips().get(0).master()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aRuleThatIsChosenIsKeptAtOnceInOneStep() {
        mix.hand().setMaster(0, 1.5);
        mix.shareBy(ShareRule.CONVEX);
        assertThat(column(0)).containsExactly(new double[] {0.75, 0.125, 0.125}, within(1e-9));
        assertThat(lastStep()).isEqualTo("convex weights");
    }

    @Test
    void aConvexKnobStopsAtWhatTheLockedOnesLeaveAndSaysWhy() {
        mix.shareBy(ShareRule.CONVEX);
        mix.holds().lockStrip(strip(1), true);
        mix.hand().setWeight(0, 2, 0.9);
        assertThat(column(2)).containsExactly(new double[] {0.75, 0.25, 0}, within(1e-9));
        assertThat(mix.hintProperty().get())
                .isEqualTo("head: no further, because weights stay within 0 to 1 and the locked ones keep theirs.");
        mix.hand().setWeight(0, 2, 0.6);
        assertThat(mix.hintProperty().get()).isEmpty();
        assertThat(column(2)).containsExactly(new double[] {0.6, 0.25, 0.15}, within(1e-9));
    }

    @Test
    void whatIsLockedStaysAndSaysSo() {
        mix.holds().lockCell(strip(0), "head", true);
        mix.hand().setWeight(0, 2, 0.9);
        assertWeights(START);
        assertThat(mix.hintProperty().get()).isEqualTo("head: what was to move is locked. Unlock it first.");
        mix.hand().setMaster(0, 1);
        assertWeights(new double[][] {{1, 1, 0.5}, START[1], START[2]});
        mix.only(2);
        assertWeights(new double[][] {{0, 0, 0.5}, {0, 0, 0}, {1, 1, 1}});
    }

    @Test
    void aPinnedGroupStaysAndTheSearchKnows() {
        mix.holds().pinGroup("head", true);
        assertThat(mix.constraintsProperty().get().pinned()).containsExactly("head");
        mix.uniform();
        assertThat(column(2)).containsExactly(0.5, 0.25, 0.25);
        assertThat(column(0)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
    }

    @Test
    void linkedGroupsMoveInProportion() {
        mix.hand().setWeight(0, 1, 0.25);
        mix.holds().linkGroup("visual.conv1", true);
        mix.holds().linkGroup("visual.blocks.0", true);
        mix.hand().setWeight(0, 0, 1);
        assertThat(row(0)).containsExactly(1.0, 0.5, 0.5);
        assertThat(mix.constraintsProperty().get().proportions())
                .containsExactly(Set.of("visual.conv1", "visual.blocks.0"));
    }

    @Test
    void linkedIngredientsMoveInProportion() {
        mix.holds().linkStrip(strip(0), true);
        mix.holds().linkStrip(strip(2), true);
        mix.hand().setMaster(0, 1);
        assertWeights(new double[][] {{1, 1, 1}, START[1], {0.5, 0.5, 0.5}});
    }

    @Test
    void aMutedIngredientIsLeftOutAndComesBackWithItsWeights() {
        mix.mute(0, true);
        assertThat(session.session().recipe().weights().rows().get(0)).containsExactly(0.0, 0.0, 0.0);
        assertThat(mix.desk().strips().get(0).weights()).containsExactly(0.5, 0.5, 0.5);
        assertThat(mix.desk().strips().get(1).shares().get(0)).isEqualTo(0.5);
        assertThat(mix.desk().strips().get(0).silent()).isTrue();
        mix.hand().setWeight(0, 1, 0.75);
        mix.mute(0, false);
        assertWeights(new double[][] {{0.5, 0.75, 0.5}, START[1], START[2]});
        assertThat(mix.desk().strips().get(0).silent()).isFalse();
    }

    @Test
    void undoAndRedoOfAMuteFindItsButtonWhereItWas() {
        mix.mute(0, true);
        assertThat(lastStep()).isEqualTo("mute a");
        session.undo();
        assertThat(mix.isMuted(strip(0))).isFalse();
        assertWeights(START);
        session.redo();
        assertThat(mix.isMuted(strip(0))).isTrue();
        mix.mute(0, false);
        assertWeights(START);
    }

    @Test
    void aSoloLeavesAllOthersOut() {
        mix.solo(1, true);
        mix.solo(2, true);
        assertWeights(new double[][] {{0, 0, 0}, START[1], START[2]});
        mix.solo(1, false);
        assertWeights(new double[][] {{0, 0, 0}, {0, 0, 0}, START[2]});
        mix.solo(2, false);
        assertWeights(START);
    }

    @Test
    void notEverybodyCanBeLeftOut() {
        mix.mute(0, true);
        mix.mute(1, true);
        mix.mute(2, true);
        assertThat(mix.isMuted(strip(2))).isFalse();
        assertThat(mix.hintProperty().get())
                .isEqualTo("Nothing would be left of visual.conv1: raise another ingredient first.");
    }

    @Test
    void aMixFromElsewhereLeavesNobodyOut() {
        mix.mute(0, true);
        session.cook("search", session.session().recipe().withWeights(MixingWeights.of(new double[][] {
            {1, 0, 0}, {0, 1, 0}, {0, 0, 1}
        })));
        assertThat(mix.isMuted(strip(0))).isFalse();
        assertThat(mix.desk().strips().get(0).silent()).isFalse();
    }

    @Test
    void whoIsLeftOutSurvivesAnotherOrder() {
        mix.mute(0, true);
        session.edit(now -> now.moved(0, 2));
        assertThat(mix.isMuted(strip(2))).isTrue();
        mix.mute(2, false);
        assertThat(row(2)).containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void aDragGoesFromWhereItBeganAndIsOneStep() {
        mix.shareBy(ShareRule.CONVEX);
        mix.hand().beginWeight(0, 0);
        mix.hand().setWeight(0, 0, 1);
        mix.hand().setWeight(0, 0, 0.6);
        mix.hand().end(0.6);
        assertThat(column(0)).containsExactly(new double[] {0.6, 0.2, 0.2}, within(1e-9));
        assertThat(lastStep()).isEqualTo("a visual.conv1: 0.500 → 0.600");
        session.undo();
        assertWeights(START);
    }

    @Test
    void aCurveGoesThroughTheDepthOfOneIngredient() {
        presets.bend(DepthCurve.RISING, 0);
        assertThat(row(0)).containsExactly(0.0, 0.25, 0.5);
        assertThat(lastStep()).isEqualTo("a: rising");
        assertThat(row(1)).containsExactly(0.25, 0.25, 0.25);
    }

    @Test
    void aCurveForAllIsRefusedWhereItWouldChangeNothing() {
        presets.bendAll(DepthCurve.FALLING);
        assertWeights(START);
        assertThat(mix.hintProperty().get())
                .startsWith("Weighted average divides the weights by their sum, so the same curve");
        mix.fuseBy(new FusionMethod.TaskArithmetic());
        presets.bendAll(DepthCurve.FALLING);
        assertWeights(new double[][] {{0.5, 0.25, 0}, {0.25, 0.125, 0}, {0.25, 0.125, 0}});
    }

    @Test
    void aRandomMixSaysItsSeed() {
        presets.setSeed(7);
        presets.random(false);
        assertThat(session.session().recipe().weights()).isEqualTo(MixingWeights.random(3, 3, 7, false));
        assertThat(lastStep()).isEqualTo("random mix, seed 7");
        assertThat(presets.seed()).isEqualTo(8);
    }

    @Test
    void aStripIsCopiedToAnotherOne() {
        presets.bend(DepthCurve.FALLING, 0);
        presets.paste(presets.copy(0), 2);
        assertThat(row(2)).containsExactly(0.5, 0.25, 0.0);
    }

    @Test
    void aMixIsCopiedAndPastedAndNonsenseIsRefused() {
        String copied = presets.copy();
        mix.uniform();
        presets.paste(copied);
        assertWeights(START);
        presets.paste("hello");
        assertThat(mix.hintProperty().get()).startsWith("What was copied is not the JSON expected here");
        assertWeights(START);
    }

    @Test
    void snapshotsAreSwapped() {
        snapshots.store(Snapshots.Slot.A);
        mix.uniform();
        snapshots.store(Snapshots.Slot.B);
        snapshots.swap();
        assertWeights(START);
        assertThat(snapshots.shown()).contains(Snapshots.Slot.A);
        snapshots.swap();
        assertThat(row(0).get(0)).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void anEmptySlotSaysSo() {
        snapshots.swap();
        assertThat(mix.hintProperty().get()).isEqualTo("There is nothing in snapshot A yet: keep a mix there first.");
    }

    @Test
    void theSavedMixIsSeenForAsLongAsItIsHeldAndLeavesNoStep() {
        mix.hand().setMaster(0, 1);
        assertThat(mix.desk().strips().get(0).isChanged()).isTrue();
        assertThat(mix.desk().strips().get(1).isChanged()).isFalse();
        Recipe mine = session.session().recipe();
        snapshots.peek();
        assertWeights(START);
        snapshots.unpeek();
        assertThat(session.session().recipe()).isEqualTo(mine);
        assertThat(session.historyProperty().get().past()).hasSize(1);
    }

    @Test
    void oneSliderWalksFromSnapshotToSnapshot() {
        snapshots.store(Snapshots.Slot.A);
        mix.only(2);
        snapshots.store(Snapshots.Slot.B);
        var line = new Snapshots.Line.Between();
        assertThat(snapshots.linesProperty().get()).contains(line);
        snapshots.beginWalk();
        snapshots.walk(line, 0.9);
        snapshots.walk(line, 0.5);
        snapshots.endWalk(line, 0.5);
        assertThat(column(0)).containsExactly(new double[] {0.25, 0.125, 0.625}, within(1e-9));
        assertThat(lastStep()).isEqualTo("from A to B: 0.500");
    }

    @Test
    void oneSliderWalksFromTheBaseToAnIngredient() {
        var line = new Snapshots.Line.FromBase(1, "b");
        snapshots.walk(line, 0.25);
        assertThat(session.session().recipe().method()).isEqualTo(new FusionMethod.TaskArithmetic());
        assertWeights(new double[][] {{0, 0, 0}, {0.25, 0.25, 0.25}, {0, 0, 0}});
        assertThat(lastStep()).isEqualTo("from the base to b: 0.250");
    }

    @Test
    void theScaleOfTheFadersHasRoomForAllWeights() {
        assertThat(mix.desk().scale()).isEqualTo(0.5);
        mix.hand().setWeight(0, 0, 1.5);
        assertThat(mix.desk().scale()).isEqualTo(2);
    }

    private void open(Session opened) {
        session.open(opened, Optional.empty());
    }

    private String lastStep() {
        return session.historyProperty().get().undoable().orElseThrow().name();
    }

    private Source strip(int ingredient) {
        return mix.desk().strips().get(ingredient).source();
    }

    private List<Double> row(int ingredient) {
        return session.session().recipe().weights().rows().get(ingredient);
    }

    private double[] column(int group) {
        return session.session().recipe().weights().column(group);
    }

    private void assertWeights(double[][] expected) {
        assertThat(session.session().recipe().weights().toMatrix()).isDeepEqualTo(expected);
    }

    private static OpenSession opened(Session session) {
        var groups = new LayerGroups(GROUPS, Map.of("a", 0, "b", 1, "c", 2));
        return new OpenSession(
                session,
                Architecture.whole("net", Preprocessing.clip(28, 1), 10, Set.of("a", "b", "c")),
                groups,
                Set.of(),
                Preprocessing.clip(28, 1),
                new NetworkFacts(
                        "net", Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), ""));
    }

    private static Session session(double[][] weights) {
        Session session = Session.EMPTY.withIngredients(List.of(source("a"), source("b"), source("c")));
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(weights)));
    }

    private static Source source(String name) {
        return new Source(name, Path.of(name + ".safetensors"), "1");
    }
}
