package org.stockpot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerGroupsTest {
    /** The names in the published CLIP ViT-B/32 finetunes, from which the text transformer was deleted. */
    static List<String> paper() {
        var names = new ArrayList<String>();
        names.addAll(List.of("model.positional_embedding", "model.text_projection", "model.logit_scale"));
        for (String name : List.of("class_embedding", "positional_embedding", "proj", "conv1.weight")) {
            names.add("model.visual." + name);
        }
        names.addAll(List.of("model.visual.ln_pre.weight", "model.visual.ln_pre.bias"));
        for (int block = 0; block < 12; block++) {
            for (String name : List.of(
                    "ln_1.weight",
                    "ln_1.bias",
                    "attn.in_proj_weight",
                    "attn.in_proj_bias",
                    "attn.out_proj.weight",
                    "attn.out_proj.bias",
                    "ln_2.weight",
                    "ln_2.bias",
                    "mlp.c_fc.weight",
                    "mlp.c_fc.bias",
                    "mlp.c_proj.weight",
                    "mlp.c_proj.bias")) {
                names.add("model.visual.transformer.resblocks." + block + "." + name);
            }
        }
        names.addAll(List.of("model.visual.ln_post.weight", "model.visual.ln_post.bias"));
        names.addAll(List.of("model.token_embedding.weight", "model.ln_final.weight", "model.ln_final.bias"));
        names.addAll(List.of("classification_head.weight", "classification_head.bias"));
        return names;
    }

    private static Set<String> usedByTheClassifier() {
        return paper().stream()
                .filter(name -> name.startsWith("model.visual.") || name.startsWith("classification_head."))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0", "1, 8, 5", "2, 15, 6", "3, 26, 6"})
    void thePapersCheckpointsHaveThePapersGroups(int level, int groups, int inert) {
        LayerGroups found = LayerGroups.of(new Granularity.Level(level), paper());

        assertThat(found.names()).hasSize(groups);
        assertThat(InertGroups.unused(found, usedByTheClassifier())).hasSize(inert);
    }

    @Test
    void groupsStandInTheOrderOfTheirFirstTensor() {
        assertThat(LayerGroups.of(new Granularity.Level(1), paper()).names())
                .containsExactly(
                        "model.positional_embedding",
                        "model.text_projection",
                        "model.logit_scale",
                        "model.visual",
                        "model.token_embedding",
                        "model.ln_final",
                        "classification_head.weight",
                        "classification_head.bias");
    }

    @Test
    void theFinestLevelSplitsTheVisionBlocksOnly() {
        List<String> names = new ArrayList<>(paper());
        names.add("model.transformer.resblocks.0.ln_1.weight");
        names.add("model.transformer.resblocks.1.ln_1.weight");

        LayerGroups groups = LayerGroups.of(new Granularity.Level(3), names);

        assertThat(groups.names())
                .contains("model.visual.transformer.resblocks.11", "model.transformer.resblocks")
                .doesNotContain("model.visual.transformer", "model.transformer.resblocks.0");
        assertThat(groups.tensorsOf(groups.names().indexOf("model.visual.transformer.resblocks.3")))
                .hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "_orig_mod.", "module._orig_mod.", "module.model."})
    void aWrapperAroundAllNamesChangesNoGroup(String wrapper) {
        List<String> wrapped = paper().stream().map(name -> wrapper + name).toList();
        for (int level = 0; level <= 3; level++) {
            var granularity = new Granularity.Level(level);
            assertThat(LayerGroups.of(granularity, wrapped).names())
                    .isEqualTo(LayerGroups.of(granularity, paper()).names());
        }
    }

    @Test
    void bareNamesOfClipHaveTheSameGroups() {
        List<String> bare =
                paper().stream().map(name -> name.replaceFirst("^model\\.", "")).toList();
        for (int level = 0; level <= 3; level++) {
            var granularity = new Granularity.Level(level);
            LayerGroups groups = LayerGroups.of(granularity, bare);
            assertThat(groups.names())
                    .isEqualTo(LayerGroups.of(granularity, paper()).names());
            assertThat(groups.groupOf().keySet()).containsExactlyElementsOf(bare);
        }
    }

    @Test
    void aBackboneAloneHasTheSameGroupsWithAndWithoutPrefix() {
        assertThat(LayerGroups.of(new Granularity.Level(1), List.of("model.visual.proj", "model.ln_final.bias"))
                        .names())
                .containsExactly("model.visual", "model.ln_final");
    }

    @Test
    void otherNetworksKeepTheirNames() {
        assertThat(LayerGroups.of(new Granularity.Level(0), List.of("layer1.0.conv1.weight", "layer1.1.w", "fc.bias"))
                        .names())
                .containsExactly("layer1", "fc");
    }

    @Test
    void everyTensorIsInExactlyOneGroup() {
        for (String text : List.of("whole", "0", "1", "2", "3", "tensor")) {
            LayerGroups groups = parsed(text, paper());
            var seen = new LinkedHashSet<String>();
            for (int group = 0; group < groups.size(); group++) {
                for (String tensor : groups.tensorsOf(group)) {
                    assertThat(seen.add(tensor)).isTrue();
                    assertThat(groups.groupOf(tensor)).isEqualTo(group);
                }
            }
            assertThat(seen).isEqualTo(new HashSet<>(paper()));
        }
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        var rules = new Granularity.Rules(List.of(
                new Granularity.Rule("resblocks\\.(\\d)\\.", "early-$1"),
                new Granularity.Rule("resblocks", "late"),
                new Granularity.Rule("^classification_head", "head")));

        LayerGroups groups = LayerGroups.of(rules, paper());

        assertThat(groups.names())
                .contains("other", "early-0", "early-9", "late", "head")
                .hasSize(13);
        assertThat(groups.names().get(groups.groupOf("model.visual.transformer.resblocks.10.ln_1.bias")))
                .isEqualTo("late");
    }

    @Test
    void wholeIsOneGroupAndTensorIsOneEach() {
        assertThat(parsed("whole", paper()).names()).containsExactly("model");
        assertThat(parsed("tensor", paper()).names()).isEqualTo(paper());
    }

    @Test
    void anUnknownTensorIsRefused() {
        assertThatThrownBy(() -> parsed("whole", paper()).groupOf("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no layer group holds nobody");
    }

    private static LayerGroups parsed(String text, List<String> names) {
        return switch (text) {
            case "whole" -> LayerGroups.of(new Granularity.WholeModel(), names);
            case "tensor" -> LayerGroups.of(new Granularity.PerTensor(), names);
            default -> LayerGroups.of(new Granularity.Level(Integer.parseInt(text)), names);
        };
    }
}
