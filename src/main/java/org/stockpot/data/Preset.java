package org.stockpot.data;

import java.util.function.BiFunction;

/** Ways of preparing images that many networks were trained with. */
public enum Preset {
    /** {@link Preprocessing#imageNet(int, int)}. */
    IMAGENET("imagenet", Preprocessing::imageNet),
    /** {@link Preprocessing#clip}. */
    CLIP("clip", Preprocessing::clip),
    /** {@link Preprocessing#timm} for most convolutional networks. */
    TIMM("timm", (size, channels) -> Preprocessing.timm(size, channels, 0.875, false)),
    /** {@link Preprocessing#timm} for vision transformers. */
    TIMM_VIT("timm-vit", (size, channels) -> Preprocessing.timm(size, channels, 0.9, false)),
    /** {@link Preprocessing#timm} for vision transformers that know ImageNet-21k. */
    TIMM_INCEPTION("timm-inception", (size, channels) -> Preprocessing.timm(size, channels, 0.9, true)),
    /** {@link Preprocessing#plain}. */
    PLAIN("plain", Preprocessing::plain);

    private final String id;
    private final BiFunction<Integer, Integer, Preprocessing> made;

    Preset(String id, BiFunction<Integer, Integer, Preprocessing> made) {
        this.id = id;
        this.made = made;
    }

    /** Kebab case. */
    public String id() {
        return id;
    }

    /**
     * For images of one network.
     *
     * @param size side of its input in pixels
     * @param channels 1 or 3
     */
    public Preprocessing of(int size, int channels) {
        return made.apply(size, channels);
    }
}
