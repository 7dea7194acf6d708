/** The room of trials: all that was measured, as a table; two of them side by side. */
@NullMarked
package org.stockpot.ui.trials;

import org.jspecify.annotations.NullMarked;
