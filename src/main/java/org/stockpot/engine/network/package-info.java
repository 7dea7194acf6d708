/** The networks known here, each a row of stages: pure functions of weights and activations. */
@org.jspecify.annotations.NullMarked
package org.stockpot.engine.network;
