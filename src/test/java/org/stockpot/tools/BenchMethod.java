package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.data.Role;
import org.stockpot.engine.EngineOptions;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Budget;
import org.stockpot.search.CookPlan;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.CookOrder;
import org.stockpot.session.Cooked;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;

/**
 * One way to make something of the demo's ingredients: a search, a method that makes a checkpoint, or the logit ensemble.
 *
 * @param id a plan's name, or {@link #ENSEMBLE}
 * @param settings that differ from the usual ones
 */
record BenchMethod(String id, Map<String, String> settings) {
    static final String ENSEMBLE = "ensemble";

    /** What takes weights from the user, or goes on from a mix, finds none of its own. */
    private static final List<String> LEFT_OUT = List.of("weighted", "refine");

    /** Choices within one method that the literature counts as methods. */
    private static final Map<String, List<String>> VARIANTS = Map.of(
            "greedy", List.of("greedy:strict=true", "greedy:order=random", "greedy:repeats=true"),
            "ties", List.of("ties:scope=tensor"),
            "dare", List.of("dare:merge=ties"));

    /**
     * What one run gave.
     *
     * @param recipe of the mix; empty for what is none
     * @param evaluations on all sets, in the session's order
     * @param full evaluations' worth of images that were run
     * @param seconds wall time without measuring the result
     * @param front compromises, measured on all sets
     */
    record Made(Optional<Recipe> recipe, List<Evaluation> evaluations, double full, double seconds, List<Trial> front) {
        Made {
            evaluations = List.copyOf(evaluations);
            front = List.copyOf(front);
        }
    }

    /** All of them, in the order of the table. */
    static List<BenchMethod> all() {
        var all = new ArrayList<BenchMethod>();
        for (String id : SearchPlan.ids()) {
            if (!LEFT_OUT.contains(id)) {
                all.add(parse(id));
                VARIANTS.getOrDefault(id, List.of()).forEach(text -> all.add(parse(text)));
            }
        }
        CookPlan.ids().forEach(id -> all.add(parse(id)));
        all.add(parse(ENSEMBLE));
        return all;
    }

    /** Such as {@code greedy} or {@code greedy:strict=true;order=random}. */
    static BenchMethod parse(String text) {
        String[] parts = text.split(":", 2);
        var settings = new LinkedHashMap<String, String>();
        if (parts.length > 1) {
            for (String setting : parts[1].split(";", 0)) {
                String[] pair = setting.split("=", 2);
                settings.put(pair[0], pair[1]);
            }
        }
        return new BenchMethod(parts[0], settings);
    }

    /** What its row is called. */
    String title() throws StockpotException {
        if (id.equals(ENSEMBLE)) {
            return "Logit ensemble (no model: 10 networks)";
        }
        String plain = isCooked()
                ? CookPlan.standard(id).title()
                : SearchPlan.standard(id).title();
        return settings.isEmpty()
                ? plain
                : settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(", ", plain + " (", ")"));
    }

    /** Whether a seed can matter at all. */
    boolean isSeeded() {
        return !isCooked() && !id.equals(ENSEMBLE);
    }

    /** Whether it draws for certain, even where two seeds come to the same mix. */
    boolean isDrawn() {
        return settings.containsValue("random");
    }

    private boolean isCooked() {
        return CookPlan.ids().contains(id);
    }

    /** Runs it in a workbench of its own, so that it finds nothing remembered. */
    Made run(Session session, long seed, int evaluations) throws StockpotException, IOException {
        try (Workbench workbench = BenchSliders.workbench(EngineOptions.usual())) {
            if (id.equals(ENSEMBLE)) {
                return ensemble(session, workbench);
            }
            return isCooked() ? cooked(session, workbench) : searched(session, workbench, seed, evaluations);
        }
    }

    private Made searched(Session session, Workbench workbench, long seed, int evaluations) throws StockpotException {
        var order = new SearchOrder(SearchPlan.parse(id, settings), Budget.ofEvaluations(evaluations), seed);
        SearchOutcome outcome = workbench.device().call(workbench.search(session, order, SearchListener.NONE));
        return new Made(
                Optional.of(outcome.after().recipe()),
                outcome.after().evaluations(),
                outcome.effort().fullEvaluations(),
                outcome.seconds(),
                outcome.front());
    }

    private Made cooked(Session session, Workbench workbench) throws StockpotException, IOException {
        Path folder = Files.createTempDirectory("stockpot-methods");
        Path file = folder.resolve("cooked.safetensors");
        try {
            CookPlan plan = CookPlan.parse(id, settings);
            Cooked cooked = workbench.device().call(workbench.cook(session, new CookOrder(plan, file)));
            double seen = (double) cooked.images() * session.ingredients().size();
            return new Made(
                    Optional.empty(), cooked.after(), seen / validation(cooked.after()), cooked.seconds(), List.of());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** Networks that answer, not one that was made: no search ran, so its time is that of answering on all sets. */
    private static Made ensemble(Session session, Workbench workbench) throws StockpotException {
        long start = System.nanoTime();
        List<Evaluation> evaluations = workbench.device().call(workbench.ensemble(session));
        return new Made(Optional.empty(), evaluations, 0, (System.nanoTime() - start) / 1e9, List.of());
    }

    private static int validation(List<Evaluation> evaluations) {
        return evaluations.stream()
                .filter(one -> one.role() == Role.VALIDATION)
                .mapToInt(Evaluation::total)
                .sum();
    }
}
