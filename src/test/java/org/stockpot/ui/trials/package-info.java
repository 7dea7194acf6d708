@org.jspecify.annotations.NullMarked
package org.stockpot.ui.trials;
