package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.session.Exported;
import org.stockpot.session.Reestimated;
import org.stockpot.session.SavedCheck;
import org.stockpot.session.Session;
import org.stockpot.session.Source;

/** What is said about a file that was written. */
final class ExportReport {
    private ExportReport() {}

    /** One fused file; weights are ingredient × group. */
    record Fused(
            String output,
            String sha256,
            long bytes,
            List<WrittenFile> files,
            String format,
            @Nullable String dtype,
            @Nullable String card,
            Check check,
            @Nullable BatchNorm batchNorm,
            List<String> groups,
            List<String> ingredients,
            List<List<Double>> weights) {
        static Fused of(Exported exported, Session session) {
            return new Fused(
                    exported.file().toString(),
                    exported.sha256(),
                    exported.bytes(),
                    exported.files().stream()
                            .map(file -> new WrittenFile(file.path().toString(), file.sha256(), file.bytes()))
                            .toList(),
                    exported.format().id(),
                    exported.dtype().map(Enum::name).orElse(null),
                    exported.card().map(Object::toString).orElse(null),
                    Check.of(exported.check()),
                    exported.batchNorm().map(BatchNorm::of).orElse(null),
                    exported.groups(),
                    session.ingredients().stream().map(Source::name).toList(),
                    exported.recipe().weights().rows());
        }
    }

    /** Scores of all the session's data before and after batch-norm statistics were measured anew. */
    record BatchNorm(String data, int images, int tensors, List<Reports.Score> before, List<Reports.Score> after) {
        static BatchNorm of(Reestimated one) {
            return new BatchNorm(
                    one.data(),
                    one.images(),
                    one.tensors(),
                    Reports.Score.all(one.before()),
                    Reports.Score.all(one.after()));
        }
    }

    record WrittenFile(String path, String sha256, long bytes) {}

    /**
     * How the file was compared with the mix.
     *
     * @param compared {@code logits} or {@code tensors}
     * @param equal always true: a file that differs is not kept
     */
    record Check(String compared, boolean equal, int images, int tensors, List<Probed> sets, List<String> leftOut) {
        static Check of(SavedCheck check) {
            if (check instanceof SavedCheck.SameLogits same) {
                return new Check(
                        "logits",
                        true,
                        same.images(),
                        0,
                        same.sets().stream().map(Probed::of).toList(),
                        same.leftOut());
            }
            SavedCheck.SameTensors same = (SavedCheck.SameTensors) check;
            return new Check("tensors", true, 0, same.tensors(), List.of(), List.of(same.why()));
        }
    }

    /** One data set's part; {@code unrounded} and {@code measured} count the same images. */
    record Probed(
            String name,
            int images,
            int correct,
            int unrounded,
            @Nullable Integer measured) {
        static Probed of(SavedCheck.ProbedSet one) {
            Optional<Integer> measured =
                    one.measured().isPresent() ? Optional.of(one.measured().getAsInt()) : Optional.empty();
            return new Probed(one.set(), one.images(), one.correct(), one.unrounded(), measured.orElse(null));
        }
    }

    /** For people. */
    static List<String> lines(Exported exported) {
        List<String> lines = new ArrayList<>();
        exported.files()
                .forEach(file -> lines.add(file.path() + ": " + file.bytes() + " bytes, SHA-256 " + file.sha256()));
        lines.add(Sentences.of(exported.check()));
        exported.batchNorm().ifPresent(anew -> anew.sentences().forEach(one -> lines.add(one.toString())));
        exported.roundingSentences().forEach(one -> lines.add(one.toString()));
        if (exported.check() instanceof SavedCheck.SameLogits same) {
            same.leftOut().forEach(sentence -> lines.add("Left out: " + sentence));
        }
        exported.card().ifPresent(card -> lines.add("Model card: " + card));
        return lines;
    }
}
