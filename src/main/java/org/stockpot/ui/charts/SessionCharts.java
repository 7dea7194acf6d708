package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.job.Job;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartOrder;
import org.stockpot.session.ChartsDrawn;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.PaperCharts;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.difference.WeightCharts;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.search.SearchStatus;
import org.stockpot.ui.state.Swatches;

/** The charts of a session as files, for which nothing is measured. Needs no display. */
public final class SessionCharts {
    private SessionCharts() {}

    /** Every chart that has something to show; those of the weights only if the checkpoints can be read. */
    public static Job<ChartsDrawn> draw(Workbench workbench, Session session, ChartOrder order) {
        return context -> {
            var paper = new PaperCharts(order);
            var swatches = new Swatches();
            List<ChartFile> files = new ArrayList<>(ofTrials(session, swatches, paper));
            try {
                files.addAll(
                        WeightCharts.of(workbench, session, swatches, paper).run(context));
            } catch (StockpotException unread) {
                return new ChartsDrawn(files, Optional.of(unread));
            }
            return new ChartsDrawn(files, Optional.empty());
        };
    }

    private static List<ChartFile> ofTrials(Session session, Swatches swatches, PaperCharts paper) {
        session.ingredients().forEach(swatches::of);
        List<ScatterPoint> plane = Plots.plane(session, swatches, Reading.NONE);
        List<ChartFile> files = new ArrayList<>();
        files.addAll(paper.plane(plane, StraightLines.of(session, plane)));
        files.addAll(paper.history(Plots.history(session, SearchStatus.IDLE)));
        files.addAll(paper.weights(WeightLines.ingredients(session, TrialPoint.Series.VALIDATION)));
        return files;
    }
}
