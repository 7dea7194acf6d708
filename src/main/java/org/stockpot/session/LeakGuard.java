package org.stockpot.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.DataRef;
import org.stockpot.data.HashedImages;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Match;
import org.stockpot.data.Role;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * Finds images that validation, test and OOD sets share. Shifted sets count as the images they are made of: that a
 * search has seen an image matters however it is dressed up afterwards. A shifted copy of a test image is no leak beside
 * the test set, since that is what it is meant to be; images left out already are none either.
 */
final class LeakGuard {
    private final int threads;
    private final JobContext context;

    LeakGuard(int threads, JobContext context) {
        this.threads = threads;
        this.context = context;
    }

    /** All references to the same images, and these. */
    private record Group(List<DataRef> refs, HashedImages images) {
        Optional<DataRef> withRole(Role role) {
            return refs.stream().filter(ref -> ref.role() == role).findFirst();
        }

        boolean same(Group other) {
            return refs.equals(other.refs);
        }

        /** Whether an image is used in that role. */
        boolean uses(DataRef ref, int image) {
            return refs.stream()
                    .anyMatch(one ->
                            one.role() == ref.role() && !one.without().all().contains(image));
        }
    }

    LeakReport run(Session session) throws StockpotException {
        Map<DataRef, List<DataRef>> byImages = new LinkedHashMap<>();
        for (DataRef ref : session.data()) {
            byImages.computeIfAbsent(ref.original(), one -> new ArrayList<>()).add(ref);
        }
        List<Group> groups = new ArrayList<>();
        int images = 0;
        for (Map.Entry<DataRef, List<DataRef>> entry : byImages.entrySet()) {
            HashedImages hashed = HashedImages.of(
                    ImageSets.open(
                            entry.getKey().withName(entry.getValue().get(0).name())),
                    threads,
                    context);
            images += hashed.size();
            groups.add(new Group(entry.getValue(), hashed));
        }
        List<Leak> leaks = new ArrayList<>();
        collect(groups, Role.VALIDATION, Role.TEST, leaks);
        collect(groups, Role.VALIDATION, Role.OOD, leaks);
        collect(groups, Role.TEST, Role.OOD, leaks);
        return new LeakReport(images, leaks);
    }

    private void collect(List<Group> groups, Role one, Role other, List<Leak> leaks) throws StockpotException {
        for (Group first : groups) {
            for (Group second : groups) {
                Optional<DataRef> a = first.withRole(one);
                Optional<DataRef> b = second.withRole(other);
                if (a.isPresent() && b.isPresent() && (!first.same(second) || one == Role.VALIDATION)) {
                    collect(first, a.get(), second, b.get(), leaks);
                }
            }
        }
    }

    private void collect(Group first, DataRef a, Group second, DataRef b, List<Leak> leaks) throws StockpotException {
        Set<String> seen = new HashSet<>();
        for (Match match : first.images().matches(second.images(), threads, context)) {
            boolean intended = a.role() == Role.TEST && b.shift().isPresent() && sameImage(a, b, match);
            if (!intended
                    && first.uses(a, match.first())
                    && second.uses(b, match.second())
                    && seen.add(match.first() + " " + match.second())) {
                leaks.add(new Leak(a, b, match));
            }
        }
    }

    /** Whether both numbers mean the same image of the same file. */
    private static boolean sameImage(DataRef a, DataRef b, Match match) {
        return a.path().equals(b.path())
                && a.map().equals(b.map())
                && a.from() + match.first() == b.from() + match.second();
    }
}
