/**
 * The demo kitchen: trains the base and the ingredients of {@code assets/demo} with the product's own network and
 * engine. A tool for contributors, not part of the program.
 */
@org.jspecify.annotations.NullMarked
package org.stockpot.kitchen;
