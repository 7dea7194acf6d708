package org.stockpot.data;

import java.util.List;
import org.stockpot.tensor.StockpotException;

/**
 * Too many images of a set cannot be read to leave them out without asking: more than 1 %, or all. Whoever may decide
 * can accept the rest with {@code broken=skip} in the {@link DataRef}, unless there is none.
 */
public final class BrokenImagesException extends StockpotException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    private final transient List<String> broken;
    private final int total;

    BrokenImagesException(String set, List<String> broken, int total) {
        super(set + ": " + (broken.size() == total ? "none" : (total - broken.size()) + " only") + " of the " + total
                + " images can be read; broken are "
                + String.join("; ", broken.subList(0, Math.min(SHOWN, broken.size())))
                + (broken.size() > SHOWN ? "; and " + (broken.size() - SHOWN) + " more" : "")
                + ". Repair or remove them"
                + (broken.size() == total ? "" : ", or go on without them by broken=skip"));
        this.broken = List.copyOf(broken);
        this.total = total;
    }

    /** One sentence per image, each beginning with its path. */
    public List<String> broken() {
        return broken;
    }

    /** Images in the set, broken or not. */
    public int total() {
        return total;
    }

    /** Whether there is anything to go on with. */
    public boolean isAcceptable() {
        return broken.size() < total;
    }
}
