package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

class JournalFileTest {
    private static final List<String> LINES =
            List.of("{\"search\":\"manifold\"}", "{\"n\":1,\"score\":0.5}", "{\"n\":2,\"score\":0.75}", "{\"n\":3}");

    @TempDir
    Path folder;

    private static byte[] bytes(List<String> lines) {
        var all = new ByteArrayOutputStream();
        lines.forEach(line -> all.writeBytes(JournalFile.line(line)));
        return all.toByteArray();
    }

    private static List<String> read(Path file) throws IOException, StockpotException {
        try (JournalFile journal = JournalFile.open(file)) {
            return rest(journal);
        }
    }

    private static List<String> rest(JournalFile journal) {
        List<String> lines = new ArrayList<>();
        for (String line = journal.next(); line != null; line = journal.next()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void cutAtEveryByteItHoldsAPrefixAndGoesOn() throws Exception {
        byte[] whole = bytes(LINES);
        Path file = folder.resolve("journal");
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] left = Arrays.copyOf(whole, cut);
            Files.write(file, left);
            int complete = 0;
            for (byte one : left) {
                complete += one == '\n' ? 1 : 0;
            }
            try (JournalFile journal = JournalFile.open(file)) {
                assertThat(rest(journal)).as("cut at %d", cut).isEqualTo(LINES.subList(0, complete));
                journal.append("{\"next\":true}", JobContext.detached());
            }
            List<String> expected = new ArrayList<>(LINES.subList(0, complete));
            expected.add("{\"next\":true}");
            assertThat(read(file)).as("cut at %d", cut).isEqualTo(expected);
            Files.delete(file);
        }
    }

    @Property(tries = 400)
    void whateverHappensToOneByteThePrefixBeforeItsLineIsKept(@ForAll("places") int place, @ForAll byte value)
            throws Exception {
        byte[] changed = bytes(LINES);
        int at = place % changed.length;
        int line = 0;
        for (int index = 0; index < at; index++) {
            line += changed[index] == '\n' ? 1 : 0;
        }
        boolean same = changed[at] == value;
        changed[at] = value;
        Path file = Files.createTempFile("journal", ".jsonl");
        try {
            Files.write(file, changed);
            assertThat(read(file)).isEqualTo(same ? LINES : LINES.subList(0, line));
        } finally {
            Files.delete(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".tail"));
        }
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 10_000);
    }

    /** Full at first: takes some bytes of a line and refuses the rest, as a real disk does. */
    private static final class FullDisk implements JournalFile.Disk {
        private final FileChannel channel;
        private int room;

        FullDisk(Path file, int room) throws IOException {
            this.channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            this.room = room;
        }

        @Override
        public byte[] read() throws IOException {
            return java.nio.channels.Channels.newInputStream(channel).readAllBytes();
        }

        @Override
        public void write(long at, byte[] bytes) throws IOException {
            int fits = Math.min(bytes.length, room);
            channel.write(java.nio.ByteBuffer.wrap(bytes, 0, fits), at);
            if (fits < bytes.length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Counts how often it had to wait. */
    private static class Waiting implements JobContext {
        final List<String> said = new ArrayList<>();
        int rests;

        @Override
        public void checkpoint() {}

        @Override
        public void progress(Progress progress) {
            said.add(progress.phase());
        }

        @Override
        public void rest(Duration most) {
            rests++;
        }
    }

    @Test
    void waitsForRoomAtEveryNthByteAndLosesNothing() throws Exception {
        byte[] line = JournalFile.line(LINES.get(1));
        for (int room = 0; room < line.length; room++) {
            Path file = folder.resolve("full-" + room);
            var disk = new FullDisk(file, room);
            int missing = room;
            var context = new Waiting() {
                @Override
                public void rest(Duration most) {
                    super.rest(most);
                    assertThat(file).as("half a line is cut off").isEmptyFile();
                    disk.room = rests < 3 ? missing : Integer.MAX_VALUE;
                }
            };
            try (JournalFile journal = JournalFile.open(file, disk)) {
                journal.append(LINES.get(1), context);
                journal.append(LINES.get(2), context);
            }
            assertThat(context.rests).isEqualTo(3);
            assertThat(context.said.get(0))
                    .startsWith("Paused, the search goes on when there is room: " + file + " needs " + line.length
                            + " bytes, ")
                    .endsWith(" bytes are free (No space left on device)");
            assertThat(read(file)).isEqualTo(LINES.subList(1, 3));
        }
    }

    @Test
    void canBeCancelledWhileThereIsNoRoom() throws Exception {
        Path file = folder.resolve("full");
        Files.write(file, bytes(LINES));
        var cancelled = new Waiting() {
            @Override
            public void rest(Duration most) {
                throw new CancellationException();
            }
        };
        try (JournalFile journal = JournalFile.open(file, new FullDisk(file, 7))) {
            rest(journal);
            assertThatThrownBy(() -> journal.append("{\"n\":4}", cancelled)).isInstanceOf(CancellationException.class);
        }
        assertThat(read(file)).isEqualTo(LINES);
    }

    @Test
    void twoSearchesNeverWriteTheSameJournal() throws Exception {
        Path file = folder.resolve("journal");
        try (JournalFile mine = JournalFile.open(file)) {
            mine.append(LINES.get(0), JobContext.detached());
            assertThatThrownBy(() -> JournalFile.open(file))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage(
                            file + " is being written by another search: wait for its end, or name another journal.");
        }
        assertThat(read(file)).isEqualTo(LINES.subList(0, 1));
    }
}
