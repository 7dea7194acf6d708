/** Work in the background: jobs, cancellation, progress and the lanes that run them. The only maker of threads. */
@org.jspecify.annotations.NullMarked
package org.stockpot.job;
