package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.DataRef;
import org.stockpot.data.Pixels;
import org.stockpot.data.PngFile;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.FormulaWeights;
import org.stockpot.engine.Programs;
import org.stockpot.tensor.Overlay;

/** Mixes whose batch-norm statistics are measured anew on export: real archives of PyTorch, on the real engine. */
@Timeout(120)
class BatchNormExportTest {
    private static final Preprocessing COLOUR =
            new Preprocessing(8, 8, Preprocessing.Filter.BILINEAR, List.of(0.5, 0.4, 0.3), List.of(0.3, 0.3, 0.3));

    @TempDir
    Path folder;

    private Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session residual() throws Exception {
        List<Source> sources = new ArrayList<>();
        for (String name : List.of("residual-2.7-a.pt", "residual-2.7-b.pt")) {
            sources.add(workbench.io().call(workbench.checkpoint(Programs.file(name))));
        }
        workbench.trust().add(workbench.io().call(workbench.sha256(Programs.file("residual-2.7-a.pt"))));
        return Session.EMPTY
                .withIngredients(sources)
                .withData(List.of(new TinyKitchen(folder).images(Role.VALIDATION, "validation", 120, 5)))
                .withPreprocessing(Optional.of(COLOUR));
    }

    private Exported export(Session session, String name, DataRef data) throws Exception {
        ExportOrder order = ExportOrder.to(folder.resolve(name)).withBatchNorm(Optional.of(data));
        return workbench.device().call(workbench.export(session, order));
    }

    @Test
    void replacesTheStatisticsAndSaysWhatThatDidToTheAccuracy() throws Exception {
        Session session = residual();
        DataRef data = new TinyKitchen(folder).images(Role.TEST, "training", 150, 5);
        Exported plain =
                workbench.device().call(workbench.export(session, ExportOrder.to(folder.resolve("plain.safetensors"))));
        Exported anew = export(session, "anew.safetensors", data);

        Reestimated done = anew.batchNorm().orElseThrow();
        assertThat(done.images()).isEqualTo(150);
        assertThat(done.tensors()).isPositive();
        assertThat(done.before().get(0).total()).isEqualTo(120);
        assertThat(done.after().get(0).total()).isEqualTo(120);
        assertThat(anew.check()).isInstanceOf(SavedCheck.SameLogits.class);
        assertThat(Files.readString(anew.card().orElseThrow()))
                .contains("Batch norm: " + done.tensors() + " statistics measured anew on 150 images of training.");
        try (Checkpoint one = Checkpoints.open(plain.file());
                Checkpoint other = Checkpoints.open(anew.file())) {
            List<String> changed = new ArrayList<>();
            for (String tensor : one.specs().keySet()) {
                int count = (int) one.spec(tensor).elementCount();
                if (!one.read(tensor, 0, count).equals(other.read(tensor, 0, count))) {
                    changed.add(tensor);
                }
            }
            assertThat(changed).hasSize(done.tensors()).allMatch(name -> name.matches(".*running_(mean|var)"));
            assertThat(Provenance.read("it", other.metadata())
                            .orElseThrow()
                            .batchNorm()
                            .images())
                    .isEqualTo(150);
        }
    }

    @Test
    void isMeasuredAgainByARebuildIfTheImagesAreAtHand() throws Exception {
        DataRef data = new TinyKitchen(folder).images(Role.TEST, "training", 150, 5);
        Exported exported = export(residual(), "anew.safetensors", data);
        List<Path> programs = List.of(Programs.file("residual-2.7-a.pt").getParent());
        assertThat(workbench
                        .device()
                        .call(workbench.rebuild(exported.file(), programs))
                        .difference())
                .isEmpty();

        Path moved = folder.resolve("elsewhere");
        Files.move(data.path(), moved);
        workbench.close();
        workbench = TinyKitchen.workbench();
        assertThatThrownBy(() -> workbench.device().call(workbench.rebuild(exported.file(), programs)))
                .hasMessageStartingWith(
                        exported.file() + " has batch-norm statistics that were measured, and to measure them"
                                + " again the network has to run: ")
                .hasMessageContaining("is a TorchScript program");
        workbench.trust().add(workbench.io().call(workbench.sha256(Programs.file("residual-2.7-a.pt"))));
        assertThatThrownBy(() -> workbench.device().call(workbench.rebuild(exported.file(), programs)))
                .hasMessageStartingWith(exported.file() + " has batch-norm statistics that were measured on 150 images,"
                        + " which are needed again: ")
                .hasMessageEndingWith(" Give them again.");
        DataRef other = new TinyKitchen(folder).images(Role.TEST, "others", 150, 5);
        assertThatThrownBy(
                        () -> workbench.device().call(workbench.rebuild(exported.file(), programs, Optional.of(other))))
                .hasMessageContaining("were measured on other images than ");
    }

