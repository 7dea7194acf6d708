/** Measuring a mix: the port to an inference engine, counts, intervals, paired comparison. */
@org.jspecify.annotations.NullMarked
package org.stockpot.evaluate;
