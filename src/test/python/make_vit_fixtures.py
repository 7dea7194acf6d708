#!/usr/bin/env python3
"""Writes what PyTorch computes for vision transformers of every kind that Stockpot knows.

The networks are those of torchvision, timm, open_clip and transformers themselves, small ones and some of published size,
with the weights of formula_weights.py. Needs torch 2.7, torchvision, timm, open_clip_torch and transformers 5. Run from the
repository's root:

    python3 src/test/python/make_vit_fixtures.py
"""

import re
import sys
from functools import partial
from pathlib import Path

import open_clip
import timm
import torch
import torchvision
import transformers
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
from formula_weights import fill, images, save, values

TARGET = Path("src/test/resources/org/stockpot/engine/vit")


class Classifier(nn.Module):
    """The published model soups' wrapper around CLIP."""

    def __init__(self, model, embedding, classes, bias=True):
        super().__init__()
        self.model = model
        self.classification_head = nn.Linear(embedding, classes, bias=bias)

    def forward(self, x):
        return self.classification_head(nn.functional.normalize(self.model.encode_image(x), dim=-1))


class ZeroShot(nn.Module):
    """A tower alone and text features, which are no part of its checkpoint."""

    def __init__(self, model, embed, embedding, classes):
        super().__init__()
        self.inner = model
        self.embed = embed
        self.features = nn.functional.normalize(values("text_features", (classes, embedding)), dim=-1)

    def state_dict(self, *args, **kwargs):
        return self.inner.state_dict(*args, **kwargs)

    def forward(self, x):
        return 100 * nn.functional.normalize(self.embed(self.inner, x), dim=-1) @ self.features.T


class Projected(nn.Module):
    """The same around transformers' CLIP, whose tensors keep their names."""

    def __init__(self, config, classes):
        super().__init__()
        inner = transformers.CLIPVisionModelWithProjection(config)
        self.vision_model = inner.vision_model
        self.visual_projection = inner.visual_projection
        self.classification_head = nn.Linear(config.projection_dim, classes)

    def forward(self, x):
        features = self.visual_projection(self.vision_model(pixel_values=x).pooler_output)
        return self.classification_head(nn.functional.normalize(features, dim=-1))


