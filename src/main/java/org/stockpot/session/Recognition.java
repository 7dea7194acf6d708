package org.stockpot.session;

import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * What a session's checkpoints are and how images get into them. Never runs anything.
 *
 * @param preprocessing the session's own, else what the first checkpoint says, else what fits the network
 */
record Recognition(Architecture architecture, Preprocessing preprocessing, Runner runner) {
    /**
     * Recognises the network.
     *
     * @param first of the session's ingredients, under the names the mix has
     * @throws StockpotException if a network that is known takes other images than the session prepares
     */
    static Recognition of(Session session, TensorSource first, Pantry pantry, Backend backend)
            throws StockpotException {
        Source witness = session.ingredients().get(0);
        Optional<Preprocessing> said = session.preprocessing();
        if (said.isEmpty()) {
            said = Provenance.preprocessing(
                    witness.path().toString(), pantry.open(witness).metadata());
        }
        Optional<Architecture> known = Optional.empty();
        String unknown = "";
        try {
            known = Optional.of(backend.recognise(first.name(), first.specs()));
        } catch (StockpotException e) {
            unknown = e.getMessage();
        }
        Optional<Preprocessing> fits = known.map(Architecture::usual);
        Preprocessing preprocessing = said.or(() -> fits).orElseGet(Preprocessing::imageNet);
        Optional<Runner> program = pantry.programs().runner(session, pantry, preprocessing);
        if (program.isPresent() && program.get() instanceof Runner.Script script) {
            return new Recognition(
                    script.program().architecture(Architecture.UNKNOWN_CLASSES), preprocessing, program.get());
        }
        if (known.isPresent()) {
            return known(first, known.get(), preprocessing, backend);
        }
        return new Recognition(
                Architecture.whole(
                        program.isPresent() ? "TorchScript program" : "network not known here",
                        preprocessing,
                        Architecture.UNKNOWN_CLASSES,
                        first.specs().keySet()),
                preprocessing,
                program.orElse(new Runner.Nobody(new StockpotException(unknown
                        + " Give --program with a TorchScript archive of the network to evaluate it; mixing and exporting"
                        + " work without."))));
    }

    private static Recognition known(
            TensorSource first, Architecture usual, Preprocessing preprocessing, Backend backend)
            throws StockpotException {
        int size = preprocessing.size();
        Architecture architecture =
                size == usual.inputSize() ? usual : backend.recognise(first.name(), first.specs(), size);
        return new Recognition(architecture, preprocessing, new Runner.Known(size));
    }
}
