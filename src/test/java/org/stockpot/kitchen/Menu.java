package org.stockpot.kitchen;

import static org.stockpot.kitchen.Augmentation.CROP;
import static org.stockpot.kitchen.Augmentation.ERASE;
import static org.stockpot.kitchen.Augmentation.FLIP;
import static org.stockpot.kitchen.Augmentation.GAMMA;
import static org.stockpot.kitchen.Augmentation.MOVE;
import static org.stockpot.kitchen.Augmentation.RENDERING;

import java.util.List;
import java.util.Set;

/** What the demo is made of: the network's sizes, one base, and ten ways to finetune it on plain images. */
final class Menu {
    static final Weights.Size SIZE = new Weights.Size(1, 28, 7, 64, 4, 64, 10);
    static final long FIRST_WEIGHTS_SEED = 1;

    static final Cooking BASE =
            new Cooking("base", 10, 2e-3, 128, 0.05, 0, 0, 1, Set.of(FLIP, MOVE, CROP, GAMMA, RENDERING));

    static final List<Cooking> INGREDIENTS = List.of(
            new Cooking("plain", 2, 3e-4, 128, 0.05, 0, 0, 11, Set.of()),
            new Cooking("flip", 2, 3e-4, 128, 0.05, 0, 0, 12, Set.of(FLIP)),
            new Cooking("flip-again", 2, 3e-4, 128, 0.05, 0, 0, 13, Set.of(FLIP)),
            new Cooking("gentle", 2, 1e-4, 128, 0.05, 0, 0, 14, Set.of(FLIP)),
            new Cooking("strong", 2, 1e-3, 128, 0.05, 0, 0, 15, Set.of(FLIP)),
            new Cooking("long", 4, 5e-4, 128, 0.05, 0, 0, 16, Set.of(FLIP, MOVE)),
            new Cooking("crop", 3, 3e-4, 128, 0.05, 0, 0, 17, Set.of(FLIP, CROP)),
            new Cooking("erase", 3, 5e-4, 128, 0.05, 0, 0, 18, Set.of(FLIP, ERASE)),
            new Cooking("smooth", 2, 3e-4, 128, 0.1, 0.1, 0, 19, Set.of(FLIP)),
            new Cooking("mixup", 3, 5e-4, 128, 0.05, 0, 0.4, 20, Set.of(FLIP)));

    private Menu() {}
}
