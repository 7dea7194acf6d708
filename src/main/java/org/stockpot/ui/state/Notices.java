package org.stockpot.ui.state;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What happened, newest first: problems of the world, and work that ended. Nothing of it is a dialog. */
public final class Notices {
    private static final int KEPT = 200;

    private final ObservableList<Notice> all = FXCollections.observableArrayList();
    private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(all);

    public ObservableList<Notice> all() {
        return readOnly;
    }

    /** Something in the world is not as it should be; {@code text} is the message of a {@code StockpotException}. */
    public void problem(String subject, String text) {
        problem(subject, text, Optional.empty());
    }

    /** As {@link #problem(String, String)}, with what can be done about it. */
    public void problem(String subject, String text, Optional<Remedy> remedy) {
        add(Notice.Kind.PROBLEM, subject, text, remedy.stream().toList());
    }

    /** Something that took a while is finished. */
    public void done(String subject, String text) {
        add(Notice.Kind.DONE, subject, text, List.of());
    }

    /** Something the user may want to be done; nothing happens if nobody answers. */
    public void offer(String subject, String text, List<Remedy> choices) {
        add(Notice.Kind.OFFER, subject, text, choices);
    }

    public void dismiss(Notice notice) {
        all.remove(notice);
    }

    public void clear() {
        all.clear();
    }

    private void add(Notice.Kind kind, String subject, String text, List<Remedy> remedies) {
        all.removeIf(old -> old.kind() == kind
                && old.subject().equals(subject)
                && old.text().equals(text));
        all.add(0, new Notice(kind, subject, text, LocalTime.now(ZoneId.systemDefault()), remedies));
        if (all.size() > KEPT) {
            all.remove(KEPT, all.size());
        }
    }
}
