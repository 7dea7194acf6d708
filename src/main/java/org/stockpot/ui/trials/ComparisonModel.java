package org.stockpot.ui.trials;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.DataRef;
import org.stockpot.job.Job;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.OpenSession;
import org.stockpot.session.SeenImage;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialComparison;
import org.stockpot.session.TrialComparison.SetPair;
import org.stockpot.session.TrialRow;
import org.stockpot.session.WeightShift;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;

/**
 * The two trials that are chosen, side by side, and the images of one set of which one trial is right and the other
 * wrong. Lives on the JavaFX thread and knows no control.
 */
final class ComparisonModel {
    private static final Advice ADVICE = Advice.shown();

    /** Most pictures of a kind. */
    static final int SHOWN = 30;

    private final TrialsModel trials;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Workbench workbench;
    private final LatestLane decoding;
    private final ReadOnlyObjectWrapper<Optional<Compared>> compared = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SetPair>> set = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Changed> changed = new ReadOnlyObjectWrapper<>(Changed.NONE);
    private boolean swapped;

    /** Two rows and what tells them apart. */
    record Compared(TrialRow first, TrialRow second, TrialComparison comparison) {}

    /**
     * Images of the set that is looked at.
     *
     * @param gained that only the second trial classifies correctly, the first few
     * @param lost that only the first does
     * @param loading whether they are still to come
     * @param problem why they cannot be shown
     */
    record Changed(List<SeenImage> gained, List<SeenImage> lost, boolean loading, Optional<String> problem) {
        static final Changed NONE = new Changed(List.of(), List.of(), false, Optional.empty());
    }

    ComparisonModel(TrialsModel trials, OpenModel opened, Workbench workbench, Tasks tasks) {
        this.trials = trials;
        this.opened = opened;
        this.tasks = tasks;
        this.workbench = workbench;
        this.decoding = new LatestLane(workbench.io());
        trials.chosenProperty().addListener((observable, before, now) -> {
            swapped &= now.equals(before);
            compare();
        });
        compare();
    }

    /** Empty unless two trials are chosen. */
    ReadOnlyObjectProperty<Optional<Compared>> comparedProperty() {
        return compared.getReadOnlyProperty();
    }

    /** The set whose images are shown. */
    ReadOnlyObjectProperty<Optional<SetPair>> setProperty() {
        return set.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Changed> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    /** The other trial becomes the one that is compared with. */
    void swap() {
        swapped = !swapped;
        Optional<String> shown = set.get().map(SetPair::set);
        compare();
        compared.get()
                .ifPresent(now -> now.comparison().sets().stream()
                        .filter(pair -> shown.equals(Optional.of(pair.set())))
                        .findFirst()
                        .ifPresent(this::look));
    }

    /** Shows the images of one set. */
    void look(SetPair pair) {
        set.set(Optional.of(pair));
        List<Integer> gained = first(pair.gained());
        List<Integer> lost = first(pair.lost());
        if (gained.isEmpty() && lost.isEmpty()) {
            decoding.cancel();
            changed.set(Changed.NONE);
            return;
        }
        Optional<DataRef> ref = trials.session().data().stream()
                .filter(one -> one.name().equals(pair.set()) && one.role() == pair.role())
                .findFirst();
        if (ref.isEmpty()) {
            decoding.cancel();
            changed.set(new Changed(List.of(), List.of(), false, Optional.of(TrialWords.notHere(pair.set()))));
            return;
        }
        changed.set(new Changed(List.of(), List.of(), true, Optional.empty()));
        List<Integer> both = new ArrayList<>(gained);
        both.addAll(lost);
        Job<List<SeenImage>> job =
                workbench.images(ref.get(), pair.first().orElseThrow().total(), both);
        decoding.submit(job, new JobListener<>() {
            @Override
            public void succeeded(List<SeenImage> images) {
                changed.set(new Changed(
                        images.subList(0, gained.size()),
                        images.subList(gained.size(), images.size()),
                        false,
                        Optional.empty()));
            }

            @Override
            public void failed(StockpotException problem) {
                changed.set(new Changed(List.of(), List.of(), false, Optional.of(ADVICE.of(problem))));
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    /** Shows no images any more. */
    void lookAway() {
        decoding.cancel();
        changed.set(Changed.NONE);
        set.set(Optional.empty());
    }

    /** Names of the ingredients of a difference. */
    List<String> ingredients(WeightShift shift) {
        return TrialWords.names(trials.session(), shift.ingredients());
    }

    /** Names of the layer groups of a difference; numbers where nobody knows them. */
    List<String> groups(WeightShift shift, Trial... trials) {
        Session now = this.trials.session();
        Optional<List<String>> names = opened.openedFor(now)
                .filter(known -> isGrouped(known, List.of(trials)))
                .map(known -> known.groups().names())
                .filter(all -> all.size() == shift.groups());
        return names.orElseGet(() -> TrialWords.groups(shift.groups()));
    }

    private static boolean isGrouped(OpenSession known, List<Trial> trials) {
        var granularity = known.session().recipe().granularity();
        return trials.stream()
                .allMatch(trial -> trial.recipe().weights().groups() == 1
                        || trial.recipe().granularity().equals(granularity));
    }

    private void compare() {
        List<TrialRow> two = trials.chosenProperty().get().stream()
                .sorted(Comparator.comparingInt(TrialRow::number))
                .toList();
        Optional<Compared> next = two.size() == 2
                ? Optional.of(compared(two.get(swapped ? 1 : 0), two.get(swapped ? 0 : 1)))
                : Optional.empty();
        if (!next.equals(compared.get())) {
            lookAway();
            compared.set(next);
        }
    }

    private static Compared compared(TrialRow first, TrialRow second) {
        return new Compared(first, second, TrialComparison.of(first.trial(), second.trial()));
    }

    private static List<Integer> first(List<Integer> positions) {
        return positions.subList(0, Math.min(SHOWN, positions.size()));
    }
}
