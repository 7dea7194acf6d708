package org.stockpot.architecture.planted.stray;

/** Lives in a package that the table does not know. */
public class Stray {}
