package org.stockpot.ui.mix;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.fuse.Moves;
import org.stockpot.fuse.ShareRule;
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

    /** How the weights of a desk answer to a move. */
    Moves moves(ShareRule rule, Desk desk) {
        Holds now = holds.get();
        return new Moves(
                rule,
                (ingredient, group) -> now.isHeld(
                        desk.strips().get(ingredient).source().path(),
                        desk.groups().get(group).name()),
                indices(desk.groups(), group -> now.linkedGroups().contains(group.name())),
                indices(
                        desk.strips(),
                        strip -> now.linkedStrips().contains(strip.source().path())));
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

    private static <T> Set<Integer> indices(List<T> all, Predicate<T> which) {
        return IntStream.range(0, all.size())
                .filter(index -> which.test(all.get(index)))
                .boxed()
                .collect(Collectors.toSet());
    }
}
