package org.stockpot.architecture.planted.ui.mix;

import org.stockpot.architecture.planted.ui.library.LibraryPanel;

public class MixPanel {
    public LibraryPanel other;
}
