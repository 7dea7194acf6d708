package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Refuses orders that cannot be carried out, before anybody waits for them. */
final class ExportTarget {
    private static final long LONGEST_CARD = 16 << 20;

    private ExportTarget() {}

    /** The order with an absolute target that can be written. */
    static ExportOrder checked(Session session, ExportOrder order) throws StockpotException {
        Path target = order.target();
        Path absolute = OutputTarget.place(target);
        if (order.format().contradicts(target)) {
            throw new StockpotException(
                    target + " ends like another format than " + order.format().id()
                            + ", and programs go by the ending: call it " + ExportFormat.stem(target)
                            + order.format().ending() + " or choose the other format.");
        }
        OutputTarget.requireNoInput(session, target);
        ExportOrder checked = order.at(absolute);
        if (order.format() == ExportFormat.TORCHSCRIPT
                && order.template().isEmpty()
                && !session.ingredients().isEmpty()) {
            checked = checked.withTemplate(
                    Optional.of(session.ingredients().get(0).path()));
        }
        if (order.card()) {
            checkCard(checked.cardFile());
        }
        return checked;
    }

    /** Somebody's own notes are not written over. */
    private static void checkCard(Path card) throws StockpotException {
        if (!Files.exists(card)) {
            return;
        }
        boolean ours = false;
        try {
            ours = Files.isRegularFile(card)
                    && Files.size(card) <= LONGEST_CARD
                    && new String(Files.readAllBytes(card), StandardCharsets.UTF_8).contains(ModelCard.MARK);
        } catch (IOException e) {
            throw new StockpotException(card + " cannot be read: " + e.getMessage(), e);
        }
        if (!ours) {
            throw new StockpotException(card + " is where the model card would go, and it was not written by Stockpot:"
                    + " move it away, choose another name, or export without a card.");
        }
    }
}
