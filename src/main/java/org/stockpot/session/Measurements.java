package org.stockpot.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preparation;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.Heats;
import org.stockpot.evaluate.LogitSink;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Split;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.Soup;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/** Measures mixes and remembers every result, so that nothing is measured twice. Lives on the device lane's thread. */
final class Measurements implements AutoCloseable {
    /** How messages call a mix that has no name. */
    static final String THE_MIX = "the mix";

    private static final int REMEMBERED = 20_000;

    private final Backend backend;
    private final Pantry pantry;
    private final LoadedMixes mixes;
    private final PreparedSets prepared;
    private final Map<Key, Evaluation> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Evaluation> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Key(MixKey mix, DataRef data, Preprocessing preprocessing) {}

    /**
     * What a measurement found.
     *
     * @param evaluations one per set, in the order asked for
     * @param images run through the network for it; 0 if all was remembered
     */
    record Measured(List<Evaluation> evaluations, long images) {}

    Measurements(Backend backend, Pantry pantry, Preparation preparation) {
        this.prepared = new PreparedSets(preparation);
        this.backend = backend;
        this.pantry = pantry;
        this.mixes = new LoadedMixes(backend);
    }

    /**
     * Opens a session and makes sure that its files are the ones it means. Where names and shapes leave open which network
     * they belong to, validation data tell, once.
     */
    Opened open(Session session, JobContext context) throws StockpotException {
        Opened opened = Opened.verified(session, pantry, backend, context);
        if (!(opened.runner() instanceof Runner.Known known)
                || known.variant().map(ChosenVariant::settled).orElse(true)) {
            return opened;
        }
        Optional<ChosenVariant> found = probed(opened, known, context);
        if (found.isEmpty()) {
            return opened;
        }
        var key = Variants.Key.of(
                opened.session(), pantry, opened.preprocessing(), known.head().map(Heads.Head::sha256));
        pantry.variants().remember(key, found.get());
        return Opened.of(opened.session(), pantry, backend);
    }

    /** Nothing where there are no validation data that could be used. */
    private Optional<ChosenVariant> probed(Opened opened, Runner.Known known, JobContext context) {
        try {
            List<DataRef> validation = opened.session().data().stream()
                    .filter(ref -> ref.role() == Role.VALIDATION)
                    .toList();
            List<PreparedSet> sets = ready(validation, opened, context);
            if (sets.stream().allMatch(set -> set.size() == 0)) {
                return Optional.empty();
            }
            for (PreparedSet set : sets) {
                Evaluator.requireFit(set, opened.architecture());
            }
            return Optional.of(new VariantProbe(sets)
                    .best(
                            known,
                            opened.architecture().variants(),
                            opened.ingredients().get(0),
                            backend,
                            context));
        } catch (StockpotException unusable) {
            // Whoever measures on these data hears what is wrong with them.
            return Optional.empty();
        }
    }

    Trial trial(Session session, Set<Role> roles, Consumer<List<Evaluation>> partial, JobContext context)
            throws StockpotException {
        Opened opened = open(session, context);
        List<DataRef> data = session.data().stream()
                .filter(ref -> roles.contains(ref.role()))
                .toList();
        return trial(opened, opened.session().recipe(), data, "sliders", 0, partial, context);
    }

    /** Makes the one who sees the logits of a measurement. */
    @FunctionalInterface
    interface Watching {
        /**
         * Is asked once, before the first batch.
         *
         * @param classes number of the model's classes
         */
        LogitSink of(List<PreparedSet> sets, int classes);
    }

    /**
     * Measures one mix on all images of some sets, whatever is known of it, and remembers the results.
     *
     * @param name of the mix, for messages
     */
    List<Evaluation> watched(
            String name, Opened opened, Recipe recipe, List<DataRef> data, Watching watching, JobContext context)
            throws StockpotException {
        MixKey mix = MixKey.of(opened, recipe);
        List<PreparedSet> sets = ready(data, opened, context);
        List<Evaluation> fresh = run(
                opened,
                recipe,
                mix,
                network -> {
                    LogitSink sink = watching.of(sets, network.architecture().classes());
                    return new Evaluator(network.batchSize(), sink)
                            .evaluate(name, network, sets, context, partial -> {});
                },
                context);
        for (int index = 0; index < data.size(); index++) {
            remembered.put(new Key(mix, data.get(index), opened.preprocessing()), fresh.get(index));
        }
        return fresh;
    }

    Trial trial(
            Opened opened,
            Recipe recipe,
            List<DataRef> data,
            String origin,
            long seed,
            Consumer<List<Evaluation>> partial,
            JobContext context)
            throws StockpotException {
        long start = System.nanoTime();
        List<Evaluation> evaluations =
                measure(opened, recipe, data, partial, context).evaluations();
        return new Trial(
                origin,
                recipe,
                opened.session().ingredients().stream().map(Source::content).toList(),
                seed,
                evaluations,
                backend.device(),
                (System.nanoTime() - start) / 1e9,
                Instant.now());
    }

    /** Measures one mix on some sets. */
    Measured measure(
            Opened opened, Recipe recipe, List<DataRef> data, Consumer<List<Evaluation>> partial, JobContext context)
            throws StockpotException {
        return measureUntil(
                opened,
                recipe,
                data,
                false,
                seen -> {
                    partial.accept(seen);
                    return false;
                },
                context);
    }

