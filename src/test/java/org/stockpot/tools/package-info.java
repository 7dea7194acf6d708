/** Programs for contributors, run by Maven profiles: pictures of the window and measurements of its pulses. */
@org.jspecify.annotations.NullMarked
package org.stockpot.tools;
