/** Writing the fused model to a file. */
@NullMarked
package org.stockpot.ui.export;

import org.jspecify.annotations.NullMarked;
