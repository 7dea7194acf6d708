package org.stockpot.data;

import java.util.List;

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
}
