package org.stockpot.ui.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Decision;
import org.stockpot.search.Goal;
import org.stockpot.search.Need;
import org.stockpot.search.SearchPlan;
import org.stockpot.session.Lacking;
import org.stockpot.session.SearchOrder;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.SearchSummary;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/**
 * Runs searches, one at a time; others wait. However a search ends, the best mix it found goes into the recipe, as one step
 * to undo. While it is paused the recipe can be changed by hand, and the search goes on from where it was or from there.
 * Lives on the JavaFX thread and knows no control.
 */
public final class SearchModel {
    private static final Texts TEXTS = Texts.of(SearchModel.class);
    private static final Advice ADVICE = Advice.shown();
    private static final Glossary GLOSSARY = Glossary.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<SearchStatus> status = new ReadOnlyObjectWrapper<>(SearchStatus.IDLE);
    private final ReadOnlyStringWrapper hand = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Decision>> decided = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Compromise>> front = new ReadOnlyObjectWrapper<>(List.of());
    private final ForecastModel forecast;
    private final ConstraintsModel constraints;
    private final SearchQueue queue = new SearchQueue();
    private Optional<RunningSearch> run = Optional.empty();
    private Optional<Found> found = Optional.empty();
    private Optional<Recipe> handed = Optional.empty();

    /** What the newest search that ended by itself found, and how. */
    private record Found(MixingWeights weights, SearchSummary summary) {}

    public SearchModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.tasks = tasks;
        this.notices = notices;
        this.forecast = new ForecastModel(workbench, session, tasks.crashes());
        this.constraints = new ConstraintsModel(session, opened);
        session.openingProperty().addListener((observable, before, after) -> dropWaiting());
        new JournalOffer(workbench, session, tasks, notices, this::start).follow();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<SearchStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** How long the search that was asked about will take, a sentence; empty if none was. */
    public ReadOnlyStringProperty forecastProperty() {
        return forecast.textProperty();
    }

    /** How long the search in the form takes. */
    public ForecastModel forecast() {
        return forecast;
    }

    /** What the next search may not change. */
    public ConstraintsModel constraints() {
        return constraints;
    }

    /** Whose turn it is while a search stands still, a sentence; empty otherwise. */
    public ReadOnlyStringProperty handProperty() {
        return hand.getReadOnlyProperty();
    }

    /** What the newest search decided about the ingredients, oldest first. */
    public ReadOnlyObjectProperty<List<Decision>> decidedProperty() {
        return decided.getReadOnlyProperty();
    }

    /** What the newest search for compromises ended in, best in the first measure first. */
    public ReadOnlyObjectProperty<List<Compromise>> frontProperty() {
        return front.getReadOnlyProperty();
    }

    /** What a method needs and the session lacks; follows the session. */
    public ObservableValue<Function<SearchPlan, List<Need>>> lackingProperty() {
        return Bindings.createObjectBinding(
                () -> plan -> Lacking.of(plan.needs(), session.session(), opened.openedFor(session.session())),
                session.sessionProperty(),
                opened.openedProperty());
    }

    /** Whether there is nothing to mix. */
    public boolean isEmpty() {
        return session.session().ingredients().isEmpty();
    }

    /** What an objective looks at, or why it cannot be one. */
    public AimWords aim(String objective, boolean insisted) {
        return AimWords.of(objective, insisted, session.session());
    }

    /** How many validation images there are, as far as something was measured on them; else 0. */
    int images() {
        return session.session().trials().stream()
                .flatMap(trial -> trial.evaluation(Role.VALIDATION).stream())
                .mapToInt(Evaluation::total)
                .max()
                .orElse(0);
    }

    /** How sure the best score of a search is: its interval of 95 %, where it is the share of images that are right. */
    Optional<Interval> interval(SearchStatus of) {
        int images = images();
        return of.goal().equals(Goal.ACCURACY) && images > 0 && !Double.isNaN(of.best())
                ? Optional.of(Interval.wilson((int) Math.round(of.best() * images), images))
                : Optional.empty();
    }

    /** Searches that begin when those before them have ended. */
    public SearchQueue queue() {
        return queue;
    }

    private void dropWaiting() {
        if (!queue.waiting().isEmpty()) {
            queue.waiting().clear();
            notices.problem(TEXTS.get("search"), TEXTS.get("problem.waited"));
        }
    }

