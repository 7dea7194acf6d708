package org.stockpot.ui.trials;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stockpot.data.Role;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.session.Gain;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialComparison.Obstacle;
import org.stockpot.session.TrialComparison.SetPair;
import org.stockpot.session.TrialFit;
import org.stockpot.session.TrialRow;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Trials in the user's language. */
final class TrialWords {
    private static final Texts TEXTS = Texts.of(TrialWords.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int HASH = 8;
    private static final double SMALLEST_P = 1e-4;

    private TrialWords() {}

    /** Such as {@code Trial 12: Manifold mixing}. */
    static String title(TrialRow row) {
        return TEXTS.get("trial.title", Integer.toString(row.number()), origin(row.trial()));
    }

    /** Where a trial comes from. */
    static String origin(Trial trial) {
        return GLOSSARY.origin(trial.origin());
    }

    /** How its weights are applied. */
    static String method(Trial trial) {
        return GLOSSARY.title(trial.recipe().method());
    }

    /** Why a trial cannot be put on the desk; empty if it can. */
    static String obstacle(TrialFit fit) {
        if (fit instanceof TrialFit.Unread unread) {
            return TEXTS.get("restore.unread", unread.files());
        }
        if (fit instanceof TrialFit.Differs differs) {
            return differs.missing() > 0
                    ? TEXTS.get("restore.missing", differs.missing())
                    : TEXTS.get("restore.added", differs.added());
        }
        return "";
    }

    /** Such as {@code 83.05 % [82.6, 83.5]}; a dash where it was not measured. */
    static String figure(Optional<TrialRow.Figure> figure) {
        return figure.map(one -> Figures.percent(one.accuracy()) + " " + Figures.interval(one.interval()))
                .orElse("–");
    }

    /** Such as {@code +0.40}, or {@code ≈ +0.10} where that is within the noise. */
    static String gain(Gain gain) {
        return (gain.isSignificant() ? "" : "≈ ") + points(gain.difference());
    }

    /** What a gain means. */
    static String gainInFull(TrialRow row, Role role) {
        if (row.isBestIngredient()) {
            return TEXTS.get("gain.best");
        }
        return row.gain(role)
                .map(gain -> TEXTS.get(
                        gain.isSignificant() ? "gain.significant" : "gain.noise",
                        points(gain.difference()),
                        row.rival().map(TrialWords::origin).orElse(""),
                        p(gain.paired().p())))
                .orElseGet(() -> TEXTS.get(row.rival().isEmpty() ? "gain.norival" : "gain.none"));
    }

    /** What the paired test says of the second trial. */
    static String verdict(SetPair pair) {
        Optional<PairedComparison> paired = pair.paired();
        if (paired.isPresent()) {
            PairedComparison one = paired.get();
            return TEXTS.get(
                    !one.isSignificant() ? "verdict.noise" : one.gain() > 0 ? "verdict.better" : "verdict.worse",
                    p(one.p()));
        }
        return TEXTS.get(
                switch (pair.obstacle().orElse(Obstacle.ONE_SIDED)) {
                    case ONE_SIDED -> "verdict.onesided";
                    case OTHER_IMAGES -> "verdict.images";
                    case OTHER_ORDER -> "verdict.order";
                });
    }

    /** Such as {@code p = 0.03}. */
    static String p(double p) {
        return p < SMALLEST_P
                ? String.format(Locale.ROOT, "p = %.0e", p)
                : String.format(Locale.ROOT, p < 0.01 ? "p = %.4f" : "p = %.2f", p);
    }

    /** Percentage points with their sign. */
    static String points(double difference) {
        return String.format(Locale.ROOT, "%+.2f", 100 * difference);
    }

    static String when(Instant time) {
        return WHEN.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Wall time. */
    static String seconds(double seconds) {
        return seconds < 10
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : Figures.rounded(Duration.ofMillis((long) (1000 * seconds)));
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String role(Role role) {
        return TEXTS.get("role." + role.id());
    }

    /** Why images of a set cannot be shown. */
    static String notHere(String set) {
        return TEXTS.get("images.nothere", set);
    }

    /** Layer groups whose names are not known. */
    static List<String> groups(int count) {
        return count == 1
                ? List.of(TEXTS.get("weights.all"))
                : IntStream.rangeClosed(1, count)
                        .mapToObj(group -> TEXTS.get("weights.group", Integer.toString(group)))
                        .toList();
    }

    /** Names of files by their hashes; what the session does not have is named by the beginning of its hash. */
    static List<String> names(Session session, List<String> hashes) {
        return hashes.stream()
                .map(hash -> session.sources().stream()
                        .filter(source -> source.sha256().equals(Optional.of(hash)))
                        .map(Source::name)
                        .findFirst()
                        .orElseGet(() -> TEXTS.get("file.unknown", hash.substring(0, Math.min(HASH, hash.length())))))
                .toList();
    }
}
