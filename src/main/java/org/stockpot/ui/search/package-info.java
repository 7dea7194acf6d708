/** The panel that lets an algorithm find the mix. */
@NullMarked
package org.stockpot.ui.search;

import org.jspecify.annotations.NullMarked;
