package org.stockpot.fuse;

import java.util.Optional;

/**
 * How the weights of a source lie to those of a reference, over all matrices that both have in the same shape. Vectors
 * are left out: the gains of normalisation layers are near 1 in every network, related or not. Where there is no common
 * matrix all common tensors count. Values that are NaN or infinite do not count.
 *
 * @param relativeL2 ‖θ − θ₀‖ / ‖θ₀‖; NaN if there is nothing to compare
 * @param cosine of θ and θ₀, −1…1; NaN if there is nothing to compare
 * @param headOrder present if the classes of the head stand in another order
 */
public record Relation(double relativeL2, double cosine, Optional<HeadOrder> headOrder) {}
