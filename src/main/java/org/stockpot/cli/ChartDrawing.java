package org.stockpot.cli;

import org.stockpot.job.Job;
import org.stockpot.session.ChartOrder;
import org.stockpot.session.ChartsDrawn;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;

/** Draws what a session has measured and how its weights differ; needs no display. */
@FunctionalInterface
public interface ChartDrawing {
    /** On the io lane; the files are not written yet. */
    Job<ChartsDrawn> of(Workbench workbench, Session session, ChartOrder order);
}
