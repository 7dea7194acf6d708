package org.stockpot.architecture.planted;

/** A composition root; whoever uses it breaks the rule that nobody does. */
public class Main {
    public static final String NAME = String.valueOf("main");
}
