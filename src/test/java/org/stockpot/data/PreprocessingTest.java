package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Constants as published by torchvision (weights {@code IMAGENET1K_V1}) and timm ({@code default_cfg}). */
class PreprocessingTest {
    @Test
    void imageNetIsTorchvisionsResize256AndCrop224() {
        assertThat(Preprocessing.imageNet(224, 3))
                .isEqualTo(new Preprocessing(
                        224,
                        256,
                        Preprocessing.Filter.BILINEAR,
                        List.of(0.485, 0.456, 0.406),
                        List.of(0.229, 0.224, 0.225)));
        assertThat(Preprocessing.imageNet(28, 1).channels()).isEqualTo(1);
        assertThat(Preprocessing.imageNet(28, 1).resize()).isEqualTo(32);
    }

    @Test
    void timmResizesBySizeThroughCropPctRoundedDown() {
        assertThat(Preprocessing.timm(224, 3, 0.9, true))
                .isEqualTo(new Preprocessing(
                        224, 248, Preprocessing.Filter.BICUBIC, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
        assertThat(Preprocessing.timm(224, 3, 0.875, false).resize()).isEqualTo(256);
        assertThat(Preprocessing.timm(224, 3, 0.95, false).resize()).isEqualTo(235);
        assertThat(Preprocessing.timm(384, 3, 1, false).resize()).isEqualTo(384);
        assertThat(Preprocessing.timm(224, 3, 0.9, false).mean()).containsExactly(0.485, 0.456, 0.406);
        assertThatThrownBy(() -> Preprocessing.timm(224, 3, 1.1, false)).hasMessage("crop_pct 1.1");
    }
}
