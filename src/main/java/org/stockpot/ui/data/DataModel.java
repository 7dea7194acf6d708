package org.stockpot.ui.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.ContactSheet;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageCheck;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Pixels;
import org.stockpot.data.Role;
import org.stockpot.data.ShiftKind;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.LeakReport;
import org.stockpot.session.Session;
import org.stockpot.session.ShiftFamily;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Texts;

/** The session's data sets. Lives on the JavaFX thread and knows no control. */
public final class DataModel {
    private static final Texts TEXTS = Texts.of(DataModel.class);
    private static final int PICTURED = 120;
    private static final int COLUMNS = 4;

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final LatestLane drawing;
    private final Map<DataRef, Look> looks = new HashMap<>();
    private final Map<DataRef, ImageCheck> checks = new HashMap<>();
    private final ReadOnlyObjectWrapper<Optional<LeakReport>> leaks = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());

    private final ReadOnlyObjectWrapper<List<Offer>> offers = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(new Page.Gallery());

    /** What a set turned out to hold. */
    record Size(int images, int classes) {}

    /** What a look into a set's files found: its size, or why there is none. */
    private record Look(Optional<Size> size, Optional<StockpotException> problem) {}

    /**
     * One data set.
     *
     * @param size empty until its files have been looked into, and if they cannot be used
     * @param problem why they cannot
     * @param check empty until somebody has asked for it
     */
    record Row(DataRef ref, Optional<Size> size, Optional<String> problem, Optional<ImageCheck> check) {}

    /** A data set that waits for somebody to say what it is for. */
    record Offer(DataRef ref, Size size) {}

    /** What the middle of the room shows. */
    sealed interface Page {
        record Gallery() implements Page {}

        record Shifts(DataRef original) implements Page {}

        record Copies(Pixels pairs) implements Page {}
    }

    public DataModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.drawing = new LatestLane(workbench.io());
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!before.data().equals(now.data())) {
                leaks.set(Optional.empty());
                page.set(new Page.Gallery());
                refresh();
            }
        });
        refresh();
    }

    ReadOnlyObjectProperty<List<Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Sets that were dropped or chosen, and whose role is not known yet. */
    ReadOnlyObjectProperty<List<Offer>> offersProperty() {
        return offers.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Goes back to the images. */
    void showGallery() {
        page.set(new Page.Gallery());
    }

    /** Lets the user choose shifts of a set. */
    void showShifts(DataRef original) {
        page.set(new Page.Shifts(original));
    }

    /** The set that becomes a family of OOD sets where nobody names one: the first test set. */
    Optional<DataRef> toShift() {
        return rows.get().stream()
                .map(Row::ref)
                .filter(ref -> ref.role() == Role.TEST && ref.shift().isEmpty())
                .findFirst();
    }

    /** Looks into files and folders and asks what each is for; a notice names each that cannot be used. */
    public void offer(List<Path> paths) {
        for (Path path : paths) {
            Path absolute = path.toAbsolutePath().normalize();
            DataRef ref = DataRef.of(Role.hinted(absolute).orElse(Role.TEST), absolute);
            tasks.start(
                    TEXTS.get("data.task.look", ref.name()),
                    workbench.io(),
                    context -> size(ImageSets.open(ref)),
                    found -> {
                        List<Offer> all = new ArrayList<>(offers.get());
                        all.removeIf(one -> one.ref().path().equals(absolute));
                        all.add(new Offer(ref, found));
                        offers.set(List.copyOf(all));
                    });
        }
    }

    /** Takes an offered set in. */
    void accept(Offer offer, Role role) {
        decline(offer);
        DataRef ref = free(offer.ref().withRole(role));
        looks.put(ref, new Look(Optional.of(offer.size()), Optional.empty()));
        append(ref);
    }

    /** Forgets an offered set. */
    void decline(Offer offer) {
        offers.set(offers.get().stream().filter(one -> !one.equals(offer)).toList());
    }

    /** Moves a set to another place among those of its role; does nothing beyond the ends. */
    void move(DataRef ref, int to) {
        List<DataRef> all = session.session().data();
        List<DataRef> same = new ArrayList<>(
                all.stream().filter(one -> one.role() == ref.role()).toList());
        if (to < 0 || to >= same.size()) {
            return;
        }
        same.remove(ref);
        same.add(to, ref);
        Iterator<DataRef> next = same.iterator();
        session.arrange(
                TEXTS.get("step.move", ref.name(), to + 1),
                all.stream()
                        .map(one -> one.role() == ref.role() ? next.next() : one)
                        .toList());
    }

    /** Moves one of the sets of a role to the place of another. */
    public void move(Role role, int from, int to) {
        List<DataRef> same = session.session().data().stream()
                .filter(one -> one.role() == role)
                .toList();
        if (from < same.size()) {
            move(same.get(from), to);
        }
    }

    /** Decodes all images of a set, to list those that cannot be read. */
    void check(DataRef ref) {
        tasks.start(TEXTS.get("data.task.check", ref.name()), workbench.io(), workbench.checkImages(ref), found -> {
            checks.put(ref, found);
            fill();
        });
    }

    /** Looks into a set's files once more. */
    void lookAgain(DataRef ref) {
        looks.remove(ref);
        checks.remove(ref);
        refresh();
    }

    /** Leaves broken images of a set out, however many there are. */
    void goOnWithoutBroken(DataRef ref) {
        replace(TEXTS.get("step.broken", ref.name()), ref, ref.withoutBroken());
    }

    /** Adds shifted copies of a set as OOD sets, but none that is there already. */
    void addFamily(DataRef original, List<ShiftKind> kinds, List<Integer> severities) {
        session.arrange(
                TEXTS.get("step.shifts", original.name()),
                ShiftFamily.added(session.session(), ShiftFamily.of(original, kinds, severities))
                        .data());
    }

    /** Tells which shifts do something to a set. */
    void kindsFor(DataRef original, Consumer<List<ShiftKind>> then) {
        tasks.start(
                TEXTS.get("data.task.look", original.name()),
                workbench.io(),
                context -> ShiftFamily.kindsFor(ImageSets.open(original)),
                then);
    }

    /** Draws what shifts make of a set's images, a few images farther in each row. A newer wish supersedes an older. */
    void sheet(DataRef original, List<ShiftKind> kinds, List<Integer> severities, Consumer<Pixels> then) {
        drawing.submit(
                context -> ContactSheet.of(ImageSets.open(original), kinds, severities, 0, 1)
                        .draw(),
                new JobListener<Pixels>() {
                    @Override
                    public void succeeded(Pixels sheet) {
                        then.accept(sheet);
                    }

                    @Override
                    public void failed(StockpotException problem) {
                        tasks.problem(TEXTS.get("data.task.shifts.draw", original.name()), problem);
                    }

                    @Override
                    public void crashed(Throwable error) {
                        tasks.crashes().accept(error);
                    }
                });
    }

    /** What was found of copies between the sets as they are; empty until somebody has looked. */
    ReadOnlyObjectProperty<Optional<LeakReport>> leaksProperty() {
        return leaks.getReadOnlyProperty();
    }

    void findLeaks() {
        Session asked = session.session();
        tasks.start(TEXTS.get("data.task.copies"), workbench.io(), workbench.leaks(asked), report -> {
            if (asked.data().equals(session.session().data())) {
                leaks.set(Optional.of(report));
            }
        });
    }

    /** Leaves out the copies that were found. */
    void excludeLeaks() {
        leaks.get()
                .ifPresent(report -> session.arrange(
                        TEXTS.get("step.copies"),
                        report.excluded(session.session()).data()));
    }

    /** Draws the first pairs that were found and shows them. */
    void showCopies() {
        leaks.get()
                .ifPresent(report -> tasks.start(
                        TEXTS.get("data.task.copies.draw"),
                        workbench.io(),
                        context -> report.picture(PICTURED, COLUMNS).draw(),
                        pairs -> page.set(new Page.Copies(pairs))));
    }

    void setRole(DataRef ref, Role role) {
        replace(TEXTS.get("step.role." + role.id(), ref.name()), ref, ref.withRole(role));
    }

    void remove(DataRef ref) {
        session.arrange(
                TEXTS.get("step.remove", ref.name()),
                session.session().data().stream()
                        .filter(one -> !one.equals(ref))
                        .toList());
    }

    private void append(DataRef ref) {
        List<DataRef> all = new ArrayList<>(session.session().data());
        all.add(ref);
        session.arrange(TEXTS.get("step.add", ref.name()), all);
    }

    /** The reference under a name that no other set has or had when something was measured on it. */
    private DataRef free(DataRef wanted) {
        DataRef ref = wanted;
        for (int number = 2; isTaken(ref.name()); number++) {
            ref = wanted.withName(wanted.name() + " (" + number + ")");
        }
        return ref;
    }

    private boolean isTaken(String name) {
        Session now = session.session();
        return now.data().stream().anyMatch(one -> one.name().equals(name))
                || now.trials().stream()
                        .flatMap(trial -> trial.evaluations().stream())
                        .anyMatch(one -> one.set().equals(name));
    }

    private void replace(String step, DataRef old, DataRef next) {
        Optional.ofNullable(looks.get(old)).ifPresent(look -> looks.put(next, look));
        Optional.ofNullable(checks.get(old)).ifPresent(check -> checks.put(next, check));
        session.arrange(
                step,
                session.session().data().stream()
                        .map(one -> one.equals(old) ? next : one)
                        .toList());
    }

    private void refresh() {
        fill();
        List<DataRef> unknown = session.session().data().stream()
                .filter(ref -> !looks.containsKey(ref))
                .toList();
        if (!unknown.isEmpty()) {
            tasks.start(TEXTS.get("data.task.look.all"), workbench.io(), context -> looks(unknown), found -> {
                found.forEach((ref, look) -> look.problem().ifPresent(problem -> tasks.problem(ref.name(), problem)));
                looks.putAll(found);
                fill();
            });
        }
    }

    private void fill() {
        rows.set(session.session().data().stream()
                .map(ref -> {
                    Optional<Look> look = Optional.ofNullable(looks.get(ref));
                    return new Row(
                            ref,
                            look.flatMap(Look::size),
                            look.flatMap(Look::problem).map(StockpotException::getMessage),
                            Optional.ofNullable(checks.get(ref)));
                })
                .toList());
    }

    /** One set that cannot be used does not keep the others from being looked into. */
    private static Map<DataRef, Look> looks(List<DataRef> refs) {
        Map<DataRef, Look> found = new HashMap<>();
        for (DataRef ref : refs) {
            try {
                found.put(ref, new Look(Optional.of(size(ImageSets.open(ref))), Optional.empty()));
            } catch (StockpotException e) {
                found.put(ref, new Look(Optional.empty(), Optional.of(e)));
            }
        }
        return found;
    }

    private static Size size(ImageSet images) {
        return new Size(images.size(), images.classes().size());
    }
}
