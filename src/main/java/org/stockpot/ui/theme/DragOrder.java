package org.stockpot.ui.theme;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Lets the rows of a list be dragged onto each other to change their order. */
public final class DragOrder {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");

    private final DataFormat format;
    private final BiConsumer<Integer, Integer> move;

    /**
     * @param things what the rows stand for, one word; rows of different things cannot be dragged onto each other
     * @param move called with the places from and to
     */
    public DragOrder(String things, BiConsumer<Integer, Integer> move) {
        String type = "application/x-stockpot-" + things;
        this.format = Optional.ofNullable(DataFormat.lookupMimeType(type)).orElseGet(() -> new DataFormat(type));
        this.move = move;
    }

    /**
     * Makes a row one that can be dragged and dropped upon.
     *
     * @param place where it stands now; empty for one that stays where it is
     */
    public void on(Node row, Supplier<OptionalInt> place) {
        row.setOnDragDetected(event -> place.get().ifPresent(from -> {
            var content = new ClipboardContent();
            content.put(format, from);
            row.startDragAndDrop(TransferMode.MOVE).setContent(content);
            event.consume();
        }));
        row.setOnDragOver(event -> {
            if (place.get().isPresent() && event.getDragboard().hasContent(format)) {
                event.acceptTransferModes(TransferMode.MOVE);
                row.pseudoClassStateChanged(TARGET, true);
                event.consume();
            }
        });
        row.setOnDragExited(event -> row.pseudoClassStateChanged(TARGET, false));
        row.setOnDragDropped(event -> dropped(event, place.get()));
    }

    private void dropped(DragEvent event, OptionalInt place) {
        if (place.isPresent() && event.getDragboard().getContent(format) instanceof Integer from) {
            event.setDropCompleted(true);
            event.consume();
            move.accept(from, place.getAsInt());
        }
    }
}