    /** Starts a search, or lets it wait for the one that runs. If it cannot start, a notice says why. */
    public void start(SearchRequest request) {
        checked(request).ifPresent(checked -> {
            if (running.get()) {
                queue.add(GLOSSARY.title(checked.plan()), request);
            } else {
                begin(request, checked, Optional.empty());
            }
        });
    }

    /** Measures how long a search would take. */
    public void predict(SearchRequest request) {
        checked(request)
                .filter(checked -> isReady(session.session()))
                .ifPresent(checked -> forecast.predict(request, checked));
    }

    private Optional<SearchRequest.Checked> checked(SearchRequest request) {
        try {
            return Optional.of(request.checked());
        } catch (StockpotException e) {
            notices.problem(TEXTS.get("search"), ADVICE.of(e));
            return Optional.empty();
        }
    }

    private void begin(SearchRequest request, SearchRequest.Checked checked, Optional<RunningSearch> taken) {
        Session now = session.session();
        if (!isReady(now)) {
            return;
        }
        var started = new RunningSearch(
                request, checked, now, session.openingProperty().get(), taken);
        run = Optional.of(started);
        running.set(true);
        hand.set("");
        front.set(List.of());
        decided.set(started.decided());
        status.set(started.status(TEXTS.get("phase.waiting"), -1));
        SearchOrder order = request.order(checked, workbench.journals());
        RunningTask task = tasks.start(
                GLOSSARY.title(checked.plan()),
                workbench.device(),
                workbench.search(now, order, started),
                outcome -> finished(started, order, outcome),
                () -> ended(started));
        started.runsAs(task);
        task.pausedProperty().addListener((observable, before, stands) -> stands(started, stands));
    }

    /** Whoever paused it or let it go on: the list of tasks has a button for it, too. */
    private void stands(RunningSearch one, boolean still) {
        if (run.filter(current -> current == one).isPresent()) {
            paused.set(still);
            if (!still) {
                clearHand();
            }
        }
    }

    private void clearHand() {
        hand.set("");
        handed = Optional.empty();
    }

    /** How the session's mix was found, if it is, still untouched, what the newest search found. */
    public Optional<SearchSummary> summary(Session of) {
        return found.filter(known -> known.weights().equals(of.recipe().weights()))
                .map(Found::summary);
    }

    /** Asks the search to stop; its best mix so far goes into the recipe. */
    public void cancel() {
        run.flatMap(RunningSearch::task).ifPresent(RunningTask::cancel);
    }

    /** Lets the search stand still between two batches of images. */
    public void pause() {
        run.flatMap(RunningSearch::task).ifPresent(RunningTask::pause);
    }

    /** Lets a paused search go on from where it was. */
    public void resume() {
        run.flatMap(RunningSearch::task).ifPresent(RunningTask::resume);
    }

    /** Pauses and puts the best mix so far on the desk, for hands to go on. */
    public void takeOver() {
        run.ifPresent(current -> {
            pause();
            current.best()
                    .ifPresentOrElse(
                            best -> {
                                take(current, best.recipe());
                                handed = Optional.of(best.recipe());
                                hand.set(TEXTS.get("hand.yours", current.goal().format(best.score())));
                            },
                            () -> hand.set(TEXTS.get("hand.nothing-yet")));
        });
    }

    /**
     * Gives the mix on the desk to the paused search. If it was changed by hand, what is left of the budget is spent on
     * going on from it; else, or where the desk has another session now, the search goes on from where it was.
     */
    public void giveBack() {
        if (handed.equals(Optional.of(session.session().recipe()))
                || !run.map(this::isHere).orElse(false)) {
            resume();
        } else {
            resumeFromSliders();
        }
    }

    private void resumeFromSliders() {
        run.ifPresent(current -> {
            SearchRequest next;
            try {
                next = current.request()
                        .anew(current.evaluations(), session.session().recipe());
            } catch (StockpotException e) {
                notices.problem(current.title(), ADVICE.of(e));
                return;
            }
            checked(next).ifPresent(checked -> {
                current.note(
                        next.id().equals(current.plan().id())
                                ? TEXTS.get("hand.same-plan", current.title())
                                : TEXTS.get("hand.other-plan", current.title(), GLOSSARY.title(checked.plan())));
                current.giveWayTo(next);
                paused.set(false);
                clearHand();
                cancel();
            });
        });
    }

