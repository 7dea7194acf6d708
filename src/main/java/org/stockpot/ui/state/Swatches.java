package org.stockpot.ui.state;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.stockpot.session.Source;

/** The place of each ingredient in the palette. It belongs to the file, so it survives renaming and reordering. */
public final class Swatches {
    private final Map<Path, Integer> places = new HashMap<>();

    /** Index into the palette, counted from 0 in order of first appearance; palettes repeat. */
    public int of(Source source) {
        return places.computeIfAbsent(source.path(), path -> places.size());
    }
}
