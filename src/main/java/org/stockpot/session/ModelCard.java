package org.stockpot.session;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.search.Goal;
import org.stockpot.session.ProvenanceForm.ScoreNote;
import org.stockpot.session.ProvenanceForm.SourceNote;
import org.stockpot.session.report.Markdown;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * What people read about an exported model: Markdown with front matter, as Hugging Face lays it out. Every number in it
 * comes from the file's own metadata, where it stands exactly; names from outside are quoted so that they cannot become
 * markup.
 */
final class ModelCard {
    /** How a card of ours is told from somebody's own notes. */
    static final String MARK = "<!-- written by Stockpot; the next export to this name replaces this file -->";

    private final ProvenanceForm form;
    private final ExportOrder order;
    private final Optional<Exported> exported;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(ProvenanceForm form, ExportOrder order, Optional<Exported> exported) {
        this.form = form;
        this.order = order;
        this.exported = exported;
    }

    /**
     * The whole card.
     *
     * @param exported empty for a preview: hashes of the file are not known before
     */
    static String text(ProvenanceForm form, ExportOrder order, Optional<Exported> exported, Clock clock)
            throws StockpotException {
        var card = new ModelCard(form, order, exported);
        card.head(clock);
        card.recipe();
        card.sources();
        card.scores();
        card.search();
        card.file();
        return card.text.toString();
    }

