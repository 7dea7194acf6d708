package org.stockpot.architecture.planted.ui.library;

import org.stockpot.architecture.planted.ui.mix.MixPanel;

public class LibraryPanel {
    public MixPanel other;
}
