package org.stockpot.ui.mix;

/**
 * One slider of the desk.
 *
 * @param ingredient row of the mixing weights
 * @param group their column
 */
record Slot(int ingredient, int group) {}
