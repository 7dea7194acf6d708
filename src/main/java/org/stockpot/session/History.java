package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Undo and redo of what the user does: two stacks. Immutable.
 *
 * @param past oldest first
 * @param future the next redo last
 */
public record History(List<Step> past, List<Step> future) {
    /**
     * One step of the user.
     *
     * @param name for people, such as {@code blocks.3 of plain-1: 0.30 → 0.42}
     */
    public record Step(String name, Edit edit) {}

    /** Nothing to undo. */
    public static final History EMPTY = new History(List.of(), List.of());

    public History {
        past = List.copyOf(past);
        future = List.copyOf(future);
    }

    /** Remembers a step; what was undone before can no longer be redone. */
    public History did(Step step) {
        return new History(with(past, step), List.of());
    }

    /** Without the newest step and whatever was undone, as if neither had ever been. */
    public History forgotten() {
        return new History(undone().past(), List.of());
    }

    /** Without the steps that cannot be gone through any more, since something that was no step changed the session. */
    public History outliving(Session before, Session after) {
        return new History(outliving(past, before, after), outliving(future, before, after));
    }

    /** The step that undo would take back. */
    public Optional<Step> undoable() {
        return last(past);
    }

    /** The step that redo would do again. */
    public Optional<Step> redoable() {
        return last(future);
    }

    /** After undo of {@code undoable()}. Without a step to undo, unchanged. */
    public History undone() {
        return undoable()
                .map(step -> new History(past.subList(0, past.size() - 1), with(future, step)))
                .orElse(this);
    }

    /** After redo of {@code redoable()}. Without a step to redo, unchanged. */
    public History redone() {
        return redoable()
                .map(step -> new History(with(past, step), future.subList(0, future.size() - 1)))
                .orElse(this);
    }

    private static List<Step> outliving(List<Step> steps, Session before, Session after) {
        return steps.stream()
                .filter(step -> step.edit().outlives(before, after))
                .toList();
    }

    private static Optional<Step> last(List<Step> steps) {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    private static List<Step> with(List<Step> steps, Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return all;
    }
}
