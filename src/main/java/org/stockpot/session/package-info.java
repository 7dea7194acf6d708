/** The session and the use cases over it, shared by window and command line. */
@org.jspecify.annotations.NullMarked
package org.stockpot.session;
