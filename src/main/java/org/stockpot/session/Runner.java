package org.stockpot.session;

import java.util.Optional;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** What makes predictions out of a session's weights. */
sealed interface Runner {
    /**
     * Puts weights on the device. On the device lane; the caller closes the network.
     *
     * @throws StockpotException if nothing may or can run these weights, or if they do not fit
     */
    Network load(Backend backend, TensorSource weights) throws StockpotException;

    /** Why nothing can be measured, if so. */
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /** Tells runners apart that give other logits for the same weights. */
    String key();

    /**
     * A network whose architecture Stockpot has itself.
     *
     * @param size side of its square input in pixels
     */
    record Known(int size) implements Runner {
        @Override
        public Network load(Backend backend, TensorSource weights) throws StockpotException {
            return backend.load(weights, size);
        }

        @Override
        public String key() {
            return String.valueOf(size);
        }
    }

    /** A TorchScript archive that the user trusts. */
    record Script(Program program) implements Runner {
        @Override
        public Network load(Backend backend, TensorSource weights) throws StockpotException {
            return backend.load(weights, program);
        }

        @Override
        public String key() {
            return program.sha256() + " " + program.inputSize() + " " + program.channels();
        }
    }

    /** Nothing; the weights can be mixed and exported all the same. */
    record Nobody(StockpotException why) implements Runner {
        @Override
        public Network load(Backend backend, TensorSource weights) throws StockpotException {
            throw why;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.of(why.getMessage());
        }

        @Override
        public String key() {
            return "nobody";
        }
    }
}
