/** The command line: parses, calls a use case, prints. */
@org.jspecify.annotations.NullMarked
package org.stockpot.cli;
