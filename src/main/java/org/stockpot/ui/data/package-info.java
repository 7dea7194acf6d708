/** The data sets that mixes are measured on. */
@NullMarked
package org.stockpot.ui.data;

import org.jspecify.annotations.NullMarked;
