package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.search.Budget;
import org.stockpot.search.Goal;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** A journal's scores are of the images it was begun with, whatever lies under their names now. */
@Timeout(120)
class JournalImagesTest {
    private static final int IMAGES = 40;

    @TempDir
    Path folder;

    private TinyKitchen kitchen;
    private Session session = Session.EMPTY;
    private Path journal = Path.of("");

    @BeforeEach
    void cook() throws Exception {
        kitchen = new TinyKitchen(folder);
        try (Workbench workbench = TinyKitchen.workbench()) {
            session = kitchen.session(workbench, IMAGES);
        }
        journal = folder.resolve("journal.jsonl");
    }

    private SearchOrder order(boolean resume) throws StockpotException {
        return new SearchOrder(
                SearchPlan.standard("greedy"),
                Budget.UNLIMITED,
                Savings.ALL.withoutRacing(),
                1,
                Optional.of(journal),
                resume);
    }

    /** As another process would: with images that are read anew. */
    private SearchOutcome search(SearchOrder order) throws StockpotException {
        try (Workbench workbench = TinyKitchen.workbench()) {
            return workbench.device().call(workbench.search(session, order, SearchListener.NONE));
        }
    }

    private SearchOutcome withoutJournal() throws StockpotException {
        return search(new SearchOrder(
                SearchPlan.standard("greedy"),
                Budget.UNLIMITED,
                Savings.ALL.withoutRacing(),
                1,
                Optional.empty(),
                false));
    }

    private void replaceImages() throws IOException {
        kitchen.images(Role.VALIDATION, "others", IMAGES);
        for (String kind : List.of("images-idx3-ubyte", "labels-idx1-ubyte")) {
            Files.move(
                    folder.resolve("others-" + kind),
                    folder.resolve("validation-" + kind),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() throws IOException {
        byte[] before = Files.readAllBytes(journal);
        var refused = assertThatThrownBy(() -> search(order(true))).isInstanceOf(StockpotException.class);
        assertThat(Files.readAllBytes(journal)).isEqualTo(before);
        return refused;
    }

    @Test
    void inAFolderOtherImagesUnderTheSameNameBeginANewJournal() throws Exception {
        journal = Files.createDirectory(folder.resolve("journals"));
        SearchOutcome before = search(order(false));
        replaceImages();
        SearchOutcome expected = withoutJournal();
        assertThat(expected.result().score()).isNotEqualTo(before.result().score());
        assertThat(search(order(false)).result()).isEqualTo(expected.result());
        assertThat(journals()).hasSize(2);
        assertThat(search(order(false)).result()).isEqualTo(expected.result());
        assertThat(journals()).hasSize(2);
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.toList();
        }
    }

    @Test
    void aNamedJournalRefusesOtherImagesUnderTheSameName() throws Exception {
        search(order(false));
        replaceImages();
        assertRefused()
                .message()
                .matches("\\Q" + journal + "\\E holds scores of other images or labels: expected \\Qvalidation:"
                        + folder.resolve("validation-images-idx3-ubyte")
                        + "\\E with the fingerprint [0-9a-f]{12}, found [0-9a-f]{12}; bring back what the search was begun"
                        + " with, or begin a new journal\\.");
    }

    @Test
    void aNamedJournalRefusesTheSameImagesWithOtherLabels() throws Exception {
        search(order(false));
        kitchen.relabel(session.data().get(0), rotated());
        assertRefused().hasMessageContaining(" holds scores of other images or labels: ");
    }

    @Test
    void aNamedJournalRefusesALabelMapWithAnotherMeaning() throws Exception {
        Path map = folder.resolve("map.json");
        Files.writeString(map, "[0, 1, 2, 3]");
        DataRef plain = session.data().get(0);
        session = session.withData(List.of(DataRef.parse(plain.format() + "?map=" + map)));
        search(order(false));
        search(order(true));
        Files.writeString(map, "[1, 0, 2, 3]");
        assertRefused().hasMessageContaining(" holds scores of other images or labels: ");
    }

    @Test
    void aJournalNamesAllThatItsObjectiveLooksAtAndNothingElse() throws Exception {
        search(order(false).withGoal(Goal.parse("0.5*accuracy+0.5*shifted(blur:2)"), false));
        String images = folder.resolve("validation-images-idx3-ubyte").toString();
        assertThat(header())
                .containsPattern("\"images\":\\{\"validation:\\Q" + images + "\\E\":\"[0-9a-f]{64}\",\"validation:\\Q"
                        + images + "\\E\\?shift=blur&severity=2\":\"[0-9a-f]{64}\"\\}");
    }

    @Test
    void aJournalOfBeforeImagesWereNotedIsOfferedAndGoesOn() throws Exception {
        SearchOutcome whole = search(order(false));
        session = session.withSha256(hashes(whole));
        forgetImages();
        try (Workbench workbench = TinyKitchen.workbench()) {
            assertThat(workbench.io().call(workbench.unfinished(session, List.of(folder))))
                    .extracting(UnfinishedSearch::journal)
                    .containsExactly(journal);
        }
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        assertThat(search(order(true)).result()).isEqualTo(whole.result());
        assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines).contains(lines.get(0));
    }

    @Test
    void inAFolderAJournalOfBeforeImagesWereNotedIsFoundByItsName() throws Exception {
        SearchOutcome whole = search(order(false));
        String header = forgetImages();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8));
        Path journals = Files.createDirectory(folder.resolve("journals"));
        Path old = journals.resolve("greedy-" + HexFormat.of().formatHex(hash, 0, 8) + ".jsonl");
        Files.move(journal, old);
        byte[] before = Files.readAllBytes(old);
        journal = journals;
        assertThat(search(order(false)).result()).isEqualTo(whole.result());
        assertThat(journals()).containsExactly(old);
        assertThat(Files.readAllBytes(old)).isEqualTo(before);
    }

    @Test
    void aJournalThatNotesImagesIsOffered() throws Exception {
        session = session.withSha256(hashes(search(order(false))));
        replaceImages();
        try (Workbench workbench = TinyKitchen.workbench()) {
            assertThat(workbench.io().call(workbench.unfinished(session, List.of(folder))))
                    .extracting(UnfinishedSearch::journal)
                    .containsExactly(journal);
        }
    }

    /** Every class, one image later than before at the beginning. */
    private static byte[] rotated() {
        var labels = new byte[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            labels[image] = (byte) ((image + 1) % TinyKitchen.CLASSES);
        }
        return labels;
    }

    private Map<Path, String> hashes(SearchOutcome outcome) {
        Map<Path, String> hashes = new HashMap<>();
        for (int one = 0; one < session.ingredients().size(); one++) {
            hashes.put(
                    session.ingredients().get(one).path(),
                    outcome.after().ingredients().get(one));
        }
        return hashes;
    }

    private String header() throws IOException {
        return JournalFile.content(Files.readAllLines(journal).get(0)).orElseThrow();
    }

    /** Makes the journal one of an older version; returns its first line. */
    private String forgetImages() throws IOException {
        String header = header().replaceFirst(",\"images\":\\{[^}]*\\}", "");
        List<String> lines = new ArrayList<>(Files.readAllLines(journal));
        lines.set(0, new String(JournalFile.line(header), StandardCharsets.UTF_8).strip());
        Files.write(journal, lines);
        return header;
    }
}
