package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.Role;
import org.stockpot.search.Need;

/** What a session lacks of what a method cannot do without. Looks into no file. */
public final class Lacking {
    private Lacking() {}

    /**
     * The needs that are not met, in their usual order; gradients count as there as long as nobody knows what runs the weights.
     *
     * @param opened what the session's files turned out to be, once that is known
     */
    public static List<Need> of(Set<Need> needs, Session session, Optional<OpenSession> opened) {
        boolean images = session.data().stream().anyMatch(ref -> ref.role() == Role.VALIDATION);
        var lacking = new ArrayList<Need>();
        for (Need need : Need.values()) {
            boolean met = switch (need) {
                case BASE -> session.base().isPresent();
                case IMAGES, LABELS -> images;
                case GRADIENTS -> opened.map(OpenSession::differentiable).orElse(true);
            };
            if (needs.contains(need) && !met) {
                lacking.add(need);
            }
        }
        return lacking;
    }
}
