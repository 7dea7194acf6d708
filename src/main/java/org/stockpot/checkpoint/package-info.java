/**
 * Files with named tensors, read and written: safetensors, sharded sets, and PyTorch in all its containers. Files are
 * hostile until proven otherwise.
 */
@org.jspecify.annotations.NullMarked
package org.stockpot.checkpoint;
