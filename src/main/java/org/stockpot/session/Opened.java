package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.InertGroups;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.fuse.Recipe;
import org.stockpot.fuse.Soup;
import org.stockpot.fuse.SourceFacts;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * A session with its files open. The pantry owns them.
 *
 * @param session with a fitted recipe
 * @param origin who says how images are prepared, for people
 * @param values what is known of those of the files
 */
record Opened(
        Session session,
        Optional<TensorSource> base,
        List<TensorSource> ingredients,
        Architecture architecture,
        LayerGroups groups,
        Preprocessing preprocessing,
        String origin,
        Runner runner,
        SourceFacts values) {

    static Opened of(Session session, Pantry pantry, Backend backend) throws StockpotException {
        if (session.ingredients().isEmpty()) {
            throw new StockpotException("The session has no ingredients: add at least one checkpoint.");
        }
        Optional<TensorSource> base = Optional.empty();
        if (session.base().isPresent()) {
            base = Optional.of(pantry.tensors(session.base().get()));
        }
        List<TensorSource> ingredients = PrefixMatch.alignAll(base, pantry.tensors(session.ingredients()));
        TensorSource first = ingredients.get(0);
        for (TensorSource other : ingredients) {
            Compatibility.require(first, other);
        }
        Recognition recognition = Recognition.of(session, first, pantry, backend);
        LayerGroups groups =
                LayerGroups.of(session.recipe().granularity(), first.specs().keySet());
        Recipe fitted =
                session.recipe().withWeights(OpenSession.fit(session.recipe().weights(), groups));
        Set<String> used = recognition.architecture().usedTensors();
        return new Opened(
                session.withRecipe(fitted),
                base.map(source -> lasting(source, used)),
                ingredients.stream().map(source -> lasting(source, used)).toList(),
                recognition.architecture(),
                groups,
                recognition.preprocessing(),
                recognition.origin(),
                recognition.runner(),
                pantry.facts(session));
    }

    private static TensorSource lasting(TensorSource source, Set<String> used) {
        return new Lasting(source, used);
    }

    /** Opens a session and makes sure that its files are the ones it means; afterwards all their hashes are known. */
    static Opened verified(Session session, Pantry pantry, Backend backend, JobContext context)
            throws StockpotException {
        // What can be refused at once is refused before whole files are read.
        Opened opened = of(session, pantry, backend);
        return of(pantry.verified(opened.session(), context), pantry, backend);
    }

    /** The session's recipe, ready to be read. */
    Soup soup() throws StockpotException {
        return soup(session.recipe());
    }

    /** Another recipe over the same files. */
    Soup soup(Recipe recipe) throws StockpotException {
        return new Soup("The soup", base, ingredients, values, groups, recipe.method(), recipe.weights());
    }

    /** What ingredients are compared with: the base, or their mean where there is none. */
    TensorSource baseOrMean() throws StockpotException {
        if (base.isPresent()) {
            return base.get();
        }
        return soup(new Recipe(
                new FusionMethod.WeightedAverage(),
                session.recipe().granularity(),
                MixingWeights.uniform(ingredients.size(), groups.size())));
    }

    /** Reads the sources that the method mixes as far as they agree. */
    Set<Integer> inertGroups(FusionMethod method) throws StockpotException {
        List<TensorSource> mixed = new ArrayList<>(ingredients);
        if (method.needsBase() && base.isPresent()) {
            Compatibility.require(ingredients.get(0), base.get());
            mixed.add(base.get());
        }
        return InertGroups.find(groups, architecture.usedTensors(), mixed);
    }

    /** What tells the network from the one that such tensors usually belong to, if anything does. */
    Optional<String> unusualNetwork() {
        if (!(runner instanceof Runner.Known known)) {
            return Optional.empty();
        }
        List<String> unusual = new ArrayList<>();
        known.variant()
                .map(ChosenVariant::name)
                .filter(name -> architecture.variants().indexOf(name) > 0)
                .ifPresent(unusual::add);
        known.head().ifPresent(head -> unusual.add("head " + head.sha256()));
        return unusual.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", unusual));
    }

    /** What runs it, for people. */
    NetworkFacts facts() {
        Optional<Runner.Known> known = runner instanceof Runner.Known one ? Optional.of(one) : Optional.empty();
        return new NetworkFacts(
                architecture.name(),
                known.flatMap(Runner.Known::variant).map(ChosenVariant::name),
                known.flatMap(Runner.Known::variant).map(ChosenVariant::reason),
                known.flatMap(Runner.Known::variant)
                                .filter(one -> !one.settled())
                                .isPresent()
                        ? List.of(Hint.ACTIVATION)
                        : List.of(),
                known.flatMap(Runner.Known::head).map(Heads.Head::text),
                architecture.assumptions(),
                NetworkFacts.text(preprocessing) + ", " + origin);
    }

    OpenSession described() throws StockpotException {
        return new OpenSession(
                session,
                architecture,
                groups,
                inertGroups(session.recipe().method()),
                preprocessing,
                facts(),
                runner instanceof Runner.Known);
    }
}
