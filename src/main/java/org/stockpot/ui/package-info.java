/** The JavaFX workbench. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui;
