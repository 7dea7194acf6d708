package org.stockpot.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Role;
import org.stockpot.evaluate.ClassScore;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Predictions;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.session.report.Details;
import org.stockpot.session.report.Measured;
import org.stockpot.session.report.Mixture;
import org.stockpot.session.report.Report;
import org.stockpot.session.report.ReportFacts;
import org.stockpot.session.report.SetFact;
import org.stockpot.session.report.Sheet;
import org.stockpot.session.report.SourceFact;
import org.stockpot.tensor.StockpotException;

/** Measures everything that a report says, and writes it. Lives on the device lane's thread. */
final class ReportRun {
    private static final String SLIDERS = "sliders";

    private final Measurements measurements;
    private final ReportOrder order;
    private final Opened opened;
    private final Clock clock;
    private final JobContext context;
    private final Path folder;
    private final Optional<Vote> ensemble;

    private ReportRun(Measurements measurements, Session session, ReportOrder order, Clock clock, JobContext context)
            throws StockpotException {
        this.measurements = measurements;
        this.order = order;
        this.opened = measurements.open(session, context);
        this.clock = clock;
        this.context = context;
        this.folder = Objects.requireNonNull(order.target().getParent());
        this.ensemble = Vote.of(opened, measurements, context);
    }

    static Reported write(
            Measurements measurements, Session session, ReportOrder wanted, Clock clock, JobContext context)
            throws StockpotException {
        ReportOrder order = ReportTarget.checked(wanted);
        Report report = Report.of(new ReportRun(measurements, session, order, clock, context).facts());
        AtomicText.write(order.target(), report.html());
        AtomicText.write(order.card(), report.markdown());
        return new Reported(order.target(), order.card());
    }

    private ReportFacts facts() throws StockpotException {
        Map<String, String> search = search();
        List<DataRef> data = opened.session().data();
        List<SetFact> sets = new ArrayList<>();
        for (DataRef ref : data) {
            sets.add(set(ref));
        }
        List<Measured> models = new ArrayList<>();
        List<Details> details = List.of();
        Optional<Measured> best = Optional.empty();
        if (!data.isEmpty()) {
            base().ifPresent(models::add);
            List<Measured> ingredients = ingredients();
            models.addAll(ingredients);
            best = best(ingredients);
            if (ensemble.isPresent()) {
                models.add(panel(Vote.NAME, Measured.Kind.ENSEMBLE, 0, ensemble.get())
                        .model());
            }
            for (ReportOrder.Contender other : order.others()) {
                models.add(panel(other.name(), Measured.Kind.OTHER, 0, mix(opened, other.recipe()))
                        .model());
            }
            Panel soup = panel(
                    name(), Measured.Kind.SOUP, 0, mix(opened, opened.session().recipe()));
            models.add(soup.model());
            details = details(soup, best);
        }
        return new ReportFacts(
                "Model soup report: " + name(),
                clock.instant(),
                origin(),
                mixture(),
                sources(),
                search,
                order.search().flatMap(SearchSummary::leak),
                sets,
                models,
                best.map(Measured::name),
                details,
                TrialNotes.of(opened.session()),
                order.bootstrap(),
                machine(),
                Commands.condition(order),
                Commands.of(order, folder));
    }

    private Panel panel(String name, Measured.Kind kind, int look, Panel.Pass pass) throws StockpotException {
        return Panel.measure(name, kind, look, opened.session().data(), pass);
    }

    private Panel.Pass mix(Opened of, Recipe recipe) {
        return (data, watching, phase) ->
                measurements.watched(Measurements.THE_MIX, of, recipe, data, watching, new Phase(context, phase));
    }

    private Optional<Measured> base() throws StockpotException {
        Optional<Source> base = opened.session().base();
        if (base.isEmpty()) {
            return Optional.empty();
        }
        Opened alone = measurements.open(opened.session().solo(base.get()), context);
        return Optional.of(panel(
                        base.get().name(),
                        Measured.Kind.BASE,
                        0,
                        mix(alone, alone.session().recipe()))
                .model());
    }

    private List<Measured> ingredients() throws StockpotException {
        List<Measured> all = new ArrayList<>();
        List<Source> sources = opened.session().ingredients();
        for (int ingredient = 0; ingredient < sources.size(); ingredient++) {
            Panel.Pass alone = mix(opened, opened.session().recipe().alone(ingredient));
            all.add(panel(
                            sources.get(ingredient).name(),
                            Measured.Kind.INGREDIENT,
                            ingredient,
                            ensemble.isPresent() ? ensemble.get().member(alone) : alone)
                    .model());
        }
        return all;
    }

