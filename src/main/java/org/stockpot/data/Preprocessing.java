package org.stockpot.data;

import java.util.Collections;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/**
 * How an image becomes the input of a network: resize the shorter side to {@code resize} with antialiasing, crop the
 * centre {@code size × size}, scale bytes to 0…1, then subtract {@code mean} and divide by {@code std} per channel.
 *
 * @param size side of the input in pixels
 * @param resize shorter side before the crop in pixels, at least {@code size}
 * @param filter how to resize
 * @param mean per channel, in units of 0…1; its length is the number of channels, 1 or 3
 * @param std per channel, positive
 */
public record Preprocessing(int size, int resize, Filter filter, List<Double> mean, List<Double> std) {
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

    /** Resampling filters, as in Pillow. */
    public enum Filter {
        BILINEAR,
        BICUBIC
    }

    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (size < 1 || resize < size || mean.size() != std.size() || (mean.size() != 1 && mean.size() != 3)) {
            throw new IllegalArgumentException(
                    "size " + size + ", resize " + resize + ", mean " + mean + ", std " + std);
        }
    }

    public int channels() {
        return mean.size();
    }

    /**
     * What the network sees of an image: resized and cropped, before its values are normalised.
     *
     * @return {@code size × size} pixels of {@link #channels()} samples
     * @throws StockpotException if the image is so long and narrow that resizing it would need too much memory
     */
    public Pixels seen(Pixels image) throws StockpotException {
        return InputShape.fit(image, this);
    }

    /** What networks trained on ImageNet most often take: 224 × 224 pixels of colour, with torchvision's constants. */
    public static Preprocessing imageNet() {
        return new Preprocessing(224, 256, Filter.BILINEAR, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    }

    /** The published constants of CLIP (Radford et al. 2021), or plain 0.5 for grey images. */
    public static Preprocessing clip(int size, int channels) {
        return channels == 3
                ? new Preprocessing(
                        size,
                        size,
                        Filter.BICUBIC,
                        List.of(0.48145466, 0.4578275, 0.40821073),
                        List.of(0.26862954, 0.26130258, 0.27577711))
                : new Preprocessing(size, size, Filter.BICUBIC, List.of(0.5), List.of(0.5));
    }

    /**
     * As torchvision evaluates networks trained on ImageNet, for 224 pixels {@code Resize(256)}, {@code
     * CenterCrop(224)}: bilinear, with the mean and deviation of ImageNet, or their averages for grey images.
     */
    public static Preprocessing imageNet(int size, int channels) {
        int resize = Math.toIntExact(Math.round(size * 256 / 224.0));
        return channels == 3
                ? new Preprocessing(size, resize, Filter.BILINEAR, IMAGENET_MEAN, IMAGENET_STD)
                : new Preprocessing(size, resize, Filter.BILINEAR, List.of(0.449), List.of(0.226));
    }

    /** For small images that are taken as they are: nothing is cut off, and values run from -1 to 1. */
    public static Preprocessing plain(int size, int channels) {
        return new Preprocessing(
                size, size, Filter.BILINEAR, Collections.nCopies(channels, 0.5), Collections.nCopies(channels, 0.5));
    }

    /**
     * As timm evaluates: bicubic, the crop being a share of the resized image.
     *
     * @param cropPct 0 to 1, timm's {@code crop_pct}: 0.875 for most convolutional networks, 0.9 for ViT
     * @param inception whether mean and deviation are 0.5 (ViT trained on ImageNet-21k) and not ImageNet's
     */
    public static Preprocessing timm(int size, int channels, double cropPct, boolean inception) {
        if (!(cropPct > 0 && cropPct <= 1)) {
            throw new IllegalArgumentException("crop_pct " + cropPct);
        }
        int resize = (int) Math.floor(size / cropPct);
        if (inception) {
            return new Preprocessing(
                    size,
                    resize,
                    Filter.BICUBIC,
                    Collections.nCopies(channels, 0.5),
                    Collections.nCopies(channels, 0.5));
        }
        Preprocessing colours = imageNet(size, channels);
        return new Preprocessing(size, resize, Filter.BICUBIC, colours.mean(), colours.std());
    }
}
