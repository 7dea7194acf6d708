/** The window's words in several languages. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.text;
