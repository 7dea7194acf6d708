package org.stockpot.ui.search;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.stockpot.data.Role;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.Forecast;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SourceFiles;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/**
 * How long the search in the form would take. Follows the form by itself as soon as nobody has changed it for a moment, while
 * the form is to be seen and nothing is searched. Lives on the JavaFX thread and knows no control.
 */
public final class ForecastModel {
    private static final Texts TEXTS = Texts.of(ForecastModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();
    private static final long MOMENT_NANOS = 600_000_000L;

    private final Workbench workbench;
    private final SessionModel session;
    private final Consumer<Throwable> crashes;
    private final LatestLane lane;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private Optional<SearchRequest> wanted = Optional.empty();
    private List<Object> shown = List.of();
    private List<Object> seen = List.of();
    private long since = System.nanoTime();
    private BooleanSupplier watched = () -> false;

    ForecastModel(Workbench workbench, SessionModel session, Consumer<Throwable> crashes) {
        this.workbench = workbench;
        this.session = session;
        this.crashes = crashes;
        this.lane = new LatestLane(workbench.device());
    }

    /** A sentence; empty while there is none. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** Whether anybody sees the form; asked once per pulse. */
    public void setWatched(BooleanSupplier isWatched) {
        watched = isWatched;
    }

    /** What the form asks for now; empty if it cannot be read. */
    public void follow(Optional<SearchRequest> request) {
        if (!request.equals(wanted)) {
            wanted = request;
            since = System.nanoTime();
        }
    }

    /** Measures at once. */
    void predict(SearchRequest request, SearchRequest.Checked checked) {
        Session now = session.session();
        shown = key(request, now);
        text.set(TEXTS.get("forecast.timing"));
        lane.submit(workbench.forecast(now, request.order(checked, Optional.empty())), new JobListener<Forecast>() {
            @Override
            public void succeeded(Forecast told) {
                text.set(GLOSSARY.words(told.told()));
            }

            @Override
            public void failed(StockpotException problem) {
                text.set(ADVICE.of(problem));
            }

            @Override
            public void cancelled() {
                text.set("");
            }

            @Override
            public void crashed(Throwable error) {
                text.set("");
                crashes.accept(error);
            }
        });
    }

    /** Once per pulse. */
    void poll(boolean searching) {
        long now = System.nanoTime();
        Session current = session.session();
        List<Object> key = wanted.map(request -> key(request, current)).orElse(List.of());
        if (!key.equals(seen)) {
            seen = key;
            since = now;
        }
        if (!searching
                && !key.isEmpty()
                && !key.equals(shown)
                && now - since > MOMENT_NANOS
                && isReady(current)
                && watched.getAsBoolean()) {
            shown = key;
            wanted.ifPresent(this::measure);
        }
    }

    private void measure(SearchRequest request) {
        try {
            predict(request, request.checked());
        } catch (StockpotException e) {
            text.set("");
        }
    }

    private static boolean isReady(Session now) {
        return !now.ingredients().isEmpty() && now.data().stream().anyMatch(ref -> ref.role() == Role.VALIDATION);
    }

    /** All that a forecast depends on. */
    private static List<Object> key(SearchRequest request, Session now) {
        return List.of(request, SourceFiles.of(now), now.data(), now.recipe().granularity(), now.network());
    }
}
