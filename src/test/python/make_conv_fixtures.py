#!/usr/bin/env python3
"""Writes what real PyTorch computes for convolutional networks and multilayer perceptrons of torchvision, timm, transformers and others.

Their weights are those of the formula in formula_weights.py, so only logits are stored. Needs torch, torchvision, timm,
transformers and numpy. Run from the repository's root:

    python3 src/test/python/make_conv_fixtures.py
"""

from pathlib import Path

import timm
import torch
import torchvision
import transformers
from torch import nn
from torch.optim.swa_utils import update_bn
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

import formula_weights
from make_program_fixtures import safetensors

TARGET = Path("src/test/resources/org/stockpot/engine/conv")
CLASSES = 10


def keep(name, module, count, channels, size, renamed=lambda name: name, scaled=""):
    """renamed, scaled: see formula_weights."""
    state = formula_weights.fill(module, scaled, renamed).state_dict()
    with torch.no_grad():
        logits = module(formula_weights.images(count, channels, size))
    state = {renamed(key): value for key, value in state.items()}
    formula_weights.save(TARGET / f"{name}.safetensors", state, (count, channels, size, size), logits, scaled)


def residual():
    models = torchvision.models
    for name in ["resnet18", "resnet34", "resnet50", "resnet101"]:
        keep(f"torchvision-{name}", getattr(models, name)(num_classes=CLASSES), 2, 3, 64)
    resnext = ResNet(Bottleneck, [1, 1, 1, 1], num_classes=CLASSES, groups=4, width_per_group=8)
    keep("torchvision-resnext", resnext, 2, 3, 45)
    wide = ResNet(Bottleneck, [1, 1, 1, 1], num_classes=CLASSES, width_per_group=128)
    keep("torchvision-wide", wide, 2, 3, 40)
    keep("timm-resnet18", timm.create_model("resnet18", num_classes=CLASSES, in_chans=1), 2, 1, 48)
    # A stem of three convolutions; shortcuts that average before they project, over an odd number of pixels too.
    keep("timm-resnet14t", timm.create_model("resnet14t", num_classes=CLASSES), 2, 3, 72)
    compiled = nn.Module()
    compiled.add_module("_orig_mod", timm.create_model("resnet10t", num_classes=CLASSES))
    compiled.forward = compiled._orig_mod.forward
    keep("timm-compiled-resnet10t", compiled, 2, 3, 64)


