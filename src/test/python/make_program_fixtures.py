#!/usr/bin/env python3
"""Makes TorchScript archives and what real PyTorch computes with them, for the tests of programs.

Needs torch and numpy. Run from the repository's root, once with Debian 12's python3-torch 1.13.1 and once with torch 2.7.1
from PyPI; the odd programs are made by the latter alone:

    python3 src/test/python/make_program_fixtures.py

A safetensors file beside an archive holds its tensors by their names in the module (after `a.` and `b.` where there are
two archives), `images`, `logits` and so on.
"""

import copy
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Dict, List, Tuple

import torch
from torch import nn
from torch.optim.swa_utils import update_bn

TARGET = Path("src/test/resources/org/stockpot/engine/program")
VERSION = ".".join(torch.__version__.split(".")[:2])
NAMES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
}


def safetensors(path, tensors):
    header, blob = {}, b""
    for name, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        raw = (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(blob), len(blob) + len(raw)],
        }
        blob += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + blob)


def save(module, name):
    """Without the debug records, which name files of the machine the fixtures are made on."""
    whole = io.BytesIO()
    torch.jit.save(module, whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(TARGET / f"{name}.pt", "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                target.writestr(entry, source.read(entry))


class Block(nn.Module):
    def __init__(self, width, momentum):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(width, momentum=momentum)

    def forward(self, x):
        return torch.relu(x + self.bn(self.conv(x)))


class ResidualNet(nn.Module):
    """A small residual network whose layers have a common, a rare and no momentum."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, padding=1)
        self.bn = nn.BatchNorm2d(6, momentum=0.037)
        self.blocks = nn.ModuleList([Block(6, 0.1), Block(6, None)])
        self.fc = nn.Linear(6, 5)
        # Neither a parameter nor a buffer, yet it decides the logits.
        self.scale = torch.tensor([0.5 + torch.rand(1).item()])

    def forward(self, x):
        x = torch.relu(self.bn(self.stem(x)))
        for block in self.blocks:
            x = block(x)
        return self.fc(x.mean([2, 3])) * self.scale


def trained(make, images):
    """A network with statistics that mean something."""
    model = make()
    model.train()
    for _ in range(3):
        model(images + 0.3 * torch.randn_like(images))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    return model.eval()


def tensors(model):
    found = dict(model.state_dict())
    found["scale"] = model.scale
    return found


def residual():
    torch.manual_seed(7)
    images = torch.randn(12, 3, 8, 8)
    a, b = trained(ResidualNet, images), trained(ResidualNet, images)
    mix = copy.deepcopy(a)
    with torch.no_grad():
        for name, value in tensors(mix).items():
            if value.dtype.is_floating_point:
                # In double precision, rounded once.
                value.copy_((0.25 * tensors(a)[name].double() + 0.75 * tensors(b)[name].double()).float())
    save(torch.jit.script(a), f"residual-{VERSION}-a")
    save(torch.jit.script(b), f"residual-{VERSION}-b")
    out = {f"a.{name}": value for name, value in tensors(a).items()}
    out.update({f"b.{name}": value for name, value in tensors(b).items()})
    with torch.no_grad():
        out.update({"images": images, "logits.a": a(images), "logits.b": b(images), "logits.mix": mix(images)})
    measured = copy.deepcopy(mix)
    batches = [images[0:5], images[5:10], images[10:12]]
    update_bn(batches, measured)
    for name, value in measured.state_dict().items():
        if "running" in name:
            out["measured." + name] = value
    measured.eval()
    with torch.no_grad():
        out["logits.measured"] = measured(images)
    safetensors(TARGET / f"residual-{VERSION}.safetensors", out)


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(64, 16)
        self.bn = nn.BatchNorm1d(16)
        self.second = nn.Linear(16, 4)
        self.scale = torch.tensor([1.0])

    def forward(self, x):
        return self.second(torch.tanh(self.bn(self.first(x.flatten(1)))))


def perceptron():
    torch.manual_seed(8)
    images = torch.randn(6, 1, 8, 8)
    model = trained(Perceptron, images)
    save(torch.jit.trace(model, images[:3]), f"perceptron-{VERSION}")
    with torch.no_grad():
        safetensors(
            TARGET / f"perceptron-{VERSION}.safetensors",
            {**model.state_dict(), "images": images, "logits": model(images)},
        )


class Tiny(nn.Module):
    """One layer over all pixels; what is done with its output differs."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 3)


class Effect(Tiny):
    """Writes a file when it runs. Tests put a path of their own in place of the name."""

    def forward(self, x):
        torch.save(x.sum(), "stockpot-effect-of-running-a-program")
        return self.fc(x.flatten(1))


class Fails(Tiny):
    def forward(self, x):
        if x.size(0) > 0:
            raise ValueError("I do not like these images.")
        return self.fc(x.flatten(1))


class Pair(Tiny):
    def forward(self, x) -> Tuple[torch.Tensor, torch.Tensor]:
        y = self.fc(x.flatten(1))
        return y, -y


class Named(Tiny):
    def forward(self, x) -> Dict[str, torch.Tensor]:
        y = self.fc(x.flatten(1))
        return {"aux": -y, "out": y}


class Nameless(Tiny):
    def forward(self, x) -> Dict[str, torch.Tensor]:
        y = self.fc(x.flatten(1))
        return {"left": -y, "right": y}


class Maps(Tiny):
    def forward(self, x):
        return x


class Classes(Tiny):
    def forward(self, x):
        return self.fc(x.flatten(1)).argmax(1, keepdim=True)


class Text(Tiny):
    def forward(self, x) -> str:
        return "cat"


class Listed(Tiny):
    """Holds a tensor where no module declares it."""

    more: List[torch.Tensor]

    def __init__(self):
        super().__init__()
        self.more = [torch.ones(3)]

    def forward(self, x):
        return self.fc(x.flatten(1)) * self.more[0]


class Plain(Tiny):
    def forward(self, x):
        return self.fc(x.flatten(1))


def odd():
    torch.manual_seed(9)
    images = torch.randn(4, 1, 8, 8)
    out = {"images": images}

    def keep(name, model):
        save(torch.jit.script(model.eval()), name)
        for tensor, value in model.state_dict().items():
            out[f"{name}.{tensor}"] = value

    for kind in [Effect, Fails, Pair, Named, Nameless, Maps, Classes, Text, Listed]:
        keep(kind.__name__.lower(), kind())
    strided = Plain()
    strided.fc.weight = nn.Parameter(torch.randn(64, 3).t())
    for name, model in {
        "strided": strided, "half": Plain().half(), "double": Plain().double(), "bfloat": Plain().bfloat16(),
    }.items():
        keep(name, model)
        dtype = model.fc.weight.dtype
        with torch.no_grad():
            out[f"logits.{name}"] = model(images.to(dtype)).float()
    training = Perceptron().train()
    save(torch.jit.trace(training, images, check_trace=False), "training")
    for tensor, value in training.state_dict().items():
        out[f"training.{tensor}"] = value
    safetensors(TARGET / "odd.safetensors", out)


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    residual()
    perceptron()
    if VERSION == "2.7":
        odd()
