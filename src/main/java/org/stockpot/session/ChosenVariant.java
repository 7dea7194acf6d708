package org.stockpot.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * Which of several networks with the same tensors a session's weights are run by, and why that one.
 *
 * @param name one of {@link org.stockpot.evaluate.Architecture#variants()}
 * @param reason for people
 * @param settled whether nothing more can be found out about it
 */
record ChosenVariant(String name, String reason, boolean settled) {
    static ChosenVariant assumed(List<String> variants) {
        return new ChosenVariant(
                variants.get(0),
                "assumed; names and shapes cannot tell it from "
                        + String.join(" or ", variants.subList(1, variants.size()))
                        + ": give validation data or choose it",
                false);
    }

    /**
     * The one that somebody names.
     *
     * @param said in any case
     * @param network for messages
     * @throws StockpotException if the network has no such variant
     */
    static ChosenVariant named(String said, String reason, List<String> variants, String network)
            throws StockpotException {
        Optional<String> found = variants.stream()
                .filter(one -> one.toLowerCase(Locale.ROOT).equals(said.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            throw new StockpotException(network
                    + (variants.isEmpty()
                            ? " has one activation only: leave the choice of " + said + " out."
                            : " has no variant " + said + ": choose one of " + String.join(", ", variants) + "."));
        }
        return new ChosenVariant(found.get(), reason, true);
    }
}
