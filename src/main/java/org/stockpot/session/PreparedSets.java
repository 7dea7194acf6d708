package org.stockpot.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preparation;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * Data sets, decoded and resized once. Lives on the device lane's thread; a set that is being prepared while a slider
 * asks for it too is prepared twice and kept once.
 */
final class PreparedSets {
    private final Preparation preparation;
    private final Map<Key, PreparedSet> prepared = new LinkedHashMap<>();

    PreparedSets(Preparation preparation) {
        this.preparation = preparation;
    }

    private record Key(DataRef data, Preprocessing preprocessing) {}

    List<PreparedSet> all(List<DataRef> data, Preprocessing preprocessing, JobContext context)
            throws StockpotException {
        List<PreparedSet> sets = new ArrayList<>();
        for (DataRef ref : data) {
            sets.add(one(ref, preprocessing, context));
        }
        return sets;
    }

    private PreparedSet one(DataRef ref, Preprocessing preprocessing, JobContext context) throws StockpotException {
        Key key = new Key(ref, preprocessing);
        PreparedSet known = prepared.get(key);
        if (known == null) {
            known = preparation.prepare(ref, preprocessing, context);
            prepared.put(key, known);
        }
        return known;
    }
}