    /**
     * Measures one mix on some sets until the results are enough; what was not measured on all images is not remembered.
     *
     * @param anew measure even what is remembered
     * @param enough asked after each batch
     */
    Measured measureUntil(
            Opened opened,
            Recipe recipe,
            List<DataRef> data,
            boolean anew,
            Predicate<List<Evaluation>> enough,
            JobContext context)
            throws StockpotException {
        MixKey mix = MixKey.of(opened, recipe);
        List<DataRef> missing = new ArrayList<>();
        for (DataRef ref : data) {
            if (anew || !remembered.containsKey(new Key(mix, ref, opened.preprocessing()))) {
                missing.add(ref);
            }
        }
        long images = 0;
        List<Evaluation> fresh = List.of();
        if (!missing.isEmpty()) {
            List<PreparedSet> sets = ready(missing, opened, context);
            fresh = run(
                    opened,
                    recipe,
                    mix,
                    network -> new Evaluator(network.batchSize(), LogitSink.NONE)
                            .evaluateUntil(
                                    THE_MIX,
                                    network,
                                    sets,
                                    context,
                                    seen -> enough.test(merged(opened, mix, data, missing, seen))),
                    context);
            for (int index = 0; index < missing.size(); index++) {
                Evaluation evaluation = fresh.get(index);
                if (evaluation.total() == sets.get(index).size()) {
                    remembered.put(new Key(mix, missing.get(index), opened.preprocessing()), evaluation);
                }
                images += evaluation.total();
            }
        }
        return new Measured(merged(opened, mix, data, missing, fresh), images);
    }

    /**
     * Measures one mix on some sets, heat by heat, until it has lost a race. A mix that is known is raced by what is known. Is not
     * remembered: the cross-entropy of images in another order differs in its last digits.
     *
     * @param split of the sets
     * @param anew measure even what is remembered
     * @return no evaluations if it has lost
     */
    Measured race(
            Opened opened,
            Recipe recipe,
            List<DataRef> data,
            Split split,
            boolean anew,
            Heats heats,
            JobContext context)
            throws StockpotException {
        MixKey mix = MixKey.of(opened, recipe);
        List<Evaluation> known = anew ? List.of() : merged(opened, mix, data, List.of(), List.of());
        if (known.size() == data.size()) {
            boolean lost = heats.areLost(split.hits(Evaluation.hits(known)));
            return new Measured(lost ? List.of() : known, 0);
        }
        backend.unpack(Told.of(Doing.UNPACKING), context);
        Evaluator.Raced raced = run(
                opened,
                recipe,
                mix,
                network -> new Evaluator(network.batchSize(), LogitSink.NONE)
                        .race(THE_MIX, network, split, heats, context),
                context);
        return new Measured(raced.evaluations(), raced.images());
    }

    /** What is done with a network that holds the mix; it must not be kept. */
    @FunctionalInterface
    interface Use<T> {
        T with(Network network) throws StockpotException;
    }

    /** Lends the network behind the sliders, with this mix in it. */
    <T> T live(Opened opened, Recipe recipe, Use<T> use, JobContext context) throws StockpotException {
        return run(opened, recipe, MixKey.of(opened, recipe), use, context);
    }

    /** A network of its own for any weights with the names and shapes of a session's. */
    <T> T alone(Opened opened, TensorSource weights, Use<T> use) throws StockpotException {
        try (Network network = opened.runner().load(backend, weights)) {
            return use.with(network);
        }
    }

    /** A data set, decoded and resized. */
    PreparedSet prepared(DataRef ref, Preprocessing preprocessing, JobContext context) throws StockpotException {
        return prepared(List.of(ref), preprocessing, context).get(0);
    }

    /** Data sets, decoded and resized. */
    List<PreparedSet> prepared(List<DataRef> data, Preprocessing preprocessing, JobContext context)
            throws StockpotException {
        return prepared.all(data, preprocessing, context);
    }

    /** What was measured of a mix since the program started. */
    Optional<Evaluation> known(Opened opened, Recipe recipe, DataRef ref) {
        return Optional.ofNullable(remembered.get(new Key(MixKey.of(opened, recipe), ref, opened.preprocessing())));
    }

    /** Size of all files of a source together. */
    long bytes(Source source) throws StockpotException {
        return pantry.bytes(source);
    }

    /** Engine and device for people. */
    String device() throws StockpotException {
        return backend.device();
    }

    /** The images to measure on, and the engine to measure with: from here on nothing waits for either. */
    private List<PreparedSet> ready(List<DataRef> data, Opened opened, JobContext context) throws StockpotException {
        backend.unpack(Told.of(Doing.UNPACKING), context);
        return prepared.all(data, opened.preprocessing(), context);
    }

    private <T> T run(Opened opened, Recipe recipe, MixKey mix, Use<T> use, JobContext context)
            throws StockpotException {
        pantry.measured(opened.session());
        Soup soup = opened.soup(recipe);
        soup.prepare(context);
        LoadedMix loaded = mixes.take(mix);
        try {
            return use.with(loaded.with(mix, opened, soup));
        } finally {
            mixes.giveBack(loaded);
        }
    }

    /** One evaluation per set, the fresh ones where nothing is remembered. */
    private List<Evaluation> merged(
            Opened opened, MixKey mix, List<DataRef> data, List<DataRef> missing, List<Evaluation> fresh) {
        List<Evaluation> all = new ArrayList<>();
        for (DataRef ref : data) {
            int index = missing.indexOf(ref);
            @Nullable
            Evaluation known =
                    index >= 0 ? fresh.get(index) : remembered.get(new Key(mix, ref, opened.preprocessing()));
            if (known != null) {
                all.add(known);
            }
        }
        return all;
    }

    @Override
    public void close() {
        mixes.close();
        remembered.clear();
    }
}
