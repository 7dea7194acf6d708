package org.stockpot.search;

/** What a plan cannot do without, besides ingredients. */
public enum Need {
    /** The model that the ingredients were finetuned from. */
    BASE("a base model"),
    /** Images of the validation sets. */
    IMAGES("validation images"),
    /** Their labels, too. */
    LABELS("labels"),
    /** Gradients of the network, which only known networks have. */
    GRADIENTS("gradients");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** For people. */
    @Override
    public String toString() {
        return words;
    }
}
