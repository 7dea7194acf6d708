package org.stockpot.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Looks for compromises between the measures of the goal instead of one best mix: NSGA-II over the mixing weights of all
 * ingredients and searched layer groups. Deb et al. 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II",
 * IEEE Transactions on Evolutionary Computation 6(2). The first generation has the ingredients, their plain average and
 * random mixes; offspring come of simulated binary crossover and polynomial mutation and are scaled so that the weights of
 * every group sum to 1. The goal's own weights only say which of the compromises is the result.
 *
 * @param population mixes per generation
 * @param generations of offspring
 * @param recipes most compromises that are handed over
 */
public record ParetoFront(int population, int generations, int recipes) implements SearchPlan {
    static final String ID = "pareto";

    /** Some 400 evaluations. */
    public static final ParetoFront STANDARD = new ParetoFront(20, 19, 10);

    private static final String POPULATION = "population";
    private static final String GENERATIONS = "generations";
    private static final String RECIPES = "recipes";

    public ParetoFront {
        if (population < 4 || generations < 0 || recipes < 2) {
            throw new IllegalArgumentException(
                    "population " + population + ", generations " + generations + ", recipes " + recipes);
        }
    }

    static ParetoFront read(Settings settings) throws StockpotException {
        return new ParetoFront(settings.whole(POPULATION), settings.whole(GENERATIONS), settings.whole(RECIPES));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Pareto front";
    }

    @Override
    public String reference() {
        return "Deb et al. 2002, IEEE Trans. Evol. Comput. (NSGA-II)";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.LABELS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        POPULATION, new Parameter.Whole(4, 10_000), "" + STANDARD.population, "Mixes per generation."),
                new Parameter(
                        GENERATIONS,
                        new Parameter.Whole(0, 10_000),
                        "" + STANDARD.generations,
                        "How often the mixes have offspring."),
                new Parameter(
                        RECIPES,
                        new Parameter.Whole(2, 1000),
                        "" + STANDARD.recipes,
                        "Most compromises that are handed over and measured on all sets."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(POPULATION, "" + population);
        settings.put(GENERATIONS, "" + generations);
        settings.put(RECIPES, "" + recipes);
        return settings;
    }

    @Override
    public Goal goal() {
        return Goal.SHIFT_AWARE;
    }

    @Override
    public int compromises() {
        return recipes;
    }

    @Override
    public int mostEvaluations(SearchSpace space) {
        long first = Math.max(population, space.ingredients().size() + 1L);
        return (int) Math.min(Integer.MAX_VALUE, first + (long) population * generations);
    }

    @Override
    public Mix run(Trials trials, long seed) throws StockpotException {
        var random = new Random(seed);
        var breeding = new Breeding(trials.space(), random);
        List<Mix> mixes = new ArrayList<>(trials.all(Told.of(Phase.SCORING)));
        if (mixes.get(0).parts().size() < 2) {
            throw new StockpotException(
                    "A Pareto front weighs several measures against each other: give an objective that"
                            + " is a sum of them and has no floors, such as 0.5*accuracy+0.5*shifted.");
        }
        int n = trials.space().ingredients().size();
        mixes.add(score(trials, MixingWeights.uniform(n, trials.space().groups().size()), 0));
        while (mixes.size() < population) {
            mixes.add(score(trials, breeding.random(), 0));
        }
        Generation parents = Generation.fittest(mixes, population);
        for (int number = 1; number <= generations; number++) {
            List<Mix> all = new ArrayList<>(parents.mixes());
            for (int pair = 0; pair < population; pair += 2) {
                List<MixingWeights> children =
                        breeding.children(parents.tournament(random), parents.tournament(random));
                for (MixingWeights child : children.subList(0, Math.min(2, population - pair))) {
                    all.add(score(trials, child, number));
                }
            }
            parents = Generation.fittest(all, population);
        }
        return trials.best().orElse(mixes.get(0));
    }

    private static Mix score(Trials trials, MixingWeights weights, int generation) throws StockpotException {
        List<Integer> members = IntStream.range(0, weights.ingredients())
                .filter(row -> weights.rows().get(row).stream().anyMatch(weight -> weight > 0))
                .boxed()
                .toList();
        return trials.score(weights, members, Told.of(Phase.GENERATION, generation));
    }

