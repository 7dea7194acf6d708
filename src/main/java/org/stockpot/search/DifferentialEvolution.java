package org.stockpot.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * Differential evolution, {@code DE/rand/1/bin}: every member is challenged by a + F·(b − c) of three others, crossed with
 * itself, and gives way to what is at least as good (Storn & Price 1997, Journal of Global Optimization 11). The first
 * member is the best point, the others lie anywhere. A round ends when all members are near each other, or when some
 * generations in a row have not found anything better.
 *
 * @param population at least 4; 0 is the larger of 8 and twice the dimensions
 * @param weight F, 0.1…1.5
 * @param crossover how much of a challenger comes from the others, 0…1
 */
public record DifferentialEvolution(int population, double weight, double crossover, boolean wholeBudget)
        implements Optimiser {
    static final String ID = "de";
    static final DifferentialEvolution STANDARD = new DifferentialEvolution(0, 0.8, 0.9, false);

    private static final String POPULATION = "population";
    private static final String WEIGHT = "weight";
    private static final String CROSSOVER = "crossover";
    private static final int LEAST_POPULATION = 4;
    private static final int FRUITLESS_GENERATIONS = 5;

    public DifferentialEvolution {
        if (population < 0 || !(weight >= 0.1 && weight <= 1.5) || !(crossover >= 0 && crossover <= 1)) {
            throw new IllegalArgumentException(
                    "population " + population + ", weight " + weight + ", crossover " + crossover);
        }
    }

    static DifferentialEvolution read(Settings settings, boolean wholeBudget) throws StockpotException {
        return new DifferentialEvolution(
                settings.whole(POPULATION), settings.real(WEIGHT), settings.real(CROSSOVER), wholeBudget);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Differential evolution";
    }

    @Override
    public String reference() {
        return "Storn & Price 1997, Journal of Global Optimization";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        POPULATION,
                        new Parameter.Whole(0, 1000),
                        "0",
                        "Members of the population; 0 chooses by the number of dimensions."),
                new Parameter(
                        WEIGHT,
                        new Parameter.Real(0.1, 1.5),
                        "0.8",
                        "How much of the difference of two members a challenger is moved by."),
                new Parameter(
                        CROSSOVER,
                        new Parameter.Real(0, 1),
                        "0.9",
                        "How probably a number of a challenger is not the one of the member that it challenges."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(POPULATION, "" + population);
        settings.put(WEIGHT, "" + weight);
        settings.put(CROSSOVER, "" + crossover);
        return settings;
    }

    @Override
    public Minimum minimise(Function objective, double[] start, Bounds bounds, int budget, long seed)
            throws StockpotException {
        var random = new Random(seed);
        return Ground.explore(
                objective, start, bounds, budget, ground -> ground.rounds(wholeBudget, round -> round(ground, random)));
    }

    private void round(Ground ground, Random random) {
        int size = Math.max(LEAST_POPULATION, population == 0 ? Math.max(8, 2 * ground.dimensions()) : population);
        var members = new double[size][];
        var values = new double[size];
        members[0] = ground.best();
        values[0] = ground.bestValue();
        for (int i = 1; i < size; i++) {
            members[i] = random.doubles(ground.dimensions()).toArray();
            values[i] = ground.at(members[i]);
        }
        int fruitless = 0;
        while (fruitless < FRUITLESS_GENERATIONS && spread(members) >= Steps.USUAL.last()) {
            double before = ground.bestValue();
            for (int i = 0; i < size; i++) {
                double[] challenger = challenger(members, i, random);
                double value = ground.at(challenger);
                if (value <= values[i]) {
                    members[i] = challenger;
                    values[i] = value;
                }
            }
            fruitless = ground.bestValue() < before ? 0 : fruitless + 1;
        }
    }

    private double[] challenger(double[][] members, int member, Random random) {
        int[] others = random.ints(0, members.length)
                .filter(other -> other != member)
                .distinct()
                .limit(3)
                .toArray();
        double[] challenger = members[member].clone();
        int always = random.nextInt(challenger.length);
        for (int i = 0; i < challenger.length; i++) {
            if (i == always || random.nextDouble() < crossover) {
                challenger[i] =
                        Mirror.within(members[others[0]][i] + weight * (members[others[1]][i] - members[others[2]][i]));
            }
        }
        return challenger;
    }

    /** The longest side of the box around all members. */
    private static double spread(double[][] members) {
        double longest = 0;
        for (int i = 0; i < members[0].length; i++) {
            int dimension = i;
            var side = Arrays.stream(members)
                    .mapToDouble(member -> member[dimension])
                    .summaryStatistics();
            longest = Math.max(longest, side.getMax() - side.getMin());
        }
        return longest;
    }
}
