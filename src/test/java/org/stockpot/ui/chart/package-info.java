/** Charts, looked at as lists of shapes and through the mouse. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.chart;
