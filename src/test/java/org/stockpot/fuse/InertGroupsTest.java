package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

class InertGroupsTest {
    private static MemorySource model(double a, double b, double c, double unused) {
        return new MemorySource("m")
                .with("a.w", DType.F32, a)
                .with("b.w", DType.F32, b)
                .with("c.w", DType.F32, c)
                .with("c.unused", DType.F32, unused)
                .with("text.w", DType.F32, unused);
    }

    private static final LayerGroups GROUPS =
            LayerGroups.of(new Granularity.Level(0), model(0, 0, 0, 0).specs().keySet());
    private static final Set<String> USED = Set.of("a.w", "b.w", "c.w");

    @Test
    void groupsThatTheNetworkDoesNotUseAreInert() {
        assertThat(InertGroups.unused(GROUPS, USED)).containsExactly(3);
    }

    @Test
    void groupsInWhichAllAgreeInWhatIsUsedAreInertToo() throws StockpotException {
        List<MemorySource> models = List.of(model(1, 2, 3, 4), model(1, 2, 3, 5), model(1, 9, 3, 6));

        assertThat(InertGroups.find(GROUPS, USED, List.copyOf(models))).containsExactly(0, 2, 3);
        assertThat(models.get(0).reads).doesNotContain("text.w", "c.unused");
    }

    @Test
    void zerosOfDifferentSignDoNotAgree() throws StockpotException {
        assertThat(InertGroups.find(GROUPS, USED, List.of(model(0.0, 2, 3, 4), model(-0.0, 2, 3, 4))))
                .containsExactly(1, 2, 3);
    }

    @Test
    void oneIngredientAgreesWithNobody() throws StockpotException {
        assertThat(InertGroups.find(GROUPS, USED, List.of(model(1, 2, 3, 4)))).containsExactly(3);
    }
}