    /** Once per pulse: shows how far the search is. */
    public void poll() {
        forecast.poll(running.get());
        run.ifPresent(current -> {
            boolean news = current.drain();
            Optional<Duration> remaining = current.task().flatMap(RunningTask::remaining);
            String words = paused.get() ? TEXTS.get("phase.paused") : current.phase();
            if (news) {
                decided.set(current.decided());
            }
            if (news
                    || !words.equals(status.get().phase())
                    || !remaining
                            .map(Figures::rounded)
                            .equals(status.get().remaining().map(Figures::rounded))) {
                status.set(current.status(
                        words,
                        current.task()
                                .map(task -> task.fractionProperty().get())
                                .orElse(-1.0)));
            }
        });
    }

    private boolean isReady(Session now) {
        if (now.ingredients().isEmpty()) {
            notices.problem(TEXTS.get("search"), TEXTS.get("problem.no-ingredients"));
            return false;
        }
        if (now.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
            notices.problem(TEXTS.get("search"), TEXTS.get("problem.no-validation"));
            return false;
        }
        return true;
    }

    private void finished(RunningSearch ended, SearchOrder order, SearchOutcome outcome) {
        if (!isHere(ended)) {
            return;
        }
        session.edit(now -> {
            Session all = now.withTrial(outcome.after().from(ended.plan().title(), order.seed()));
            for (Trial compromise : outcome.front()) {
                all = all.withTrial(compromise);
            }
            return all;
        });
        double score = outcome.result().score();
        if (ended.bestScore() > score) {
            score = ended.bestScore();
            ended.best().ifPresent(best -> take(ended, best.recipe()));
        } else {
            take(ended, outcome.after().recipe());
            found = Optional.of(new Found(outcome.result().weights(), SearchSummary.of(order, outcome)));
        }
        front.set(Compromise.of(outcome, ended.session()));
        notices.done(ended.title(), FoundWords.of(outcome, score));
        end(ended, GLOSSARY.words(outcome.result().stoppedBecause()));
    }

    /** Puts one of the compromises on the desk, as one step to undo. */
    public void take(Compromise one) {
        take(GLOSSARY.origin(one.trial().origin()), one.trial().recipe(), one.ingredients());
    }

    /** Also after a cancelled or failed search: whatever was best by then is kept. */
    private void ended(RunningSearch ended) {
        if (run.filter(current -> current == ended).isEmpty()) {
            return;
        }
        if (!isHere(ended)) {
            notices.problem(ended.title(), TEXTS.get("problem.other-session"));
            end(ended, TEXTS.get("phase.stopped"));
            return;
        }
        if (ended.successor().isPresent()) {
            ended.drain();
            run = Optional.empty();
            running.set(false);
            SearchRequest next = ended.successor().get();
            checked(next).ifPresent(checked -> begin(next, checked, Optional.of(ended)));
            return;
        }
        ended.best().ifPresent(best -> take(ended, best.recipe()));
        end(ended, TEXTS.get(ended.best().isPresent() ? "phase.stopped-with-best" : "phase.stopped"));
    }

    private void end(RunningSearch ended, String words) {
        ended.drain();
        decided.set(ended.decided());
        status.set(ended.status(words, 1));
        run = Optional.empty();
        paused.set(false);
        clearHand();
        running.set(false);
        while (!running.get() && !queue.waiting().isEmpty()) {
            start(queue.waiting().remove(0).request());
        }
    }

    private void take(RunningSearch ended, Recipe recipe) {
        take(ended.title(), recipe, ended.session().ingredients());
    }

    /** Whether its session is the one on the screen, or one like it. */
    private boolean isHere(RunningSearch one) {
        return one.opening() == session.openingProperty().get()
                || isOfThese(one.session().ingredients());
    }

    private boolean isOfThese(List<Source> ingredients) {
        List<Path> wanted = ingredients.stream().map(Source::path).toList();
        return session.session().ingredients().stream()
                .map(Source::path)
                .toList()
                .equals(wanted);
    }

    private void take(String title, Recipe recipe, List<Source> ingredients) {
        if (isOfThese(ingredients)) {
            session.cook(title, recipe);
        } else {
            notices.problem(title, TEXTS.get("problem.other-ingredients"));
        }
    }
}
