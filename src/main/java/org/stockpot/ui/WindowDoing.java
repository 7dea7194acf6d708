package org.stockpot.ui;

import javafx.stage.WindowEvent;
import org.stockpot.ui.text.Texts;

/** What the actions do with the session of one window and its work. */
record WindowDoing(MainWindow window, SessionDialogs dialogs) implements Doing {
    private static final Texts TEXTS = Texts.of(WindowDoing.class);

    @Override
    public void newSession() {
        window.filing().startAnew();
    }

    @Override
    public void open() {
        dialogs.open().ifPresent(window::openIfAgreed);
    }

    @Override
    public void openRecipe() {
        dialogs.exported().ifPresent(window.filing()::openRecipe);
    }

    @Override
    public void save() {
        window.filing().save();
    }

    @Override
    public void saveAs() {
        window.filing().saveAs();
    }

    @Override
    public void openDemo() {
        window.openDemo();
    }

    @Override
    public void addCheckpoints() {
        window.kitchen().library().add(dialogs.checkpoints(TEXTS.get("dialog.add-checkpoints")));
    }

    @Override
    public void addBase() {
        window.kitchen().library().addBase(dialogs.checkpoints(TEXTS.get("dialog.choose-base")));
    }

    @Override
    public void measure() {
        window.kitchen().live().measure();
    }

    @Override
    public void measureSolo() {
        window.kitchen().solo().measure();
    }

    @Override
    public void stop() {
        window.kitchen().tasks().cancelAll();
    }

    @Override
    public void search() {
        window.enter("search");
    }

    @Override
    public void export() {
        window.view().showExport();
    }

    @Override
    public void report() {
        window.view().showReport();
    }

    @Override
    public void quit() {
        window.stage().fireEvent(new WindowEvent(window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
    }
}
