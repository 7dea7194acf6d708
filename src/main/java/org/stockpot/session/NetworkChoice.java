package org.stockpot.session;

import java.util.Locale;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * What the user says about a session's network where its tensors do not.
 *
 * @param activation {@code quickgelu} or {@code gelu}, in lower case; empty to find it out on validation data
 * @param head text features that take the place of a classification head, see {@link
 *     org.stockpot.evaluate.ZeroShotHead}
 */
public record NetworkChoice(Optional<String> activation, Optional<Source> head) {
    /** Nothing is said. */
    public static final NetworkChoice NONE = new NetworkChoice(Optional.empty(), Optional.empty());

    private static final String AUTO = "auto";

    public NetworkChoice {
        activation = activation.map(one -> one.toLowerCase(Locale.ROOT)).filter(one -> !one.equals(AUTO));
    }

    public NetworkChoice withActivation(String wanted) {
        return new NetworkChoice(Optional.of(wanted), head);
    }

    public NetworkChoice withHead(Source wanted) {
        return new NetworkChoice(activation, Optional.of(wanted));
    }

    /**
     * Refuses an activation that no network has.
     *
     * @param subject such as {@code --activation}
     */
    public NetworkChoice checked(String subject) throws StockpotException {
        if (activation.isPresent() && !activation.get().matches("quickgelu|gelu")) {
            throw new StockpotException(
                    subject + " is \"" + activation.get() + "\", expected quickgelu, gelu or auto.");
        }
        return this;
    }
}
