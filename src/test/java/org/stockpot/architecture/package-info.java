/** Holds the arrow table and the other rules of the design against the byte code. */
@org.jspecify.annotations.NullMarked
package org.stockpot.architecture;
