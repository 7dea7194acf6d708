/**
 * Charts: heat map, accuracy over trials, test × OOD, headline tiles. Each chart turns plain data into a {@link
 * org.stockpot.ui.chart.Picture}, a list of shapes that needs no window; a view paints it and answers the mouse.
 */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.chart;
