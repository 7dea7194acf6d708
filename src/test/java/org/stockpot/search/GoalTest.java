package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.tensor.StockpotException;

class GoalTest {
    private static final String CHOICE =
            "give accuracy, negative-cross-entropy, shifted(SHIFT:SEVERITY,…), a weighted sum"
                    + " of these such as 0.5*accuracy+0.5*shifted, or one with floors such as \"accuracy where shifted>=0.7\"";
    private static final Shift BLUR = new Shift(ShiftKind.BLUR, 3);
    private static final Shift SKETCH = new Shift(ShiftKind.SKETCH, 5);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accuracy                                  | accuracy
             ACCURACY                                 | accuracy
            negative-cross-entropy                    | negative-cross-entropy
            2*accuracy                                | 2*accuracy
            shifted                                   | shifted
            shifted ( blur , sketch : 5 )             | shifted(blur:3,sketch:5)
            accuracy + shifted                        | 0.5*accuracy+0.5*shifted
            0.25 * accuracy + 0.75*shifted(blur:1)    | 0.25*accuracy+0.75*shifted(blur:1)
            1*accuracy+1e-3*negative-cross-entropy    | 1*accuracy+0.001*negative-cross-entropy
            accuracy where shifted(blur) >= 70%       | accuracy where shifted(blur:3)>=0.7
            shifted where accuracy>=.8 and negative-cross-entropy ≥ -1.5 | shifted where accuracy>=0.8 and negative-cross-entropy>=-1.5
            """)
    void isReadAndWrittenInOneForm(String text, String form) throws StockpotException {
        Goal goal = Goal.parse(text);
        assertThat(goal.text()).isEqualTo(form);
        assertThat(Goal.parse(form)).isEqualTo(goal);
    }

    @Test
    void theUsualGoalsHaveNames() throws StockpotException {
        assertThat(Goal.parse("accuracy")).isEqualTo(Goal.ACCURACY);
        assertThat(Goal.parse("negative-cross-entropy")).isEqualTo(Goal.NEGATIVE_CROSS_ENTROPY);
        assertThat(Goal.parse("accuracy+shifted")).isEqualTo(Goal.SHIFT_AWARE);
        assertThat(Goal.SHIFT_AWARE.isFitted()).isFalse();
        assertThat(Goal.SHIFT_AWARE.fitted(List.of(BLUR, SKETCH)))
                .isEqualTo(Goal.parse("0.5*accuracy+0.5*shifted(blur:3,sketch:5)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            test                        | test and OOD sets are only reported, and no search may look at them; CHOICE.
            ood-mean                    | test and OOD sets are only reported, and no search may look at them; CHOICE.
            accuracy where test>=0.5    | test and OOD sets are only reported, and no search may look at them; CHOICE.
            loss                        | "loss" is no measure; CHOICE.
            accuracy(blur)              | "accuracy(…)" is no measure; CHOICE.
            accuracy-shifted            | "accuracy-shifted" is no measure; CHOICE.
            accuracy+                   | "" is no term; CHOICE.
            accuracy where shifted      | "shifted" is no floor; CHOICE.
            0*accuracy                  | the weight 0 is not above 0.
            0.3*accuracy+shifted        | some terms have a weight and some have none: weigh all of them, or none.
            accuracy+accuracy           | one measure is named twice: leave one out.
            shifted(blur:9)             | "blur:9" is no shift; write its kind and a severity of 1 to 5, as in blur:3.
            shifted(blur,blur:3)        | the shift blur 3 is named twice: leave one out.
            shifted where accuracy>=80  | the floor of accuracy is 80, expected a share of 0…1.
            """)
    void saysWhatIsWrongAndWhatThereIs(String text, String complaint) {
        assertThatThrownBy(() -> Goal.parse(text))
                .isInstanceOf(StockpotException.class)
                .hasMessage("Objective \"" + text + "\": " + complaint.replace("CHOICE", CHOICE));
    }

    @Test
    void refusesAnUnknownShift() {
        assertThatThrownBy(() -> Goal.parse("shifted(snow)"))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith("shift 'snow' is unknown; choose one of gaussian-noise, shot-noise, ");
    }

    @Test
    void looksAtEveryCopyOnce() throws StockpotException {
        assertThat(Goal.ACCURACY.copies()).containsExactly(Optional.empty());
        assertThat(Goal.parse("shifted(blur:3)+shifted(sketch:5,blur:3)").copies())
                .containsExactly(Optional.of(BLUR), Optional.of(SKETCH));
        assertThat(Goal.parse("accuracy+negative-cross-entropy where shifted(blur:3)>=0.5")
                        .copies())
                .containsExactly(Optional.empty(), Optional.of(BLUR));
    }

    @Test
    void onlyASumOfSharesWithoutFloorsIsAShare() throws StockpotException {
        assertThat(Goal.parse("0.2*accuracy+2*shifted").isShare()).isTrue();
        assertThat(Goal.parse("accuracy+negative-cross-entropy").isShare()).isFalse();
        assertThat(Goal.parse("accuracy where shifted>=0").isShare()).isFalse();
    }

    @Test
    void imagesOfAllSetsCountTheSame() {
        var small = new Evaluation("small", Role.VALIDATION, hits(1, 2), OptionalDouble.of(3));
        var large = new Evaluation("large", Role.VALIDATION, hits(6, 8), OptionalDouble.of(0.5));
        assertThat(new Measure.Accuracy().value(List.of(small, large))).isCloseTo(0.7, within(1e-15));
        assertThat(new Measure.Shifted(List.of(BLUR)).value(List.of(small, large)))
                .isCloseTo(0.7, within(1e-15));
        assertThat(new Measure.NegativeCrossEntropy().value(List.of(small, large)))
                .isCloseTo(-1, within(1e-15));
    }

    private static Hits hits(int correct, int total) {
        var bits = new BitSet();
        bits.set(0, correct);
        return new Hits(bits, total);
    }

    @Test
    void theScoreIsTheWeightedSum() throws StockpotException {
        assertThat(Goal.parse("0.25*accuracy+3*negative-cross-entropy").score(List.of(0.8, -0.5)))
                .isCloseTo(-1.3, within(1e-15));
    }

    @Test
    void whatMissesAFloorIsWorseThanAllThatDoNotAndBetterTheLessItMisses() throws StockpotException {
        Goal goal = Goal.parse("accuracy where shifted>=0.7 and negative-cross-entropy>=-1");
        assertThat(goal.score(List.of(0.4, 0.7, -1.0))).isEqualTo(0.4);
        assertThat(goal.score(List.of(0.9, 0.6, -0.5))).isCloseTo(-0.1, within(1e-15));
        assertThat(goal.score(List.of(0.9, 0.6, -1.5))).isCloseTo(-0.6, within(1e-15));
        assertThat(goal.score(List.of(0.0, 0.7, -1.0))).isEqualTo(0);
        Goal loss = Goal.parse("2*negative-cross-entropy where accuracy>=0.7");
        assertThat(loss.score(List.of(-0.1, 0.69))).isCloseTo(-200.01, within(1e-12));
        assertThat(new Measure.NegativeCrossEntropy()
                        .value(List.of(new Evaluation("bad", Role.VALIDATION, hits(1, 2), OptionalDouble.of(1e4)))))
                .as("so that no mix that holds the floor is below")
                .isEqualTo(-100);
    }

    @Test
    void aScoreReadsAsPercentOnlyWhereItIsAMeanOfShares() throws StockpotException {
        assertThat(Goal.parse("0.3*accuracy+0.7*shifted").format(0.8305)).isEqualTo("83.05 %");
        assertThat(Goal.parse("accuracy where negative-cross-entropy>=-1").format(-0.005))
                .isEqualTo("-0.50 %");
        assertThat(Goal.parse("2*accuracy").format(1.5)).isEqualTo("1.5000");
        assertThat(Goal.NEGATIVE_CROSS_ENTROPY.format(-0.51234)).isEqualTo("-0.5123");
        assertThat(Goal.parse("accuracy+negative-cross-entropy").format(List.of(0.5, -2.0)))
                .isEqualTo("accuracy 50.00 %, negative-cross-entropy -2.0000");
    }
}
