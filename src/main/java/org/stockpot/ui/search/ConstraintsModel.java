package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Bounds;
import org.stockpot.search.Constraints;
import org.stockpot.search.SearchSpace;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.text.Texts;

/**
 * What a search may not change, one row per layer group. Follows the session's groups: other groups begin free. Lives on the
 * JavaFX thread and knows no control.
 */
public final class ConstraintsModel {
    private static final Texts TEXTS = Texts.of(ConstraintsModel.class);

    private final SessionModel session;
    private final OpenModel opened;
    private final ObservableList<HeldGroup> rows = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper desk = new ReadOnlyBooleanWrapper();
    private Supplier<Constraints> onDesk = () -> Constraints.NONE;

    ConstraintsModel(SessionModel session, OpenModel opened) {
        this.session = session;
        this.opened = opened;
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!now.recipe().equals(before.recipe()) && rows.stream().anyMatch(HeldGroup::isProportional)) {
                version.set(version.get() + 1);
            }
        });
        opened.openedProperty().addListener((observable, before, now) -> now.ifPresent(this::follow));
        opened.openedProperty().get().ifPresent(this::follow);
    }

    /** One per layer group, in the order of the network. */
    public ObservableList<HeldGroup> rows() {
        return rows;
    }

    /** Counts the changes of rows. */
    public ReadOnlyIntegerProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** Whether pins and links can be taken from the mixing desk. */
    public ReadOnlyBooleanProperty deskProperty() {
        return desk.getReadOnlyProperty();
    }

    /**
     * Lets pins and links be taken from the mixing desk.
     *
     * @param newOnDesk what is pinned and linked there now
     */
    public void onDesk(Supplier<Constraints> newOnDesk) {
        onDesk = newOnDesk;
        desk.set(true);
    }

    /** Takes pins, ranges and links from the mixing desk, in place of those here. */
    public void takeFromDesk() {
        show(onDesk.get());
    }

    /** Lets the search change everything. */
    public void clear() {
        show(Constraints.NONE);
    }

    /** Puts constraints into the rows; groups that are not there are left out. */
    public void show(Constraints constraints) {
        for (HeldGroup row : rows) {
            row.pinnedProperty().set(constraints.pinned().contains(row.name()));
            Optional<Bounds.Range> range =
                    Optional.ofNullable(constraints.ranges().get(row.name()));
            row.lowProperty().set(range.map(one -> HeldGroup.text(one.low())).orElse(""));
            row.highProperty().set(range.map(one -> HeldGroup.text(one.high())).orElse(""));
            row.linkProperty().set(HeldGroup.link(constraints, row.name()));
        }
    }

    /**
     * What the rows say.
     *
     * @throws StockpotException if a number cannot be read, or no search could hold it
     */
    public Constraints constraints() throws StockpotException {
        Constraints read = HeldGroup.read(rows);
        Session now = session.session();
        if (!read.allowEverything() && !now.ingredients().isEmpty()) {
            List<String> groups = rows.stream().map(HeldGroup::name).toList();
            read.require(groups, now.ingredients().size());
            Optional<OpenSession> files = opened.openedFor(now);
            if (files.isPresent()) {
                Recipe recipe = files.get().fit(now.recipe());
                MixingWeights sliders =
                        recipe.method().isRelative() ? recipe.weights().normalised() : recipe.weights();
                new SearchSpace(now.ingredients().stream().map(Source::name).toList(), groups, Set.of())
                        .with(sliders, read);
            }
        }
        return read;
    }

    /** How many groups are held, or why that cannot be, for a headline. */
    public String words() {
        try {
            Constraints read = constraints();
            return read.allowEverything() ? TEXTS.get("constraints.none") : String.join("; ", read.sentences());
        } catch (StockpotException e) {
            return e.getMessage();
        }
    }

    private void follow(OpenSession opened) {
        List<String> names = opened.groups().names();
        if (names.equals(rows.stream().map(HeldGroup::name).toList())) {
            return;
        }
        List<HeldGroup> fresh = new ArrayList<>();
        for (String name : names) {
            var row = new HeldGroup(name);
            row.onChange(() -> version.set(version.get() + 1));
            fresh.add(row);
        }
        rows.setAll(fresh);
        version.set(version.get() + 1);
    }
}
