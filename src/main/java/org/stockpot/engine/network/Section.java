package org.stockpot.engine.network;

import java.util.List;
import org.stockpot.evaluate.Stage;

/**
 * A stage of a network and the function it computes.
 *
 * @param slots the weights it takes, and no others
 */
public record Section(Stage stage, List<Slot> slots, Forward forward) {
    public Section {
        slots = List.copyOf(slots);
    }
}
