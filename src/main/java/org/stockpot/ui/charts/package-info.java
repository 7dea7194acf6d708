/** The charts room: what was measured, as charts that are linked with each other. */
@NullMarked
package org.stockpot.ui.charts;

import org.jspecify.annotations.NullMarked;
