package org.stockpot.ui;

import java.util.function.Consumer;
import org.stockpot.session.Workbench;
import org.stockpot.ui.charts.ChartsModel;
import org.stockpot.ui.data.DataModel;
import org.stockpot.ui.data.GalleryModel;
import org.stockpot.ui.difference.DifferenceModel;
import org.stockpot.ui.explain.ExplainModel;
import org.stockpot.ui.export.ExportModel;
import org.stockpot.ui.library.DetailsModel;
import org.stockpot.ui.library.LibraryModel;
import org.stockpot.ui.live.LiveModel;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.live.SoloModel;
import org.stockpot.ui.mix.MixModel;
import org.stockpot.ui.search.CookModel;
import org.stockpot.ui.search.SearchModel;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.ReportModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.trials.TrialsModel;

/** All models of one window, wired to each other. Knows no control, so that everything behind the window can be driven without one. */
public record Kitchen(
        SessionModel session,
        Notices notices,
        Tasks tasks,
        Swatches swatches,
        OpenModel opened,
        ReportModel report,
        LibraryModel library,
        DataModel data,
        GalleryModel gallery,
        MixModel mix,
        LiveModel live,
        SoloModel solo,
        SearchModel search,
        CookModel cook,
        Links links,
        ExportModel export,
        ExplainModel explain,
        TrialsModel trials,
        DifferenceModel differences,
        DetailsModel details,
        ChartsModel charts) {

    Kitchen(Workbench workbench, Consumer<Throwable> crashes) {
        this(workbench, new SessionModel(), new Notices(), crashes);
    }

    private Kitchen(Workbench workbench, SessionModel session, Notices notices, Consumer<Throwable> crashes) {
        this(workbench, session, notices, new Tasks(notices, crashes));
    }

    private Kitchen(Workbench workbench, SessionModel session, Notices notices, Tasks tasks) {
        this(
                workbench,
                session,
                notices,
                tasks,
                new Swatches(),
                new OpenModel(workbench, session, tasks, notices),
                new ReportModel(workbench, session, tasks));
    }

    private Kitchen(
            Workbench workbench,
            SessionModel session,
            Notices notices,
            Tasks tasks,
            Swatches swatches,
            OpenModel opened,
            ReportModel report) {
        this(
                workbench,
                session,
                notices,
                tasks,
                swatches,
                opened,
                report,
                new LiveModel(workbench, session, tasks),
                new SearchModel(workbench, session, opened, tasks, notices));
    }

    private Kitchen(
            Workbench workbench,
            SessionModel session,
            Notices notices,
            Tasks tasks,
            Swatches swatches,
            OpenModel opened,
            ReportModel report,
            LiveModel live,
            SearchModel search) {
        this(
                session,
                notices,
                tasks,
                swatches,
                opened,
                report,
                new LibraryModel(workbench, session, tasks, notices, report),
                new DataModel(workbench, session, tasks),
                new GalleryModel(workbench, session, tasks),
                new MixModel(session, opened),
                live,
                new SoloModel(workbench, session, tasks, notices),
                search,
                new CookModel(workbench, session, opened, tasks, notices),
                new Links(),
                new ExportModel(workbench, session, opened, tasks, notices),
                new ExplainModel(workbench, session, opened, tasks, notices),
                new TrialsModel(workbench, session, opened, tasks, notices),
                new DifferenceModel(workbench, session, opened, swatches, tasks),
                new DetailsModel(workbench, session, tasks, report),
                new ChartsModel(workbench, session, opened, live, search, swatches, tasks, notices));
        tasks.setAllowing(report::allowNonFinite);
        report.nonFiniteAllowedProperty().addListener((observable, before, now) -> live.measure());
        live.readingProperty().addListener((observable, before, now) -> {
            if (now.state() == Reading.State.COMPLETE) {
                opened.lookAgain();
            }
        });
        export.searchedBy(search::summary);
        trials.share(charts.selection());
        search.constraints().onDesk(() -> mix.constraintsProperty().get());
        search.runningProperty().addListener((observable, before, now) -> {
            if (now) {
                solo.pause();
            } else {
                solo.resume();
            }
        });
    }

    /** Once per pulse. */
    void poll() {
        tasks.poll();
        gallery.poll();
        live.poll();
        solo.poll();
        search.poll();
        charts.poll();
    }
}
