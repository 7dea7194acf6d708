package org.stockpot.ui;

/** What the actions do with the session and its work. */
interface Doing {
    void newSession();

    void open();

    void openRecipe();

    void save();

    void saveAs();

    void openDemo();

    void addCheckpoints();

    void addBase();

    void measure();

    void measureSolo();

    void stop();

    void search();

    void export();

    void report();

    void quit();
}
