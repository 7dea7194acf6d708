package org.stockpot.session;

import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * What a session's checkpoints are and how images get into them. Never runs anything.
 *
 * @param preprocessing the session's own, else what the first checkpoint says, else what fits the network
 * @param origin who says so, for people
 */
record Recognition(Architecture architecture, Preprocessing preprocessing, String origin, Runner runner) {
    /**
     * Recognises the network.
     *
     * @param first of the session's ingredients, under the names the mix has
     * @throws StockpotException if a network that is known takes other images than the session prepares, or has not what the
     *     user chose
     */
    static Recognition of(Session session, TensorSource first, Pantry pantry, Backend backend)
            throws StockpotException {
        Source witness = session.ingredients().get(0);
        Optional<ProvenanceForm> form =
                Provenance.read(witness.path().toString(), pantry.open(witness).metadata());
        Optional<Preprocessing> written = form.isEmpty()
                ? Optional.empty()
                : Provenance.preprocessing(witness.path().toString(), form.get());
        Optional<Heads.Head> head = head(session.network(), first, pantry, backend);
        Map<String, TensorSpec> tensors = head.isPresent() ? head.get().matrix().over(first.specs()) : first.specs();
        Optional<Architecture> known = Optional.empty();
        Optional<StockpotException> unknown = Optional.empty();
        try {
            known = Optional.of(backend.recognise(first.name(), tensors));
        } catch (StockpotException e) {
            unknown = Optional.of(e);
        }
        Optional<Preprocessing> said = session.preprocessing().or(() -> written);
        Preprocessing preprocessing = said.orElse(known.map(Architecture::usual).orElseGet(Preprocessing::imageNet));
        String origin = session.preprocessing().isPresent()
                ? "as the session says"
                : written.isPresent() ? "as the checkpoint says" : "as is usual for such a network";
        Optional<Runner> program = pantry.programs().runner(session, pantry, preprocessing);
        if (program.isPresent() && program.get() instanceof Runner.Script script) {
            if (head.isPresent()) {
                throw new StockpotException(
                        first.name() + " is run by the program "
                                + script.program().name()
                                + ", which has a head of its own: leave the text features out.",
                        Hint.TEXT_FEATURES);
            }
            return new Recognition(
                    script.program().architecture(Architecture.UNKNOWN_CLASSES), preprocessing, origin, program.get());
        }
        if (known.isPresent()) {
            int size = preprocessing.size();
            Architecture architecture =
                    size == known.get().inputSize() ? known.get() : backend.recognise(first.name(), tensors, size);
            var key = Variants.Key.of(session, pantry, preprocessing, head.map(Heads.Head::sha256));
            Optional<ChosenVariant> variant = variant(
                    first.name(), architecture, session, form, pantry.variants().known(key));
            return new Recognition(architecture, preprocessing, origin, new Runner.Known(size, variant, head));
        }
        return new Recognition(
                Architecture.whole(
                        program.isPresent() ? "TorchScript program" : "network not known here",
                        preprocessing,
                        Architecture.UNKNOWN_CLASSES,
                        first.specs().keySet()),
                preprocessing,
                origin,
                program.orElse(new Runner.Nobody(strange(unknown.orElseThrow()))));
    }

    private static StockpotException strange(StockpotException unknown) {
        return new StockpotException(
                unknown.getMessage()
                        + " A TorchScript archive of the network can evaluate it; mixing and exporting work"
                        + " without.",
                unknown,
                Hint.PROGRAM);
    }

    /**
     * The text features that the user gave, ready for a tower.
     *
     * @throws StockpotException if they do not fit it
     */
    static Optional<Heads.Head> head(NetworkChoice choice, TensorSource tower, Pantry pantry, Backend backend)
            throws StockpotException {
        return choice.head().isEmpty()
                ? Optional.empty()
                : Optional.of(pantry.head(choice.head().get(), backend.embedding(tower.name(), tower.specs())));
    }

    /** The user knows best, then the file, then what was found out, then what is usual. */
    private static Optional<ChosenVariant> variant(
            String subject,
            Architecture architecture,
            Session session,
            Optional<ProvenanceForm> form,
            Optional<ChosenVariant> probed)
            throws StockpotException {
        String network = subject + " (" + architecture.name() + ")";
        if (session.network().activation().isPresent()) {
            return Optional.of(ChosenVariant.named(
                    session.network().activation().get(), "chosen", architecture.variants(), network));
        }
        if (architecture.variants().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> written = form.flatMap(ProvenanceForm::activation);
        if (written.isPresent()) {
            return Optional.of(
                    ChosenVariant.named(written.get(), "as the checkpoint says", architecture.variants(), network));
        }
        return probed.or(() -> Optional.of(ChosenVariant.assumed(architecture.variants())));
    }
}
