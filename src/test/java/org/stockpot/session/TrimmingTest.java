package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.Job;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/** Whoever mixes by TIES reads all models twice before the first mix, and can be cancelled meanwhile. */
@Timeout(120)
class TrimmingTest {
    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Start {
        Job<?> job(Workbench workbench, Session session, Path folder) throws StockpotException;
    }

    private record Action(String name, Start start) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Action> actions() {
        return Stream.of(
                new Action(
                        "evaluation",
                        (workbench, session, folder) ->
                                workbench.evaluation(session, EnumSet.of(Role.TEST), partial -> {})),
                new Action(
                        "predictions",
                        (workbench, session, folder) ->
                                workbench.guesses(session, session.data().get(0))),
                new Action(
                        "export",
                        (workbench, session, folder) ->
                                workbench.export(session, ExportOrder.to(folder.resolve("soup.safetensors")))),
                new Action(
                        "export of what is not tried",
                        (workbench, session, folder) -> workbench.export(
                                session.withData(List.of()), ExportOrder.to(folder.resolve("soup.safetensors")))),
                new Action("rebuild", (workbench, session, folder) -> {
                    Path file = folder.resolve("old.safetensors");
                    try (Workbench other = TinyKitchen.workbench()) {
                        other.device().call(other.export(session, ExportOrder.to(file)));
                    }
                    return workbench.rebuild(file, List.of());
                }),
                new Action("task vectors", (workbench, session, folder) -> workbench.taskVectors(session, true)));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void isCancelledWhileItRanksDifferences(Action action) throws Exception {
        try (Workbench workbench = TinyKitchen.workbench()) {
            Session plain = new TinyKitchen(folder).session(workbench, 8);
            Recipe recipe = plain.recipe();
            Session session = plain.withRecipe(
                    new Recipe(FusionMethod.parse("ties:density=0.3"), recipe.granularity(), recipe.weights()));
            Job<?> job = action.start().job(workbench, session, folder);
            var ranked = new AtomicInteger();

            assertThatThrownBy(() -> workbench.device().call(context -> job.run(new Cancelled(context, ranked))))
                    .isInstanceOf(CancellationException.class);

            assertThat(ranked).hasValue(1);
        }
    }

    /** Cancelled as soon as differences are ranked. */
    private record Cancelled(JobContext context, AtomicInteger ranked) implements JobContext {
        @Override
        public void checkpoint() {
            endIfCancelled();
            context.checkpoint();
        }

        @Override
        public void endIfCancelled() {
            if (ranked.get() > 0) {
                throw new CancellationException();
            }
        }

        @Override
        public void progress(Progress progress) {
            if (progress.phase().contains(Doing.RANKING_DIFFERENCES.pattern())) {
                ranked.incrementAndGet();
            }
            context.progress(progress);
        }
    }
}
