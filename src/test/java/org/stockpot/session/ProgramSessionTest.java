package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.Programs;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/** Sessions of TorchScript archives made by real PyTorch, on the real engine. */
@Timeout(120)
class ProgramSessionTest {
    private static final Preprocessing COLOUR =
            new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5, 0.4, 0.3), List.of(0.3, 0.3, 0.3));
    private static final Preprocessing GREY =
            new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5), List.of(0.5));

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    @Test
    void runsNothingOfAFileThatIsNotTrusted() throws Exception {
        Path effect = folder.resolve("effect.bin");
        Path archive = Programs.withEffect(folder, effect);
        Session session = session(List.of(archive), GREY, 3);

        OpenSession open = workbench.io().call(workbench.open(session));
        assertThat(open.architecture().name()).isEqualTo("TorchScript program");
        workbench.io().call(workbench.differences(session));
        workbench
                .io()
                .call(workbench.inspect(
                        List.of(archive), Optional.empty(), false, Granularity.parse("whole"), NetworkChoice.NONE));
        assertThatThrownBy(() -> measure(session)).isInstanceOfSatisfying(UntrustedProgramException.class, refusal -> {
            assertThat(refusal.file()).isEqualTo(archive);
            assertThat(refusal.getMessage())
                    .startsWith(archive + " is a TorchScript program (SHA-256 " + refusal.sha256() + ")")
                    .contains("trust it");
            assertThat(refusal.hints()).containsExactly(Hint.RUN_CODE);
        });
        Exported exported =
                workbench.device().call(workbench.export(session, ExportOrder.to(folder.resolve("soup.safetensors"))));
        assertThat(exported.check()).isInstanceOf(SavedCheck.SameTensors.class);
        assertThat(exported.check().sentence()).contains("is a TorchScript program");
        assertThat(effect).doesNotExist();

        // The code has its effect as soon as it is trusted, so the line above can fail.
        workbench.trust().add(workbench.io().call(workbench.sha256(archive)));
        measure(session);
        assertThat(effect).exists();
    }

    @Test
    void trustsTheContentAndNotTheName() throws Exception {
        Path effect = folder.resolve("effect.bin");
        Path target = folder.resolve("net.pt");
        Files.copy(Programs.file("pair.pt"), target);
        workbench.trust().add(workbench.io().call(workbench.sha256(target)));
        Files.copy(Programs.withEffect(folder, effect), target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> measure(session(List.of(target), GREY, 3)))
                .isInstanceOf(UntrustedProgramException.class);
        assertThat(effect).doesNotExist();
    }

    @Test
    void measuresMixesSearchesAndProvesExportsWithATrustedProgram() throws Exception {
        Session session =
                session(List.of(Programs.file("residual-2.7-a.pt"), Programs.file("residual-2.7-b.pt")), COLOUR, 5);
        workbench.trust().add(workbench.io().call(workbench.sha256(Programs.file("residual-2.7-a.pt"))));

        byte[] first = logits(mixed(session, 1, 0));
        assertThat(logits(mixed(session, 0.5, 0.5))).isNotEqualTo(first);
        assertThat(logits(mixed(session, 1, 0))).isEqualTo(first);

        SearchOutcome outcome = workbench
                .device()
                .call(workbench.search(
                        session,
                        new SearchOrder(SearchPlan.standard("greedy"), Budget.UNLIMITED, 0),
                        SearchListener.NONE));
        assertThat(outcome.after().evaluations()).hasSize(1);

        Path target = folder.resolve("soup.safetensors");
        Exported exported = workbench.device().call(workbench.export(mixed(session, 0.5, 0.5), ExportOrder.to(target)));
        assertThat(exported.check()).isInstanceOf(SavedCheck.SameLogits.class);

        // The file has no code. Another file's does.
        Session file = session(List.of(target), COLOUR, 5);
        assertThatThrownBy(() -> measure(file))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("A TorchScript archive of the network can evaluate it");
        Path other = Programs.file("residual-1.13-b.pt");
        workbench.io().call(workbench.program(other));
        assertThatThrownBy(() -> measure(file)).isInstanceOf(UntrustedProgramException.class);
        workbench.trust().add(workbench.io().call(workbench.sha256(other)));
        assertThat(measure(file).evaluations().get(0).total()).isEqualTo(200);
    }

    @Test
    void refusesGradientsOfAProgram() throws Exception {
        Path archive = Programs.withEffect(folder, folder.resolve("effect.bin"));
        Session session = session(List.of(archive), GREY, 3);
        workbench.trust().add(workbench.io().call(workbench.sha256(archive)));
        var order = new SearchOrder(SearchPlan.standard("learned"), Budget.UNLIMITED, 0);

        assertThatThrownBy(() -> workbench.device().call(workbench.search(session, order, SearchListener.NONE)))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("Learned soup needs gradients, and gradients need a known network, but ")
                .hasMessageContaining(" is a program");
    }

    @Test
    void runsTheSameCodeInOtherFilesOnceOneOfThemIsTrusted() throws Exception {
        Session session =
                session(List.of(Programs.file("residual-2.7-a.pt"), Programs.file("residual-2.7-b.pt")), COLOUR, 5);
        Session second = session.solo(session.ingredients().get(1));
        assertThatThrownBy(() -> measure(second)).isInstanceOf(UntrustedProgramException.class);

        workbench.trust().add(workbench.io().call(workbench.sha256(Programs.file("residual-2.7-a.pt"))));
        measure(session);
        Trial alone = measure(second);

        assertThat(alone.evaluations()).isEqualTo(measure(mixed(session, 0, 1)).evaluations());
        assertThatThrownBy(() -> measure(session(List.of(Programs.file("perceptron-2.7.pt")), GREY, 4)))
                .isInstanceOf(UntrustedProgramException.class);
    }

    private Trial measure(Session session) throws StockpotException {
        return workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
    }

    private byte[] logits(Session session) throws Exception {
        Path target = folder.resolve("logits.npy");
        workbench.device().call(workbench.logits(session, target));
        return Files.readAllBytes(target);
    }

    private static Session mixed(Session session, double one, double other) {
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {{one}, {other}})));
    }

    private Session session(List<Path> files, Preprocessing preprocessing, int classes) throws Exception {
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(workbench.io().call(workbench.checkpoint(file)));
        }
        return Session.EMPTY
                .withIngredients(sources)
                .withData(List.of(new TinyKitchen(folder).images(Role.VALIDATION, "of" + classes, 200, classes)))
                .withPreprocessing(Optional.of(preprocessing));
    }
}
