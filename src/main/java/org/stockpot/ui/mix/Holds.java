package org.stockpot.ui.mix;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.search.Constraints;

/**
 * What is pinned and what moves together. Groups go by their names and strips by their files, so that a new order of the
 * ingredients changes nothing; what is not on the desk does not count.
 *
 * @param pinnedGroups groups whose weights stay as they are, by hand and in a search
 * @param lockedStrips ingredients whose weights stay as they are
 * @param lockedCells single weights that stay as they are
 * @param linkedGroups groups in which a weight moves in proportion to the others of its ingredient
 * @param linkedStrips ingredients that move in proportion
 */
record Holds(
        Set<String> pinnedGroups,
        Set<Path> lockedStrips,
        Set<Cell> lockedCells,
        Set<String> linkedGroups,
        Set<Path> linkedStrips) {
    static final Holds NONE = new Holds(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    Holds {
        pinnedGroups = Set.copyOf(pinnedGroups);
        lockedStrips = Set.copyOf(lockedStrips);
        lockedCells = Set.copyOf(lockedCells);
        linkedGroups = Set.copyOf(linkedGroups);
        linkedStrips = Set.copyOf(linkedStrips);
    }

    /** One ingredient in one layer group. */
    record Cell(Path strip, String group) {}

    Holds pinning(String group, boolean on) {
        return new Holds(with(pinnedGroups, group, on), lockedStrips, lockedCells, linkedGroups, linkedStrips);
    }

    Holds locking(Path strip, boolean on) {
        return new Holds(pinnedGroups, with(lockedStrips, strip, on), lockedCells, linkedGroups, linkedStrips);
    }

    Holds locking(Cell cell, boolean on) {
        return new Holds(pinnedGroups, lockedStrips, with(lockedCells, cell, on), linkedGroups, linkedStrips);
    }

    Holds linking(String group, boolean on) {
        return new Holds(pinnedGroups, lockedStrips, lockedCells, with(linkedGroups, group, on), linkedStrips);
    }

    Holds linking(Path strip, boolean on) {
        return new Holds(pinnedGroups, lockedStrips, lockedCells, linkedGroups, with(linkedStrips, strip, on));
    }

    /** Whether one weight stays as it is, for whatever reason. */
    boolean isHeld(Path strip, String group) {
        return pinnedGroups.contains(group)
                || lockedStrips.contains(strip)
                || lockedCells.contains(new Cell(strip, group));
    }

    /**
     * What a search on this desk may not change: groups in which nothing may move are pinned to their weights, and linked
     * groups keep their proportions, as they do by hand. A single locked weight is none of a search's business, because a search knows groups only.
     */
    Constraints constraints(Desk desk) {
        Set<String> pinned = new TreeSet<>();
        Set<String> linked = new TreeSet<>();
        for (Desk.Group group : desk.groups()) {
            boolean still = !desk.strips().isEmpty()
                    && desk.strips().stream()
                            .allMatch(strip -> isHeld(strip.source().path(), group.name()));
            if (still) {
                pinned.add(group.name());
            } else if (linkedGroups.contains(group.name())) {
                linked.add(group.name());
            }
        }
        return new Constraints(pinned, Map.of(), List.of(), linked.size() < 2 ? List.of() : List.of(linked));
    }

    private static <T> Set<T> with(Set<T> all, T one, boolean on) {
        Set<T> changed = new HashSet<>(all);
        if (on) {
            changed.add(one);
        } else {
            changed.remove(one);
        }
        return changed;
    }
}
