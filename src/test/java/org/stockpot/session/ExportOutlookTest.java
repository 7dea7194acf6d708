package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.session.ExportOutlook.Existing;
import org.stockpot.tensor.StockpotException;

class ExportOutlookTest {
    private static final OptionalLong SMALL = OptionalLong.of(60_000);
    private static final OptionalLong LARGE = OptionalLong.of(1L << 30);

    @TempDir
    private Path kitchen;

    @TempDir
    private Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session session = Session.EMPTY;
    private Path soup = Path.of("");

    @BeforeEach
    void open() throws Exception {
        session = new TinyKitchen(kitchen).session(workbench, 8).withData(List.of());
        soup = folder.resolve("soup.safetensors");
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    @Test
    void nothingIsInTheWayOfANewName() throws Exception {
        assertThat(existing(OptionalLong.empty())).isEmpty();
        assertThat(existing(SMALL)).isEmpty();
    }

    @Test
    void oneFileIsInTheWayOfOneFile() throws Exception {
        Files.writeString(soup, "mine");

        assertThat(existing(OptionalLong.empty())).contains(new Existing(soup, 4));
    }

    @Test
    void oneFileIsNotInTheWayOfSeveral() throws Exception {
        Files.writeString(soup, "mine");

        assertThat(existing(SMALL)).isEmpty();
    }

    @Test
    void severalFilesAreInTheWayOfSeveral() throws Exception {
        write(SMALL);

        assertThat(existing(SMALL))
                .contains(new Existing(folder.resolve("soup.safetensors.index.json"), bytesInTheFolder()));
    }

    @Test
    void severalFilesAreNotInTheWayOfOne() throws Exception {
        write(SMALL);

        assertThat(existing(OptionalLong.empty())).isEmpty();
    }

    @Test
    void tensorsThatFitIntoOneShardAreOneFile() throws Exception {
        write(SMALL);
        assertThat(existing(LARGE)).isEmpty();

        Files.writeString(soup, "mine");
        assertThat(existing(LARGE)).contains(new Existing(soup, 4));
    }

    private Optional<Existing> existing(OptionalLong shards) throws StockpotException {
        return workbench
                .io()
                .call(workbench.exportOutlook(session, order(shards)))
                .existing();
    }

    private void write(OptionalLong shards) throws StockpotException {
        workbench.device().call(workbench.export(session, order(shards)));
    }

    private ExportOrder order(OptionalLong shards) {
        return ExportOrder.to(soup).withShards(shards).withCard(false);
    }

    private long bytesInTheFolder() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
