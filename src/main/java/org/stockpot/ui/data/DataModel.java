package org.stockpot.ui.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.ContactSheet;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Pixels;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.session.LeakReport;
import org.stockpot.session.Session;
import org.stockpot.session.ShiftFamily;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

/** The session's data sets. Lives on the JavaFX thread and knows no control. */
public final class DataModel {
    private static final int PICTURED = 120;
    private static final int COLUMNS = 4;

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Map<DataRef, Size> sizes = new HashMap<>();
    private final ReadOnlyObjectWrapper<Optional<LeakReport>> leaks = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());

    /** What a set turned out to hold. */
    record Size(int images, int classes) {}

    /** One data set; its size is empty until its files have been looked into. */
    record Row(DataRef ref, Optional<Size> size) {}

    public DataModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!before.data().equals(now.data())) {
                leaks.set(Optional.empty());
                refresh();
            }
        });
        refresh();
    }

    ReadOnlyObjectProperty<List<Row>> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    /** Adds sets after a look into their files; a notice names each that cannot be used. */
    public void add(List<Path> paths, Role role, Optional<Shift> shift) {
        for (Path path : paths) {
            add(DataRef.of(role, path.toAbsolutePath().normalize()).withShift(shift));
        }
    }

    /** Adds a shifted copy of a set as an OOD set. */
    void addShifted(DataRef original, Shift shift) {
        add(original.withRole(Role.OOD).withShift(Optional.of(shift)));
    }

    /** Adds shifted copies of a set as OOD sets, but none that is there already. */
    void addFamily(DataRef original, List<ShiftKind> kinds, List<Integer> severities) {
        session.edit(now -> ShiftFamily.added(now, ShiftFamily.of(original, kinds, severities)));
    }

    /** Tells which shifts do something to a set. */
    void kindsFor(DataRef original, Consumer<List<ShiftKind>> then) {
        tasks.start(
                "Look into " + original.name(),
                workbench.io(),
                context -> ShiftFamily.kindsFor(ImageSets.open(original)),
                then);
    }

    /** Draws what shifts make of a set's images, a few images farther in each row. */
    void sheet(DataRef original, List<ShiftKind> kinds, List<Integer> severities, Consumer<Pixels> then) {
        tasks.start(
                "Draw shifts of " + original.name(),
                workbench.io(),
                context -> ContactSheet.of(ImageSets.open(original), kinds, severities, 0, 1)
                        .draw(),
                then);
    }

    /** What was found of copies between the sets as they are; empty until somebody has looked. */
    ReadOnlyObjectProperty<Optional<LeakReport>> leaksProperty() {
        return leaks.getReadOnlyProperty();
    }

    void findLeaks() {
        Session asked = session.session();
        tasks.start("Look for copies between sets", workbench.io(), workbench.leaks(asked), report -> {
            if (asked.data().equals(session.session().data())) {
                leaks.set(Optional.of(report));
            }
        });
    }

    /** Leaves out the copies that were found. */
    void excludeLeaks() {
        leaks.get().ifPresent(report -> session.edit(report::excluded));
    }

    /** Draws the first pairs that were found. */
    void leakPicture(Consumer<Pixels> then) {
        leaks.get()
                .ifPresent(report -> tasks.start(
                        "Draw copies",
                        workbench.io(),
                        context -> report.picture(PICTURED, COLUMNS).draw(),
                        then));
    }

    void setRole(DataRef ref, Role role) {
        replace(ref, ref.withRole(role));
    }

    void remove(DataRef ref) {
        session.edit(now ->
                now.withData(now.data().stream().filter(one -> !one.equals(ref)).toList()));
    }

    private void add(DataRef wanted) {
        tasks.start("Look into " + wanted.name(), workbench.io(), context -> size(ImageSets.open(wanted)), found -> {
            DataRef ref = free(wanted);
            sizes.put(ref, found);
            session.edit(now -> {
                List<DataRef> all = new ArrayList<>(now.data());
                all.add(ref);
                return now.withData(all);
            });
        });
    }

    /** The reference under a name that no other set has. */
    private DataRef free(DataRef wanted) {
        DataRef ref = wanted;
        for (int number = 2; isTaken(ref.name()); number++) {
            ref = wanted.withName(wanted.name() + " (" + number + ")");
        }
        return ref;
    }

    private boolean isTaken(String name) {
        return session.session().data().stream().anyMatch(one -> one.name().equals(name));
    }

    private void replace(DataRef old, DataRef next) {
        Optional.ofNullable(sizes.get(old)).ifPresent(size -> sizes.put(next, size));
        session.edit(now -> now.withData(
                now.data().stream().map(one -> one.equals(old) ? next : one).toList()));
    }

    private void refresh() {
        Session now = session.session();
        rows.set(now.data().stream()
                .map(ref -> new Row(ref, Optional.ofNullable(sizes.get(ref))))
                .toList());
        List<DataRef> unknown =
                now.data().stream().filter(ref -> !sizes.containsKey(ref)).toList();
        if (!unknown.isEmpty()) {
            tasks.start("Look into data", workbench.io(), context -> sizes(unknown), found -> {
                sizes.putAll(found);
                rows.set(session.session().data().stream()
                        .map(ref -> new Row(ref, Optional.ofNullable(sizes.get(ref))))
                        .toList());
            });
        }
    }

    private static Map<DataRef, Size> sizes(List<DataRef> refs) throws org.stockpot.tensor.StockpotException {
        Map<DataRef, Size> found = new HashMap<>();
        for (DataRef ref : refs) {
            found.put(ref, size(ImageSets.open(ref)));
        }
        return found;
    }

    private static Size size(ImageSet images) {
        return new Size(images.size(), images.classes().size());
    }
}