    /** The first of those with the highest validation accuracy; nothing else may choose. */
    private static Optional<Measured> best(List<Measured> ingredients) {
        Measured best = null;
        for (Measured one : ingredients) {
            double share = one.share(Role.VALIDATION);
            if (Double.isFinite(share) && (best == null || share > best.share(Role.VALIDATION))) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    private List<Details> details(Panel soup, Optional<Measured> best) {
        List<Details> details = new ArrayList<>();
        for (int at = 0; at < soup.plain().size(); at++) {
            int index = at;
            Predictions plain = soup.plain().get(index);
            details.add(new Details(
                    plain,
                    soup.cooled().get(index),
                    plain.calibrationInterval(order.bootstrap()),
                    scores(plain.set(), soup.model(), index),
                    best.map(one -> scores(plain.set(), one, index)).orElse(List.of())));
        }
        return details;
    }

    /** @param index among the sets that are not for validation */
    private static List<ClassScore> scores(PreparedSet set, Measured model, int index) {
        List<Evaluation> told = model.evaluations().stream()
                .filter(one -> one.role() != Role.VALIDATION)
                .toList();
        return ClassScore.all(set, told.get(index).hits());
    }

    private SetFact set(DataRef ref) throws StockpotException {
        PreparedSet set = measurements.prepared(ref, opened.preprocessing(), context);
        if (set.size() == 0) {
            throw new StockpotException(ref.name() + " holds no images: remove the set from the session.");
        }
        return new SetFact(
                ref.name(),
                ref.role(),
                ref.withPaths(path -> Path.of(ProvenanceForm.SourceNote.hint(
                                path.toAbsolutePath().normalize(), folder)))
                        .format(),
                set.size(),
                set.classes(),
                set.skipped().size(),
                set.sha256(),
                mixes(ref),
                ref.role() == Role.VALIDATION
                        ? order.search().map(SearchSummary::evaluations).orElse(0)
                        : 0,
                Sheet.of(set));
    }

    /** How many different mixes of several ingredients the session knows to have been measured on a set. */
    private int mixes(DataRef ref) {
        Set<List<Object>> seen = new HashSet<>();
        for (Trial trial : opened.session().trials()) {
            boolean looked = trial.evaluations().stream()
                    .anyMatch(one -> one.set().equals(ref.name()) && one.role() == ref.role());
            long ingredients = trial.recipe().weights().rows().stream()
                    .filter(row -> row.stream().anyMatch(weight -> weight != 0))
                    .count();
            if (looked && ingredients > 1) {
                seen.add(List.of(trial.recipe(), trial.ingredients()));
            }
        }
        return seen.size();
    }

    private Map<String, String> search() throws StockpotException {
        Map<String, String> facts = new LinkedHashMap<>();
        if (order.search().isPresent()) {
            facts.putAll(JournalFacts.of(order.search().get()));
        }
        if (order.journal().isPresent()) {
            facts.putAll(JournalFacts.of(order.journal().get(), opened.session()));
        }
        return facts;
    }

    private String name() {
        return order.name().orElseGet(() -> origin().equals(SLIDERS) ? "The mix" : origin());
    }

    private String origin() {
        return Scores.trial(opened).map(Trial::origin).orElse(SLIDERS);
    }

    private Mixture mixture() {
        Recipe recipe = opened.session().recipe();
        return new Mixture(
                MixText.formula(recipe.method(), opened.base().isPresent()),
                recipe.granularity().format(),
                opened.groups().size(),
                opened.session().ingredients().stream().map(Source::name).toList(),
                MixText.rows(recipe.weights().rows(), opened.groups().names()).stream()
                        .map(row -> new Mixture.Row(row.groups(), row.weights()))
                        .toList());
    }

    private List<SourceFact> sources() throws StockpotException {
        List<SourceFact> facts = new ArrayList<>();
        for (Source source : opened.session().sources()) {
            boolean isBase = opened.session().base().filter(source::equals).isPresent();
            facts.add(new SourceFact(
                    source.name(), isBase ? "base" : "ingredient", measurements.bytes(source), source.content()));
        }
        return facts;
    }

    private Map<String, String> machine() throws StockpotException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Stockpot", Version.text());
        facts.put("network", opened.facts().brief());
        facts.put("images", opened.facts().images());
        facts.put("engine and device", measurements.device());
        facts.put("Java", Runtime.version().toString());
        facts.put("operating system", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
        if (ensemble.isEmpty() && opened.ingredients().size() > 1) {
            facts.put(Vote.NAME, "left out: the logits of all images would take too much memory");
        }
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return facts;
    }
}