    private void head(Clock clock) {
        String name = ExportFormat.stem(order.target());
        line("---");
        line("tags:");
        line("- model-soup");
        line("- merge");
        line("- stockpot");
        line("library_name: stockpot");
        if (form.measured() != null) {
            line("metrics:");
            line("- accuracy");
        }
        line("---");
        line(MARK);
        line("");
        line("# " + Markdown.plain(name));
        line("");
        long used = form.recipe().weights().stream()
                .filter(row -> row.stream().anyMatch(weight -> weight != 0))
                .count();
        line("A model soup of " + used + (used == 1 ? " model" : " models") + " out of "
                + form.ingredients().size() + ", cooked by " + Markdown.plain(form.tool()) + " on "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS) + ".");
        line("");
    }

    private void recipe() throws StockpotException {
        line("## Recipe");
        line("");
        FusionMethod method = FusionMethod.parse(form.recipe().method());
        line(MixText.formula(method, form.base() != null));
        line("");
        line("Method: `" + Markdown.code(method.format()) + "`, " + Markdown.plain(method.title()) + ". "
                + Markdown.plain(method.reference()) + ".");
        line("");
        List<String> plain = form.ingredients().stream().map(SourceNote::name).toList();
        for (Told words : MixWords.of(
                form.recipe().method(), form.recipe().weights(), plain, form.groups(), form.base() != null)) {
            line("- " + Markdown.plain(words.toString()));
        }
        line("");
        line("Layer groups: granularity `" + Markdown.code(form.recipe().granularity()) + "`, "
                + form.groups().size() + (form.groups().size() == 1 ? " group. " : " groups. ")
                + "The weights are rounded here; they stand exactly in the file's metadata, under `" + Provenance.KEY
                + "`.");
        line("");
        List<String> names = form.ingredients().stream()
                .map(one -> Markdown.plain(one.name()))
                .toList();
        List<MixText.Row> rows = MixText.rows(form.recipe().weights(), form.groups());
        List<String> head = new ArrayList<>(List.of("layer group"));
        head.addAll(names);
        table(
                head,
                rows.stream()
                        .map(row -> {
                            List<String> cells = new ArrayList<>(List.of(Markdown.plain(row.groups())));
                            row.weights().forEach(weight -> cells.add(number(weight)));
                            return cells;
                        })
                        .toList());
    }

    private void sources() {
        line("## Sources");
        line("");
        List<List<String>> rows = new ArrayList<>();
        if (form.base() != null) {
            rows.add(source("base", form.base()));
        }
        for (SourceNote ingredient : form.ingredients()) {
            rows.add(source("ingredient", ingredient));
        }
        if (form.program() != null) {
            rows.add(source("program that ran the mix", form.program()));
        }
        if (form.network() != null && form.network().head() != null) {
            rows.add(source("text features in place of a head", form.network().head()));
        }
        table(List.of("name", "role", "bytes", "SHA-256"), rows);
        form.activation().ifPresent(activation -> {
            line("The network runs with the activation " + Markdown.plain(activation)
                    + ", which the tensors do not tell.");
            line("");
        });
    }

    private static List<String> source(String role, SourceNote note) {
        return List.of(
                Markdown.plain(note.name()),
                role,
                note.bytes() == null ? "" : String.format(Locale.ROOT, "%,d", note.bytes()),
                "`" + note.sha256() + "`");
    }

    private void scores() {
        line("## Scores");
        line("");
        if (form.measured() == null) {
            line("The mix was not measured before it was exported.");
            line("");
            return;
        }
        if (form.batchNorm() != null) {
            line("Measured before the batch-norm statistics were replaced; see File for after.");
            line("");
        }
        line("Top-1 accuracy in percent with 95 % Wilson intervals, on "
                + Markdown.plain(form.measured().device()) + ".");
        line("");
        List<List<String>> rows = new ArrayList<>();
        for (ScoreNote one : form.measured().sets()) {
            rows.add(List.of(
                    Markdown.plain(one.set()),
                    Markdown.plain(one.role()),
                    percent(one.accuracy()) + " [" + percent(one.low()) + ", " + percent(one.high()) + "]",
                    String.format(Locale.ROOT, "%,d of %,d", one.correct(), one.total()),
                    one.sha256() == null ? "not opened" : "`" + one.sha256() + "`"));
        }
        table(List.of("set", "role", "accuracy", "correct", "SHA-256 of the prepared images and labels"), rows);
    }

    private void search() {
        ProvenanceForm.SearchNote note = form.search();
        if (note == null) {
            return;
        }
        line("## Search");
        line("");
        line("`" + Markdown.code(note.plan()) + "` with seed " + note.seed() + ": " + note.evaluations()
                + " evaluations of "
                + (note.objective() == null || note.objective().equals(Goal.ACCURACY.text())
                        ? "validation accuracy"
                        : "`" + Markdown.code(note.objective()) + "` on validation data")
                + " (budget: "
                + (note.budget() == null ? "no limit" : note.budget() + " evaluations")
                + (note.seconds() == null ? "" : ", " + note.seconds() + " s")
                + (note.patience() == null ? "" : ", patience of " + note.patience()) + "; "
                + Markdown.plain(note.stoppedBecause()) + ")."
                + (note.racing() == null
                        ? ""
                        : " Evaluations of mixes that would not do were stopped early (" + note.racing() + ")."));
        line("");
        if (note.leak() != null) {
            line(Markdown.plain(note.leak()));
            line("");
        }
        if (note.constraints() != null) {
            line("Constraints: "
                    + Markdown.plain(String.join("; ", note.constraints().sentences())) + ".");
            line("");
        }
        if (!note.settings().isEmpty()) {
            line("Settings: "
                    + note.settings().entrySet().stream()
                            .map(one -> "`" + Markdown.code(one.getKey() + "=" + one.getValue()) + "`")
                            .collect(Collectors.joining(", ")));
            line("");
        }
    }

    private void file() {
        line("## File");
        line("");
        String dtype =
                order.dtype().map(type -> "rounded to " + type).orElse("in the element types of the first ingredient");
        line("Format `" + order.format().id() + "`, " + dtype + ".");
        line("");
        exported.ifPresent(done -> {
            table(
                    List.of("file", "bytes", "SHA-256"),
                    done.files().stream()
                            .map(file -> List.of(
                                    Markdown.plain(String.valueOf(file.path().getFileName())),
                                    String.format(Locale.ROOT, "%,d", file.bytes()),
                                    "`" + file.sha256() + "`"))
                            .toList());
            line(Markdown.plain(done.check().sentence()));
            line("");
            done.batchNorm()
                    .ifPresent(anew -> anew.sentences().forEach(sentence -> {
                        line(Markdown.plain(sentence.toString()));
                        line("");
                    }));
            MixText.rounding(done).forEach(sentence -> {
                line(Markdown.plain(sentence.toString()));
                line("");
            });
        });
        var images = form.preprocessing();
        if (images != null) {
            line(String.format(
                    Locale.ROOT,
                    "Images: shorter side resized to %d (%s), centre crop %d × %d, scaled to 0…1, mean %s, standard"
                            + " deviation %s.",
                    images.resize(),
                    images.filter(),
                    images.size(),
                    images.size(),
                    images.mean(),
                    images.std()));
            line("");
        }
        if (form.versions() != null) {
            line("Made with " + Markdown.plain(form.tool())
                    + form.versions().entrySet().stream()
                            .map(one -> ", " + Markdown.plain(one.getKey() + " " + one.getValue()))
                            .collect(Collectors.joining())
                    + ".");
            line("");
        }
        String entry = exported.map(done -> String.valueOf(done.file().getFileName()))
                .orElse(String.valueOf(order.target().getFileName()));
        line("The same file, bit for bit, comes out of");
        line("");
        List<String> again = new ArrayList<>(List.of("stockpot", "rebuild", entry, "--sources", "FOLDER"));
        if (form.batchNorm() != null && form.program() != null) {
            again.addAll(List.of("--trust-code", form.program().sha256()));
        }
        line("    " + Markdown.verbatim(Commands.line(again)));
    }

    private void table(List<String> head, List<List<String>> rows) {
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
        line("");
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String number(double weight) {
        return String.format(Locale.ROOT, "%.4f", weight);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
