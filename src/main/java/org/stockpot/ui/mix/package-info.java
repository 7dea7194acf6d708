/** The mixing desk: a strip per ingredient, a slider per layer group. */
@NullMarked
package org.stockpot.ui.mix;

import org.jspecify.annotations.NullMarked;
