/** The panel that says in words what the mix is, and why it is as good or bad as it is. */
@NullMarked
package org.stockpot.ui.explain;

import org.jspecify.annotations.NullMarked;
