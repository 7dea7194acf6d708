package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptCodeTest {
    @Test
    void declaresEveryTensorOfAModuleAParameterAndLeavesTheRestAlone() {
        String code = """
                class BatchNorm2d(Module):
                  __parameters__ = ["weight", ]
                  __buffers__ = ["running_mean", ]
                  weight : Tensor
                  running_mean : Tensor
                  scale : Tensor
                  bias : Optional[Tensor]
                  eps : Final[float] = 1.0000000000000001e-05
                  __annotations__["0"] = Tensor
                  inner : __torch__.Inner
                  def forward(self: __torch__.BatchNorm2d,
                    x: Tensor) -> Tensor:
                    extra : Tensor = x
                    return x
                class Pair(NamedTuple):
                  left : Tensor
                """;

        String changed = ScriptCode.allParameters(code);

        assertThat(changed)
                .isEqualTo(code.replace(
                        "__parameters__ = [\"weight\", ]\n  __buffers__ = [\"running_mean\", ]",
                        "__parameters__ = [\"weight\", \"running_mean\", \"scale\", \"bias\", \"0\", ]"));
    }

    @ParameterizedTest
    @CsvSource({
        "net/code/__torch__.py, true",
        "net/code/__torch__/torch/nn/modules/conv.py, true",
        "net/code/__torch__.py.debug_pkl, false",
        "net/data/code/a.py, false",
        "net/extra/code.py, false"
    })
    void looksAtCodeFilesOnly(String entry, boolean code) {
        assertThat(ScriptCode.isCode(entry)).isEqualTo(code);
    }
}
