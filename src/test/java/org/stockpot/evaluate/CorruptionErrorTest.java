package org.stockpot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Role;

class CorruptionErrorTest {
    private static Evaluation evaluation(String set, int correct, int total) {
        var hits = new BitSet();
        hits.set(0, correct);
        return new Evaluation(set, Role.OOD, new Hits(hits, total));
    }

    private static Map<String, List<Evaluation>> errors(int fog1, int fog5, int jpeg) {
        Map<String, List<Evaluation>> all = new LinkedHashMap<>();
        all.put("fog", List.of(evaluation("fog 1", 100 - fog1, 100), evaluation("fog 5", 100 - fog5, 100)));
        all.put("jpeg", List.of(evaluation("jpeg 3", 100 - jpeg, 100)));
        return all;
    }

    @Test
    void dividesSumsOverSeveritiesBeforeItAverages() {
        CorruptionError error = CorruptionError.of(errors(10, 50, 30), errors(20, 60, 20));
        // (10 + 50) / (20 + 60) = 0.75, not the mean of 10/20 and 50/60; and 30 / 20.
        assertThat(error.rows().get(0).relative().orElseThrow()).isCloseTo(0.75, within(1e-12));
        assertThat(error.rows().get(1).relative().orElseThrow()).isCloseTo(1.5, within(1e-12));
        assertThat(error.mean().orElseThrow()).isCloseTo(1.125, within(1e-12));
        assertThat(error.meanError().orElseThrow()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void theReferenceItselfHasOne() {
        assertThat(CorruptionError.of(errors(7, 9, 11), errors(7, 9, 11)).mean().orElseThrow())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void hasNoMeanWhereTheReferenceNeverErrs() {
        CorruptionError error = CorruptionError.of(errors(10, 50, 30), errors(20, 60, 0));
        assertThat(error.rows().get(1).relative()).isEmpty();
        assertThat(error.mean()).isEmpty();
    }

    @Test
    void hasPlainErrorsWithoutAReference() {
        CorruptionError error = CorruptionError.of(errors(10, 50, 30));
        assertThat(error.rows().get(0).error()).isCloseTo(0.3, within(1e-12));
        assertThat(error.mean()).isEmpty();
    }

    @Test
    void refusesAReferenceOnOtherSets() {
        Map<String, List<Evaluation>> other = errors(1, 2, 3);
        other.remove("jpeg");
        assertThatThrownBy(() -> CorruptionError.of(errors(1, 2, 3), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jpeg 3");
    }
}
