package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.data.FlatImages;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.KeepPlan;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class SetsAskedTest {
    private static final Keeping TWO = new Keeping(new KeepPlan(List.of(1, 2), List.of(), 7), false);
    private static final Keeping ONE = new Keeping(new KeepPlan(List.of(2), List.of(), 5), false);

    private final SetsAsked sets = new SetsAsked();

    /** The hard images are asked for at every change, the easy ones were at change 0; so many have room for two boundaries. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # room, changes since: easy images are still known
            100, 4,   true
            100, 50,  true
            100, 100, true
            100, 101, false
            99,  4,   true
            99,  5,   false
            """)
    void easyImagesMayStayUntilTheyAreInTheWayOrNobodyAsksForThem(int room, int now, boolean known) throws Exception {
        PreparedSet hard = set("hard", 30);
        PreparedSet easy = set("easy", 70);
        sets.ask(easy, 0);
        Keeping plan = Keeping.NOTHING;
        for (int change = 0; change <= now; change++) {
            sets.ask(hard, change);
            plan = sets.plan(change, images -> images <= room ? TWO : ONE);
        }
        assertThat(sets.contains(hard)).isTrue();
        assertThat(sets.contains(easy)).isEqualTo(known);
        assertThat(plan).isEqualTo(room >= 100 || !known ? TWO : ONE);
    }

    @Test
    void onlyTheFirstQuestionIsNews() throws Exception {
        PreparedSet set = set("any", 3);
        assertThat(sets.ask(set, 0)).isTrue();
        assertThat(sets.ask(set, 7)).isFalse();
        sets.clear();
        assertThat(sets.ask(set, 7)).isTrue();
    }

    private static PreparedSet set(String name, int size) throws StockpotException {
        return PreparedSet.prepare(
                name, Role.TEST, new FlatImages(size, 1), Preprocessing.plain(1, 1), JobContext.detached());
    }
}
