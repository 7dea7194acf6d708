/**
 * The vocabulary everything else speaks: element types, shapes, named tensors. No files, no engine, no toolkit.
 */
@org.jspecify.annotations.NullMarked
package org.stockpot.tensor;
