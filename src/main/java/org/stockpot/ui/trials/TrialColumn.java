package org.stockpot.ui.trials;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import org.stockpot.data.Role;
import org.stockpot.session.TrialRow;

/** What stands in the columns of the table, and by what each is sorted. */
@SuppressWarnings("ImmutableEnumChecker") // comparators and functions without state
enum TrialColumn {
    NUMBER(54, true, Comparator.comparingInt(TrialRow::number), row -> Integer.toString(row.number())),
    PINNED(36, true, Comparator.comparing(row -> row.trial().note().pinned()), row -> ""),
    ORIGIN(120, true, words(row -> TrialWords.origin(row.trial())), row -> TrialWords.origin(row.trial())),
    OPTIMISER(
            80,
            false,
            words(row -> row.optimiser().orElse("")),
            row -> row.optimiser().orElse("")),
    SEED(
            54,
            false,
            Comparator.comparingLong(row -> row.seed().orElse(Long.MIN_VALUE)),
            row -> row.seed().map(seed -> Long.toString(seed)).orElse("")),
    VALIDATION(138, Role.VALIDATION, false),
    VALIDATION_GAIN(64, Role.VALIDATION, true),
    TEST(138, Role.TEST, false),
    TEST_GAIN(64, Role.TEST, true),
    OOD(138, Role.OOD, false),
    OOD_GAIN(64, Role.OOD, true),
    IMAGES(66, false, Comparator.comparingLong(TrialRow::images), row -> TrialWords.count(row.images())),
    SECONDS(
            60,
            false,
            Comparator.comparingDouble(row -> row.trial().seconds()),
            row -> TrialWords.seconds(row.trial().seconds())),
    FINISHED(
            118,
            true,
            Comparator.comparing(row -> row.trial().finished()),
            row -> TrialWords.when(row.trial().finished())),
    DEVICE(110, false, words(row -> row.trial().device()), row -> row.trial().device()),
    METHOD(110, false, words(TrialColumn::method), TrialColumn::method),
    TAGS(110, true, words(TrialColumn::tags), TrialColumn::tags),
    NOTE(
            150,
            true,
            words(row -> row.trial().note().text()),
            row -> row.trial().note().text().lines().findFirst().orElse(""));

    private final double width;
    private final boolean usual;
    private final Comparator<TrialRow> order;
    private final Function<TrialRow, String> text;

    TrialColumn(double width, boolean usual, Comparator<TrialRow> order, Function<TrialRow, String> text) {
        this.width = width;
        this.usual = usual;
        this.order = order;
        this.text = text;
    }

    TrialColumn(double width, Role role, boolean gain) {
        this(
                width,
                true,
                Comparator.comparingDouble(row -> gain
                        ? row.gain(role).map(one -> one.difference()).orElse(Double.NEGATIVE_INFINITY)
                        : row.figure(role).map(TrialRow.Figure::accuracy).orElse(Double.NEGATIVE_INFINITY)),
                gain
                        ? row -> row.gain(role).map(TrialWords::gain).orElse("")
                        : row -> TrialWords.figure(row.figure(role)));
    }

    /** In pixels, before the user changes it. */
    double width() {
        return width;
    }

    /** Whether it is shown before the user says so. */
    boolean isUsual() {
        return usual;
    }

    /** What is not known comes before everything else. */
    Comparator<TrialRow> order() {
        return order;
    }

    String text(TrialRow row) {
        return text.apply(row);
    }

    /** Kebab case. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isGain() {
        return this == VALIDATION_GAIN || this == TEST_GAIN || this == OOD_GAIN;
    }

    boolean isNumber() {
        return switch (this) {
            case NUMBER, SEED, VALIDATION, TEST, OOD, VALIDATION_GAIN, TEST_GAIN, OOD_GAIN, IMAGES, SECONDS -> true;
            default -> false;
        };
    }

    /** The role that a gain is of. */
    Role role() {
        return switch (this) {
            case TEST, TEST_GAIN -> Role.TEST;
            case OOD, OOD_GAIN -> Role.OOD;
            default -> Role.VALIDATION;
        };
    }

    private static String tags(TrialRow row) {
        return String.join(", ", row.trial().note().tags());
    }

    private static String method(TrialRow row) {
        return row.trial().recipe().method().format();
    }

    private static Comparator<TrialRow> words(Function<TrialRow, String> words) {
        return Comparator.comparing(words, String.CASE_INSENSITIVE_ORDER);
    }
}
