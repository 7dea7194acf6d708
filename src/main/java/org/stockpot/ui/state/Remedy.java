package org.stockpot.ui.state;

/**
 * What a user can do about a notice with one click.
 *
 * @param text of the button
 */
public record Remedy(String text, Runnable action) {}
