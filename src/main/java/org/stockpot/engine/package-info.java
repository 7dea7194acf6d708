/** Inference by DJL's PyTorch engine. The only importer of {@code ai.djl}; owns every native handle. */
@org.jspecify.annotations.NullMarked
package org.stockpot.engine;
