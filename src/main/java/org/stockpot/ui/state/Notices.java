package org.stockpot.ui.state;

import java.time.LocalTime;
import java.time.ZoneId;
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
        add(new Notice(Notice.Kind.PROBLEM, subject, text, LocalTime.now(ZoneId.systemDefault()), remedy));
    }

    /** Something that took a while is finished. */
    public void done(String subject, String text) {
        add(new Notice(Notice.Kind.DONE, subject, text, LocalTime.now(ZoneId.systemDefault()), Optional.empty()));
    }

    public void dismiss(Notice notice) {
        all.remove(notice);
    }

    public void clear() {
        all.clear();
    }

    private void add(Notice notice) {
        all.removeIf(old -> old.kind() == notice.kind()
                && old.subject().equals(notice.subject())
                && old.text().equals(notice.text()));
        all.add(0, notice);
        if (all.size() > KEPT) {
            all.remove(KEPT, all.size());
        }
    }
}
