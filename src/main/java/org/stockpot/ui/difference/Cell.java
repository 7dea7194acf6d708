package org.stockpot.ui.difference;

/**
 * One slider of the mix.
 *
 * @param ingredient row of the mixing weights
 * @param group their column
 */
public record Cell(int ingredient, int group) {}
