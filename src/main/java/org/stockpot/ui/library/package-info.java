/** Base and ingredients: what is in the pot, and how good each is alone. */
@NullMarked
package org.stockpot.ui.library;

import org.jspecify.annotations.NullMarked;
