package org.stockpot.architecture.planted.fuse;

import org.stockpot.architecture.planted.Main;

public class UsesMain {
    public Main main;
}
