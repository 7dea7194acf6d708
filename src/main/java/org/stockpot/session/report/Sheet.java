package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.PreparedSet;

/**
 * The first images of a set in one picture.
 *
 * @param labels names of their classes
 */
public record Sheet(Png png, List<String> labels) {
    public Sheet {
        labels = List.copyOf(labels);
    }

    /**
     * The beginning of a set.
     *
     * @param set with at least one image
     */
    public static Sheet of(PreparedSet set) {
        List<String> labels = new ArrayList<>();
        for (int position = 0; position < ContactSheet.images(set); position++) {
            labels.add(set.classes().get(set.label(position)));
        }
        return new Sheet(ContactSheet.of(set), labels);
    }
}
