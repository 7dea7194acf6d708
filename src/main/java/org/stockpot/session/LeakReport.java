package org.stockpot.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSets;
import org.stockpot.data.PictureGrid;
import org.stockpot.data.Pixels;
import org.stockpot.data.Role;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Images that sets of different use share.
 *
 * @param images looked at, each file's once
 * @param leaks those of validation sets first
 */
public record LeakReport(int images, List<Leak> leaks) {
    public LeakReport {
        leaks = List.copyOf(leaks);
    }

    private record Sets(String first, String second) {}

    /** How many pairs each two sets share, for people, such as {@code validation and test: 3 exact, 12 near}. */
    public List<Told> summary() {
        Map<Sets, int[]> counts = new LinkedHashMap<>();
        for (Leak leak : leaks) {
            var sets = new Sets(leak.first().name(), leak.second().name());
            counts.computeIfAbsent(sets, unknown -> new int[2])[leak.match().exact() ? 0 : 1]++;
        }
        List<Told> lines = new ArrayList<>();
        counts.forEach(
                (sets, count) -> lines.add(Told.of(LeakWording.SETS, sets.first(), sets.second(), count[0], count[1])));
        return lines;
    }

    /** One sentence. */
    public Told headline() {
        long exact = leaks.stream().filter(leak -> leak.match().exact()).count();
        return leaks.isEmpty()
                ? Told.of(LeakWording.NONE)
                : Told.of(LeakWording.FOUND, leaks.size(), exact, leaks.size() - exact);
    }

    /**
     * The session without these copies. Of a pair with a validation image that one goes, so that what is reported stays
     * comparable; of the others the one that is out of distribution. All sets made of the same images lose them alike.
     */
    public Session excluded(Session session) {
        Map<DataRef, Set<Integer>> out = new HashMap<>();
        for (Leak leak : leaks) {
            boolean first =
                    leak.first().role() == Role.VALIDATION || leak.first().role() == Role.OOD;
            DataRef ref = first ? leak.first() : leak.second();
            out.computeIfAbsent(ref.original(), one -> new TreeSet<>())
                    .add(first ? leak.match().first() : leak.match().second());
        }
        List<DataRef> data = new ArrayList<>();
        for (DataRef ref : session.data()) {
            Set<Integer> numbers = out.getOrDefault(ref.original(), Set.of());
            data.add(numbers.isEmpty() ? ref : ref.without(ref.without().and(numbers)));
        }
        return session.withData(data);
    }

    /** Pairs as pictures, side by side, in columns. */
    public PictureGrid picture(int most, int columns) throws StockpotException {
        List<PictureGrid.Row> rows = new ArrayList<>();
        List<Pixels> row = new ArrayList<>();
        for (Leak leak : leaks.subList(0, Math.min(most, leaks.size()))) {
            row.add(ImageSets.open(leak.first().original()).image(leak.match().first()));
            row.add(ImageSets.open(leak.second().original()).image(leak.match().second()));
            if (row.size() == 2 * columns) {
                rows.add(new PictureGrid.Row(Integer.toString(rows.size() * columns + 1), row));
                row = new ArrayList<>();
            }
        }
        if (!row.isEmpty()) {
            rows.add(new PictureGrid.Row(Integer.toString(rows.size() * columns + 1), row));
        }
        List<String> titles = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            titles.add("first");
            titles.add("second");
        }
        return new PictureGrid(titles, rows);
    }
}
