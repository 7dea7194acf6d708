package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** How a mix was found, for people: from a search's summary, from its journal, or both. */
final class JournalFacts {
    private JournalFacts() {}

    /** Name by value, in the order of reading. */
    static Map<String, String> of(SearchSummary one) throws StockpotException {
        Map<String, String> facts = new LinkedHashMap<>();
        plan(facts, one.plan(), one.settings(), one.seed(), one.constraints());
        facts.put("objective, on validation data", one.goal().text());
        facts.put(
                "budget",
                (one.budget().isPresent() ? one.budget().getAsInt() + " evaluations" : "no limit of evaluations")
                        + (one.seconds().isPresent() ? ", " + one.seconds().getAsLong() + " s" : "")
                        + (one.patience().isPresent()
                                ? ", patience of " + one.patience().getAsInt() + " evaluations"
                                : ""));
        facts.put("evaluations made", Integer.toString(one.evaluations()));
        facts.put("stopped because", one.stoppedBecause());
        facts.put("races", one.racing().map(Object::toString).orElse("none: every evaluation was over all images"));
        return facts;
    }

    /**
     * What a journal says, and its hash.
     *
     * @throws StockpotException if it is not a journal, or of a search over other ingredients than the session's
     */
    static Map<String, String> of(Path file, Session session) throws StockpotException {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read: " + e.getMessage(), e);
        }
        String first = lines.stream()
                .findFirst()
                .flatMap(JournalFile::content)
                .orElseThrow(() -> new StockpotException(
                        file + " is not the journal of a search: its first line is damaged or missing."));
        JournalHeader header = Json.parse("The first line of " + file, first, JournalHeader.class);
        if (!header.ingredients()
                .equals(session.ingredients().stream().map(Source::content).toList())) {
            throw new StockpotException(file + " is the journal of a search over other ingredients than the session's:"
                    + " give the journal of the search that found this mix.");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        plan(
                facts,
                header.search(),
                header.settings(),
                header.seed(),
                Objects.requireNonNullElse(header.constraints(), Constraints.NONE));
        facts.put(
                "objective, on validation data", Objects.requireNonNullElse(header.objective(), Goal.ACCURACY.text()));
        facts.put("validation data", String.join(", ", header.validation()));
        facts.put(
                "evaluations in the journal",
                Long.toString(lines.stream()
                        .skip(1)
                        .filter(line -> JournalFile.content(line).isPresent())
                        .count()));
        facts.put("SHA-256 of the journal", Sha256.of(file, (done, total) -> {}));
        return facts;
    }

    private static void plan(
            Map<String, String> facts, String id, Map<String, String> settings, long seed, Constraints held)
            throws StockpotException {
        SearchPlan plan = SearchPlan.standard(id);
        facts.put("method", plan.title() + " (" + id + ")");
        facts.put("reference", plan.reference());
        facts.put(
                "settings",
                settings.isEmpty()
                        ? "none"
                        : settings.entrySet().stream()
                                .map(setting -> setting.getKey() + "=" + setting.getValue())
                                .collect(Collectors.joining(", ")));
        facts.put("seed", Long.toString(seed));
        facts.put("constraints", held.allowEverything() ? "none" : String.join("; ", held.sentences()));
    }
}
