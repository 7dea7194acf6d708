package org.stockpot.ui.text;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Says in words what stands in a choice that nobody types into; nothing chosen is no words. */
public final class Worded<T> extends StringConverter<T> {
    private final Function<? super T, String> words;

    public Worded(Function<? super T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    /** @throws UnsupportedOperationException always: the choice is not editable */
    @Override
    public T fromString(String typed) {
        throw new UnsupportedOperationException(typed);
    }
}
