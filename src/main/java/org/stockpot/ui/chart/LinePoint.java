package org.stockpot.ui.chart;

/** One point of one of several lines. */
public record LinePoint(LineData line, LineData.Point point) {}
