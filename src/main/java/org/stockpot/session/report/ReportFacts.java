package org.stockpot.session.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.evaluate.Bootstrap;

/**
 * All that a report is made from; nothing in it is measured or read later.
 *
 * @param date when the report was made
 * @param origin what made the mix, for people
 * @param search how it was found, name by value; empty where nobody knows
 * @param leak why results on some OOD sets say less than they seem to; usually empty
 * @param models base, ingredients, other mixes, then the mix itself
 * @param best name of the ingredient with the highest validation accuracy
 * @param details of the mix, one per set that is not for validation, in the session's order
 * @param notes on mixes that were measured, oldest first
 * @param bootstrap how intervals were drawn
 * @param machine versions and machine, name by value
 * @param condition what the commands need besides the session; usually empty
 * @param commands that make all this again
 */
public record ReportFacts(
        String title,
        Instant date,
        String origin,
        Mixture mixture,
        List<SourceFact> sources,
        Map<String, String> search,
        Optional<String> leak,
        List<SetFact> sets,
        List<Measured> models,
        Optional<String> best,
        List<Details> details,
        List<NoteFact> notes,
        Bootstrap bootstrap,
        Map<String, String> machine,
        Optional<String> condition,
        List<String> commands) {
    public ReportFacts {
        sources = List.copyOf(sources);
        sets = List.copyOf(sets);
        models = List.copyOf(models);
        details = List.copyOf(details);
        notes = List.copyOf(notes);
        commands = List.copyOf(commands);
    }

    /** What the report is about. */
    Measured soup() {
        return models.get(models.size() - 1);
    }

    /** Everything else. */
    List<Measured> rivals() {
        return models.subList(0, models.size() - 1);
    }

    /** The best ingredient. */
    Optional<Measured> bestIngredient() {
        return best.flatMap(name -> models.stream()
                .filter(one ->
                        one.kind() == Measured.Kind.INGREDIENT && one.name().equals(name))
                .findFirst());
    }
}