class SmallBlock(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, width, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.shortcut = nn.Sequential()
        if stride != 1 or before != width:
            self.shortcut = nn.Sequential(
                nn.Conv2d(before, width, 1, stride=stride, bias=False), nn.BatchNorm2d(width)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.shortcut(x))


class SmallNet(nn.Module):
    """A residual network for images of CIFAR's size, with the names such networks often have."""

    def __init__(self, channels, widths, blocks):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        before = widths[0]
        for layer, width in enumerate(widths, 1):
            strides = [1 if layer == 1 else 2] + [1] * (blocks - 1)
            steps = []
            for stride in strides:
                steps.append(SmallBlock(before, width, stride))
                before = width
            setattr(self, f"layer{layer}", nn.Sequential(*steps))
        self.depth = len(widths)
        self.linear = nn.Linear(before, CLASSES)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        for layer in range(1, self.depth + 1):
            x = getattr(self, f"layer{layer}")(x)
        return self.linear(x.mean([2, 3]))


def small():
    keep("cifar-resnet", SmallNet(3, [8, 16, 32], 2), 6, 3, 32)
    keep("grey-resnet", SmallNet(1, [8, 16], 1), 6, 1, 9)
    # Variances so small that what is added to them shows.
    keep("cifar-resnet-epsilon", SmallNet(3, [8, 16], 1), 4, 3, 16, scaled="0.0001 layer1.0.bn1.running_var")
    stem = torchvision.models.resnet18(num_classes=CLASSES)
    stem.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
    stem.maxpool = nn.Identity()
    keep("cifar-resnet18", stem, 2, 3, 32)


def statistics():
    """Batch-norm statistics measured anew, and what they do to the logits."""
    module = formula_weights.fill(SmallNet(3, [8, 16, 32], 2))
    images = formula_weights.images(12, 3, 32)
    update_bn([images[0:5], images[5:10], images[10:12]], module)
    module.eval()
    out = {name: value for name, value in module.state_dict().items() if "running" in name}
    with torch.no_grad():
        out["fixture.logits"] = module(images[:6])
    safetensors(TARGET / "cifar-resnet-measured.safetensors", out)


def replaced():
    """One kernel and one running variance taken from another network."""
    module = formula_weights.fill(SmallNet(3, [8, 16, 32], 2))
    for name in ["layer2.0.conv1.weight", "layer2.0.bn1.running_var"]:
        shape = tuple(module.state_dict()[name].shape)
        module.state_dict()[name].copy_(formula_weights.values("other." + name, shape))
    with torch.no_grad():
        logits = module(formula_weights.images(6, 3, 32))
    safetensors(TARGET / "cifar-resnet-replaced.safetensors", {"fixture.logits": logits})


def original(key):
    """timm's names of a ConvNeXt to those in the repository of the paper."""
    words = key.split(".")
    if words[0] == "stem":
        return ".".join(["downsample_layers.0", *words[1:]])
    if words[0] == "stages" and words[2] == "downsample":
        return ".".join(["downsample_layers", words[1], *words[3:]])
    if words[0] == "stages":
        layer = {"conv_dw": "dwconv", "norm": "norm", "gamma": "gamma", "mlp": ""}[words[4]]
        if layer == "":
            layer = {"fc1": "pwconv1", "fc2": "pwconv2"}[words[5]]
        rest = words[-1:] if words[4] != "gamma" else []
        return ".".join(["stages", words[1], words[3], layer, *rest])
    return {"head.norm": "norm", "head.fc": "head"}[".".join(words[:2])] + "." + words[2]


def convnext():
    keep("torchvision-convnext-tiny", torchvision.models.convnext_tiny(num_classes=CLASSES), 2, 3, 64)
    arguments = {"depths": (1, 2, 1, 1), "dims": (8, 16, 24, 32), "num_classes": CLASSES}
    keep("timm-convnext", timm.models.convnext.ConvNeXt(in_chans=1, **arguments), 3, 1, 71)
    unscaled = timm.models.convnext.ConvNeXt(ls_init_value=None, **arguments)
    keep("timm-convnext-unscaled", unscaled, 3, 3, 40)
    flat = timm.models.convnext.ConvNeXt(**arguments)
    keep("timm-convnext-epsilon", flat, 3, 3, 40, scaled="0.0005 stem.0.")
    keep("original-convnext", timm.models.convnext.ConvNeXt(**arguments), 3, 3, 64, original)
    hugging_face("huggingface-convnext", 1, 71)
    hugging_face("huggingface-convnext-unscaled", 3, 40, layer_scale_init_value=0.0)


def hugging_face(name, channels, size, **options):
    config = transformers.ConvNextConfig(
        num_channels=channels, hidden_sizes=[8, 16, 24, 32], depths=[1, 2, 1, 1], num_labels=CLASSES, **options)
    model = transformers.ConvNextForImageClassification(config)
    logits = model.forward
    model.forward = lambda x: logits(x).logits
    keep(name, model, 3, channels, size)


def perceptron():
    grey = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 10))
    keep("mlp-grey", grey, 4, 1, 28)
    colour = nn.Module()
    widths = [192] + [12] * 10 + [CLASSES]
    for number, (before, width) in enumerate(zip(widths, widths[1:]), 1):
        colour.add_module(f"fc{number}", nn.Linear(before, width, bias=number % 2 == 1))

    def forward(x):
        x = x.flatten(1)
        for number in range(1, len(widths)):
            x = getattr(colour, f"fc{number}")(x if number == 1 else torch.relu(x))
        return x

    colour.forward = forward
    keep("mlp-colour", colour, 4, 3, 8)


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    residual()
    small()
    statistics()
    replaced()
    convnext()
    perceptron()
