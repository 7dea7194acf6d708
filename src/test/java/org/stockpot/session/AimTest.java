package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.data.ShiftKind;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

class AimTest {
    private static Session session(String... data) throws StockpotException {
        List<DataRef> refs = new ArrayList<>();
        for (String text : data) {
            refs.add(DataRef.parse(text));
        }
        return Session.EMPTY.withData(refs);
    }

    private static Aim aim(String goal, boolean insisted, String... data) throws StockpotException {
        return Aim.of(Goal.parse(goal), insisted, session(data));
    }

    private static Evaluation evaluation(int correct, int total, double crossEntropy) {
        var bits = new BitSet();
        bits.set(0, correct);
        return new Evaluation("set", Role.VALIDATION, new Hits(bits, total), OptionalDouble.of(crossEntropy));
    }

    @Test
    void measuresOnValidationSetsAndShiftedCopiesOfThemAndNothingElse() throws StockpotException {
        Aim aim = aim(
                "accuracy+shifted(blur:2,invert:4)",
                false,
                "validation:a?from=3",
                "test:t",
                "validation:b?name=B",
                "ood:o?shift=sketch");
        assertThat(aim.data())
                .extracting(DataRef::format)
                .containsExactly(
                        "validation:a?from=3",
                        "validation:b?name=B",
                        "validation:a?shift=blur&severity=2&from=3",
                        "validation:b?name=B&shift=blur&severity=2",
                        "validation:a?shift=invert&severity=4&from=3",
                        "validation:b?name=B&shift=invert&severity=4");
        assertThat(aim.leak()).isEmpty();
    }

    @Test
    void theUsualShiftsAreThreeThatMakeNoOodSet() throws StockpotException {
        assertThat(aim("shifted", false, "validation:a", "ood:a?shift=pixelate", "ood:b?shift=fog&severity=1")
                        .goal()
                        .text())
                .isEqualTo("shifted(brightness:3,occlusion:3,shear:3)");
        assertThat(aim("shifted", false, "validation:a", "ood:photos", "test:a?shift=sketch")
                        .goal()
                        .text())
                .isEqualTo("shifted(brightness:3,pixelate:3,occlusion:3)");
    }

    @Test
    void aShiftThatMakesAnOodSetIsRefusedUnlessInsistedAndThenTheOutcomeSaysSo() throws StockpotException {
        String[] data = {"validation:a", "ood:x?name=smooth&shift=blur&severity=5", "ood:y?name=soft&shift=blur"};
        assertThatThrownBy(() -> aim("accuracy where shifted(blur:1,rotate:1)>=0.5", false, data))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(
                        "Objective accuracy where shifted(blur:1,rotate:1)>=0.5: blur also makes the OOD sets"
                                + " \"smooth\", \"soft\", which would then no longer tell how the mix does under shifts it has"
                                + " not met: take other shifts (free are brightness, pixelate, occlusion, shear, fog, gaussian-noise,")
                .hasMessageEndingWith("), or insist.")
                .message()
                .doesNotContain(" blur,");
        assertThat(aim("shifted(blur:1,rotate:1)", true, data).leak().map(Told::toString))
                .contains(
                        "The search looked at validation images under shifts of OOD sets: blur also makes the OOD sets"
                                + " \"smooth\", \"soft\"; these results do not tell how the mix does under shifts it has not"
                                + " met.");
        assertThat(aim("shifted(rotate:1)", true, data).leak()).isEmpty();
    }

    @Test
    void whereEveryShiftMakesAnOodSetTheUserHasToNameThem() {
        List<String> data = new ArrayList<>(List.of("validation:a"));
        for (ShiftKind kind : ShiftKind.values()) {
            data.add("ood:a?shift=" + kind.id());
        }
        assertThatThrownBy(() -> aim("accuracy+shifted", true, data.toArray(String[]::new)))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "Objective 0.5*accuracy+0.5*shifted: every shift there is also makes an OOD set of the session;"
                                + " name those to look at all the same, as in shifted(blur:3), and insist.");
    }

    @Test
    void refusesToShiftWhatIsShifted() {
        assertThatThrownBy(() -> aim("shifted(blur:1)", false, "validation:a?shift=rotate&severity=2"))
                .isInstanceOf(StockpotException.class)
                .hasMessage(
                        "Objective shifted(blur:1): the validation set a rotate 2 is shifted already (rotate 2); use"
                                + " the set as it is, or an objective without shifts.");
    }

    @Test
    void refusesASessionWithoutValidationData() {
        assertThatThrownBy(() -> aim("accuracy", false, "test:a"))
                .isInstanceOf(StockpotException.class)
                .hasMessage("The session has no validation data, and a search may look at nothing else: add a"
                        + " validation set.");
    }

    @Test
    void scoresTheWeightedSumAndKeepsItsParts() throws StockpotException {
        Aim aim = aim("0.5*accuracy+0.5*shifted(blur:1,rotate:1)", false, "validation:a", "validation:b");
        Score.Whole score = aim.score(List.of(
                evaluation(9, 10, 1), evaluation(20, 30, 1),
                evaluation(5, 10, 1), evaluation(15, 30, 1),
                evaluation(1, 10, 1), evaluation(9, 30, 1)));
        assertThat(score.parts()).hasSize(2);
        assertThat(score.parts().get(0)).isCloseTo(29 / 40.0, within(1e-15));
        assertThat(score.parts().get(1)).isCloseTo(30 / 80.0, within(1e-15));
        assertThat(score.value()).isCloseTo(0.55, within(1e-15));
        assertThat(aim.weights()).containsExactly(0.5, 0.25, 0.25);
    }

    @Test
    void aFloorIsMeasuredOnTheCopiesItIsAbout() throws StockpotException {
        Aim aim = aim("negative-cross-entropy where shifted(blur:1)>=0.6", false, "validation:a");
        assertThat(aim.score(List.of(evaluation(9, 10, 0.25), evaluation(6, 10, 9))))
                .isEqualTo(new Score.Whole(-0.25));
        assertThat(aim.score(List.of(evaluation(9, 10, 0.25), evaluation(5, 10, 9)))
                        .value())
                .isCloseTo(-100.1, within(1e-12));
        assertThatThrownBy(aim::weights).isInstanceOf(IllegalStateException.class);
    }
}
