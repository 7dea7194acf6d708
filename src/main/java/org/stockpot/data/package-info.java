/** Image sets, label order, preprocessing, and the shifts that make out-of-distribution sets. */
@org.jspecify.annotations.NullMarked
package org.stockpot.data;
