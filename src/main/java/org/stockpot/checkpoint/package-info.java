/** Files with named tensors, read and written: safetensors, PyTorch zip archives. Files are hostile until proven otherwise. */
@org.jspecify.annotations.NullMarked
package org.stockpot.checkpoint;
