package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.fuse.Finding.Kind;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/** Whether the tensors of two sources can be mixed. Looks at names, shapes and types only. */
public final class Compatibility {
    private Compatibility() {}

    /** What is different. Only a different floating type does not stand in the way of mixing. */
    public enum Difference {
        MISSING,
        EXTRA,
        SHAPE,
        DTYPE
    }

    /**
     * One tensor that is different.
     *
     * @param blocking whether the two cannot be mixed because of it
     * @param told such as {@code head.weight has shape [10, 64], expected [5, 64]}
     */
    public record Mismatch(Difference difference, String tensor, boolean blocking, Told told) {
        /** In English. */
        public String text() {
            return told.toString();
        }
    }

    /** All differences: in the order of the reference, then what only the candidate has. */
    public static List<Mismatch> check(TensorSource reference, TensorSource candidate) {
        var mismatches = new ArrayList<Mismatch>();
        for (Map.Entry<String, TensorSpec> entry : reference.specs().entrySet()) {
            String tensor = entry.getKey();
            TensorSpec expected = entry.getValue();
            TensorSpec found = candidate.specs().get(tensor);
            if (found == null) {
                mismatches.add(new Mismatch(
                        Difference.MISSING, tensor, true, Told.of(FitWording.NO_TENSOR, tensor, expected.toString())));
            } else if (!found.shape().equals(expected.shape())) {
                mismatches.add(new Mismatch(
                        Difference.SHAPE,
                        tensor,
                        true,
                        Told.of(
                                FitWording.ANOTHER_SHAPE,
                                tensor,
                                found.shape().toString(),
                                expected.shape().toString())));
            } else if (found.dtype() != expected.dtype()) {
                boolean blocking = new Pair(found.dtype(), expected.dtype()).blocking();
                mismatches.add(new Mismatch(
                        Difference.DTYPE,
                        tensor,
                        blocking,
                        Told.of(
                                FitWording.ANOTHER_TYPE,
                                tensor,
                                found.dtype().name(),
                                expected.dtype().name())));
            }
        }
        candidate.specs().forEach((tensor, spec) -> {
            if (!reference.specs().containsKey(tensor)) {
                mismatches.add(new Mismatch(
                        Difference.EXTRA, tensor, true, Told.of(FitWording.UNEXPECTED, tensor, spec.toString())));
            }
        });
        return List.copyOf(mismatches);
    }

    /**
     * Refuses a candidate that cannot be mixed with the reference.
     *
     * @throws StockpotException naming the candidate and what is different, the first 20 and how many more
     */
    public static void require(TensorSource reference, TensorSource candidate) throws StockpotException {
        List<String> blocking = check(reference, candidate).stream()
                .filter(Mismatch::blocking)
                .map(Mismatch::text)
                .toList();
        if (!blocking.isEmpty()) {
            throw new StockpotException(candidate.name() + " does not fit " + reference.name() + ": "
                    + Listing.of(blocking, "; ") + "; mix only checkpoints of the same network");
        }
    }

    /** The differences as findings: one for each kind of difference, however many tensors it concerns. */
    public static List<Finding> report(TensorSource reference, TensorSource candidate) {
        List<Mismatch> all = check(reference, candidate);
        List<Finding> findings = new ArrayList<>();
        List<String> missing = names(all, Difference.MISSING);
        if (!missing.isEmpty()) {
            findings.add(new Finding(
                    Kind.MISSING,
                    Severity.ERROR,
                    Told.of(FitWording.MISSING, missing.size(), reference.name(), Listing.told(missing)),
                    FitWording.SAME_NETWORK));
        }
        List<String> extra = names(all, Difference.EXTRA);
        if (!extra.isEmpty()) {
            findings.add(new Finding(
                    Kind.EXTRA,
                    Severity.ERROR,
                    Told.of(FitWording.EXTRA, extra.size(), reference.name(), Listing.told(extra)),
                    FitWording.SAME_NETWORK));
        }
        List<Told> shapes = shapes(all);
        if (!shapes.isEmpty()) {
            findings.add(head(reference, candidate, all)
                    .orElseGet(() -> new Finding(
                            Kind.SHAPE,
                            Severity.ERROR,
                            Told.of(FitWording.SHAPES, shapes.size(), reference.name(), Listing.told(shapes)),
                            FitWording.SAME_NETWORK)));
        }
        findings.addAll(types(reference, candidate, all));
        return List.copyOf(findings);
    }

