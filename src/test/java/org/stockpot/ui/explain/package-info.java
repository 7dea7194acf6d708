@NullMarked
package org.stockpot.ui.explain;

import org.jspecify.annotations.NullMarked;
