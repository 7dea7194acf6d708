/** Measurements: of the mix as the sliders move, and of each ingredient alone. */
@NullMarked
package org.stockpot.ui.live;

import org.jspecify.annotations.NullMarked;
