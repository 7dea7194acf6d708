package org.stockpot.session.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.DrawnCurve;

/**
 * Depth curves that a user keeps under names, for any session.
 *
 * @param all in the order of their names, each of which is there once
 */
public record Curves(List<Named> all) {
    public static final Curves NONE = new Curves(List.of());

    /**
     * One of them.
     *
     * @param name without blanks around it, not empty
     */
    public record Named(String name, DrawnCurve curve) {
        public Named {
            name = name.strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a curve without a name");
            }
        }
    }

    public Curves {
        all = all.stream()
                .sorted(Comparator.comparing(Named::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Named::name))
                .toList();
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return of(name).isPresent();
    }

    /** The one of that name. */
    public Optional<Named> of(String name) {
        return all.stream().filter(one -> one.name().equals(name.strip())).findFirst();
    }

    /** With one more, or another one of that name. */
    public Curves with(Named curve) {
        List<Named> next = new ArrayList<>(without(curve.name()).all);
        next.add(curve);
        return new Curves(next);
    }

    /** Without the one of that name. */
    public Curves without(String name) {
        return new Curves(
                all.stream().filter(one -> !one.name().equals(name.strip())).toList());
    }

    /** With one of them under another name; the same where there is none, or one of the new name already. */
    public Curves renamed(String name, String to) {
        return of(name).filter(one -> !has(to))
                .map(one -> without(name).with(new Named(to, one.curve())))
                .orElse(this);
    }
}
