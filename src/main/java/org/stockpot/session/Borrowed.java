package org.stockpot.session;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** A source that belongs to somebody else; as that one where it does not say otherwise. Closing it closes nothing: the owner does. */
interface Borrowed extends TensorSource {
    /** The one that somebody owns. */
    TensorSource source();

    @Override
    default String name() {
        return source().name();
    }

    @Override
    default Map<String, TensorSpec> specs() {
        return source().specs();
    }

    @Override
    default ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        return source().read(tensor, first, count);
    }

    @Override
    default void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        source().read(tensor, first, to);
    }

    @Override
    default void floats(String tensor, long first, FloatBuffer to) throws StockpotException {
        source().floats(tensor, first, to);
    }

    @Override
    default void floats(Map<String, FloatBuffer> tensors) throws StockpotException {
        source().floats(tensors);
    }

    @Override
    default Optional<Resident> resident(String tensor) throws StockpotException {
        return source().resident(tensor);
    }

    @Override
    default Optional<LinearCombination> combination(String tensor) throws StockpotException {
        return source().combination(tensor);
    }

    @Override
    default void close() {}
}
