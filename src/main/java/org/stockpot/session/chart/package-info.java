/** What charts of the window and of reports have in common. Knows no toolkit. */
@org.jspecify.annotations.NullMarked
package org.stockpot.session.chart;
