package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.Profile;
import org.stockpot.session.settings.Settings;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;

/**
 * What the user chose, as it is now; changes go to the file soon afterwards. A window without a profile forgets them when
 * it is closed. Lives on the JavaFX thread.
 */
public final class SettingsModel {
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final Texts TEXTS = Texts.of(SettingsModel.class);

    private final Optional<Profile> profile;
    private final QueueLane io;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<Settings> settings;
    private boolean dirty;
    private boolean writing;
    private long written = System.nanoTime() - PAUSE_NANOS;

    public SettingsModel(Optional<Profile> profile, QueueLane io, Notices notices) {
        this.profile = profile;
        this.io = io;
        this.notices = notices;
        this.settings =
                new ReadOnlyObjectWrapper<>(profile.map(Profile::settings).orElse(Settings.USUAL));
        profile.flatMap(Profile::problem).ifPresent(problem -> notices.problem(TEXTS.get("settings.subject"), problem));
    }

    public ReadOnlyObjectProperty<Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    public Settings settings() {
        return settings.get();
    }

    /** Changes something; other windows may have changed other things in the file meanwhile, which stay. */
    public void change(UnaryOperator<Settings> change) {
        Settings after = change.apply(settings.get());
        if (!after.equals(settings.get())) {
            settings.set(after);
            profile.ifPresent(kept -> kept.change(change));
            dirty = true;
        }
    }

    /** Changes how things look. */
    public void look(UnaryOperator<Look> change) {
        change(now -> now.withLook(change.apply(now.look())));
    }

    /** Where files of a kind were chosen last. */
    public Optional<Path> folder(Settings.FileKind kind) {
        return Optional.ofNullable(settings.get().folders().get(kind));
    }

    /** Once per pulse: hands changes to the file, about once a second. */
    public void poll() {
        if (dirty && !writing && System.nanoTime() - written >= PAUSE_NANOS) {
            profile.ifPresent(this::write);
            dirty = false;
        }
    }

    private void write(Profile kept) {
        writing = true;
        io.submitUrgent(kept.keep(), new JobListener<Settings>() {
            @Override
            public void succeeded(Settings inTheFile) {
                ended();
            }

            @Override
            public void failed(StockpotException problem) {
                ended();
                notices.problem(TEXTS.get("settings.subject"), problem.getMessage());
            }

            @Override
            public void cancelled() {
                ended();
            }
        });
    }

    private void ended() {
        writing = false;
        written = System.nanoTime();
    }
}
