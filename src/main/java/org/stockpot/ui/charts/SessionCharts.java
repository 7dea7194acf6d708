package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.session.ChartFile;
import org.stockpot.session.Session;
import org.stockpot.ui.chart.PaperCharts;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchModel;
import org.stockpot.ui.state.Swatches;

/** The charts of a session that need no measurement, as files. Needs no display. */
public final class SessionCharts {
    private SessionCharts() {}

    /** SVG and CSV of every chart that has something to show. */
    public static List<ChartFile> files(Session session) {
        var swatches = new Swatches();
        session.ingredients().forEach(swatches::of);
        List<ScatterPoint> plane = Plots.plane(session, swatches, Reading.NONE);
        List<ChartFile> files = new ArrayList<>();
        files.addAll(PaperCharts.plane(plane, StraightLines.of(session, plane)));
        files.addAll(PaperCharts.history(Plots.history(session, SearchModel.Status.IDLE)));
        files.addAll(PaperCharts.weights(WeightLines.ingredients(session, TrialPoint.Series.VALIDATION)));
        return files;
    }
}
