#!/usr/bin/env python3
"""Writes what real PyTorch finds with gradients and activations: of single networks, and by methods that use them.

Weights are those of the formula in formula_weights.py, so only results are stored; of tensors too large for that, the
products with two directions of the formula, and the norm. Needs torch, timm and numpy. Run from the repository's root:

    python3 src/test/python/make_gradient_fixtures.py
"""

import math
from pathlib import Path

import timm
import torch
from torch import nn
from torch.func import functional_call

import formula_weights
from make_clip_fixture import Classifier
from make_conv_fixtures import SmallNet
from make_program_fixtures import safetensors

TARGET = Path("src/test/resources/org/stockpot/engine/gradient")
CLASSES = 5


def pictures(count, channels, size):
    """Bytes as GradientFixture.java makes them, normalised with mean and deviation 0.5."""
    i = torch.arange(count * channels * size * size, dtype=torch.int64)
    return (((i * 31 + (i * i) % 97 * 5) % 256).float() / 255 - 0.5) / 0.5


def labels(count):
    return torch.arange(count) * 3 % CLASSES


def digest(name, values):
    """Two products and the norm."""
    values = values.detach().flatten().double()
    row = [(values * formula_weights.values(f"fixture.{n}.{name}", values.shape).double()).sum() for n in ("one", "two")]
    return torch.stack([*row, values.norm()]).float()


def smooth_norm(self, x):
    """Batch norm that knows how its statistics matter."""
    scale = self.weight / (self.running_var + self.eps).sqrt()
    return x * scale.view(1, -1, 1, 1) + (self.bias - self.running_mean * scale).view(1, -1, 1, 1)


def cross_entropy(logits, count):
    return nn.functional.cross_entropy(1.5 * logits, labels(count))


def entropy(logits, count):
    log = logits.log_softmax(1)
    return -(log.exp() * log).sum(1).mean()


def gradients(module, images, out):
    tensors = {name: t for name, t in module.state_dict(keep_vars=True).items() if t.is_floating_point()}
    for tensor in tensors.values():
        tensor.requires_grad_(True)
    for name, loss in (("cross", cross_entropy), ("entropy", entropy)):
        value = loss(module(images), len(images))
        out[f"{name}.value"] = value.detach().reshape(1)
        for key, gradient in zip(tensors, torch.autograd.grad(value, tensors.values(), allow_unused=True)):
            out[f"{name}.{key}"] = digest(key, torch.zeros(tensors[key].shape) if gradient is None else gradient)


def fisher(module, images):
    parameters = dict(module.named_parameters())
    sums = {name: torch.zeros_like(p) for name, p in parameters.items()}
    for image in images:
        log = module(image[None]).log_softmax(1)[0]
        for one in log:
            found = torch.autograd.grad(one, parameters.values(), retain_graph=True)
            for name, gradient in zip(parameters, found):
                sums[name] += one.detach().exp() * gradient**2
    return sums


def grams(module, images, kept=lambda name, x: x):
    sums = {}

    def hook(name):
        def see(_, inputs):
            rows = kept(name, inputs[0]).reshape(-1, inputs[0].shape[-1])
            sums[f"{name}.weight"] = rows.T @ rows

        return see

    handles = [m.register_forward_pre_hook(hook(n)) for n, m in module.named_modules() if isinstance(m, nn.Linear)]
    with torch.no_grad():
        module(images)
    for handle in handles:
        handle.remove()
    return sums


def keep(name, module, count, channels, size, kept=lambda name, x: x, linear=True):
    formula_weights.fill(module)
    images = pictures(count, channels, size).reshape(count, channels, size, size)
    out = {}
    gradients(module, images, out)
    out.update({f"fisher.{key}": digest(key, value) for key, value in fisher(module, images).items()})
    if linear:
        out.update({f"gram.{key}": digest(key, value) for key, value in grams(module, images, kept).items()})
    with torch.no_grad():
        logits = module(images)
    state = module.state_dict()
    formula_weights.save(TARGET / f"{name}.safetensors", state, (count, channels, size, size), logits)
    safetensors(TARGET / f"{name}-found.safetensors", out)


def perceptron():
    return nn.Sequential(nn.Flatten(), nn.Linear(36, 8), nn.ReLU(), nn.Linear(8, CLASSES))


def networks():
    keep("perceptron", perceptron(), 7, 1, 6)
    clip = Classifier(CLASSES, True, channels=1, size=8, patch=4, width=64, blocks=2, embed=24)
    keep("clip", clip, 5, 1, 8, linear=False)
    vit = timm.models.vision_transformer.VisionTransformer(
        img_size=16, patch_size=8, embed_dim=64, depth=2, num_heads=1, num_classes=CLASSES, mlp_ratio=2
    )

    def read(tensor, x):
        """In the last block only the class token goes further."""
        return x[:, :1] if tensor in ("blocks.1.attn.proj", "blocks.1.mlp.fc1", "blocks.1.mlp.fc2") else x

    keep("vit", vit, 5, 3, 16, read)
    residual = SmallNet(1, [4, 8], 1)
    residual.linear = nn.Linear(8, CLASSES)
    for part in residual.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.forward = smooth_norm.__get__(part)
    keep("residual", residual, 5, 1, 9)
    convnext = timm.models.convnext.ConvNeXt(in_chans=1, depths=(1, 1, 1, 1), dims=(8, 8, 16, 16), num_classes=CLASSES)
    keep("convnext", convnext, 4, 1, 32)


