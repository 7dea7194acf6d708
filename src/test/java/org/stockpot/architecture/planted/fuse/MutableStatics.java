package org.stockpot.architecture.planted.fuse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One kind of shared mutable state in each field; the last field is allowed. */
public class MutableStatics {
    public static int counter;
    public static final AtomicInteger ATOMIC = new AtomicInteger();
    static final double[] EXPOSED = {1, 2};
    public static final List<String> COLLECTION = new ArrayList<>();
    public static final String CONSTANT = String.valueOf("fine");
}
