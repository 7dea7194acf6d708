package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

class FormulaWeightsTest {
    /** Printed by formula_weights.py's {@code values}. */
    @ParameterizedTest
    @CsvSource({
        "fixture.images, 2 3 4 4, 0.5201830863952637, 0.9802076816558838",
        "blocks.0.attn.qkv.weight, 192 64, -0.1415402591228485, 0.1013784110546112",
        "norm.weight, 64, 0.8270962834358215, 0.9358770251274109",
        "norm.bias, 64, 0.13489945232868195, 0.051134608685970306",
        "pos_embed, 1 50 64, -0.18355953693389893, -0.05815541744232178",
        "patch_embed.proj.weight, 64 3 4 4, -0.14777803421020508, 0.0264071524143219",
        "bn1.running_var, 64, 1.118161678314209, 0.5992531776428223",
        "bn1.running_mean, 64, 0.07063712924718857, -0.14004114270210266",
        "stages.0.blocks.0.gamma, 32, 0.9481222629547119, 0.976969301700592",
        "features.1.0.layer_scale, 32 1 1, 0.9569451212882996, 1.082140326499939",
    })
    void givesTheValuesThatPythonGives(String tensor, String shape, float first, float last) throws StockpotException {
        long[] extents =
                Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
        var weights = FormulaWeights.of("w", Map.of(tensor, new TensorSpec(DType.F32, Shape.of(extents))));

        float[] values = weights.floats(tensor);

        assertThat(values[0]).isEqualTo(first);
        assertThat(values[values.length - 1]).isEqualTo(last);
    }
}
