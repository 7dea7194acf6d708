package org.stockpot.tensor;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A sentence with values in it, or a part of one: in English by itself, in other languages by its wording's key.
 *
 * @param values words, formatted numbers, counts, parts that are told themselves, or lists of such
 */
public record Told(Wording wording, List<Object> values) {
    /** What can be told; its kinds are constants of enums. */
    public interface Wording {
        /** Of the constant. */
        String name();

        /** What all constants of its enum are about; the beginning of their keys. */
        String family();

        /** In English, in the form of {@link MessageFormat}. */
        String pattern();

        /** Such as {@code stop.budget}. */
        default String key() {
            return family() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Told {
        values = List.copyOf(values);
    }

    public static Told of(Wording wording, Object... values) {
        return new Told(wording, List.of(values));
    }

    /** In English. */
    @Override
    public String toString() {
        return said((pattern, arguments) -> new MessageFormat(pattern.pattern(), Locale.ROOT).format(arguments));
    }

    /** In words that somebody finds for a wording and its values, which are words by then; lists of names have commas, of parts semicolons. */
    public String said(BiFunction<Wording, Object[], String> words) {
        return words.apply(
                wording, values.stream().map(value -> said(value, words)).toArray());
    }

    private static Object said(Object value, BiFunction<Wording, Object[], String> words) {
        if (value instanceof List<?> list) {
            boolean parts = list.stream().anyMatch(Told.class::isInstance);
            return list.stream()
                    .map(one -> String.valueOf(said(one, words)))
                    .collect(Collectors.joining(parts ? "; " : ", "));
        }
        return value instanceof Told told ? told.said(words) : value;
    }
}
