package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.report.NoteFact;

/** The trials of a session that somebody wrote on, for its report. */
final class TrialNotes {
    private TrialNotes() {}

    static List<NoteFact> of(Session session) {
        List<String> ingredients =
                session.ingredients().stream().map(Source::content).toList();
        List<NoteFact> notes = new ArrayList<>();
        for (int index = 0; index < session.trials().size(); index++) {
            Trial trial = session.trials().get(index);
            TrialNote note = trial.note();
            if (!note.equals(TrialNote.NONE)) {
                notes.add(new NoteFact(
                        index + 1,
                        trial.origin(),
                        trial.recipe().equals(session.recipe())
                                && trial.ingredients().equals(ingredients),
                        trial.evaluation(Role.VALIDATION)
                                .map(Evaluation::accuracy)
                                .orElse(Double.NaN),
                        note.pinned(),
                        note.tags(),
                        note.text()));
            }
        }
        return notes;
    }
}
