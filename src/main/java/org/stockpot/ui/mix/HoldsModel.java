package org.stockpot.ui.mix;

import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.search.Constraints;
import org.stockpot.session.Source;

/** What is pinned and linked on the desk. Lives on the JavaFX thread and knows no control. */
final class HoldsModel {
    private final ReadOnlyObjectWrapper<Holds> holds = new ReadOnlyObjectWrapper<>(Holds.NONE);
    private final ReadOnlyObjectWrapper<Constraints> constraints = new ReadOnlyObjectWrapper<>(Constraints.NONE);
    private Optional<Desk> known = Optional.empty();

    ReadOnlyObjectProperty<Holds> holdsProperty() {
        return holds.getReadOnlyProperty();
    }

    Holds holds() {
        return holds.get();
    }

    ReadOnlyObjectProperty<Constraints> constraintsProperty() {
        return constraints.getReadOnlyProperty();
    }

    void pinGroup(String group, boolean on) {
        change(now -> now.pinning(group, on));
    }

    void linkGroup(String group, boolean on) {
        change(now -> now.linking(group, on));
    }

    void lockStrip(Source strip, boolean on) {
        change(now -> now.locking(strip.path(), on));
    }

    void linkStrip(Source strip, boolean on) {
        change(now -> now.linking(strip.path(), on));
    }

    void lockCell(Source strip, String group, boolean on) {
        change(now -> now.locking(new Holds.Cell(strip.path(), group), on));
    }

    /** Nothing is pinned or linked any more. */
    void free() {
        change(now -> Holds.NONE);
    }

    /** @param desk empty while the layer groups have no names yet */
    void follow(Optional<Desk> desk) {
        known = desk;
        tell();
    }

    private void change(UnaryOperator<Holds> edit) {
        holds.set(edit.apply(holds.get()));
        tell();
    }

    private void tell() {
        Constraints next = known.map(holds.get()::constraints).orElse(Constraints.NONE);
        if (!next.equals(constraints.get())) {
            constraints.set(next);
        }
    }
}
