package org.stockpot.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class CobylaTest {
    private final Minimiser cobyla = new Cobyla(false);

    private static double bowl(double[] point, double... centre) {
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            sum += (point[i] - centre[i]) * (point[i] - centre[i]);
        }
        return sum;
    }

    @Test
    void findsTheBottomOfABowl() throws StockpotException {
        Minimum found = cobyla.minimise(
                x -> bowl(x, 0.31, 0.62, 0.45), new double[] {0.5, 0.5, 0.5}, Bounds.all(3, 0.25, 0.75), 200, 1);

        assertThat(found.toArray()).containsExactly(new double[] {0.31, 0.62, 0.45}, within(0.02));
    }

    @Test
    void findsACornerWhenTheBottomLiesOutside() throws StockpotException {
        Minimum found = cobyla.minimise(x -> bowl(x, -5, 9), new double[] {0.5, 0.5}, Bounds.all(2, 0.3, 1), 100, 1);

        assertThat(found.toArray()).containsExactly(new double[] {0.3, 1}, within(0.01));
    }

    @Test
    void findsTheBottomOfAStaircase() throws StockpotException {
        Minimum found = cobyla.minimise(
                x -> Math.ceil(bowl(x, 0.31, 0.62) * 2000) / 2000,
                new double[] {0.5, 0.5},
                Bounds.all(2, 0.25, 0.75),
                60,
                1);

        assertThat(found.value()).isLessThan(0.002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 30})
    void neverCallsMoreOftenThanTheBudget(int budget) throws StockpotException {
        var calls = new ArrayList<Double>();
        Minimum found = cobyla.minimise(
                x -> {
                    calls.add(x[0]);
                    return bowl(x, 0.3, 0.4, 0.9);
                },
                new double[] {0.5, 0.5, 0.5},
                Bounds.all(3, 0, 1),
                budget,
                1);

        assertThat(calls).hasSize(budget);
        assertThat(found.calls()).isEqualTo(budget);
    }

    @Test
    void beginsAtTheStartAndStaysWithinTheBounds() throws StockpotException {
        var points = new ArrayList<double[]>();
        cobyla.minimise(
                x -> {
                    points.add(x);
                    return -x[0] - x[1];
                },
                new double[] {0.6, 7},
                Bounds.all(2, 0.3, 1),
                80,
                1);

        assertThat(points.get(0)).containsExactly(0.6, 1);
        assertThat(points).allSatisfy(point -> assertThat(Arrays.stream(point)).allMatch(x -> x >= 0.3 && x <= 1));
    }

    @Test
    void onFlatGroundItReturnsTheStartAndEndsBeforeTheBudget() throws StockpotException {
        Minimum found = cobyla.minimise(x -> 4, new double[] {0.5, 0.5}, Bounds.all(2, 0, 1), 100_000, 1);

        assertThat(found.toArray()).containsExactly(0.5, 0.5);
        assertThat(found.calls()).isLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 2000})
    void onFlatGroundItSpendsTheWholeBudgetWhenToldTo(int budget) throws StockpotException {
        var points = new HashSet<Double>();
        Minimum found = new Cobyla(true)
                .minimise(
                        x -> {
                            points.add(x[0]);
                            return 4;
                        },
                        new double[] {0.5, 0.5},
                        Bounds.all(2, 0, 1),
                        budget,
                        1);

        assertThat(found.toArray()).containsExactly(0.5, 0.5);
        assertThat(found.calls()).isEqualTo(budget);
        assertThat(points).hasSizeGreaterThan(Math.min(budget, 20) / 4);
    }

    @Test
    void theSameSeedGivesTheSameSearch() throws StockpotException {
        assertThat(search(7)).isEqualTo(search(7));
        assertThat(LongStream.range(0, 9).mapToObj(this::search).distinct()).hasSizeGreaterThan(1);
    }

    private String search(long seed) {
        var points = new StringBuilder();
        assertThatCode(() -> cobyla.minimise(
                        x -> {
                            points.append(x[0]).append(' ').append(x[1]).append('\n');
                            return Math.floor(40 * bowl(x, 0.4, 0.6));
                        },
                        new double[] {0.5, 0.5},
                        Bounds.all(2, 0, 1),
                        300,
                        seed))
                .doesNotThrowAnyException();
        return points.toString();
    }

    @Test
    void exceptionsOfTheObjectiveComeThrough() {
        assertThatThrownBy(() -> cobyla.minimise(
                        x -> {
                            throw new StockpotException("the device is full");
                        },
                        new double[] {0.5},
                        Bounds.all(1, 0, 1),
                        10,
                        1))
                .isExactlyInstanceOf(StockpotException.class)
                .hasMessage("the device is full");
        var calls = new ArrayList<Double>();
        assertThatThrownBy(() -> cobyla.minimise(
                        x -> {
                            calls.add(x[0]);
                            if (calls.size() == 3) {
                                throw new StockpotException("the device is full");
                            }
                            return x[0];
                        },
                        new double[] {0.5},
                        Bounds.all(1, 0, 1),
                        10,
                        1))
                .isExactlyInstanceOf(StockpotException.class);
        assertThatThrownBy(() -> cobyla.minimise(
                        x -> {
                            throw new CancellationException();
                        },
                        new double[] {0.5},
                        Bounds.all(1, 0, 1),
                        10,
                        1))
                .isInstanceOf(CancellationException.class);
    }
}
