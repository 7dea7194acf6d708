/** Colours hold what they promise. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.theme;
