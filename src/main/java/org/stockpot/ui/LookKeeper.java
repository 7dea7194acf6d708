package org.stockpot.ui;

import java.util.function.Consumer;
import org.stockpot.job.JobListener;
import org.stockpot.job.QueueLane;
import org.stockpot.session.settings.DesktopTheme;
import org.stockpot.session.settings.Look;
import org.stockpot.session.settings.ThemeChoice;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/** Makes the window look as the settings say, whenever they change. */
final class LookKeeper {
    private final SettingsModel settings;
    private final Appearance appearance;
    private final QueueLane io;
    private final DesktopTheme desktop;

    LookKeeper(SettingsModel settings, Appearance appearance, QueueLane io, DesktopTheme desktop) {
        this.appearance = appearance;
        this.io = io;
        this.desktop = desktop;
        this.settings = settings;
    }

    /** From now on. */
    void follow() {
        settings.settingsProperty().addListener((observable, before, now) -> follow(before.look(), now.look()));
    }

    private void follow(Look before, Look now) {
        if (now.textPercent() != before.textPercent()) {
            appearance.showText(now.textPercent());
        }
        if (now.theme() != before.theme()) {
            show(now.theme());
        }
    }

    private void show(ThemeChoice choice) {
        switch (choice) {
            case LIGHT -> appearance.show(Theme.LIGHT);
            case DARK -> appearance.show(Theme.DARK);
            case SYSTEM -> askDesktop(io, desktop, this::showIfStillAsked, () -> {});
        }
    }

    /** The desktop may take longer to answer than the user to choose something else. */
    private void showIfStillAsked(Theme theme) {
        if (settings.settings().look().theme() == ThemeChoice.SYSTEM) {
            appearance.show(theme);
        }
    }

    /**
     * Asks the desktop for its theme, light if it does not say.
     *
     * @param show receives it
     * @param then runs afterwards in any case
     */
    static void askDesktop(QueueLane io, DesktopTheme desktop, Consumer<Theme> show, Runnable then) {
        io.submitUrgent(desktop.dark(), new JobListener<Boolean>() {
            @Override
            public void succeeded(Boolean dark) {
                show.accept(dark ? Theme.DARK : Theme.LIGHT);
                then.run();
            }

            @Override
            public void failed(StockpotException problem) {
                then.run();
            }
        });
    }
}
