package org.stockpot.ui.difference;

import java.util.Optional;
import org.stockpot.fuse.Granularity;

/** How coarse the columns of the heat map are. */
public enum Detail {
    MIX("mix", Optional.empty()),
    WHOLE("whole", Optional.of(new Granularity.WholeModel())),
    LEVEL_1("level-1", Optional.of(new Granularity.Level(1))),
    LEVEL_2("level-2", Optional.of(new Granularity.Level(2))),
    BLOCKS("blocks", Optional.of(new Granularity.Level(3))),
    TENSORS("tensors", Optional.of(new Granularity.PerTensor()));

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // all kinds of granularity that stand here are immutable
    private final Optional<Granularity> own;

    Detail(String id, Optional<Granularity> own) {
        this.id = id;
        this.own = own;
    }

    /** Last part of the key of its text. */
    String id() {
        return id;
    }

    /** @param mix that of the recipe */
    Granularity granularity(Granularity mix) {
        return own.orElse(mix);
    }
}
