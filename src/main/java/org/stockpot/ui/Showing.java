package org.stockpot.ui;

/** What the actions do with the window itself. */
interface Showing {
    void palette();

    /** Goes to where something in this room is searched for. */
    void find();

    void keys();

    void settings();

    void history();

    void tasks();

    void notices();

    void switchTheme();

    /**
     * Changes the size of all text.
     *
     * @param step 1 larger, −1 smaller, 0 as usual
     */
    void textSize(int step);

    void fullScreen();

    void resetLayout();

    void tour();

    void copySystem();

    void openLogs();

    /** Whether there is a folder of logs to open. */
    boolean hasLogs();

    void about();
}
