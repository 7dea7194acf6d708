package org.stockpot.ui.state;

import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialNote;

/**
 * The trials that the user has selected, the same in all charts and in the table of trials. Known by their place among the session's trials. Lives on
 * the JavaFX thread.
 */
public final class SelectionModel {
    private final ReadOnlyObjectWrapper<List<Integer>> trials = new ReadOnlyObjectWrapper<>(List.of());

    /** Another session has other trials: nothing of it is selected then. */
    public SelectionModel(SessionModel session) {
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!continues(before, now)) {
                clear();
            }
        });
    }

    /** In the order of selection. */
    public ReadOnlyObjectProperty<List<Integer>> trialsProperty() {
        return trials.getReadOnlyProperty();
    }

    /** As a set, for charts. */
    public ObservableValue<Set<Integer>> keys() {
        return trials.getReadOnlyProperty().map(Set::copyOf);
    }

    /** Selects these instead of those before. */
    public void select(List<Integer> selected) {
        trials.set(selected.stream().distinct().toList());
    }

    public void clear() {
        trials.set(List.of());
    }

    /** Whether trials were at most added. */
    private static boolean continues(Session before, Session now) {
        int known = before.trials().size();
        return now.trials().size() >= known
                && (known == 0
                        || unnoted(now.trials().get(known - 1))
                                .equals(unnoted(before.trials().get(known - 1))));
    }

    /** What is written on a trial does not make it another one. */
    private static Trial unnoted(Trial trial) {
        return trial.noted(TrialNote.NONE);
    }
}
