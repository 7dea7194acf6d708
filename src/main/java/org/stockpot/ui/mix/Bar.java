package org.stockpot.ui.mix;

/**
 * One fader of a {@link FaderStrip}.
 *
 * @param share effective
 * @param inert whether it cannot change a prediction
 * @param held whether it is locked or pinned
 * @param linked whether it moves with others
 * @param changed whether it is not what was saved
 */
record Bar(double weight, double share, boolean inert, boolean held, boolean linked, boolean changed) {}
