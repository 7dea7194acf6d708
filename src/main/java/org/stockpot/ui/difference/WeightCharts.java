package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Similarity;
import org.stockpot.fuse.TaskVectors;
import org.stockpot.fuse.TensorDifferences;
import org.stockpot.job.Job;
import org.stockpot.job.JobContext;
import org.stockpot.session.ChartFile;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.chart.PaperCharts;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;

/** The charts of a session's weights as files, for which its checkpoints are read. Needs no display. */
public final class WeightCharts {
    private static final Texts TEXTS = Texts.of(WeightCharts.class);

    private WeightCharts() {}

    /** Heat map, similarities and map of models; none without ingredients. On the io lane. */
    public static Job<List<ChartFile>> of(Workbench workbench, Session session, Swatches swatches, PaperCharts paper) {
        return context -> {
            if (session.ingredients().isEmpty()) {
                return List.of();
            }
            OpenSession opened = workbench.open(session).run(context);
            TensorDifferences moved = workbench.tensorDifferences(session).run(context);
            List<ChartFile> files = new ArrayList<>(paper.heatMap(
                    TEXTS.get("map.name"),
                    table(session, opened, moved, swatches).data()));
            similarities(workbench, session, opened, swatches, context).ifPresent(alike -> {
                files.addAll(paper.heatMap(TEXTS.get("similarity.matrix.name"), alike.matrix()));
                files.addAll(paper.modelMap(TEXTS.get("similarity.map"), alike.points(), DifferenceCharts.words("")));
            });
            return files;
        };
    }

    private static DifferenceTable table(
            Session session, OpenSession opened, TensorDifferences moved, Swatches swatches) {
        return DifferenceTable.of(
                new DifferenceTable.Subject(
                        moved, Similarities.models(session, swatches, false), opened.groups(), opened.inertGroups()),
                new DifferenceTable.Wish(
                        Measure.DISTANCE,
                        session.recipe().granularity(),
                        Optional.empty(),
                        Order.LISTED,
                        Order.LISTED,
                        false));
    }

    private static Optional<Similarities> similarities(
            Workbench workbench, Session session, OpenSession opened, Swatches swatches, JobContext context)
            throws StockpotException {
        TaskVectors alone = workbench.taskVectors(session, false).run(context);
        Optional<TaskVectors> mixed = session.recipe().method() instanceof FusionMethod.Linear linear
                ? alone.with("mix", linear, opened.fit(session.recipe()).weights(), opened.groups())
                : Optional.empty();
        Similarity found = mixed.orElse(alone).whole();
        if (!found.isFinite()) {
            return Optional.empty();
        }
        return Optional.of(Similarities.of(
                session,
                found,
                SimilarityModel.Kind.COSINE,
                Similarities.models(session, swatches, mixed.isPresent())));
    }
}
