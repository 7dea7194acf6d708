package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.evaluate.Bootstrap;
import org.stockpot.fuse.Recipe;

/**
 * A report as it is ordered.
 *
 * @param target the HTML file; the Markdown card lies beside it
 * @param name what the mix is called; empty takes where its newest measurement says that it comes from
 * @param search what found the mix, where a search did
 * @param journal of that search, where there is one
 * @param others mixes of the same ingredients to compare with
 * @param sessionFile where the session is saved, for the commands that do it all again
 * @param commands that make this report, if they are not the usual ones
 * @param bootstrap how intervals of means and calibration errors are drawn
 */
public record ReportOrder(
        Path target,
        Optional<String> name,
        Optional<SearchSummary> search,
        Optional<Path> journal,
        List<Contender> others,
        Optional<Path> sessionFile,
        List<String> commands,
        Bootstrap bootstrap) {
    static final String ENDING = ".html";

    public ReportOrder {
        others = List.copyOf(others);
        commands = List.copyOf(commands);
    }

    /** Another mix. */
    public record Contender(String name, Recipe recipe) {}

    /** A report about the session's mix alone. */
    public static ReportOrder to(Path target) {
        return new ReportOrder(
                target,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Bootstrap.USUAL);
    }

    public ReportOrder withSearch(Optional<SearchSummary> newSearch) {
        return new ReportOrder(target, name, newSearch, journal, others, sessionFile, commands, bootstrap);
    }

    public ReportOrder withJournal(Optional<Path> newJournal) {
        return new ReportOrder(target, name, search, newJournal, others, sessionFile, commands, bootstrap);
    }

    /**
     * The same in comparison with others.
     *
     * @param newName what the mix is called
     */
    public ReportOrder withOthers(String newName, List<Contender> newOthers) {
        return new ReportOrder(
                target, Optional.of(newName), search, journal, newOthers, sessionFile, commands, bootstrap);
    }

    public ReportOrder withSessionFile(Optional<Path> newSessionFile) {
        return new ReportOrder(target, name, search, journal, others, newSessionFile, commands, bootstrap);
    }

    public ReportOrder withCommands(List<String> newCommands) {
        return new ReportOrder(target, name, search, journal, others, sessionFile, newCommands, bootstrap);
    }

    ReportOrder at(Path newTarget) {
        return new ReportOrder(newTarget, name, search, journal, others, sessionFile, commands, bootstrap);
    }

    /** Where the Markdown card goes. */
    Path card() {
        String file = String.valueOf(target.getFileName());
        return target.resolveSibling(file.substring(0, file.length() - ENDING.length()) + ".md");
    }
}
