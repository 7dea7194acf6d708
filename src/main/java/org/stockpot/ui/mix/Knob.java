package org.stockpot.ui.mix;

/** What a fader moves. */
interface Knob {
    /** A drag begins. */
    void begin();

    /** The value changed, by drag, key or typing. */
    void set(double value);

    /** The drag ended at a value. */
    void end(double value);

    /** Back to the fair share. */
    void reset();
}
