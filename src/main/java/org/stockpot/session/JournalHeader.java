package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.Parameter;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Racing;
import org.stockpot.search.SearchPlan;

/**
 * The first line of a journal: which search it is.
 *
 * @param racing how evaluations end early; nothing where all are over all images
 * @param memory false where mixes are scored anew; nothing otherwise
 * @param objective what is maximised, as {@link Goal#text}; nothing where it is validation accuracy
 * @param base content of the base where the mixes contain it; nothing otherwise
 * @param images fingerprint of every set that the objective looks at, shifted copies included, by the set's reference;
 *     nothing in journals of before that was noted
 * @param network what the network is, where it is not what it usually is with such tensors
 * @param constraints what the search may not change; nothing where it may change everything
 * @param sliders the session's weights, where the search depends on them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalHeader(
        int stockpotJournal,
        String search,
        Map<String, String> settings,
        long seed,
        @Nullable Racing racing,
        @Nullable Boolean memory,
        String granularity,
        List<String> ingredients,
        @Nullable String base,
        List<String> validation,
        @Nullable Map<String, String> images,
        SessionForm.PreprocessingForm preprocessing,
        @Nullable String network,
        @Nullable String objective,
        @Nullable Constraints constraints,
        @Nullable List<List<Double>> sliders) {
    private static final int VERSION = 1;
    private static final String OPENING = "{\"stockpotJournal\":";
    private static final int SHOWN = 12;

    static JournalHeader of(SearchOrder order, Goal goal, Opened opened, Map<String, String> images) {
        Session session = opened.session();
        return new JournalHeader(
                VERSION,
                order.plan().id(),
                new TreeMap<>(order.plan().settings()),
                order.seed(),
                order.savings().racing().orElse(null),
                order.savings().memory() ? null : Boolean.FALSE,
                session.recipe().granularity().format(),
                session.ingredients().stream().map(Source::content).toList(),
                order.plan().method().needsBase()
                        ? session.base().map(Source::content).orElse(null)
                        : null,
                session.data().stream()
                        .filter(ref -> ref.role() == Role.VALIDATION)
                        .map(DataRef::format)
                        .toList(),
                new TreeMap<>(images),
                SessionForm.PreprocessingForm.of(opened.preprocessing()),
                opened.unusualNetwork().orElse(null),
                goal.equals(Goal.ACCURACY) ? null : goal.text(),
                order.constraints().allowEverything() ? null : order.constraints(),
                order.plan().usesSliders() || order.constraints().dependOnSliders()
                        ? session.recipe().weights().rows()
                        : null);
    }

    /** Whether a line is the first of a journal, of whichever version. */
    static boolean isOne(String line) {
        return line.startsWith(OPENING);
    }

    /**
     * Journals of before a setting was invented lack it; it had the value that is initial now. Journals of before images
     * were noted are believed to be of these.
     */
    JournalHeader completed(SearchPlan plan, JournalHeader expected) {
        Map<String, String> all = new TreeMap<>(settings);
        if (plan.id().equals(search)) {
            for (Parameter parameter : plan.parameters()) {
                all.putIfAbsent(parameter.name(), parameter.initial());
            }
        }
        return with(all, images == null ? expected.images : images);
    }

    /** As journals were before images were noted. */
    JournalHeader withoutImages() {
        return with(settings, null);
    }

    private JournalHeader with(Map<String, String> otherSettings, @Nullable Map<String, String> otherImages) {
        return new JournalHeader(
                stockpotJournal,
                search,
                otherSettings,
                seed,
                racing,
                memory,
                granularity,
                ingredients,
                base,
                validation,
                otherImages,
                preprocessing,
                network,
                objective,
                constraints,
                sliders);
    }

    /** Where another journal is of the same search over other images, what tells these from its own, for people. */
    Optional<String> otherImages(JournalHeader other) {
        if (images == null
                || other.images == null
                || !other.with(other.settings, images).equals(this)) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> now : images.entrySet()) {
            String before = other.images.get(now.getKey());
            if (before != null && !before.equals(now.getValue())) {
                return Optional.of("expected " + now.getKey() + " with the fingerprint " + shown(before) + ", found "
                        + shown(now.getValue()));
            }
        }
        return Optional.empty();
    }

    private static String shown(String fingerprint) {
        return fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
    }

    /** What tells another journal from this one, for people. */
    String differenceOf(JournalHeader other) {
        if (!other.search().equals(search)) {
            return "search " + other.search() + ", not " + search;
        }
        if (!other.settings().equals(settings)) {
            return "settings " + other.settings() + ", not " + settings;
        }
        if (other.seed() != seed) {
            return "seed " + other.seed() + ", not " + seed;
        }
        if (!Objects.equals(other.racing(), racing)) {
            return "racing " + words(other.racing()) + ", not " + words(racing);
        }
        if (!Objects.equals(other.memory(), memory)) {
            return "memory of scores " + (other.memory() == null ? "on, not off" : "off, not on");
        }
        if (!Objects.equals(other.objective(), objective)) {
            return "objective " + objective(other) + ", not " + objective(this);
        }
        if (!other.granularity().equals(granularity)) {
            return "granularity " + other.granularity() + ", not " + granularity;
        }
        if (!other.ingredients().equals(ingredients)) {
            return "other ingredients, or the same in another order";
        }
        if (!Objects.equals(other.base(), base)) {
            return "another base";
        }
        if (!Objects.equals(other.constraints(), constraints)) {
            return "constraints: " + words(other.constraints()) + ", not " + words(constraints);
        }
        if (!Objects.equals(other.sliders(), sliders)) {
            return "other weights on the sliders";
        }
        return other.validation().equals(validation)
                ? "other preprocessing or version"
                : "validation " + other.validation() + ", not " + validation;
    }

    private static String objective(JournalHeader header) {
        return Objects.requireNonNullElse(header.objective(), Goal.ACCURACY.text());
    }

    private static String words(@Nullable Constraints constraints) {
        return constraints == null ? "none" : String.join("; ", constraints.sentences());
    }

    private static String words(@Nullable Racing racing) {
        return racing == null ? "off" : "on with " + racing;
    }
}
