package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stockpot.search.Constraints;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Command lines that people can copy into a shell. */
final class Commands {
    private static final Pattern HARMLESS = Pattern.compile("[\\p{Alnum}._/=:,@%+-]+");

    private Commands() {}

    /** What makes a report of a saved session again, and the search before it. */
    static List<String> of(ReportOrder order, Path folder) {
        if (!order.commands().isEmpty()) {
            return order.commands();
        }
        String session = order.sessionFile()
                .map(file ->
                        ProvenanceForm.SourceNote.hint(file.toAbsolutePath().normalize(), folder))
                .orElse("session" + SessionFile.ENDING);
        List<String> commands = new ArrayList<>();
        order.search().ifPresent(search -> commands.add(search(search, session)));
        List<String> report = new ArrayList<>(List.of(
                "stockpot",
                "report",
                session,
                "--out",
                String.valueOf(order.target().getFileName())));
        order.journal().ifPresent(journal -> {
            report.add("--journal");
            report.add(ProvenanceForm.SourceNote.hint(journal.toAbsolutePath().normalize(), folder));
        });
        commands.add(line(report));
        return commands;
    }

    /** What the commands need besides the session; usually nothing. */
    static Optional<String> condition(ReportOrder order) throws StockpotException {
        if (order.search().isEmpty() || !order.commands().isEmpty()) {
            return Optional.empty();
        }
        SearchSummary search = order.search().get();
        boolean beganThere = search.constraints().dependOnSliders()
                || SearchPlan.parse(search.plan(), search.settings()).usesSliders();
        return beganThere
                ? Optional.of("The search depends on the mix that was on the sliders when it began: it needs a session"
                        + " with that mix, not with the one that was found.")
                : Optional.empty();
    }

    private static String search(SearchSummary search, String session) {
        List<String> words = new ArrayList<>(List.of(
                "stockpot",
                "search",
                "--session",
                session,
                "--method",
                search.plan(),
                "--seed",
                Long.toString(search.seed()),
                "--objective",
                search.goal().text()));
        for (Map.Entry<String, String> setting : search.settings().entrySet()) {
            words.add("--set");
            words.add(setting.getKey() + "=" + setting.getValue());
        }
        words.addAll(held(search.constraints()));
        search.budget().ifPresent(most -> words.addAll(List.of("--budget", Integer.toString(most))));
        search.seconds().ifPresent(most -> words.addAll(List.of("--minutes", Double.toString(most / 60.0))));
        search.patience().ifPresent(most -> words.addAll(List.of("--patience", Integer.toString(most))));
        if (search.racing().isPresent()) {
            words.addAll(List.of(
                    "--error-rate",
                    Double.toString(search.racing().get().errorRate()),
                    "--least-gain",
                    Double.toString(search.racing().get().leastGain())));
        } else {
            words.add("--no-racing");
        }
        if (search.leak().isPresent()) {
            words.add("--insist");
        }
        words.addAll(List.of("--save", session));
        return line(words);
    }

    /** As the options of the command line have them. */
    private static List<String> held(Constraints held) {
        List<String> words = new ArrayList<>();
        held.pinned().forEach(group -> words.addAll(List.of("--pin", group)));
        held.ranges()
                .forEach((group, range) ->
                        words.addAll(List.of("--range", group + "=" + range.low() + ".." + range.high())));
        held.links().forEach(link -> words.addAll(List.of("--link", String.join(",", link))));
        held.proportions().forEach(link -> words.addAll(List.of("--link-in-proportion", String.join(",", link))));
        return words;
    }

    /** One command; words that a shell would take apart are in single quotes. */
    static String line(List<String> words) {
        return String.join(" ", words.stream().map(Commands::quoted).toList());
    }

    private static String quoted(String word) {
        return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
