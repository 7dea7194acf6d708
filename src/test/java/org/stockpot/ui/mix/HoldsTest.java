package org.stockpot.ui.mix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.search.Constraints;
import org.stockpot.session.Source;

class HoldsTest {
    private static final Path A = Path.of("a.safetensors").toAbsolutePath();
    private static final Path B = Path.of("b.safetensors").toAbsolutePath();
    private static final Desk DESK =
            new Desk(List.of(group("conv"), group("block"), group("head")), List.of(strip("a", A), strip("b", B)));

    @Test
    void aPinnedGroupIsPinnedForTheSearchToo() {
        assertThat(Holds.NONE.pinning("head", true).constraints(DESK))
                .isEqualTo(new Constraints(Set.of("head"), Map.of(), List.of()));
    }

    @Test
    void aGroupInWhichEveryIngredientIsLockedIsPinned() {
        Holds one = Holds.NONE.locking(A, true);
        assertThat(one.constraints(DESK)).isEqualTo(Constraints.NONE);
        assertThat(one.locking(new Holds.Cell(B, "conv"), true)
                        .constraints(DESK)
                        .pinned())
                .containsExactly("conv");
    }

    @Test
    void linkedGroupsAreSearchedAsOneUnlessTheyArePinned() {
        Holds linked = Holds.NONE.linking("conv", true).linking("block", true).linking("head", true);
        assertThat(linked.constraints(DESK).proportions()).containsExactly(Set.of("block", "conv", "head"));
        assertThat(linked.pinning("head", true).constraints(DESK))
                .isEqualTo(new Constraints(Set.of("head"), Map.of(), List.of(), List.of(Set.of("block", "conv"))));
        assertThat(linked.linking("conv", false).linking("head", false).constraints(DESK))
                .isEqualTo(Constraints.NONE);
    }

    @Test
    void groupsThatAreNotOnTheDeskDoNotCount() {
        assertThat(Holds.NONE.pinning("gone", true).constraints(DESK)).isEqualTo(Constraints.NONE);
    }

    private static Desk.Group group(String name) {
        return new Desk.Group(name, name, false);
    }

    private static Desk.Strip strip(String name, Path path) {
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return new Desk.Strip(new Source(name, path, "1"), half, half, half, 0.5, 0.5, false);
    }
}
