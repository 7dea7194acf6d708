/** Breaks every architecture rule once, so that a test can see each rule bite. Mirrors the program's packages. */
@org.jspecify.annotations.NullMarked
package org.stockpot.architecture.planted;
