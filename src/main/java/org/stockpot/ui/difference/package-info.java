/** The room of differences: how far each ingredient moved where, how alike the models are, and a map of them. */
@org.jspecify.annotations.NullMarked
package org.stockpot.ui.difference;