    /**
     * The mixes that may have offspring.
     *
     * @param ranks number of the front of each
     * @param room see {@link Ranking#crowding}
     */
    private record Generation(List<Mix> mixes, List<Integer> ranks, List<Double> room) {
        /** Whole fronts, the first ones first, and of the one that does not fit those with the most room. */
        static Generation fittest(List<Mix> all, int most) {
            var kept = new Generation(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            List<List<Double>> points = all.stream().map(Mix::parts).toList();
            int rank = 0;
            for (List<Integer> front : Ranking.fronts(points)) {
                double[] room = Ranking.crowding(front.stream().map(points::get).toList());
                int first = rank++;
                IntStream.range(0, room.length)
                        .boxed()
                        .sorted((one, other) -> Double.compare(room[other], room[one]))
                        .limit(Math.max(0, most - kept.mixes.size()))
                        .forEach(place -> {
                            kept.mixes.add(all.get(front.get(place)));
                            kept.ranks.add(first);
                            kept.room.add(room[place]);
                        });
            }
            return kept;
        }

        /** The better of two at random. */
        MixingWeights tournament(Random random) {
            int one = random.nextInt(mixes.size());
            int other = random.nextInt(mixes.size());
            int byRank = Integer.compare(ranks.get(other), ranks.get(one));
            boolean better = byRank == 0 ? room.get(one) >= room.get(other) : byRank > 0;
            return mixes.get(better ? one : other).weights();
        }
    }

    /** Makes new weights of old ones. */
    private static final class Breeding {
        /** Distribution indices and the share of pairs that are crossed, as in the paper's experiments. */
        private static final double CROSSOVER_INDEX = 20;

        private static final double MUTATION_INDEX = 20;
        private static final double CROSSED = 0.9;

        private final SearchSpace space;
        private final List<Integer> active;
        private final Random random;

        Breeding(SearchSpace space, Random random) {
            this.space = space;
            this.active = space.activeGroups();
            this.random = random;
        }

        /** Uniform among all convex mixes; half of the time the same shares in all groups. */
        MixingWeights random() {
            var genes = new double[space.ingredients().size()][active.size()];
            boolean same = random.nextBoolean();
            for (double[] row : genes) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = same && i > 0 ? row[0] : -Math.log(1 - random.nextDouble());
                }
            }
            return weights(genes);
        }

        List<MixingWeights> children(MixingWeights mother, MixingWeights father) {
            double[][] first = genes(mother);
            double[][] second = genes(father);
            if (random.nextDouble() < CROSSED) {
                cross(first, second);
            }
            mutate(first);
            mutate(second);
            return List.of(weights(first), weights(second));
        }

        /** Deb and Agrawal 1995, "Simulated binary crossover for continuous search space". */
        private void cross(double[][] first, double[][] second) {
            for (int row = 0; row < first.length; row++) {
                for (int i = 0; i < first[row].length; i++) {
                    double u = random.nextDouble();
                    double spread = Math.pow(u <= 0.5 ? 2 * u : 1 / (2 * (1 - u)), 1 / (CROSSOVER_INDEX + 1));
                    if (random.nextBoolean()) {
                        double middle = (first[row][i] + second[row][i]) / 2;
                        double half = spread * (second[row][i] - first[row][i]) / 2;
                        first[row][i] = clip(middle - half);
                        second[row][i] = clip(middle + half);
                    }
                }
            }
        }

        /** Polynomial mutation of one weight on average. Deb and Goyal 1996, "A combined genetic adaptive search (GeneAS)". */
        private void mutate(double[][] genes) {
            double rate = 1.0 / Math.max(1, genes.length * active.size());
            for (double[] row : genes) {
                for (int i = 0; i < row.length; i++) {
                    if (random.nextDouble() < rate) {
                        double u = random.nextDouble();
                        double power = 1 / (MUTATION_INDEX + 1);
                        row[i] = clip(
                                row[i] + (u < 0.5 ? Math.pow(2 * u, power) - 1 : 1 - Math.pow(2 * (1 - u), power)));
                    }
                }
            }
        }

        private static double clip(double weight) {
            return Math.max(0, Math.min(1, weight));
        }

        private double[][] genes(MixingWeights weights) {
            return weights.rows().stream()
                    .map(row -> active.stream().mapToDouble(row::get).toArray())
                    .toArray(double[][]::new);
        }

        /** Shares that sum to 1 per searched group; inert groups have the mean of the others. */
        private MixingWeights weights(double[][] genes) {
            int n = genes.length;
            var matrix = new double[n][space.groups().size()];
            for (double[] row : matrix) {
                Arrays.fill(row, active.isEmpty() ? 1.0 / n : 0);
            }
            for (int i = 0; i < active.size(); i++) {
                int column = i;
                double sum =
                        Arrays.stream(genes).mapToDouble(row -> row[column]).sum();
                for (int row = 0; row < n; row++) {
                    double share = sum > 0 ? genes[row][i] / sum : 1.0 / n;
                    matrix[row][active.get(i)] = share;
                    for (int inert : space.inertGroups()) {
                        matrix[row][inert] += share / active.size();
                    }
                }
            }
            return MixingWeights.of(matrix);
        }
    }
}
