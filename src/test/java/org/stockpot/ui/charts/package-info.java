@NullMarked
package org.stockpot.ui.charts;

import org.jspecify.annotations.NullMarked;
