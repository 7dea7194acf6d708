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
    default Optional<StockpotException> refusal() {
        return Optional.empty();
    }

    /** Tells runners apart that give other logits for the same weights. */
    String key();

    /**
     * A network whose architecture Stockpot has itself.
     *
     * @param size side of its square input in pixels
     * @param variant which of several networks with the same tensors, where there are several
     * @param head text features that take the place of a classification head
     */
    record Known(int size, Optional<ChosenVariant> variant, Optional<Heads.Head> head) implements Runner {
        @Override
        public Network load(Backend backend, TensorSource weights) throws StockpotException {
            TensorSource whole = head.isPresent() ? head.get().matrix().over(weights) : weights;
            return backend.load(whole, size, variant.map(ChosenVariant::name));
        }

        @Override
        public String key() {
            return size
                    + variant.map(one -> " " + one.name()).orElse("")
                    + head.map(one -> " " + one.sha256()).orElse("");
        }

        /** The same with another variant. */
        Known as(String name) {
            return new Known(size, Optional.of(new ChosenVariant(name, "", true)), head);
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
        public Optional<StockpotException> refusal() {
            return Optional.of(why);
        }

        @Override
        public String key() {
            return "nobody";
        }
    }
}
