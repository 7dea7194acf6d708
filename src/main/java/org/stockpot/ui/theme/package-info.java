/** Colours and style sheets: the light and the dark theme, and the colours of ingredients and of maps. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.theme;
