package org.stockpot.engine.network;

import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * How many attention heads share a token. No tensor says it; published vision transformers (OpenAI's, open_clip's, timm's
 * and torchvision's) follow one convention, which is assumed.
 */
final class HeadCount {
    /** Values per head in nearly all of them. */
    private static final int HEAD_WIDTH = 64;

    /** Those with wider heads, by width: SoViT-400M, ViT-H, ViT-g and ViT-G all have 16. */
    private static final Map<Integer, Integer> WIDE = Map.of(1152, 16, 1280, 16, 1408, 16, 1664, 16);

    private HeadCount() {}

    /**
     * The usual number of heads.
     *
     * @param tensor that says the width
     * @throws StockpotException if no convention covers the width
     */
    static int of(int width, Layout layout, String tensor) throws StockpotException {
        Integer wide = WIDE.get(width);
        if (wide != null) {
            return wide;
        }
        if (width % HEAD_WIDTH != 0) {
            throw layout.refusal(
                    tensor,
                    "a width that is a multiple of " + HEAD_WIDTH,
                    layout.shape(tensor).toString());
        }
        return width / HEAD_WIDTH;
    }
}
