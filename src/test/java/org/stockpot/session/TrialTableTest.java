package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Role;

class TrialTableTest {
    private final Session session = TrialSamples.session();

    @Test
    void everyTrialIsComparedWithTheBestIngredientOnTheSameImages() {
        List<TrialRow> rows = TrialTable.of(session).rows();
        assertThat(rows).extracting(TrialRow::number).containsExactly(1, 2, 3, 4);
        assertThat(rows.get(0).gain(Role.TEST).orElseThrow().difference()).isEqualTo(-0.1);
        assertThat(rows.get(1).gain(Role.TEST)).isEmpty();
        assertThat(rows.get(1).isBestIngredient()).isTrue();
        Gain sliders = rows.get(2).gain(Role.TEST).orElseThrow();
        assertThat(sliders.difference()).isEqualTo(0.012);
        assertThat(sliders.isSignificant()).as("12 better, none worse").isTrue();
        Gain search = rows.get(3).gain(Role.OOD).orElseThrow();
        assertThat(search.difference()).isEqualTo(0.003);
        assertThat(search.isSignificant()).as("103 better, 100 worse").isFalse();
        assertThat(rows.get(3).figure(Role.OOD).orElseThrow().accuracy()).isEqualTo(0.803);
        assertThat(rows.get(3).images()).isEqualTo(3000);
        assertThat(rows.get(3).optimiser()).contains("cobyla");
        assertThat(rows.get(3).seed()).contains(7L);
        assertThat(rows.get(2).seed()).isEmpty();
    }

    @Test
    void withoutIngredientsMeasuredAloneNothingIsGained() {
        TrialRow row = TrialTable.of(session.withTrials(session.trials().subList(2, 3)))
                .rows()
                .get(0);
        assertThat(row.rival()).isEmpty();
        assertThat(row.gain(Role.TEST)).isEmpty();
        assertThat(row.figure(Role.TEST).orElseThrow().accuracy()).isEqualTo(0.812);
    }

    @Test
    void otherDataThanTheSessionsIsToldApart() {
        Session other = session.withData(session.data().subList(0, 2));
        assertThat(TrialTable.of(session).rows()).allMatch(TrialRow::onData);
        assertThat(TrialTable.of(other).rows()).noneMatch(TrialRow::onData);
    }

    @Test
    void whatWasComparedIsNotComparedAgainUnlessTheRivalIsAnother() {
        TrialTable before = TrialTable.of(session);
        Trial fifth = session.trials().get(2).from("sliders", 0);
        TrialTable after = before.next(session.withTrial(fifth));
        for (int row = 0; row < 4; row++) {
            assertThat(after.rows().get(row)).isSameAs(before.rows().get(row));
        }
        List<Trial> without = new ArrayList<>(session.trials());
        without.remove(1);
        TrialTable fewer = before.next(session.withTrials(without));
        assertThat(fewer.rows().get(1).number()).isEqualTo(2);
        assertThat(fewer.rows().get(1).rival().orElseThrow().origin()).isEqualTo("one");
        assertThat(fewer.rows().get(1).gain(Role.TEST).orElseThrow().difference())
                .isEqualTo(0.112);
    }
}
