package org.stockpot.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.data.NpyMatrix;
import org.stockpot.evaluate.ZeroShotHead;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * Reads text features, once per file: a {@code .npy} of two axes, or a checkpoint with one matrix, or with several of which
 * one is named as text features usually are. Safe to use from several threads.
 */
final class Heads {
    private static final List<String> NAMES =
            List.of("text_features", "classification_head.weight", "zeroshot_weights", "zero_shot_head.weight");

    private final Map<Key, Head> known = new HashMap<>();
    private final Map<Stamp, String> hashes = new HashMap<>();

    /**
     * Text features as a head.
     *
     * @param sha256 of their file
     */
    record Head(String name, String sha256, ZeroShotHead matrix) {
        /** For people. */
        String text() {
            return name + ", " + matrix.classes() + " classes × " + matrix.embedding() + " ("
                    + String.join("; ", matrix.remarks()) + ")";
        }
    }

    private record Key(Stamp stamp, int embedding) {}

    /** The hash of a file of text features. */
    synchronized String sha256(Source source) throws StockpotException {
        Stamp stamp = Stamp.of(List.of(source.path()));
        String known = hashes.get(stamp);
        if (known == null) {
            known = Sha256.of(source.path(), (done, total) -> {});
            hashes.put(stamp, known);
        }
        return known;
    }

    /**
     * The head for a tower.
     *
     * @param embedding length of its embedding
     * @throws StockpotException if the file holds no such matrix, or is another one than the session means
     */
    synchronized Head open(Source source, int embedding) throws StockpotException {
        var key = new Key(Stamp.of(List.of(source.path())), embedding);
        Head head = known.get(key);
        if (head == null) {
            head = new Head(source.name(), sha256(source), matrix(source, embedding));
            known.put(key, head);
        }
        if (source.sha256().isPresent() && !source.sha256().get().equals(head.sha256())) {
            throw new StockpotException(
                    source.path() + " is not the file that was given as the head: its SHA-256 begins" + " with "
                            + head.sha256().substring(0, 12) + ", expected another one; give it again.",
                    Hint.TEXT_FEATURES);
        }
        return head;
    }

    private static ZeroShotHead matrix(Source source, int embedding) throws StockpotException {
        String name = source.path().toString();
        if (name.toLowerCase(Locale.ROOT).endsWith(".npy")) {
            NpyMatrix matrix = NpyMatrix.read(source.path());
            return ZeroShotHead.of(name, matrix.values(), matrix.rows(), matrix.columns(), embedding);
        }
        try (Checkpoint file = Checkpoints.open(source.path())) {
            String tensor = only(file);
            TensorSpec spec = file.spec(tensor);
            int rows = Math.toIntExact(spec.shape().extent(0));
            int columns = Math.toIntExact(spec.shape().extent(1));
            return ZeroShotHead.of(name, file.floats(tensor), rows, columns, embedding);
        } catch (ArithmeticException e) {
            throw new StockpotException(name + " holds a matrix that is too large for a head.", e);
        }
    }

    private static String only(Checkpoint file) throws StockpotException {
        List<String> matrices = new ArrayList<>();
        file.specs().forEach((name, spec) -> {
            if (spec.shape().rank() == 2 && spec.dtype().isMixable()) {
                matrices.add(name);
            }
        });
        List<String> named = matrices.stream()
                .filter(name -> NAMES.stream().anyMatch(usual -> name.equals(usual) || name.endsWith("." + usual)))
                .toList();
        if (matrices.size() != 1 && named.size() != 1) {
            throw new StockpotException(file.path() + " holds " + matrices.size()
                    + " matrices: expected one, or one named " + String.join(", ", NAMES) + ".");
        }
        return named.size() == 1 ? named.get(0) : matrices.get(0);
    }
}
