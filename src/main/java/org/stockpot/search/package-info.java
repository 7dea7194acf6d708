/** Finding a mix: greedy soup, manifold mixing and the optimisers behind them. Knows no network. */
@org.jspecify.annotations.NullMarked
package org.stockpot.search;
