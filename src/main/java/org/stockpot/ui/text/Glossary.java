package org.stockpot.ui.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.data.ShiftKind;
import org.stockpot.fuse.Dare;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Ties;
import org.stockpot.search.CookPlan;
import org.stockpot.search.Goal;
import org.stockpot.search.Measure;
import org.stockpot.search.Optimiser;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * What methods, their settings and the like are called in the user's language. The core knows them by an id and in English,
 * for files and the command line; here every id has its words.
 */
public final class Glossary {
    private static final Pattern COMPROMISE = Pattern.compile("(.+), (\\d+) of (\\d+)");

    private final Texts texts;
    private final Map<String, String> origins;

    private Glossary(Texts texts) {
        this.texts = texts;
        this.origins = origins();
    }

    /** In the language of the screen. */
    public static Glossary shown() {
        return new Glossary(Texts.of(Glossary.class));
    }

    /** In a language. */
    static Glossary in(Locale locale) {
        return new Glossary(Texts.of(Glossary.class, locale));
    }

    public String title(FusionMethod method) {
        return texts.get("method." + method.id() + ".name");
    }

    /** What becomes of every tensor. */
    public String formula(FusionMethod method) {
        String key = "method." + method.id() + ".formula";
        if (method instanceof Ties ties) {
            return texts.get(key + "." + ties.scope().word(), percent(ties.density()));
        }
        if (method instanceof Dare dare) {
            return texts.get(key + "." + dare.merge().word(), percent(dare.drop()));
        }
        return texts.get(key);
    }

    public String title(SearchPlan plan) {
        return texts.get("plan." + plan.id() + ".name");
    }

    /** What it does. */
    public String about(SearchPlan plan) {
        return texts.get("plan." + plan.id() + ".about");
    }

    /** The literature, which is the same in every language, unless there are words around it. */
    public String reference(SearchPlan plan) {
        return texts.find("plan." + plan.id() + ".reference").orElse(plan.reference());
    }

    public String title(CookPlan plan) {
        return texts.get("cook." + plan.id() + ".name");
    }

    /** What it does. */
    public String about(CookPlan plan) {
        return texts.get("cook." + plan.id() + ".about");
    }

    public String title(Optimiser optimiser) {
        return texts.get("optimiser." + optimiser.id() + ".name");
    }

    /** As that of a search. */
    public String reference(Optimiser optimiser) {
        return texts.find("optimiser." + optimiser.id() + ".reference").orElse(optimiser.reference());
    }

    public String name(Parameter setting) {
        return texts.get("setting." + setting.name() + ".name");
    }

    /**
     * What a setting means.
     *
     * @param owner id of the method that has it; several have one of the same name
     */
    public String help(String owner, Parameter setting) {
        return texts.find("setting." + owner + "." + setting.name() + ".help")
                .orElseGet(() -> texts.get("setting." + setting.name() + ".help"));
    }

    /** Which values a setting can have, as they are typed. */
    public String range(Parameter.Kind kind) {
        if (kind instanceof Parameter.Flag) {
            return texts.get("range.flag");
        }
        if (kind instanceof Parameter.Numbers) {
            return texts.get("range.numbers");
        }
        if (kind instanceof Parameter.Grid grid) {
            return texts.get("range.grid", new Parameter.Real(grid.low(), grid.high()).range());
        }
        return kind instanceof Parameter.Pairs ? texts.get("range.pairs") : kind.range();
    }

    /** A setting as it is typed, with all there is to know about it. */
    public String line(String owner, Parameter setting) {
        return texts.get(
                setting.initial().isEmpty() ? "setting.line" : "setting.line-initial",
                setting.name(),
                range(setting.kind()),
                help(owner, setting),
                setting.initial());
    }

    /** One of the words that a setting can be. */
    public String choice(Parameter setting, String word) {
        return texts.get("choice." + setting.name() + "." + word);
    }

    /** What a search makes as large as it can, without the notation in which it is typed. */
    public String words(Goal goal) {
        String sum = goal.terms().stream()
                .map(term -> term.weight() == 1
                        ? words(term.measure())
                        : texts.get("goal.term", plain(term.weight()), words(term.measure())))
                .collect(Collectors.joining(" + "));
        List<String> floors = new ArrayList<>();
        goal.floors()
                .forEach(floor -> floors.add(texts.get(
                        "goal.floor",
                        words(floor.measure()),
                        floor.measure().isShare() ? percent(floor.least()) + " %" : plain(floor.least()))));
        return floors.isEmpty() ? sum : texts.get("goal.with-floors", sum, String.join(", ", floors));
    }

    public String words(Measure measure) {
        if (measure instanceof Measure.Shifted shifted) {
            return shifted.shifts().isEmpty()
                    ? texts.get("measure.shifted")
                    : texts.get(
                            "measure.shifted-by",
                            shifted.shifts().stream()
                                    .map(one -> texts.get(
                                            "measure.shift", title(one.kind()), Integer.toString(one.severity())))
                                    .collect(Collectors.joining(", ")));
        }
        return texts.get("measure." + measure.text());
    }

    /** What is told, or a name as it is. */
    public String words(Object said) {
        return said instanceof Told told
                ? told.said((wording, values) -> texts.get(wording.key(), values))
                : String.valueOf(said);
    }

    public String title(ShiftKind kind) {
        return texts.get("shift." + kind.id());
    }

    /** Where a trial comes from: sessions keep it in English, or as the user named it. */
    public String origin(String kept) {
        Matcher compromise = COMPROMISE.matcher(kept);
        if (compromise.matches()) {
            return texts.get(
                    "origin.compromise", origin(compromise.group(1)), compromise.group(2), compromise.group(3));
        }
        return origins.getOrDefault(kept, kept);
    }

    private Map<String, String> origins() {
        Map<String, String> all = new HashMap<>();
        try {
            for (String id : SearchPlan.ids()) {
                SearchPlan plan = SearchPlan.standard(id);
                all.put(plan.title(), title(plan));
            }
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
        all.put("sliders", texts.get("origin.sliders"));
        return Map.copyOf(all);
    }

    /** In tenths, such as {@code 20.0}. */
    private static String percent(double share) {
        return Double.toString(Math.round(1000 * share) / 10.0);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