class Logits(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.inner = model

    def state_dict(self, *args, **kwargs):
        return self.inner.state_dict(*args, **kwargs)

    def forward(self, x):
        return self.inner(pixel_values=x).logits


def make(name, model, channels, size, count=3, scaled="", renamed=lambda name: name):
    state = fill(model, scaled, renamed).state_dict()
    x = images(count, channels, size)
    with torch.no_grad():
        logits = model(x)
    save(TARGET / f"{name}.safetensors", {renamed(key): value for key, value in state.items()}, x.shape, logits, scaled)


def open_clip_tower(quick, size=32, patch=8, width=128, layers=2, scale=None, embedding=48):
    vision = CLIPVisionCfg(layers=layers, width=width, head_width=64, patch_size=patch, image_size=size, ls_init_value=scale)
    text = CLIPTextCfg(context_length=8, vocab_size=50, width=64, heads=1, layers=1)
    return CLIP(embedding, vision, text, quick_gelu=quick)


def hf_config(act, channels=3):
    return transformers.CLIPVisionConfig(
        hidden_size=128, intermediate_size=256, num_hidden_layers=2, num_attention_heads=2, image_size=24, patch_size=8,
        projection_dim=40, hidden_act=act, num_channels=channels)


def hf_vit(kind, **options):
    settings = dict(hidden_size=128, intermediate_size=192, num_hidden_layers=2, num_attention_heads=2, image_size=24,
                    patch_size=8, num_labels=7)
    settings.update(options)
    return Logits(kind(kind.config_class(**settings)))


def saved(name):
    """What transformers calls a tensor in its files; since version 5 that is not what its modules call it."""
    for now, before in [
            (r"\.layers\.(\d+)\.", r".encoder.layer.\1."), ("attention.q_proj", "attention.attention.query"),
            ("attention.k_proj", "attention.attention.key"), ("attention.v_proj", "attention.attention.value"),
            ("attention.o_proj", "attention.output.dense"), ("mlp.fc1", "intermediate.dense"), ("mlp.fc2", "output.dense")]:
        name = re.sub(now, before, name)
    return name


def hf_classifier(act):
    text = dict(hidden_size=64, intermediate_size=64, num_hidden_layers=1, num_attention_heads=1)
    config = transformers.CLIPConfig(
        vision_config=hf_config(act).to_dict(), text_config=text, projection_dim=40, num_labels=6)
    return Logits(transformers.CLIPForImageClassification(config))


def timm_vit(cls=timm.models.vision_transformer.VisionTransformer, **options):
    settings = dict(img_size=32, patch_size=8, embed_dim=192, depth=2, num_heads=3, num_classes=7)
    settings.update(options)
    return cls(**settings)


def torchvision_vit(**options):
    settings = dict(image_size=32, patch_size=8, num_layers=2, num_heads=2, hidden_dim=128, mlp_dim=192, num_classes=7)
    settings.update(options)
    return torchvision.models.VisionTransformer(**settings)


CLIP_NORM = partial(nn.LayerNorm, eps=1e-5)

TARGET.mkdir(parents=True, exist_ok=True)
make("openclip-gelu", Classifier(open_clip_tower(False), 48, 6), 3, 32)
make("openclip-quickgelu-scaled", Classifier(open_clip_tower(True, scale=0.1), 48, 6, bias=False), 3, 32)
make("openclip-vit-b-32", Classifier(open_clip.create_model("ViT-B-32-quickgelu"), 512, 1000), 3, 224, count=2)
make("huggingface-projection", Projected(hf_config("quick_gelu", channels=1), 6), 1, 24)
make("huggingface-classifier", hf_classifier("quick_gelu"), 3, 24)
make("huggingface-classifier-gelu", hf_classifier("gelu"), 3, 24)
make("openclip-zero-shot", ZeroShot(open_clip_tower(True), lambda m, x: m.encode_image(x), 48, 6), 3, 32)
make("huggingface-zero-shot", ZeroShot(
    transformers.CLIPVisionModelWithProjection(hf_config("quick_gelu")),
    lambda m, x: m(pixel_values=x).image_embeds, 40, 6), 3, 24)
VIT, DEIT = transformers.ViTForImageClassification, transformers.DeiTForImageClassification
make("huggingface-vit", hf_vit(VIT, num_channels=1), 1, 24, renamed=saved)
make("huggingface-vit-no-qkv-bias", hf_vit(VIT, qkv_bias=False), 3, 24, renamed=saved)
make("huggingface-vit-epsilon", hf_vit(VIT, num_hidden_layers=1), 3, 24, renamed=saved,
     scaled="0.003 vit.embeddings. vit.encoder.layer.0.output.dense")
make("huggingface-vit-5", hf_vit(VIT), 3, 24)
make("huggingface-deit", hf_vit(DEIT), 3, 24, renamed=saved)
make("huggingface-deit-taught", hf_vit(transformers.DeiTForImageClassificationWithTeacher), 3, 24, renamed=saved)
make("timm-vit", timm_vit(in_chans=1), 1, 32)
make("timm-no-qkv-bias", timm_vit(qkv_bias=False), 3, 32)
make("timm-deit3", timm_vit(init_values=1e-4, no_embed_class=True), 3, 32)
make("timm-distilled", timm_vit(timm.models.deit.VisionTransformerDistilled), 3, 32)
make("timm-mean", timm_vit(global_pool="avg"), 3, 32)
make("timm-mean-no-class", timm_vit(global_pool="avg", class_token=False, fc_norm=False), 3, 32)
make("timm-registers", timm_vit(reg_tokens=4, no_embed_class=True, init_values=1e-4), 3, 32)
make("timm-registers-mean", timm_vit(reg_tokens=3, class_token=False, global_pool="avg", no_embed_class=True), 3, 32)
make("timm-registers-placed", timm_vit(reg_tokens=2), 3, 32)
make("timm-qk-norm", timm_vit(qk_norm=True, num_heads=4), 3, 32)
make("timm-clip-gelu", timm_vit(pre_norm=True, norm_layer=CLIP_NORM), 3, 32)
make("timm-clip-quickgelu", timm_vit(pre_norm=True, norm_layer=CLIP_NORM, act_layer="quick_gelu"), 3, 32)
make("timm-deit-tiny-distilled", timm.create_model("deit_tiny_distilled_patch16_224"), 3, 224, count=2)
make("torchvision-vit", torchvision_vit(), 3, 32)
make("torchvision-vit-epsilon", torchvision_vit(num_layers=1), 3, 32,
     scaled="0.003 conv_proj class_token encoder.pos_embedding encoder.layers.encoder_layer_0.mlp.3")
make("timm-vit-epsilon", timm_vit(depth=1), 3, 32, scaled="0.003 patch_embed cls_token pos_embed blocks.0.mlp.fc2")
make("timm-clip-epsilon", timm_vit(depth=1, pre_norm=True, norm_layer=CLIP_NORM), 3, 32,
     scaled="0.003 patch_embed cls_token pos_embed")
make("openclip-epsilon", Classifier(open_clip_tower(True, layers=1), 48, 6), 3, 32,
     scaled="0.003 model.visual.conv1 model.visual.class model.visual.pos")
make("huggingface-epsilon", Projected(hf_config("quick_gelu"), 6), 3, 24,
     scaled="0.003 vision_model.embeddings.")
make("torchvision-wide", torchvision_vit(num_layers=1, num_heads=16, hidden_dim=1280, mlp_dim=64, image_size=28, patch_size=14), 3, 28)
