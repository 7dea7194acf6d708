package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Finding.Kind;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.job.JobHandle;
import org.stockpot.job.JobListener;
import org.stockpot.tensor.StockpotException;

/** Every finding, on real files. */
@Timeout(60)
class SessionReportTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "checkpoint");

    @TempDir
    Path folder;

    private TinyKitchen kitchen;
    private Workbench workbench;

    @BeforeEach
    void open() {
        kitchen = new TinyKitchen(folder);
        workbench = TinyKitchen.workbench();
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private Session session(Path... ingredients) throws StockpotException {
        Session session = Session.EMPTY.withBase(io(kitchen.checkpoint("base", 1)));
        for (Path file : ingredients) {
            session = session.added(List.of(io(file)));
        }
        return session;
    }

    private Source io(Path file) throws StockpotException {
        return workbench.io().call(workbench.checkpoint(file));
    }

    private SessionReport examined(Session session) throws StockpotException {
        for (Source source : session.sources()) {
            workbench.io().call(workbench.examine(session, source));
        }
        return workbench.io().call(workbench.report(session));
    }

    /** Findings beside the one that all of these files have: some tensors are not used. */
    private static List<Finding> of(SessionReport report, Session session, int ingredient) {
        return report.of(session.ingredients().get(ingredient)).findings().stream()
                .filter(one -> one.kind() != Kind.NETWORK)
                .toList();
    }

    @Test
    void findsNothingInGoodFilesAndTheirHashes() throws Exception {
        Session session = session(kitchen.checkpoint("a", 2), kitchen.checkpoint("b", 3));
        SessionReport before = workbench.io().call(workbench.report(session));
        assertThat(before.files().values()).hasSize(3).noneMatch(FileReport::examined);
        assertThat(before.sha256()).isEmpty();
        SessionReport after = examined(session);
        assertThat(after.files().values()).allMatch(FileReport::examined);
        assertThat(of(after, session, 0)).isEmpty();
        assertThat(of(after, session, 1)).isEmpty();
        assertThat(session.withSha256(after.sha256()).sources())
                .allMatch(source -> source.sha256().isPresent());
    }

    @Test
    void refusesToMeasureValuesThatAreNotNumbersUnlessTheyAreAllowed() throws Exception {
        Path broken = kitchen.spoilt("broken", 2, Map.of("model.token_embedding.weight", List.of(Float.NaN)));
        Session session = session(kitchen.checkpoint("a", 3), broken)
                .withData(List.of(kitchen.images(Role.VALIDATION, "validation", 8)));
        Finding finding = of(examined(session), session, 1).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.text()).isEqualTo("1 value is NaN or infinite: model.token_embedding.weight (1 NaN).");
        assertThatThrownBy(() -> workbench
                        .device()
                        .call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {})))
                .isInstanceOf(StockpotException.class)
                .hasMessage("broken holds 1 value that is NaN or infinite, in model.token_embedding.weight (1 NaN):"
                        + " every mix with it would be broken there; leave it out, or allow such values for this run.");
        workbench.allowNonFinite(true);
        assertThat(workbench
                        .device()
                        .call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}))
                        .evaluations())
                .hasSize(1);
        assertThat(of(examined(session), session, 1).get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void tellsAModelThatWasTrainedFromScratchFromOnesThatWereFinetuned() throws Exception {
        Session session = session(kitchen.checkpoint("a", 2), kitchen.fresh("alien", 3), kitchen.checkpoint("c", 4));
        SessionReport report = examined(session);
        assertThat(of(report, session, 0)).isEmpty();
        assertThat(of(report, session, 1)).extracting(Finding::kind).containsExactly(Kind.FOREIGN);
        assertThat(of(report, session, 1).get(0).text())
                .startsWith("It was probably not finetuned from what base comes from: its weights are ")
                .contains("(cosine ");
        Session orphan = Session.EMPTY.withIngredients(List.of(
                session.ingredients().get(1),
                session.ingredients().get(0),
                session.ingredients().get(2)));
        SessionReport without = examined(orphan);
        assertThat(of(without, orphan, 0)).extracting(Finding::kind).containsExactly(Kind.FOREIGN);
        assertThat(of(without, orphan, 1)).isEmpty();
    }

    @Test
    void seesTheSameModelTwiceEvenUnderOtherNames() throws Exception {
        Path one = kitchen.checkpoint("one", 2);
        Path copy = Files.copy(one, folder.resolve("copy.safetensors"), StandardCopyOption.COPY_ATTRIBUTES);
        Session session = session(one, copy, kitchen.wrapped("wrapped", 2));
        SessionReport report = examined(session);
        assertThat(of(report, session, 0)).isEmpty();
        assertThat(of(report, session, 1))
                .extracting(Finding::text)
                .containsExactly("It is the same as one, byte for byte.");
        assertThat(of(report, session, 2))
                .extracting(Finding::text)
                .containsExactly(
                        "It is the same as one: all tensors are equal bit for bit.",
                        "23 tensors are matched by name without the prefix of a wrapper, such as module.");
    }

    @Test
    void namesTensorsThatLostTheirValues() throws Exception {
        Path lost = kitchen.spoilt("lost", 2, Map.of("classification_head.bias", List.of(0f, 0f, 0f, 0f)));
        Session session = session(kitchen.checkpoint("a", 3), lost);
        assertThat(of(examined(session), session, 1))
                .extracting(Finding::text)
                .containsExactly("1 tensor has one single value everywhere, unlike in base: classification_head.bias.");
    }

    @Test
    void tellsOfAProgramBesideTheWeights() throws Exception {
        Session session = Session.EMPTY.withIngredients(List.of(io(FIXTURES.resolve("torch_script_2.7.pt"))));
        assertThat(workbench
                        .io()
                        .call(workbench.report(session))
                        .of(session.ingredients().get(0))
                        .findings())
                .anySatisfy(one -> {
                    assertThat(one.kind()).isEqualTo(Kind.PROGRAM);
                    assertThat(one.advice()).contains("not run unless you trust");
                });
    }

    @Test
    void takesAFileWithStrangersOnlyWhenAskedTo() throws Exception {
        Path file = FIXTURES.resolve("torch_strangers_2.7.pt");
        Added refused = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, List.of(file)));
        assertThat(refused.sources()).isEmpty();
        assertThat(refused.refusals()).singleElement().matches(Refusal::strangers);
        Added taken = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, List.of(file), true));
        assertThat(taken.sources()).singleElement().matches(Source::weightsOnly);
        Session session = Session.EMPTY.added(taken.sources());
        Path saved = folder.resolve("strangers.stockpot.json");
        SessionFile.write(session, saved);
        assertThat(SessionFile.read(saved).ingredients()).isEqualTo(session.ingredients());
    }

    @Test
    void mixesWrappedModelsAsIfTheyHadNoWrapper() throws Exception {
        var data = List.of(kitchen.images(Role.VALIDATION, "validation", 40));
        Session plain =
                session(kitchen.checkpoint("a", 2), kitchen.checkpoint("b", 3)).withData(data);
        Session wrapped =
                session(kitchen.checkpoint("a", 2), kitchen.wrapped("w", 3)).withData(data);
        EnumSet<Role> all = EnumSet.allOf(Role.class);
        assertThat(workbench
                        .device()
                        .call(workbench.evaluation(wrapped, all, partial -> {}))
                        .evaluations())
                .isEqualTo(workbench
                        .device()
                        .call(workbench.evaluation(plain, all, partial -> {}))
                        .evaluations());
    }

    @Test
    void bothLanesExamineTheSameFilesAtTheSameTimeAndAgree() throws Exception {
        Session session = session(kitchen.checkpoint("a", 2), kitchen.checkpoint("b", 3))
                .withData(List.of(kitchen.images(Role.VALIDATION, "validation", 8)));
        var trial = new CompletableFuture<Trial>();
        JobHandle<Trial> handle = workbench
                .device()
                .submit(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}), new JobListener<>() {
                    @Override
                    public void succeeded(Trial result) {
                        trial.complete(result);
                    }

                    @Override
                    public void failed(StockpotException problem) {
                        trial.completeExceptionally(problem);
                    }
                });
        Map<Path, String> hashes = examined(session).sha256();
        assertThat(trial.get().ingredients())
                .containsExactly(
                        hashes.get(session.ingredients().get(0).path()),
                        hashes.get(session.ingredients().get(1).path()));
        assertThat(handle.isDone()).isTrue();
    }
}
