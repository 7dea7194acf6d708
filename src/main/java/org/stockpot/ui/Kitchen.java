package org.stockpot.ui;

import java.util.function.Consumer;
import org.stockpot.session.Workbench;
import org.stockpot.ui.data.DataModel;
import org.stockpot.ui.data.GalleryModel;
import org.stockpot.ui.explain.ExplainModel;
import org.stockpot.ui.export.ExportModel;
import org.stockpot.ui.library.LibraryModel;
import org.stockpot.ui.live.LiveModel;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.live.SoloModel;
import org.stockpot.ui.mix.MixModel;
import org.stockpot.ui.search.SearchModel;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.ReportModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.state.Tasks;

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
        ExportModel export,
        ExplainModel explain) {

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
                new OpenModel(workbench, session, tasks, notices),
                new ReportModel(workbench, session, tasks));
    }

    private Kitchen(
            Workbench workbench,
            SessionModel session,
            Notices notices,
            Tasks tasks,
            OpenModel opened,
            ReportModel report) {
        this(
                session,
                notices,
                tasks,
                new Swatches(),
                opened,
                report,
                new LibraryModel(workbench, session, tasks, notices, report),
                new DataModel(workbench, session, tasks),
                new GalleryModel(workbench, session, tasks),
                new MixModel(session, opened),
                new LiveModel(workbench, session, tasks),
                new SoloModel(workbench, session, tasks, notices),
                new SearchModel(workbench, session, tasks, notices),
                new ExportModel(workbench, session, opened, tasks, notices),
                new ExplainModel(workbench, session, opened, tasks, notices));
        report.nonFiniteAllowedProperty().addListener((observable, before, now) -> live.measure());
        live.readingProperty().addListener((observable, before, now) -> {
            if (now.state() == Reading.State.COMPLETE) {
                opened.lookAgain();
            }
        });
        export.searchedBy(search::summary);
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
    }
}
