package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Savings;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * A search that its journal remembers and no trial of the session tells the end of.
 *
 * @param journal its file
 * @param plan how it searched
 * @param savings which work it saved
 * @param seed of everything random
 * @param goal what it maximised
 * @param constraints what it could not change
 * @param evaluations that were made
 */
public record UnfinishedSearch(
        Path journal,
        SearchPlan plan,
        Savings savings,
        long seed,
        Goal goal,
        Constraints constraints,
        int evaluations) {
    private static final String ENDING = ".jsonl";
    private static final long LONGEST = 64L << 20;

    /** Those in some folders, the newest first. What is no journal of the session's ingredients is passed over. */
    static List<UnfinishedSearch> in(List<Path> folders, Session session) {
        var found = new ArrayList<UnfinishedSearch>();
        for (Path file : journals(folders)) {
            read(file, session).filter(one -> !one.isFinished(session)).ifPresent(found::add);
        }
        return found;
    }

    private boolean isFinished(Session session) {
        return session.trials().stream()
                .filter(trial -> trial.seed() == seed)
                .flatMap(trial -> trial.search().stream())
                .anyMatch(search -> search.plan().equals(plan.id())
                        && new TreeMap<>(search.settings()).equals(new TreeMap<>(plan.settings())));
    }

    private static List<Path> journals(List<Path> folders) {
        var all = new ArrayList<Path>();
        for (Path folder : new HashSet<>(folders)) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                            .forEach(all::add);
                } catch (IOException e) {
                    // A folder that cannot be listed has nothing to offer.
                }
            }
        }
        all.sort(Comparator.comparing((Path file) -> file.toFile().lastModified())
                .reversed());
        return all;
    }

    private static Optional<UnfinishedSearch> read(Path file, Session session) {
        try {
            if (Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Optional<String> first = lines.stream().findFirst().flatMap(JournalFile::content);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            JournalHeader header = Json.parse("The first line of " + file, first.get(), JournalHeader.class);
            boolean same = session.ingredients().stream()
                            .allMatch(source -> source.sha256().isPresent())
                    && header.ingredients()
                            .equals(session.ingredients().stream()
                                    .map(Source::content)
                                    .toList())
                    && header.granularity()
                            .equals(session.recipe().granularity().format());
            if (!same) {
                return Optional.empty();
            }
            int made = (int) lines.stream()
                    .skip(1)
                    .filter(line -> JournalFile.content(line).isPresent())
                    .count();
            return Optional.of(new UnfinishedSearch(
                    file,
                    SearchPlan.parse(header.search(), header.settings()),
                    new Savings(header.memory() == null, Optional.ofNullable(header.racing())),
                    header.seed(),
                    Goal.parse(Objects.requireNonNullElse(header.objective(), Goal.ACCURACY.text())),
                    Objects.requireNonNullElse(header.constraints(), Constraints.NONE),
                    made));
        } catch (IOException | StockpotException e) {
            // Not a journal, or one of another version: nothing to offer.
            return Optional.empty();
        }
    }
}
