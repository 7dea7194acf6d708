package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.search.Budget;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** A search leaves alone what lies where its journal should be and is none. */
@Timeout(120)
class JournalPlaceTest {
    private static final int KEPT = 64;

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Session session = Session.EMPTY;
    private Path journal = Path.of("");

    @BeforeEach
    void cook() throws Exception {
        session = new TinyKitchen(folder).session(workbench, 20);
        journal = folder.resolve("journal.jsonl");
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private SearchOutcome search(boolean resume) throws StockpotException {
        return search(1, resume);
    }

    private SearchOutcome search(long seed, boolean resume) throws StockpotException {
        var order = new SearchOrder(
                SearchPlan.standard("greedy"),
                Budget.UNLIMITED,
                Savings.ALL.withoutRacing(),
                seed,
                Optional.of(journal),
                resume);
        return workbench.device().call(workbench.search(session, order, SearchListener.NONE));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> String.valueOf(one.getFileName())).collect(Collectors.toSet());
        }
    }

    private Set<String> namesIn(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.map(one -> String.valueOf(one.getFileName())).collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear diary\nNothing happened.\n",
                "Dear diary",
                "\n",
                "{\"stockpotJournal\":1,\"search\":\"manifold\"",
                "{\"stockpotJournal\":1,\"search\":\"greedy\",\"crc32c\":\"00000000\"}\n",
                "{\"sound\":true,\"crc32c\":\"ab69efc4\"}\n"
            })
    void whatIsNoJournalIsRefusedAndStaysAsItIs(String text) throws Exception {
        Files.writeString(journal, text);
        Set<String> before = names();
        for (boolean resume : List.of(true, false)) {
            assertThatThrownBy(() -> search(resume))
                    .isInstanceOf(StockpotException.class)
                    .hasMessage(journal + " is no journal of a search: expected the first line of one, found "
                            + text.length() + " bytes that begin otherwise; name another file, or move this one away.");
            assertThat(journal).hasContent(text);
            assertThat(names()).isEqualTo(before);
        }
    }

    @Test
    void aFirstLineThatACrashCutOffIsBegunAnew() throws Exception {
        SearchOutcome whole = search(false);
        byte[] bytes = Files.readAllBytes(journal);
        int first = new String(bytes, StandardCharsets.UTF_8).indexOf('\n');
        for (int cut : List.of(0, 1, 30, first / 2, first - 1, first)) {
            Files.write(journal, Arrays.copyOf(bytes, cut));
            assertThat(search(true).result()).as("cut at %d", cut).isEqualTo(whole.result());
        }
    }

    @Test
    void aTailNeverOverwritesAnotherFile() throws Exception {
        Path mine = Files.writeString(folder.resolve("journal.jsonl.tail"), "mine");
        SearchOutcome whole = search(false);
        byte[] bytes = Files.readAllBytes(journal);
        for (int cut = 1; cut < 3; cut++) {
            Files.write(journal, Arrays.copyOf(bytes, bytes.length - cut));
            assertThat(search(true).result()).isEqualTo(whole.result());
        }
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("journal.jsonl.tail2")).exists();
        assertThat(folder.resolve("journal.jsonl.tail3")).exists();
    }

    @Test
    void aJournalOfAnotherSearchKeepsItsTail() throws Exception {
        search(false);
        byte[] bytes = Files.readAllBytes(journal);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
        Files.write(journal, cut);
        assertThatThrownBy(() -> search(2, true)).hasMessageContaining(" is the journal of another search ");
        assertThat(Files.readAllBytes(journal)).isEqualTo(cut);
        assertThat(names()).doesNotContain("journal.jsonl.tail");
    }

    @Test
    void inAFolderOnlyItsOwnJournalsAreRemoved() throws Exception {
        search(false);
        String header = JournalFile.content(Files.readAllLines(journal).get(0)).orElseThrow();
        Path journals = Files.createDirectory(folder.resolve("journals"));
        List<String> others = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (int n = 0; n < KEPT + 6; n++) {
            String seeded = header.replaceFirst("\"seed\":1", "\"seed\":" + (100 + n));
            String hash = hash(seeded);
            byte[] line = JournalFile.line(seeded);
            others.add(write(
                    journals, "train-" + n + ".jsonl", n, "{\"text\": \"a cat\"}\n".getBytes(StandardCharsets.UTF_8)));
            others.add(write(journals, "greedy-" + hash.replace('0', '1') + "0.jsonl", n, line));
            others.add(write(journals, "copy of greedy-" + hash + ".jsonl", n, line));
            others.add(write(journals, String.format("greedy-%016x.jsonl", n), n, new byte[] {'{', '}', '\n'}));
            ours.add(write(journals, "greedy-" + hash + ".jsonl", n, line));
        }
        journal = journals;
        search(false);
        assertThat(namesIn(journals))
                .containsAll(others)
                .doesNotContainAnyElementsOf(ours.subList(0, 7))
                .containsAll(ours.subList(7, ours.size()))
                .hasSize(others.size() + KEPT);
    }

    private static String hash(String header) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    /** A file; the higher the number the newer. */
    private static String write(Path folder, String name, int number, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000L + 1000L * number));
        return name;
    }
}
