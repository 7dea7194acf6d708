package org.stockpot.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack, the marks and the memo of one pickle, and a rough count of the memory that all of its values take. */
final class PickleStack {
    private static final int DEEPEST_STACK = 1_000_000;
    private static final int MOST_MARKS = 10_000;
    private static final int LARGEST_MEMO_INDEX = 1 << 24;
    /** Rough bytes of memory that one pickle may take; 100,000 tensors take less. */
    static final long MEMORY = 160L << 20;

    /** Rough bytes of an entry of a map. */
    static final int ENTRY = 64;

    private final PickleInput in;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();
    private long memory;

    PickleStack(PickleInput in) {
        this.in = in;
    }

    /** The one value that a proper pickle leaves behind. */
    PickleValue result() throws CheckpointException {
        if (stack.size() != 1 || !marks.isEmpty()) {
            throw in.malformed(stack.size() + " values left over");
        }
        return stack.get(0);
    }

    void mark() throws CheckpointException {
        if (marks.size() == MOST_MARKS) {
            throw in.malformed("more than " + MOST_MARKS + " open marks");
        }
        marks.addLast(stack.size());
    }

    void memoize() throws CheckpointException {
        put(memo.size());
    }

    void get(int index) throws CheckpointException {
        PickleValue value = memo.get(index);
        if (value == null) {
            throw in.malformed("memo " + Integer.toUnsignedString(index) + ", which was never stored,");
        }
        push(value, 0);
    }

    void put(int index) throws CheckpointException {
        if (index < 0 || index >= LARGEST_MEMO_INDEX) {
            throw in.malformed("memo " + Integer.toUnsignedString(index));
        }
        if (memo.put(index, top()) == null) {
            charge(ENTRY);
        }
    }

    /**
     * Puts a value on top.
     *
     * @param cost rough bytes that it takes
     */
    void push(PickleValue value, long cost) throws CheckpointException {
        if (stack.size() == DEEPEST_STACK) {
            throw in.malformed("more than " + DEEPEST_STACK + " values on the stack");
        }
        charge(cost);
        stack.add(value);
    }

    /** Counts memory that values take beside what was said when they were pushed. */
    void charge(long bytes) throws CheckpointException {
        memory += bytes;
        if (memory > MEMORY) {
            throw in.refusal("would need more than " + MEMORY + " bytes of memory before any weight is read;"
                    + " save the state_dict() alone");
        }
    }

    PickleValue top() throws CheckpointException {
        need(1);
        return stack.get(stack.size() - 1);
    }

    PickleValue pop() throws CheckpointException {
        need(1);
        return stack.remove(stack.size() - 1);
    }

    List<PickleValue> pop(int count) throws CheckpointException {
        need(count);
        return cut(stack.size() - count);
    }

    List<PickleValue> popToMark() throws CheckpointException {
        Integer mark = marks.pollLast();
        if (mark == null) {
            throw in.malformed("a missing mark");
        }
        return cut(mark);
    }

    private List<PickleValue> cut(int from) throws CheckpointException {
        List<PickleValue> tail = stack.subList(from, stack.size());
        List<PickleValue> items = List.copyOf(tail);
        charge(8L * items.size());
        tail.clear();
        return items;
    }

    /** Values below the last mark are out of reach. */
    private void need(int count) throws CheckpointException {
        Integer floor = marks.peekLast();
        if (stack.size() - (floor == null ? 0 : floor) < count) {
            throw in.malformed("too few values on the stack");
        }
    }
}