    @Test
    void isMeasuredAgainOnImagesOfTheFolderThatTheFileLiesIn() throws Exception {
        var random = new Random(1);
        for (int image = 0; image < 10; image++) {
            Path file =
                    Files.createDirectories(folder.resolve("class" + image % 5)).resolve(image + ".png");
            var samples = new byte[8 * 8];
            random.nextBytes(samples);
            PngFile.write(new Pixels(8, 8, 1, samples), file);
        }
        Exported exported = export(residual(), "anew.safetensors", DataRef.of(Role.TEST, folder));
        List<Path> programs = List.of(Programs.file("residual-2.7-a.pt").getParent());
        assertThat(workbench
                        .device()
                        .call(workbench.rebuild(exported.file(), programs))
                        .isEqual())
                .isTrue();
    }

    /** The weights have no code of their own, so the file says whose code measured its statistics. */
    @Test
    void isMeasuredAgainByTheProgramThatRanTheWeights() throws Exception {
        Path program = Programs.file("residual-2.7-a.pt");
        Path weights = folder.resolve("weights.safetensors");
        workbench.device().call(workbench.export(residual(), ExportOrder.to(weights)));
        closeWorkbench();
        workbench = TinyKitchen.workbench();
        Source given = workbench.io().call(workbench.program(program));
        workbench.trust().add(given.sha256().orElseThrow());
        DataRef data = new TinyKitchen(folder).images(Role.TEST, "training", 150, 5);
        Session session = residual().withIngredients(List.of(workbench.io().call(workbench.checkpoint(weights))));
        Exported exported = export(session, "anew.safetensors", data);
        assertThat(Files.readString(exported.card().orElseThrow()))
                .contains("| residual-2.7-a.pt | program that ran the mix |")
                .contains(" --trust-code " + given.sha256().orElseThrow());

        closeWorkbench();
        workbench = TinyKitchen.workbench();
        List<Path> folders = List.of(program.getParent());
        assertThatThrownBy(() -> workbench.device().call(workbench.rebuild(exported.file(), folders)))
                .hasMessageContaining("has batch-norm statistics that were measured")
                .hasMessageContaining(
                        "is a TorchScript program (SHA-256 " + given.sha256().orElseThrow());
        workbench.trust().add(given.sha256().orElseThrow());
        assertThat(workbench
                        .device()
                        .call(workbench.rebuild(exported.file(), folders))
                        .isEqual())
                .isTrue();
    }

    /** A residual network without a program, for images of another size than its usual one. */
    @Test
    void isMeasuredForANetworkThatIsRecognised() throws Exception {
        List<Source> sources = new ArrayList<>();
        for (float factor : new float[] {0.5f, 1.5f}) {
            FormulaWeights weights = FormulaWeights.of("conv/grey-resnet.safetensors");
            float[] kernels = weights.floats("layer1.0.conv1.weight");
            for (int i = 0; i < kernels.length; i++) {
                kernels[i] *= factor;
            }
            Path file = folder.resolve("by-" + factor + ".safetensors");
            SafetensorsWriter.write(
                    new Overlay(weights, Map.of("layer1.0.conv1.weight", kernels)),
                    file,
                    Map.of(),
                    (done, total) -> {});
            sources.add(workbench.io().call(workbench.checkpoint(file)));
        }
        Session session = Session.EMPTY
                .withIngredients(sources)
                .withData(List.of(new TinyKitchen(folder).images(Role.VALIDATION, "validation", 120, 10)))
                .withPreprocessing(Optional.of(Preprocessing.plain(8, 1)));
        DataRef data = new TinyKitchen(folder).images(Role.TEST, "training", 150, 10);

        Exported exported = export(session, "anew.safetensors", data);

        Reestimated done = exported.batchNorm().orElseThrow();
        assertThat(done.tensors()).isEqualTo(2 * 6);
        assertThat(done.after().get(0).total()).isEqualTo(120);
        assertThat(exported.check()).isInstanceOf(SavedCheck.SameLogits.class);
        assertThat(workbench
                        .device()
                        .call(workbench.rebuild(exported.file(), List.of(folder)))
                        .isEqual())
                .isTrue();
    }

    @Test
    void isRefusedForANetworkWithoutBatchNorm() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, 8);
        assertThatThrownBy(
                        () -> export(session, "soup.safetensors", session.data().get(0)))
                .hasMessageEndingWith(
                        " has no batch norm, so there are no statistics to measure: export without re-estimation.");
        assertThat(folder.resolve("soup.safetensors")).doesNotExist();
    }
}
