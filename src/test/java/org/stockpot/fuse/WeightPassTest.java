package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

class WeightPassTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static WeightPass.Result run(MemorySource source, MemorySource reference) throws StockpotException {
        return WeightPass.run(source, Optional.of(reference), JobContext.detached());
    }

    private static WeightScan scan(MemorySource source) throws StockpotException {
        return WeightPass.run(source, Optional.empty(), JobContext.detached()).scan();
    }

    @Test
    void countsValuesThatAreNaNOrInfiniteAndNamesTheirTensors() throws Exception {
        WeightScan scan = scan(new MemorySource("a")
                .with("x", DType.F32, 1, Double.NaN, INF, -INF)
                .with("half", DType.F16, 1, INF)
                .with("wide", DType.F64, Double.NaN, 0)
                .with("steps", DType.I64, 7)
                .with("fine", DType.BF16, 1, 2));
        assertThat(scan.nonFinite()).isEqualTo(5);
        assertThat(scan.nonFiniteText()).isEqualTo("x (1 NaN, 2 infinite), half (1 infinite), wide (1 NaN)");
    }

    @Test
    void doesNotCountTheInfinitiesOfAnAttentionMask() throws Exception {
        WeightScan scan = scan(new MemorySource("a").with("mask", DType.F32, 0, -INF, 0, 0, -INF));
        assertThat(scan.nonFinite()).isZero();
        assertThat(scan(new MemorySource("a").with("no_mask", DType.F32, 0, INF))
                        .nonFinite())
                .isEqualTo(1);
    }

    @Test
    void namesTensorsThatAreConstantWhereTheBaseIsNot() throws Exception {
        WeightScan base = scan(new MemorySource("b").with("x", DType.F32, 1, 2).with("gain", DType.F32, 1, 1));
        WeightScan lost = scan(new MemorySource("a")
                .with("x", DType.F32, 0, 0)
                .with("gain", DType.F32, 2, 2)
                .with("y", DType.F32, 3, 3));
        assertThat(lost.constantUnlike(base)).containsExactly("x");
    }

    @Test
    void knowsTheSameTensorsInAnotherOrder() throws Exception {
        WeightScan one = scan(new MemorySource("a").with("x", DType.F32, 1, 2).with("y", DType.F32, 3));
        assertThat(one.isSame(scan(new MemorySource("b").with("y", DType.F32, 3).with("x", DType.F32, 1, 2))))
                .isTrue();
        assertThat(one.isSame(scan(new MemorySource("b").with("y", DType.F32, 3).with("x", DType.F32, 2, 1))))
                .isFalse();
        assertThat(one.isSame(scan(new MemorySource("b").with("y", DType.F64, 3).with("x", DType.F32, 1, 2))))
                .isFalse();
    }

    @Test
    void measuresDistanceAndDirectionOverMatricesAlone() throws Exception {
        MemorySource base = new MemorySource("b")
                .shaped("w", DType.F32, Shape.of(1, 2), 3, 4)
                .with("gain", DType.F32, 1, 1);
        MemorySource other = new MemorySource("a")
                .shaped("w", DType.F32, Shape.of(1, 2), -4, 3)
                .with("gain", DType.F32, 1, 1);
        Relation relation = run(other, base).relation().orElseThrow();
        assertThat(relation.relativeL2()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(relation.cosine()).isCloseTo(0, within(1e-12));
        assertThat(run(base, base).relation().orElseThrow()).isEqualTo(new Relation(0, 1, Optional.empty()));
    }

    @Test
    void findsAHeadWhoseClassesStandInAnotherOrder() throws Exception {
        MemorySource base = head(1, 0.0, 0, 1, 2, 3);
        assertThat(run(head(1, 0.3, 2, 0, 1, 3), base).relation().orElseThrow().headOrder())
                .contains(new HeadOrder("head.weight", List.of(1, 2, 0, 3)));
        assertThat(run(head(1, 0.3, 0, 1, 2, 3), base).relation().orElseThrow().headOrder())
                .isEmpty();
        assertThat(run(head(2, 0.0, 0, 1, 2, 3), base).relation().orElseThrow().headOrder())
                .as("another initialisation")
                .isEmpty();
    }

    /** Rows of a random head, in an order, with noise on them. */
    private static MemorySource head(long seed, double noise, int... order) {
        int width = 64;
        var random = new Random(seed);
        var rows = new double[order.length][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = random.nextGaussian();
            }
        }
        var values = new double[order.length * width];
        for (int row = 0; row < order.length; row++) {
            for (int i = 0; i < width; i++) {
                values[row * width + i] = rows[order[row]][i] + noise * random.nextGaussian();
            }
        }
        return new MemorySource("head").shaped("head.weight", DType.F32, Shape.of(order.length, width), values);
    }

    @Test
    void seesWhoDoesNotBelongToTheFamily() {
        List<Relation> relations = new ArrayList<>();
        for (double distance : new double[] {0.03, 0.06, 0.06, 0.07, 0.11, 0.13}) {
            relations.add(new Relation(distance, 0.99, Optional.empty()));
        }
        assertThat(Family.strangers(relations)).as("a real kitchen").isEmpty();
        relations.add(new Relation(0.9, 0.7, Optional.empty()));
        assertThat(Family.strangers(relations)).as("far away").containsExactly(6);
        assertThat(Family.strangers(List.of(
                        new Relation(1.4, 0.02, Optional.empty()),
                        new Relation(0.1, 0.99, Optional.empty()),
                        new Relation(Double.NaN, Double.NaN, Optional.empty()))))
                .as("from scratch, in a family too small for statistics")
                .containsExactly(0);
    }
}
