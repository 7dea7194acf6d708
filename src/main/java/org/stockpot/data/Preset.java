package org.stockpot.data;

/** Ways of preparing images that many networks were trained with. */
public enum Preset {
    /** {@link Preprocessing#imageNet(int, int)}. */
    IMAGENET("imagenet"),
    /** {@link Preprocessing#clip}. */
    CLIP("clip"),
    /** {@link Preprocessing#timm} for most convolutional networks. */
    TIMM("timm"),
    /** {@link Preprocessing#timm} for vision transformers. */
    TIMM_VIT("timm-vit"),
    /** {@link Preprocessing#timm} for vision transformers that know ImageNet-21k. */
    TIMM_INCEPTION("timm-inception"),
    /** {@link Preprocessing#plain}. */
    PLAIN("plain");

    private final String id;

    Preset(String id) {
        this.id = id;
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
        return switch (this) {
            case IMAGENET -> Preprocessing.imageNet(size, channels);
            case CLIP -> Preprocessing.clip(size, channels);
            case TIMM -> Preprocessing.timm(size, channels, 0.875, false);
            case TIMM_VIT -> Preprocessing.timm(size, channels, 0.9, false);
            case TIMM_INCEPTION -> Preprocessing.timm(size, channels, 0.9, true);
            case PLAIN -> Preprocessing.plain(size, channels);
        };
    }
}
