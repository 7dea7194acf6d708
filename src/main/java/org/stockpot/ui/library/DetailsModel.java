package org.stockpot.ui.library;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.stockpot.fuse.TensorValues;
import org.stockpot.job.JobListener;
import org.stockpot.session.FileReport;
import org.stockpot.session.Session;
import org.stockpot.session.SessionReport;
import org.stockpot.session.Source;
import org.stockpot.session.SourceDetails;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.ui.state.ReportModel;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;

/**
 * What the headers of the session's files say, which of them is looked at, and the values of one of its tensors. Lives on
 * the JavaFX thread and knows no control.
 */
public final class DetailsModel {
    private static final Texts TEXTS = Texts.of(DetailsModel.class);
    private static final Advice ADVICE = Advice.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final ReportModel report;
    private final ReadOnlyObjectWrapper<Map<Path, Header>> headers = new ReadOnlyObjectWrapper<>(Map.of());
    private final Map<Path, Source> asked = new HashMap<>();
    private final ReadOnlyObjectWrapper<Optional<Source>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ObjectProperty<Optional<String>> tensor =
            new SimpleObjectProperty<>(this, "tensor", Optional.empty());
    private final BooleanProperty logarithmic = new SimpleBooleanProperty(this, "logarithmic");
    private final ReadOnlyObjectWrapper<Values> values = new ReadOnlyObjectWrapper<>(Values.NONE);
    private Optional<RunningTask> reading = Optional.empty();
    private Optional<Wanted> wanted = Optional.empty();

    /**
     * A header, or why it cannot be read.
     *
     * @param details empty if there is a problem
     */
    record Header(Optional<SourceDetails> details, String problem) {}

    /** What has been asked to be read, and beside which base. */
    private record Wanted(Path file, String tensor, Optional<Path> base) {}

    /**
     * The values of the chosen tensor.
     *
     * @param note why there are none
     */
    record Values(State state, Optional<TensorValues> found, String note) {
        static final Values NONE = new Values(State.NONE, Optional.empty(), "");

        /** How far it is. */
        enum State {
            NONE,
            READING,
            FOUND,
            STOPPED
        }
    }

    public DetailsModel(Workbench workbench, SessionModel session, Tasks tasks, ReportModel report) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.report = report;
        session.sessionProperty().addListener((observable, before, now) -> {
            if (!before.sources().equals(now.sources()) || !before.base().equals(now.base())) {
                follow(now);
            }
        });
        tensor.addListener((observable, before, now) -> read());
        follow(session.session());
    }

    /** What is known of the headers; a file whose header is being read is not there. */
    ReadOnlyObjectProperty<Map<Path, Header>> headersProperty() {
        return headers.getReadOnlyProperty();
    }

    Optional<SourceDetails> details(Source source) {
        return Optional.ofNullable(headers.get().get(source.path())).flatMap(Header::details);
    }

    ReadOnlyObjectProperty<Optional<Source>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Looks at a file. The chosen tensor stays chosen if this one has it, too. */
    void select(Source source) {
        if (selected.get().filter(source::equals).isEmpty()) {
            selected.set(Optional.of(source));
            read();
        }
    }

    /** Words that the names, types or shapes of tensors must have. */
    StringProperty searchProperty() {
        return search;
    }

    /** The tensor whose values are looked at. */
    ObjectProperty<Optional<String>> tensorProperty() {
        return tensor;
    }

    /** Whether counts are shown as logarithms. */
    BooleanProperty logarithmicProperty() {
        return logarithmic;
    }

    ReadOnlyObjectProperty<Values> valuesProperty() {
        return values.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<SessionReport> reportProperty() {
        return report.reportProperty();
    }

    /** The hash of a file, once it has been read as a whole. */
    Optional<String> sha256(Source source) {
        FileReport known = report.reportProperty().get().of(source);
        return source.sha256().or(known::sha256);
    }

    /** Whether a file is the session's base. */
    boolean isBase(Source source) {
        return session.session()
                .base()
                .filter(base -> base.path().equals(source.path()))
                .isPresent();
    }

    /** Stops reading values. */
    void stop() {
        reading.ifPresent(RunningTask::cancel);
    }

    /** Reads the values of the chosen tensor again, as after a stop. */
    void readAgain() {
        wanted = Optional.empty();
        read();
    }

    private void follow(Session now) {
        List<Source> sources = now.sources();
        Map<Path, Source> byPath =
                sources.stream().collect(Collectors.toMap(Source::path, source -> source, (one, other) -> one));
        asked.values().removeIf(old -> {
            Source same = byPath.get(old.path());
            return same == null || same.weightsOnly() != old.weightsOnly();
        });
        Map<Path, Header> kept = new HashMap<>(headers.get());
        kept.keySet().retainAll(asked.keySet());
        headers.set(Map.copyOf(kept));
        for (Source source : sources) {
            if (!asked.containsKey(source.path())) {
                asked.put(source.path(), source);
                ask(source);
            }
        }
        Optional<Source> still = selected.get().flatMap(old -> Optional.ofNullable(byPath.get(old.path())));
        selected.set(still.or(() -> sources.stream().findFirst()));
        read();
    }

    private void ask(Source source) {
        workbench.io().submit(workbench.details(source), new JobListener<SourceDetails>() {
            @Override
            public void succeeded(SourceDetails found) {
                learn(source, new Header(Optional.of(found), ""));
            }

            @Override
            public void failed(StockpotException problem) {
                learn(source, new Header(Optional.empty(), ADVICE.of(problem)));
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    private void learn(Source source, Header header) {
        if (source.equals(asked.get(source.path()))) {
            Map<Path, Header> more = new HashMap<>(headers.get());
            more.put(source.path(), header);
            headers.set(Map.copyOf(more));
            if (selected.get().filter(one -> one.path().equals(source.path())).isPresent()) {
                read();
            }
        }
    }

    private void read() {
        Optional<Source> source = selected.get();
        Optional<TensorSpec> spec = source.flatMap(this::details)
                .flatMap(details -> tensor.get()
                        .flatMap(name -> Optional.ofNullable(details.tensors().get(name))));
        if (source.isEmpty() || spec.isEmpty()) {
            become(Optional.empty(), Values.NONE);
            return;
        }
        String name = tensor.get().orElseThrow();
        if (!spec.get().dtype().isMixable()) {
            become(
                    Optional.empty(),
                    new Values(
                            Values.State.NONE,
                            Optional.empty(),
                            TEXTS.get("values.integers", spec.get().dtype().name())));
            return;
        }
        var next =
                new Wanted(source.get().path(), name, session.session().base().map(Source::path));
        if (wanted.filter(next::equals).isPresent()) {
            return;
        }
        become(
                Optional.of(next),
                new Values(Values.State.READING, Optional.empty(), TEXTS.get("values.reading", name)));
        reading = Optional.of(tasks.start(
                TEXTS.get("values.task", name),
                workbench.io(),
                workbench.tensorValues(session.session(), source.get(), name),
                found -> {
                    if (wanted.filter(next::equals).isPresent()) {
                        values.set(new Values(Values.State.FOUND, Optional.of(found), ""));
                    }
                },
                () -> {
                    if (wanted.filter(next::equals).isPresent() && values.get().state() == Values.State.READING) {
                        values.set(
                                new Values(Values.State.STOPPED, Optional.empty(), TEXTS.get("values.stopped", name)));
                    }
                }));
    }

    private void become(Optional<Wanted> next, Values now) {
        wanted = next;
        stop();
        reading = Optional.empty();
        values.set(now);
    }
}
