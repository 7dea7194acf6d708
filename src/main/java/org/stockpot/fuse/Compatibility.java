package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Whether the tensors of two sources can be mixed. Looks at names, shapes and types only. */
public final class Compatibility {
    private static final int LISTED = 20;

    private Compatibility() {}

    /** What is different. Only a different floating type does not stand in the way of mixing. */
    public enum Difference {
        MISSING,
        EXTRA,
        SHAPE,
        DTYPE
    }

    /**
     * One difference.
     *
     * @param blocking whether the two cannot be mixed because of it
     * @param text such as {@code head.weight has shape [10, 64], expected [5, 64]}
     */
    public record Finding(Difference difference, String tensor, boolean blocking, String text) {}

    /** All differences: in the order of the reference, then what only the candidate has. */
    public static List<Finding> check(TensorSource reference, TensorSource candidate) {
        var findings = new ArrayList<Finding>();
        for (Map.Entry<String, TensorSpec> entry : reference.specs().entrySet()) {
            String tensor = entry.getKey();
            TensorSpec expected = entry.getValue();
            TensorSpec found = candidate.specs().get(tensor);
            if (found == null) {
                findings.add(
                        new Finding(Difference.MISSING, tensor, true, tensor + " is missing, expected " + expected));
            } else if (!found.shape().equals(expected.shape())) {
                findings.add(new Finding(
                        Difference.SHAPE,
                        tensor,
                        true,
                        tensor + " has shape " + found.shape() + ", expected " + expected.shape()));
            } else if (found.dtype() != expected.dtype()) {
                boolean blocking =
                        !found.dtype().isMixable() || !expected.dtype().isMixable();
                findings.add(new Finding(
                        Difference.DTYPE,
                        tensor,
                        blocking,
                        tensor + " has type " + found.dtype() + ", expected " + expected.dtype()));
            }
        }
        candidate.specs().forEach((tensor, spec) -> {
            if (!reference.specs().containsKey(tensor)) {
                findings.add(new Finding(Difference.EXTRA, tensor, true, tensor + " " + spec + " is not expected"));
            }
        });
        return List.copyOf(findings);
    }

    /**
     * Refuses a candidate that cannot be mixed with the reference.
     *
     * @throws StockpotException naming the candidate and what is different, the first 20 and how many more
     */
    public static void require(TensorSource reference, TensorSource candidate) throws StockpotException {
        List<Finding> blocking =
                check(reference, candidate).stream().filter(Finding::blocking).toList();
        if (!blocking.isEmpty()) {
            throw new StockpotException(candidate.name() + " does not fit " + reference.name() + ": "
                    + summary(blocking.stream().map(Finding::text).toList())
                    + "; mix only checkpoints of the same network");
        }
    }

    private static String summary(List<String> texts) {
        String listed = texts.stream().limit(LISTED).collect(Collectors.joining("; "));
        int more = texts.size() - LISTED;
        return more > 0 ? listed + "; and " + more + " more" : listed;
    }
}
