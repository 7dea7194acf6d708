package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.stockpot.search.Bounds;
import org.stockpot.search.Constraints;
import org.stockpot.tensor.StockpotException;

/** How one layer group is held: pinned, within a range as it was typed, or linked. */
public final class HeldGroup {
    /** How many sets of groups with the same weights there can be, and as many that keep proportions. */
    static final int LINKS = 9;

    private final String name;
    private final BooleanProperty pinned = new SimpleBooleanProperty(this, "pinned");
    private final StringProperty low = new SimpleStringProperty(this, "low", "");
    private final StringProperty high = new SimpleStringProperty(this, "high", "");
    private final IntegerProperty link = new SimpleIntegerProperty(this, "link");

    HeldGroup(String name) {
        this.name = name;
    }

    /** Of the layer group. */
    public String name() {
        return name;
    }

    /** Whether it stays as it is on the sliders. */
    public BooleanProperty pinnedProperty() {
        return pinned;
    }

    /** Smallest weight, as typed; empty stands for 0 where there is a largest one. */
    public StringProperty lowProperty() {
        return low;
    }

    /** Largest weight, as typed; empty stands for 1 where there is a smallest one. */
    public StringProperty highProperty() {
        return high;
    }

    /**
     * Number of the set of linked groups: from 1 with the same weights, from {@link #LINKS} + 1 in proportion; 0 for none.
     */
    public IntegerProperty linkProperty() {
        return link;
    }

    void onChange(Runnable changed) {
        pinned.addListener(observable -> changed.run());
        low.addListener(observable -> changed.run());
        high.addListener(observable -> changed.run());
        link.addListener(observable -> changed.run());
    }

    static String text(double bound) {
        return Double.toString(bound);
    }

    /** Whether a bound can be read. */
    static boolean isBound(String text) {
        return text.isBlank() || (text.strip().matches("-?\\d{0,6}([.,]\\d{1,9})?") && text.matches(".*\\d.*"));
    }

    static Constraints read(List<HeldGroup> rows) throws StockpotException {
        Set<String> pins = new HashSet<>();
        Map<String, Bounds.Range> ranges = new LinkedHashMap<>();
        Map<Integer, Set<String>> links = new TreeMap<>();
        for (HeldGroup row : rows) {
            if (row.pinned.get()) {
                pins.add(row.name);
            }
            if (!row.low.get().isBlank() || !row.high.get().isBlank()) {
                ranges.put(row.name, row.range());
            }
            if (row.link.get() > 0) {
                links.computeIfAbsent(row.link.get(), number -> new TreeSet<>()).add(row.name);
            }
        }
        var same = new ArrayList<Set<String>>();
        var proportional = new ArrayList<Set<String>>();
        links.forEach((number, names) -> (isProportion(number) ? proportional : same).add(names));
        return new Constraints(pins, ranges, same, proportional);
    }

    boolean isProportional() {
        return isProportion(link.get());
    }

    /** Whether the groups of a link keep proportions, rather than having the same weights. */
    static boolean isProportion(int link) {
        return link > LINKS;
    }

    /** Number of the link of a group; 0 for none, or more than there can be. */
    static int link(Constraints constraints, String name) {
        int same = number(constraints.links(), name);
        int proportional = number(constraints.proportions(), name);
        return proportional > 0 ? LINKS + proportional : same;
    }

    private static int number(List<Set<String>> sets, String name) {
        for (int index = 0; index < Math.min(LINKS, sets.size()); index++) {
            if (sets.get(index).contains(name)) {
                return index + 1;
            }
        }
        return 0;
    }

    private Bounds.Range range() throws StockpotException {
        double from = bound(low.get(), 0);
        double to = bound(high.get(), 1);
        if (!(from < to)) {
            throw new StockpotException(
                    "The range of layer group \"" + name + "\" is " + from + "…" + to + ": give a lower number first.");
        }
        return new Bounds.Range(from, to);
    }

    private double bound(String text, double none) throws StockpotException {
        if (text.isBlank()) {
            return none;
        }
        if (!isBound(text)) {
            throw new StockpotException("The range of layer group \"" + name + "\" has \"" + text.strip()
                    + "\", expected a number such as 0.25.");
        }
        return Double.parseDouble(text.strip().replace(',', '.'));
    }
}