    /**
     * Where shapes differ in the number of rows alone, and all by the same numbers, and where the tensors are a matrix
     * and its bias or are called like a head, it is the classes that differ.
     */
    private static Optional<Finding> head(TensorSource reference, TensorSource candidate, List<Mismatch> all) {
        List<Mismatch> shapes =
                all.stream().filter(one -> one.difference() == Difference.SHAPE).toList();
        long expected = rows(reference, shapes.get(0));
        long found = rows(candidate, shapes.get(0));
        for (Mismatch one : shapes) {
            Shape theirs = reference.spec(one.tensor()).shape();
            Shape ours = candidate.spec(one.tensor()).shape();
            if (theirs.rank() == 0
                    || ours.rank() != theirs.rank()
                    || rows(reference, one) != expected
                    || rows(candidate, one) != found
                    || expected == found
                    || !theirs.extents()
                            .subList(1, theirs.rank())
                            .equals(ours.extents().subList(1, ours.rank()))) {
                return Optional.empty();
            }
        }
        boolean layer = shapes.stream()
                .map(one -> reference.spec(one.tensor()).shape().rank())
                .toList()
                .containsAll(List.of(1, 2));
        if (!layer && shapes.stream().noneMatch(one -> HeadOrder.isHead(one.tensor()))) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Kind.HEAD_SIZE,
                Severity.ERROR,
                Told.of(FitWording.HEAD, found, reference.name(), expected, Listing.told(shapes(all))),
                FitWording.SAME_CLASSES));
    }

    private static long rows(TensorSource source, Mismatch one) {
        Shape shape = source.spec(one.tensor()).shape();
        return shape.rank() == 0 ? 1 : shape.extents().get(0);
    }

    private static List<Finding> types(TensorSource reference, TensorSource candidate, List<Mismatch> all) {
        Map<Pair, List<String>> byPair = new LinkedHashMap<>();
        for (Mismatch one : all) {
            if (one.difference() == Difference.DTYPE) {
                var pair = new Pair(
                        candidate.spec(one.tensor()).dtype(),
                        reference.spec(one.tensor()).dtype());
                byPair.computeIfAbsent(pair, key -> new ArrayList<>()).add(one.tensor());
            }
        }
        List<Finding> findings = new ArrayList<>();
        byPair.forEach((pair, tensors) -> findings.add(new Finding(
                Kind.DTYPE,
                pair.blocking() ? Severity.ERROR : Severity.WARNING,
                Told.of(
                        FitWording.TYPES,
                        tensors.size(),
                        pair.ours().name(),
                        reference.name(),
                        pair.theirs().name(),
                        Listing.told(tensors)),
                pair.blocking() ? FitWording.SAME_TYPE : FitWording.FIRST_TYPES)));
        return findings;
    }

    private record Pair(DType ours, DType theirs) {
        boolean blocking() {
            return !ours.isMixable() || !theirs.isMixable();
        }
    }

    private static List<Told> shapes(List<Mismatch> all) {
        return all.stream()
                .filter(one -> one.difference() == Difference.SHAPE)
                .map(Mismatch::told)
                .toList();
    }

    private static List<String> names(List<Mismatch> all, Difference difference) {
        return all.stream()
                .filter(one -> one.difference() == difference)
                .map(Mismatch::tensor)
                .toList();
    }
}
