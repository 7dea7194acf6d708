package org.stockpot.ui.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.UnfinishedSearch;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.Remedy;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Offers to go on with a search that did not end, when a session is opened beside whose file its journal lies. */
final class JournalOffer {
    private static final Texts TEXTS = Texts.of(JournalOffer.class);
    private static final Advice ADVICE = Advice.shown();
    private static final Glossary GLOSSARY = Glossary.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final Consumer<SearchRequest> start;
    private final LatestLane lane;
    private final Set<Path> offered = new HashSet<>();
    private List<Object> seen = List.of();

    JournalOffer(
            Workbench workbench, SessionModel session, Tasks tasks, Notices notices, Consumer<SearchRequest> start) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
        this.start = start;
        this.lane = new LatestLane(workbench.io());
    }

    /** From now on looks whenever a session is opened. */
    void follow() {
        session.sessionProperty().addListener((observable, before, now) -> look(now));
    }

    private void look(Session now) {
        Optional<Path> file = session.fileProperty().get();
        boolean known = !now.ingredients().isEmpty()
                && now.ingredients().stream().allMatch(source -> source.sha256().isPresent());
        List<Object> key =
                List.of(file, now.ingredients().stream().map(Source::path).toList());
        if (file.isEmpty() || !known || key.equals(seen)) {
            return;
        }
        seen = key;
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(file.get().toAbsolutePath().getParent()).ifPresent(folders::add);
        lane.submit(workbench.unfinished(now, folders), new JobListener<List<UnfinishedSearch>>() {
            @Override
            public void succeeded(List<UnfinishedSearch> found) {
                found.stream().findFirst().ifPresent(JournalOffer.this::offer);
            }

            @Override
            public void failed(StockpotException problem) {
                notices.problem(TEXTS.get("search"), ADVICE.of(problem));
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    private void offer(UnfinishedSearch one) {
        if (offered.add(one.journal())) {
            Consumer<SearchRequest> resume = session.ifStillOpen(start);
            notices.problem(
                    GLOSSARY.title(one.plan()),
                    TEXTS.get("journal.found", String.valueOf(one.journal().getFileName()), one.evaluations()),
                    Optional.of(new Remedy(TEXTS.get("journal.resume"), () -> resume.accept(SearchRequest.of(one)))));
        }
    }
}
