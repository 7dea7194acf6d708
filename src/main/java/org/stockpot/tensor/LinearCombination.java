package org.stockpot.tensor;

import java.util.List;

/**
 * A tensor as Σwᵢθᵢ of tensors in memory: whoever has these elsewhere, as on a GPU, can sum them up there. No sum exceeds
 * what the stored type can hold.
 *
 * @param dtype that sums are rounded to, once
 * @param terms all of as many elements, in the order in which they are added
 */
public record LinearCombination(DType dtype, List<Term> terms) {
    /** wᵢ and θᵢ. */
    public record Term(double weight, Resident values) {}

    public LinearCombination {
        terms = List.copyOf(terms);
    }
}
