package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;

/**
 * Everything a user works on. Immutable: every edit makes a new session, in which the rows of the recipe's weights
 * still stand in the order of the ingredients.
 *
 * @param base the common ancestor, where it is known
 * @param ingredients finetuned from the base, in the order of the recipe's rows, with distinct names
 * @param data sets to measure on; of several with the same role and name all but the first get numbers
 * @param preprocessing of images; empty means what the checkpoint says, else what is usual for the network
 * @param network what the user says about the network where its tensors do not
 * @param recipe how to cook; weights of one single column stand for the same weights in every layer group, however many
 *     the checkpoints turn out to have
 * @param trials what was measured so far, oldest first
 */
public record Session(
        Optional<Source> base,
        List<Source> ingredients,
        List<DataRef> data,
        Optional<Preprocessing> preprocessing,
        NetworkChoice network,
        Recipe recipe,
        List<Trial> trials) {
    /** Nothing yet. */
    public static final Session EMPTY = new Session(
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            NetworkChoice.NONE,
            new Recipe(new FusionMethod.WeightedAverage(), new Granularity.Level(1), new MixingWeights(List.of())),
            List.of());

    public Session {
        ingredients = List.copyOf(ingredients);
        data = SetNames.distinct(List.copyOf(data));
        trials = List.copyOf(trials);
        if (recipe.weights().ingredients() != ingredients.size()) {
            throw new IllegalArgumentException(
                    recipe.weights().ingredients() + " rows of weights for " + ingredients.size() + " ingredients");
        }
        Set<String> names = new HashSet<>();
        for (Source ingredient : ingredients) {
            if (!names.add(ingredient.name())) {
                throw new IllegalArgumentException("two ingredients are called " + ingredient.name());
            }
        }
    }

    /** Puts a base in place of the one before. Trials of mixes that began at that are forgotten. */
    public Session withBase(Source newBase) {
        boolean same = base.isEmpty() || base.get().path().equals(newBase.path());
        return new Session(
                Optional.of(newBase),
                ingredients,
                data,
                preprocessing,
                network,
                recipe,
                same ? trials : trialsWithoutBase());
    }

    /** Takes the base out. Trials of mixes that began at it are forgotten: whatever comes next is another one. */
    public Session withoutBase() {
        return new Session(Optional.empty(), ingredients, data, preprocessing, network, recipe, trialsWithoutBase());
    }

    private List<Trial> trialsWithoutBase() {
        return trials.stream()
                .filter(trial -> !trial.recipe().method().needsBase())
                .toList();
    }

    /** Replaces all ingredients; the weights become uniform. */
    public Session withIngredients(List<Source> newIngredients) {
        return with(List.of(), new MixingWeights(List.of())).added(newIngredients);
    }

    /**
     * Appends ingredients. Weights that were uniform stay so; otherwise newcomers start at zero, so that a mix somebody
     * made is not changed behind their back. A name that is taken gets a number.
     */
    public Session added(List<Source> newcomers) {
        List<Source> all = new ArrayList<>(ingredients);
        for (Source newcomer : newcomers) {
            all.add(newcomer.renamed(freeName(newcomer.name(), all)));
        }
        MixingWeights old = recipe.weights();
        List<List<Double>> rows = new ArrayList<>(old.rows());
        int columns = Math.max(1, old.groups());
        boolean uniform = rows.stream().distinct().count() <= 1;
        while (rows.size() < all.size()) {
            rows.add(row(columns, 0));
        }
        MixingWeights weights =
                uniform && !all.isEmpty() ? MixingWeights.uniform(all.size(), columns) : new MixingWeights(rows);
        return with(all, weights);
    }

    /** Takes one ingredient out; the others share its weight in proportion, or evenly where they had none. */
    public Session removed(int ingredient) {
        List<Source> rest = new ArrayList<>(ingredients);
        rest.remove(ingredient);
        if (rest.isEmpty()) {
            return with(rest, new MixingWeights(List.of()));
        }
        List<List<Double>> rows = new ArrayList<>(recipe.weights().rows());
        rows.remove(ingredient);
        double[][] matrix = new MixingWeights(rows).normalised().toMatrix();
        for (int group = 0; group < matrix[0].length; group++) {
            int column = group;
            if (Arrays.stream(matrix).allMatch(row -> row[column] == 0)) {
                for (double[] row : matrix) {
                    row[column] = 1.0 / rest.size();
                }
            }
        }
        return with(rest, MixingWeights.of(matrix));
    }

    /**
     * Gives one ingredient another name.
     *
     * @throws IllegalArgumentException if the name is blank or taken
     */
    public Session renamed(int ingredient, String name) {
        List<Source> all = new ArrayList<>(ingredients);
        all.set(ingredient, all.get(ingredient).renamed(name));
        return with(all, recipe.weights());
    }

    /** Moves one ingredient, with its weights, to another place in the list. */
    public Session moved(int from, int to) {
        return reordered(order -> {
            List<Integer> moved = new ArrayList<>(order);
            moved.add(to, moved.remove(from));
            return moved;
        });
    }

    /** Puts the ingredients, with their weights, in another order. */
    public Session reordered(UnaryOperator<List<Integer>> permutation) {
        List<Integer> identity = new ArrayList<>();
        for (int index = 0; index < ingredients.size(); index++) {
            identity.add(index);
        }
        List<Integer> order = permutation.apply(List.copyOf(identity));
        if (order.size() != identity.size() || !new HashSet<>(order).containsAll(identity)) {
            throw new IllegalArgumentException("not a permutation: " + order);
        }
        return with(
                order.stream().map(ingredients::get).toList(),
                new MixingWeights(
                        order.stream().map(recipe.weights().rows()::get).toList()));
    }

    public Session withRecipe(Recipe newRecipe) {
        return new Session(base, ingredients, data, preprocessing, network, newRecipe, trials);
    }

    /**
     * Puts other data sets in place of those before. What was measured on a set whose role and name now stand for other images
     * goes on under another name, so that nobody takes it for a result on these.
     */
    public Session withData(List<DataRef> newData) {
        List<DataRef> next = SetNames.distinct(newData);
        return new Session(base, ingredients, next, preprocessing, network, recipe, SetNames.kept(trials, data, next));
    }

    /** Says how images are prepared. Other images have other results, so trials are forgotten. */
    public Session withPreprocessing(Optional<Preprocessing> newPreprocessing) {
        List<Trial> valid = newPreprocessing.equals(preprocessing) ? trials : List.of();
        return new Session(base, ingredients, data, newPreprocessing, network, recipe, valid);
    }

    /** Says what runs the weights. Another network than before has other results, so trials are forgotten. */
    public Session withNetwork(NetworkChoice newNetwork) {
        List<Trial> valid = newNetwork.equals(network) ? trials : List.of();
        return new Session(base, ingredients, data, preprocessing, newNetwork, recipe, valid);
    }

    public Session withTrial(Trial trial) {
        List<Trial> all = new ArrayList<>(trials);
        all.add(trial);
        return new Session(base, ingredients, data, preprocessing, network, recipe, all);
    }

    /** Replaces all trials, such as by fewer, or by the same with other notes. */
    public Session withTrials(List<Trial> newTrials) {
        return new Session(base, ingredients, data, preprocessing, network, recipe, newTrials);
    }

    /** Adds the hashes of files that were not known yet; those that were declared stay. */
    public Session withSha256(Map<Path, String> found) {
        UnaryOperator<Source> known =
                source -> found.containsKey(source.path()) ? source.withSha256(found.get(source.path())) : source;
        var hashed = new NetworkChoice(network.activation(), network.head().map(known));
        return new Session(
                base.map(known), ingredients.stream().map(known).toList(), data, preprocessing, hashed, recipe, trials);
    }

    /** The same with one file read for its weights only; see {@link Source#weightsOnly}. */
    public Session withWeightsOnly(Path file) {
        UnaryOperator<Source> lenient = source ->
                source.path().equals(file) ? new Source(source.name(), source.path(), source.sha256(), true) : source;
        return new Session(
                base.map(lenient),
                ingredients.stream().map(lenient).toList(),
                data,
                preprocessing,
                network,
                recipe,
                trials);
    }

    /** The same data and preprocessing with one single model, such as the base, as it is, and no trials. */
    public Session solo(Source model) {
        return new Session(
                Optional.empty(),
                List.of(model),
                data,
                preprocessing,
                network,
                recipe.withWeights(MixingWeights.uniform(1, 1)).alone(0),
                List.of());
    }

    /** The base, where there is one, and the ingredients. */
    public List<Source> sources() {
        List<Source> all = new ArrayList<>(ingredients);
        base.ifPresent(source -> all.add(0, source));
        return all;
    }

    private Session with(List<Source> newIngredients, MixingWeights weights) {
        return new Session(base, newIngredients, data, preprocessing, network, recipe.withWeights(weights), trials);
    }

    private static List<Double> row(int columns, double weight) {
        var row = new Double[columns];
        Arrays.fill(row, weight);
        return List.of(row);
    }

    private static String freeName(String wanted, Collection<Source> taken) {
        String name = wanted;
        for (int number = 2; isTaken(name, taken); number++) {
            name = wanted + " (" + number + ")";
        }
        return name;
    }

    private static boolean isTaken(String name, Collection<Source> sources) {
        return sources.stream().anyMatch(source -> source.name().equals(name));
    }
}
