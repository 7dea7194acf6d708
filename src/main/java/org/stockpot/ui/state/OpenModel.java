package org.stockpot.ui.state;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.data.Preprocessing;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;

/**
 * What the session's files turned out to be: network, layer groups, and how far each ingredient moved from the base.
 * Follows the session by itself. Lives on the JavaFX thread.
 */
public final class OpenModel {
    private static final Texts TEXTS = Texts.of(OpenModel.class);
    private static final Advice ADVICE = Advice.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final LatestLane opening;
    private final LatestLane looking;
    private final ReadOnlyObjectWrapper<Optional<OpenSession>> opened = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<TensorDifferences>> differences =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Key shown = Key.of(Session.EMPTY);
    private SourceFiles measuring = SourceFiles.NONE;

    /** What the answer depends on. */
    private record Key(
            SourceFiles files, Optional<Preprocessing> preprocessing, NetworkChoice network, Granularity granularity) {
        static Key of(Session session) {
            return new Key(
                    SourceFiles.of(session),
                    session.preprocessing(),
                    SourceFiles.network(session),
                    session.recipe().granularity());
        }
    }

    public OpenModel(Workbench workbench, SessionModel session, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        this.opening = new LatestLane(workbench.io());
        this.looking = new LatestLane(workbench.io());
        session.sessionProperty().addListener((observable, before, now) -> follow());
        follow();
    }

    public ReadOnlyObjectProperty<Optional<OpenSession>> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /**
     * Per ingredient and tensor, against the base or, without one, the ingredients' mean; empty while unknown. Other
     * layer groups need no other reading.
     */
    public ReadOnlyObjectProperty<Optional<TensorDifferences>> differencesProperty() {
        return differences.getReadOnlyProperty();
    }

    /** Why the files could not be opened together. */
    public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is known, if it is about these files and groups. */
    public Optional<OpenSession> openedFor(Session now) {
        return opened.get().filter(known -> Key.of(known.session()).equals(Key.of(now)));
    }

    /** Takes in what was found out about the network when it was run. */
    public void lookAgain() {
        Key key = shown;
        looking.submit(workbench.facts(session.session()), new JobListener<NetworkFacts>() {
            @Override
            public void succeeded(NetworkFacts facts) {
                opened.get()
                        .filter(known -> key.equals(shown) && !known.network().equals(facts))
                        .ifPresent(known -> opened.set(Optional.of(known.with(facts))));
            }

            @Override
            public void failed(StockpotException refusal) {
                // Opening or measuring says so.
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    private void follow() {
        Session now = session.session();
        Key key = Key.of(now);
        if (key.equals(shown)) {
            return;
        }
        boolean sameFiles = key.files().equals(shown.files());
        shown = key;
        opened.set(Optional.empty());
        if (!sameFiles) {
            differences.set(Optional.empty());
        }
        problem.set(Optional.empty());
        if (now.ingredients().isEmpty()) {
            opening.cancel();
            return;
        }
        opening.submit(workbench.open(now), new JobListener<OpenSession>() {
            @Override
            public void succeeded(OpenSession result) {
                opened.set(Optional.of(result));
                if (differences.get().isEmpty()) {
                    measure(now, key.files());
                }
            }

            @Override
            public void failed(StockpotException refusal) {
                problem.set(Optional.of(ADVICE.of(refusal)));
                notices.problem(TEXTS.get("open.subject"), ADVICE.of(refusal));
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    private void measure(Session now, SourceFiles files) {
        if (files.equals(measuring)) {
            return;
        }
        measuring = files;
        tasks.start(
                TEXTS.get("differences.task"),
                workbench.io(),
                workbench.tensorDifferences(now),
                result -> {
                    if (files.equals(shown.files())) {
                        differences.set(Optional.of(result));
                    }
                },
                () -> {
                    if (files.equals(measuring)) {
                        measuring = SourceFiles.NONE;
                    }
                });
    }
}
