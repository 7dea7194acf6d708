#!/usr/bin/python3
"""Writes what real PyTorch computes for tiny CLIP vision transformers with random weights.

The network is OpenAI's visual tower and the model-soup classifier around it, written with torch.nn modules.
Needs torch and numpy (Debian: python3-torch). Run from the repository's root:

    /usr/bin/python3 src/test/python/make_clip_fixture.py

Each fixture is a safetensors file: the weights (F16) under their checkpoint names, the input as `fixture.images` and the
expected output as `fixture.logits`.
"""

import json
import struct
from pathlib import Path

import torch
from torch import nn

TARGET = Path("src/test/resources/org/stockpot/engine")


class QuickGelu(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.c_fc = nn.Linear(width, 4 * width)
        self.gelu = QuickGelu()
        self.c_proj = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.c_proj(self.gelu(self.c_fc(x)))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, width // 64)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = Mlp(width)

    def forward(self, x):  # tokens, batch, width
        normed = self.ln_1(x)
        x = x + self.attn(normed, normed, normed, need_weights=False)[0]
        return x + self.mlp(self.ln_2(x))


class Transformer(nn.Module):
    def __init__(self, width, blocks):
        super().__init__()
        self.resblocks = nn.Sequential(*[Block(width) for _ in range(blocks)])

    def forward(self, x):
        return self.resblocks(x)


class Visual(nn.Module):
    def __init__(self, channels, size, patch, width, blocks, embed):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, patch, stride=patch, bias=False)
        self.class_embedding = nn.Parameter(torch.randn(width) * 0.3)
        self.positional_embedding = nn.Parameter(torch.randn((size // patch) ** 2 + 1, width) * 0.3)
        self.ln_pre = nn.LayerNorm(width)
        self.transformer = Transformer(width, blocks)
        self.ln_post = nn.LayerNorm(width)
        self.proj = nn.Parameter(torch.randn(width, embed) * 0.2)

    def forward(self, x):
        x = self.conv1(x).flatten(2).permute(0, 2, 1)
        cls = self.class_embedding.expand(x.shape[0], 1, -1)
        x = self.ln_pre(torch.cat([cls, x], dim=1) + self.positional_embedding)
        x = self.transformer(x.permute(1, 0, 2)).permute(1, 0, 2)
        return self.ln_post(x[:, 0]) @ self.proj


class Clip(nn.Module):
    def __init__(self, **shape):
        super().__init__()
        self.visual = Visual(**shape)


class Classifier(nn.Module):
    def __init__(self, classes, bias, **shape):
        super().__init__()
        self.model = Clip(**shape)
        self.classification_head = nn.Linear(shape["embed"], classes, bias=bias)

    def forward(self, images):
        features = self.model.visual(images)
        return self.classification_head(features / features.norm(dim=-1, keepdim=True))


def save(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        stored = tensor if name.startswith("fixture.") else tensor.half()
        raw = stored.detach().contiguous().numpy().tobytes()
        dtype = "F32" if stored.dtype == torch.float32 else "F16"
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def make(name, seed, classes, bias, images, **shape):
    torch.manual_seed(seed)
    network = Classifier(classes, bias, **shape).eval()
    with torch.no_grad():
        for key, value in network.named_parameters():
            if value.dim() == 1:  # biases and norms are 0 or 1 by default, which would hide mistakes
                value.add_(torch.randn_like(value) * 0.2)
            value.copy_(value.half().float())  # stored in half precision without loss, to keep the files small
        x = torch.randn(images, shape["channels"], shape["size"], shape["size"])
        logits = network(x)
    save(TARGET / name, {**network.state_dict(), "fixture.images": x, "fixture.logits": logits})
    print(name, list(logits.shape), logits.abs().max().item())


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    make("clip-grey.safetensors", 1, 5, True, 3, channels=1, size=12, patch=4, width=64, blocks=2, embed=24)
    make("clip-colour.safetensors", 2, 4, False, 3, channels=3, size=8, patch=4, width=128, blocks=1, embed=32)