# Methods, on perceptrons for 6 × 6 grey pixels.

INGREDIENTS = 3
IMAGES = 40
GROUPS = {"1.weight": 0, "1.bias": 0, "3.weight": 1, "3.bias": 1}


def model(number):
    """The base is number 0."""
    out = {}
    for name, tensor in perceptron().state_dict().items():
        shape = tuple(tensor.shape)
        value = formula_weights.values(name, shape).double()
        if number > 0:
            value = value + 0.5 * formula_weights.values(f"ingredient{number}.{name}", shape).double()
        out[name] = value.float()
    return out


def learned(columns, rate, epochs):
    module = perceptron()
    models = [model(i + 1) for i in range(INGREDIENTS)]
    raw = torch.ones(INGREDIENTS, columns, requires_grad=True)
    beta = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.AdamW([raw, beta], lr=rate, weight_decay=0)
    images = pictures(IMAGES, 1, 6).reshape(IMAGES, 1, 6, 6)
    for _ in range(epochs):
        share = raw.softmax(0)
        mix = {
            key: sum(share[i, GROUPS[key] % columns] * models[i][key] for i in range(INGREDIENTS)) for key in GROUPS
        }
        loss = nn.functional.cross_entropy(beta * functional_call(module, mix, (images,)), labels(IMAGES))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return raw.softmax(0).detach()


def ada_merging(steps, rate):
    module = perceptron()
    models = [model(i) for i in range(INGREDIENTS + 1)]
    share = torch.full((INGREDIENTS, 2), 0.3, requires_grad=True)
    optimizer = torch.optim.Adam([share], lr=rate)
    images = pictures(IMAGES, 1, 6).reshape(IMAGES, 1, 6, 6)
    for _ in range(steps):
        mix = {
            key: models[0][key]
            + sum(share[i, GROUPS[key]] * (models[i + 1][key] - models[0][key]) for i in range(INGREDIENTS))
            for key in GROUPS
        }
        loss = entropy(functional_call(module, mix, (images,)), IMAGES)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            share.clamp_(0, 1)
    return share.detach()


def fisher_averaging(shares, floor=1e-6):
    """Matena & Raffel 2022, eq. 4, with the floor and the norms of the authors' code."""
    images = pictures(IMAGES, 1, 6).reshape(IMAGES, 1, 6, 6)
    top = {key: 0 for key in GROUPS}
    bottom = {key: 0 for key in GROUPS}
    for i in range(INGREDIENTS):
        module = perceptron()
        module.load_state_dict(model(i + 1))
        found = {key: value.double() / IMAGES for key, value in fisher(module, images).items()}
        norm = math.sqrt(sum((value**2).sum().item() for value in found.values()))
        for key in GROUPS:
            importance = shares[i] / norm * found[key].clamp(min=floor)
            top[key] = top[key] + importance * model(i + 1)[key].double()
            bottom[key] = bottom[key] + importance
    return {key: (top[key] / bottom[key]).float() for key in GROUPS}


def reg_mean(scale=0.95, ridge=1e-6):
    """Jin et al. 2023, eq. 2 and §4.2; what no input tells is decided by a ridge towards the plain mean."""
    images = pictures(IMAGES, 1, 6).reshape(IMAGES, 1, 6, 6)
    models = [model(i + 1) for i in range(INGREDIENTS)]
    mean = {key: sum(one[key].double() for one in models) / INGREDIENTS for key in GROUPS}
    merged = dict(mean)
    left, right = {}, {}
    for one in models:
        module = perceptron()
        module.load_state_dict(one)
        for key, gram in grams(module, images).items():
            gram = gram.double()
            gram = scale * gram + (1 - scale) * torch.diag(gram.diagonal())
            left[key] = left.get(key, 0) + gram
            right[key] = right.get(key, 0) + gram @ one[key].double().T
    for key in left:
        r = ridge * left[key].diagonal().mean()
        eye = torch.eye(len(left[key]), dtype=torch.float64)
        merged[key] = torch.linalg.solve(left[key] + r * eye, right[key] + r * mean[key].T).T
    return {key: value.float() for key, value in merged.items()}


def methods():
    out = {
        "learned": learned(1, 0.1, 3),
        "learned-layers": learned(2, 0.05, 5),
        "adamerging": ada_merging(12, 0.02),
    }
    out.update({f"fisher.{key}": value for key, value in fisher_averaging([1, 1, 1]).items()})
    out.update({f"regmean.{key}": value.contiguous() for key, value in reg_mean().items()})
    safetensors(TARGET / "methods.safetensors", out)
    for name in ("learned", "learned-layers", "adamerging"):
        print(name, out[name])


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    networks()
    methods()
