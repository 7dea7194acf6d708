package org.stockpot.data;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/** What shifts make of images: a row per kind, the original and a column per severity. */
public final class ContactSheet {
    private ContactSheet() {}

    /**
     * The sheet of a set.
     *
     * @param images before the shifts
     * @param first number of the image in the first row; its number is the seed, as it is where the set is measured
     * @param step how many images farther the next row is, 0 for the same image in all rows
     */
    public static PictureGrid of(ImageSet images, List<ShiftKind> kinds, List<Integer> severities, int first, int step)
            throws StockpotException {
        List<String> columns = new ArrayList<>(List.of("original"));
        severities.forEach(severity -> columns.add(Integer.toString(severity)));
        List<PictureGrid.Row> rows = new ArrayList<>();
        for (int row = 0; row < kinds.size(); row++) {
            int index = Math.floorMod(first + row * step, images.size());
            Pixels original = images.image(index);
            List<Pixels> cells = new ArrayList<>(List.of(original));
            for (int severity : severities) {
                cells.add(new Shift(kinds.get(row), severity).apply(original, index));
            }
            rows.add(new PictureGrid.Row(kinds.get(row).words(), cells));
        }
        return new PictureGrid(columns, rows);
    }
}
