/** Layer groups, mixing weights, recipes, and the soup that fuses tensors while they are read. */
@org.jspecify.annotations.NullMarked
package org.stockpot.fuse;
