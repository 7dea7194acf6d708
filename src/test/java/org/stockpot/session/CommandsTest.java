package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.search.Bounds;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;

/** Reports tell the search that was run, not a freer one. */
class CommandsTest {
    private static final Path FOLDER = Path.of("/reports");
    private static final Constraints HELD = new Constraints(
            Set.of("stem", "my head"),
            Map.of("blocks.0", new Bounds.Range(0.25, 1)),
            List.of(Set.of("blocks.1", "blocks.2")),
            List.of(Set.of("blocks.3", "blocks.4")));

    private static SearchSummary search(String plan, Map<String, String> settings, Constraints held) {
        return new SearchSummary(
                plan,
                settings,
                7,
                Optional.empty(),
                held,
                OptionalInt.of(60),
                OptionalLong.of(90),
                OptionalInt.of(20),
                5,
                "finished",
                Goal.ACCURACY,
                Optional.empty());
    }

    private static ReportOrder order(SearchSummary search) {
        return ReportOrder.to(FOLDER.resolve("report.html")).withSearch(Optional.of(search));
    }

    @Test
    void aSearchIsDoneAgainWithWhatItCouldNotChangeAndItsPatience() {
        SearchSummary search = search("greedy", Map.of(), HELD);
        assertThat(Commands.of(order(search), FOLDER).get(0))
                .isEqualTo(
                        "stockpot search --session session.stockpot.json --method greedy --seed 7 --objective accuracy"
                                + " --pin 'my head' --pin stem --range blocks.0=0.25..1.0 --link blocks.1,blocks.2"
                                + " --link-in-proportion blocks.3,blocks.4 --budget 60 --minutes 1.5 --patience 20 --no-racing"
                                + " --save session.stockpot.json");
    }

    @Test
    void aSearchThatDependsOnTheSlidersSaysWhichMixItNeeds() throws Exception {
        String needed =
                "The search depends on the mix that was on the sliders when it began: it needs a session with that"
                        + " mix, not with the one that was found.";
        assertThat(Commands.condition(order(search("greedy", Map.of(), HELD)))).contains(needed);
        assertThat(Commands.condition(order(search("direct", Map.of("start", "sliders"), Constraints.NONE))))
                .contains(needed);
        assertThat(Commands.condition(order(search("direct", Map.of(), Constraints.NONE))))
                .isEmpty();
        assertThat(Commands.condition(ReportOrder.to(FOLDER.resolve("report.html"))))
                .isEmpty();
    }

    @Test
    void howTheMixWasFoundTellsConstraintsAndPatience() throws Exception {
        assertThat(JournalFacts.of(search("greedy", Map.of(), HELD)))
                .containsEntry("constraints", String.join("; ", HELD.sentences()))
                .containsEntry("budget", "60 evaluations, 90 s, patience of 20 evaluations");
        assertThat(JournalFacts.of(search("greedy", Map.of(), Constraints.NONE)))
                .containsEntry("constraints", "none");
    }
}
