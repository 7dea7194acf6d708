package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.fuse.Granularity;

/** Checkpoints of several files, as Hugging Face lays them out, on their way into a session. */
@Timeout(120)
class IntakeTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "checkpoint");

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Path copy(String fixture, String name) throws Exception {
        Path target = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(FIXTURES.resolve(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    private Added add(List<Path> files) throws Exception {
        return workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
    }

    @Test
    void aFolderOfPartsIsOneCheckpointOfTheFoldersName() throws Exception {
        Path first = copy("sharded_safetensors", "first run");
        Path second = copy("sharded_bin", "second run");
        Added added = add(List.of(first, second));
        assertThat(added.refusals()).isEmpty();
        assertThat(added.sources()).extracting(Source::name).containsExactly("first run", "second run");
        assertThat(added.sources().get(0).path()).isEqualTo(first.resolve("model.safetensors.index.json"));
        try (Checkpoint whole = Checkpoints.open(FIXTURES.resolve("sharded.safetensors"))) {
            Session session = Session.EMPTY.withIngredients(added.sources());
            Exported soup = workbench
                    .device()
                    .call(workbench.export(session, ExportOrder.to(folder.resolve("soup.safetensors"))));
            try (Checkpoint written = Checkpoints.open(soup.file())) {
                assertThat(written.specs()).containsExactlyInAnyOrderEntriesOf(whole.specs());
            }
            assertThat(workbench
                            .device()
                            .call(workbench.rebuild(soup.file(), List.of()))
                            .isEqual())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" .safetensors", " "})
    void aFileOfABlankNameIsCalledWhatItIs(String name) throws Exception {
        Path file = Files.copy(FIXTURES.resolve("sharded.safetensors"), folder.resolve(name));
        Added added = add(List.of(file));
        assertThat(added.refusals()).isEmpty();
        assertThat(added.sources().get(0).name()).isEqualTo(name.isBlank() ? file.toString() : name);
        assertThat(workbench
                        .io()
                        .call(workbench.inspect(
                                List.of(file), Optional.empty(), false, new Granularity.Level(1), NetworkChoice.NONE)))
                .hasSize(1);
    }

    @Test
    void otherFilesBesideTheIndexAreCheckpointsOfTheirOwn() throws Exception {
        Path drop = copy("sharded_safetensors", "drop");
        Files.move(drop.resolve("model.safetensors.index.json"), drop.resolve("soup.safetensors.index.json"));
        Files.copy(FIXTURES.resolve("sharded.safetensors"), drop.resolve("whole.safetensors"));
        assertThat(add(List.of(drop)).sources()).extracting(Source::name).containsExactly("soup", "whole");
    }

    @Test
    void partsNamedTogetherWithTheirIndexAreNotCountedTwice() throws Exception {
        try (Stream<Path> files = Files.list(copy("sharded_bin", "all"))) {
            Added added = add(files.sorted().toList());
            assertThat(added.refusals()).isEmpty();
            assertThat(added.sources()).extracting(Source::name).containsExactly("all");
        }
    }

    private Path put(String fixture, String path) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.copy(FIXTURES.resolve(fixture), file);
    }

    @Test
    void ofATrainersFolderTheWeightsAreTakenOnceAndNothingElse() throws Exception {
        for (String run : List.of("lr 1e-5", "lr 3e-5")) {
            put("big.safetensors", "runs/" + run + "/checkpoint-500/model.safetensors");
            for (String companion : List.of("optimizer.pt", "scheduler.pt", "rng_state_0.pth", "training_args.bin")) {
                put("big.pt", "runs/" + run + "/checkpoint-500/" + companion);
            }
            put("big.pt", "runs/" + run + "/checkpoint-500/pytorch_model.bin");
        }
        Added added = add(List.of(folder.resolve("runs")));
        assertThat(added.refusals()).isEmpty();
        assertThat(added.sources())
                .extracting(Source::name)
                .containsExactly("lr 1e-5-checkpoint-500", "lr 3e-5-checkpoint-500");
        assertThat(added.sources())
                .extracting(source -> source.path().getFileName().toString())
                .containsOnly("model.safetensors");
        assertThat(DropKind.of(folder.resolve("runs"))).isEqualTo(DropKind.CHECKPOINT);
    }

    @Test
    void aDownloadInHuggingFacesCacheIsCalledAsItsModel() throws Exception {
        Path blob = put("big.safetensors", "models--cook--soup/blobs/77aa");
        Path snapshot = Files.createDirectories(folder.resolve("models--cook--soup/snapshots/1a2b"));
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/77aa"));
        Files.createSymbolicLink(snapshot.resolve("optimizer.pt"), Path.of("../../blobs/77aa"));
        assertThat(add(List.of(folder.resolve("models--cook--soup"))).sources())
                .extracting(Source::name)
                .containsExactly("soup");
        Source one = workbench.io().call(workbench.checkpoint(snapshot));
        assertThat(one.name()).isEqualTo("soup");
        assertThat(Files.isSameFile(one.path(), blob)).isTrue();
    }

    @Test
    void ofFoldersWithinNotMoreAreLookedIntoThanADiskMayHave() throws Exception {
        for (int run = 0; run < 2000; run++) {
            Files.createDirectories(folder.resolve("disk/a" + run));
        }
        put("big.safetensors", "disk/b/model.safetensors");
        assertThat(add(List.of(folder.resolve("disk"))).sources()).isEmpty();
        Files.delete(folder.resolve("disk/a7"));
        assertThat(add(List.of(folder.resolve("disk"))).sources())
                .extracting(Source::name)
                .containsExactly("b");
    }

    @Test
    void aFolderWithoutCheckpointsIsRefusedByName() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty/.hidden"));
        Files.copy(FIXTURES.resolve("big.pt"), empty.resolve("big.pt"));
        assertThat(add(List.of(folder.resolve("empty"))).refusals())
                .extracting(Refusal::text)
                .containsExactly(
                        folder.resolve("empty") + " holds no checkpoint (.bin, .ckpt, .pt, .pth, .safetensors).");
    }
}
