package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.ui.chart.HeadlineNumbers;
import org.stockpot.ui.chart.LinePoint;
import org.stockpot.ui.chart.ParallelData;
import org.stockpot.ui.chart.ScatterLine;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.live.LiveModel;
import org.stockpot.ui.search.SearchModel;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SelectionModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** What the charts of trials show. Lives on the JavaFX thread and knows no control. */
public final class ChartsModel {
    private static final Texts TEXTS = Texts.of(ChartsModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final long BETWEEN_DRAWINGS = 100_000_000;

    private final MeasuringModel measuring;
    private final ChartSaver saver;
    private final SessionModel session;
    private final OpenModel opened;
    private final LiveModel live;
    private final SearchModel search;
    private final Swatches swatches;
    private final SelectionModel selection;
    private final ReadOnlyObjectWrapper<List<TrialPoint>> history = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<ScatterPoint>> plane = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<ScatterLine>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<ParallelData> weights = new ReadOnlyObjectWrapper<>(ParallelData.EMPTY);
    private final ReadOnlyObjectWrapper<HeadlineNumbers> headline = new ReadOnlyObjectWrapper<>(HeadlineNumbers.EMPTY);
    private final ObjectProperty<TrialPoint.Series> colour = new SimpleObjectProperty<>(TrialPoint.Series.VALIDATION);
    private final ObjectProperty<Optional<Source>> ingredient = new SimpleObjectProperty<>(Optional.empty());
    private Optional<BiConsumer<Trial, Trial>> comparing = Optional.empty();
    private boolean stale = true;
    private long drawn = System.nanoTime() - BETWEEN_DRAWINGS;

    public ChartsModel(
            Workbench workbench,
            SessionModel session,
            OpenModel opened,
            LiveModel live,
            SearchModel search,
            Swatches swatches,
            Tasks tasks,
            Notices notices) {
        this.measuring = new MeasuringModel(workbench, session, tasks);
        this.saver = new ChartSaver(workbench.io(), tasks, notices);
        this.session = session;
        this.opened = opened;
        this.live = live;
        this.search = search;
        this.swatches = swatches;
        this.selection = new SelectionModel(session);
        session.sessionProperty().addListener((observable, before, now) -> stale = true);
        live.readingProperty().addListener((observable, before, now) -> stale = true);
        search.statusProperty().addListener((observable, before, now) -> stale = true);
        opened.openedProperty().addListener((observable, before, now) -> stale = true);
        measuring.ensembleProperty().addListener((observable, before, now) -> stale = true);
        colour.addListener((observable, before, now) -> refresh());
        ingredient.addListener((observable, before, now) -> refresh());
    }

    /** Once per pulse: takes in what changed since, as often as an eye can follow. */
    public void poll() {
        long now = System.nanoTime();
        if (stale && now - drawn >= BETWEEN_DRAWINGS) {
            drawn = now;
            refresh();
        }
    }

    public ReadOnlyObjectProperty<List<TrialPoint>> historyProperty() {
        return history.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<ScatterPoint>> planeProperty() {
        return plane.getReadOnlyProperty();
    }

    /** Straight lines between models in the plane. */
    public ReadOnlyObjectProperty<List<ScatterLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    /** Mixing weights of trials. */
    public ReadOnlyObjectProperty<ParallelData> weightsProperty() {
        return weights.getReadOnlyProperty();
    }

    /** The mix beside the best ingredient. */
    public ReadOnlyObjectProperty<HeadlineNumbers> headlineProperty() {
        return headline.getReadOnlyProperty();
    }

    /** What colours the lines of mixing weights. */
    public ObjectProperty<TrialPoint.Series> colourProperty() {
        return colour;
    }

    /** Whose layer groups are the axes of mixing weights; empty for the ingredients themselves. */
    public ObjectProperty<Optional<Source>> ingredientProperty() {
        return ingredient;
    }

    /** The trials selected in all charts. */
    public SelectionModel selection() {
        return selection;
    }

    /** What has to be measured on request. */
    public MeasuringModel measuring() {
        return measuring;
    }

    /** What writes charts to files. */
    public ChartSaver saver() {
        return saver;
    }

    /** The session that all charts are about. */
    public ReadOnlyObjectProperty<Session> sessionProperty() {
        return session.sessionProperty();
    }

    /**
     * Lets two selected trials be compared.
     *
     * @param action shows them beside each other
     */
    public void setOnCompare(BiConsumer<Trial, Trial> action) {
        comparing = Optional.of(action);
    }

    boolean canCompare() {
        return comparing.isPresent();
    }

    /** Hands the two selected trials over. */
    void compare() {
        List<Trial> two = selected();
        if (two.size() == 2) {
            comparing.ifPresent(action -> action.accept(two.get(0), two.get(1)));
        }
    }

    /** The selected trials, in the order of selection. */
    List<Trial> selected() {
        List<Trial> trials = session.session().trials();
        return selection.trialsProperty().get().stream()
                .filter(index -> index < trials.size())
                .map(trials::get)
                .toList();
    }

    /** A click on a mix selects it and brings its recipe back to the sliders, where it fits the session's ingredients. */
    public void pick(int index) {
        List<Trial> trials = session.session().trials();
        if (index < 0 || index >= trials.size()) {
            return;
        }
        selection.select(List.of(index));
        Trial trial = trials.get(index);
        List<String> now = session.session().ingredients().stream()
                .map(source -> source.sha256().orElse(""))
                .toList();
        if (trial.ingredients().equals(now)) {
            session.cook(TEXTS.get("step.recipe", index + 1, GLOSSARY.origin(trial.origin())), trial.recipe());
        }
    }

    /** A click on a measured line brings the mix there to the sliders. */
    void take(LinePoint point) {
        double share = point.point().share();
        measuring.linesProperty().get().stream()
                .filter(line -> ClassPlots.name(line).equals(point.line().name()))
                .findFirst()
                .flatMap(line -> line.at(share, session.session()))
                .ifPresent(recipe -> session.cook(
                        TEXTS.get(
                                "step.line", Figures.weight(share), point.line().name()),
                        recipe));
    }

    private void refresh() {
        stale = false;
        Session now = session.session();
        history.set(Plots.history(now, search.statusProperty().get()));
        List<ScatterPoint> points = new ArrayList<>(
                Plots.plane(now, swatches, live.readingProperty().get()));
        lines.set(StraightLines.of(now, points));
        Plots.ensemble(measuring.ensembleProperty().get()).ifPresent(points::add);
        plane.set(points);
        weights.set(weights(now));
        headline.set(Plots.headline(now, live.readingProperty().get()));
    }

    private ParallelData weights(Session now) {
        Optional<Source> chosen = ingredient
                .get()
                .filter(source ->
                        now.ingredients().stream().anyMatch(one -> one.path().equals(source.path())));
        List<String> groups = opened.openedFor(now)
                .map(OpenSession::groups)
                .map(LayerGroups::names)
                .orElse(List.of());
        if (chosen.isEmpty() || groups.isEmpty()) {
            return WeightLines.ingredients(now, colour.get());
        }
        Source source = now.ingredients().stream()
                .filter(one -> one.path().equals(chosen.get().path()))
                .findFirst()
                .orElseThrow();
        return WeightLines.groups(now, source, new ArrayList<>(groups), colour.get());
    }
}
