package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.stockpot.tensor.TensorSpec;

/**
 * What the values of a source are like, tensor by tensor.
 *
 * @param tensors in the order of the source
 */
public record WeightScan(Map<String, Tensor> tensors) {
    public WeightScan {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * One tensor. Integer tensors have a checksum only.
     *
     * @param nan how many elements are not a number
     * @param infinite how many elements are infinite
     * @param mask whether all elements are 0 or −∞, as in the attention masks that some networks keep with their weights;
     *     infinities that belong there
     * @param constant whether it has several elements and all are equal
     * @param checksum CRC-32C of the elements as stored, little endian
     */
    public record Tensor(TensorSpec spec, long nan, long infinite, boolean mask, boolean constant, int checksum) {
        long harmful() {
            return mask ? 0 : nan + infinite;
        }
    }

    /** How many values are NaN or infinite; those of masks do not count. */
    public long nonFinite() {
        return tensors.values().stream().mapToLong(Tensor::harmful).sum();
    }

    /** Where they are, such as {@code head.weight (2 NaN, 1 infinite)}; the first 20 and how many more. */
    public String nonFiniteText() {
        List<String> texts = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            if (tensor.harmful() > 0) {
                List<String> counts = new ArrayList<>();
                if (tensor.nan() > 0) {
                    counts.add(tensor.nan() + " NaN");
                }
                if (tensor.infinite() > 0) {
                    counts.add(tensor.infinite() + " infinite");
                }
                texts.add(name + " (" + String.join(", ", counts) + ")");
            }
        });
        return Listing.of(texts, ", ");
    }

    /** Names of the tensors in which all elements are equal while they differ in the base. */
    public List<String> constantUnlike(WeightScan base) {
        List<String> names = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            Tensor theirs = base.tensors.get(name);
            if (tensor.constant()
                    && theirs != null
                    && !theirs.constant()
                    && theirs.spec().equals(tensor.spec())) {
                names.add(name);
            }
        });
        return names;
    }

    /** Whether both hold the same tensors, bit for bit, whatever file they lie in. */
    public boolean isSame(WeightScan other) {
        return Objects.equals(new TreeMap<>(tensors), new TreeMap<>(other.tensors));
    }
}
