/** Composition root: builds the backend, the lanes and the workbench, then starts the window or the command line. */
@org.jspecify.annotations.NullMarked
package org.stockpot;
