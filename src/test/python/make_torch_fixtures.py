"""Makes the fixtures of PyTorch's other containers: TorchScript, the legacy stream, the tar of 0.1.1, strangers.

Needs torch and numpy, nothing else. Run it with two versions (made with Debian 12's python3-torch 1.13.1 and with torch
2.7.1 from PyPI); the version becomes part of the name:

    python3 src/test/python/make_torch_fixtures.py src/test/resources/checkpoint

Each .pt file comes with a .safetensors file that holds what PyTorch says its tensors are, written by hand from the
description of that format. Every file that PyTorch did not write itself is read back with PyTorch and compared.
"""

import argparse
import collections
import datetime
import enum
import io
import os
import pathlib
import pickle
import struct
import sys
import tarfile
import types
import typing

import numpy as np
import torch
from make_checkpoint_fixtures import safetensors

VERSION = ".".join(torch.__version__.split(".")[:2])


class Block(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = torch.nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.norm = torch.nn.BatchNorm2d(width)

    def forward(self, x):
        return torch.relu(self.norm(self.conv(x))) + x


class Net(torch.nn.Module):
    """Nested modules, a list of modules, batch norm, tied weights, a shared module, integer buffers, lists of tensors."""

    def __init__(self):
        super().__init__()
        self.stem = torch.nn.Conv2d(1, 2, 3)
        self.blocks = torch.nn.ModuleList([Block(2), Block(2)])
        self.body = torch.nn.Sequential(collections.OrderedDict(first=torch.nn.Linear(2, 2), second=torch.nn.Linear(2, 2)))
        self.body.second.weight = self.body.first.weight
        self.again = self.body.first
        self.extra = torch.nn.Parameter(torch.ones(3).half(), requires_grad=False)
        self.register_buffer("table", torch.arange(6).view(2, 3).t())
        self.register_buffer("mask", torch.tensor([True, False]))
        self.anchors = [torch.ones(2), torch.zeros(3)]
        self.names = ["a", "b"]
        self.sizes = [1, 2, 3]
        self.rates = [0.5]
        self.named = {"one": torch.ones(1)}
        self.nothing = None
        self.scale = 2.5

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        x = self.again(self.body(x.mean(dim=[2, 3])))
        if len(self.anchors) > 1 and self.names[0] == "a":
            x = x * self.scale + self.anchors[0] + self.named["one"] + self.extra.float().sum()
        return x + self.table.sum() + float(self.sizes[0]) + self.rates[0] + self.mask.float()


def state(program):
    tensors = collections.OrderedDict(program.state_dict())
    for name, tensor in list(program.named_parameters()) + list(program.named_buffers()):
        tensors.setdefault(name, tensor)
    return tensors


def scripts(folder):
    torch.manual_seed(3)
    net = Net().eval()
    script = torch.jit.script(net)
    trace = torch.jit.trace(torch.nn.Sequential(net.stem, *net.blocks, torch.nn.Flatten()).eval(), torch.ones(1, 1, 5, 5))
    for kind, program in (("script", script), ("trace", trace)):
        name = os.path.join(folder, f"torch_{kind}_{VERSION}")
        torch.jit.save(program, name + ".pt")
        safetensors(name + ".safetensors", state(torch.jit.load(name + ".pt")))
    torch.jit.save(torch.jit.freeze(script), os.path.join(folder, f"torch_frozen_{VERSION}.pt"))

    class Own(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.ones(2))

        def forward(self, x):
            return x * self.weight

        @torch.jit.export
        def __getstate__(self):
            return self.weight, self.training

        @torch.jit.export
        def __setstate__(self, state: typing.Tuple[torch.Tensor, bool]):
            self.weight = state[0]
            self.training = state[1]

    torch.jit.save(torch.jit.script(Own()), os.path.join(folder, f"torch_setstate_{VERSION}.pt"))


def legacy(folder):
    torch.manual_seed(4)
    base, flat = torch.randn(6, 5), torch.arange(100, dtype=torch.int32)
    tensors = collections.OrderedDict(
        base=base, transposed=base.t(), row=base[2], column=base[:, 3], same=base, steps=flat[5:95:3],
        window=flat[10:40].view(5, 6), expanded=flat[:4].expand(3, 4), half=torch.randn(3).half(),
        brain=torch.randn(3).bfloat16(), flag=torch.tensor([True, False, True]), count=torch.tensor(7),
        empty=torch.zeros(0, 3), parameter=torch.nn.Parameter(torch.randn(2)))
    name = os.path.join(folder, f"torch_legacy_{VERSION}")
    torch.save({"epoch": 1, "ema": tensors}, name + ".pt", _use_new_zipfile_serialization=False)
    safetensors(name + ".safetensors", tensors)
    if not VERSION.startswith("1."):
        for protocol in (3, 4, 5):
            name = os.path.join(folder, f"torch_legacy_protocol{protocol}_{VERSION}")
            few = {key: tensors[key] for key in ("base", "transposed", "steps", "flag")}
            torch.save(few, name + ".pt", pickle_protocol=protocol, _use_new_zipfile_serialization=False)
            safetensors(name + ".safetensors", few)
    torch.save(torch.nn.Linear(2, 2), os.path.join(folder, f"torch_legacy_model_{VERSION}.pt"), _use_new_zipfile_serialization=False)


class Id:
    def __init__(self, value):
        self.value = value


class OldPickler(pickle._Pickler):
    def persistent_id(self, value):
        return value.value if isinstance(value, Id) else None


class Rebuild:
    def __init__(self, storage, offset, size, stride):
        self.arguments = (storage, offset, size, stride)

    def __reduce__(self):
        return torch._utils._rebuild_tensor, self.arguments


def dumps(value):
    out = io.BytesIO()
    OldPickler(out, protocol=2).dump(value)
    return out.getvalue()


def same(loaded, expected):
    assert list(loaded) == list(expected), list(loaded)
    for name, tensor in expected.items():
        assert loaded[name].dtype == tensor.dtype and torch.equal(loaded[name], tensor), name


def load(path):
    if VERSION.startswith("1."):
        return torch.load(path)
    return torch.load(path, weights_only=False)


def views(folder):
    """Storage views, which only PyTorch before 0.4 wrote: the sixth field of a persistent id."""
    flat = torch.arange(20, dtype=torch.float32)
    whole = ("storage", torch.FloatStorage, "11", "cpu", 20, None)
    part = ("storage", torch.FloatStorage, "11", "cuda:0" if torch.cuda.is_available() else "cpu", 20, ("12", 4, 10))
    content = collections.OrderedDict(
        all=Rebuild(Id(whole), 0, (4, 5), (5, 1)),
        part=Rebuild(Id(part), 1, (3, 3), (3, 1)),
        turned=Rebuild(Id(part), 0, (2, 5), (1, 2)))
    expected = collections.OrderedDict(
        all=flat.view(4, 5), part=flat[5:14].view(3, 3), turned=torch.as_strided(flat, (2, 5), (1, 2), 4))
    name = os.path.join(folder, "torch_legacy_views")
    with open(name + ".pt", "wb") as file:
        file.write(pickle.dumps(0x1950a86a20f9469cfc6c, 2) + pickle.dumps(1001, 2))
        sizes = dict(short=2, int=4, long=4)
        file.write(pickle.dumps(dict(protocol_version=1001, little_endian=True, type_sizes=sizes), 2))
        file.write(dumps(content) + pickle.dumps(["11"], 2))
        file.write(struct.pack("<q", 20) + flat.numpy().tobytes())
    same(load(name + ".pt"), expected)
    safetensors(name + ".safetensors", expected)


def tar(folder):
    """As PyTorch 0.1.1 wrote it, by the reader that still stands in torch.serialization.legacy_load."""
    floats, longs = torch.arange(12, dtype=torch.float32) / 3, torch.arange(5)
    expected = collections.OrderedDict(
        weight=floats[:6].view(2, 3), turned=floats[:6].view(2, 3).t(), part=floats[4:9], scalar_like=longs[2:3], longs=longs,
        same=floats[:6].view(2, 3))
    storages = pickle.dumps(2, 2)
    storages += pickle.dumps((140001, "cpu", torch.FloatStorage), 2) + struct.pack("<q", 12) + floats.numpy().tobytes()
    storages += pickle.dumps((140002, "cpu", torch.LongStorage), 2) + struct.pack("<q", 5) + longs.numpy().tobytes()
    storages += pickle.dumps([], 2)
    keys, content = {}, collections.OrderedDict()
    tensors = b""
    for name, tensor in expected.items():
        view = (tensor.storage_offset(), tuple(tensor.shape), tensor.stride(), tensor.dtype)
        known = view in keys
        key = keys.setdefault(view, 150000 + len(keys))
        content[name] = Id(str(key))
        if not known:
            kind = torch.FloatTensor if tensor.dtype == torch.float32 else torch.LongTensor
            storage = 140001 if tensor.dtype == torch.float32 else 140002
            tensors += pickle.dumps((key, storage, kind), 2) + struct.pack("<ii", tensor.dim(), 0)
            tensors += struct.pack(f"<{tensor.dim()}q", *tensor.shape) + struct.pack(f"<{tensor.dim()}q", *tensor.stride())
            tensors += struct.pack("<q", tensor.storage_offset())
    name = os.path.join(folder, "torch_tar")
    members = dict(
        sys_info=pickle.dumps(dict(protocol_version=1000, little_endian=True, type_sizes=dict(short=2, int=4, long=8)), 2),
        pickle=dumps({"state_dict": content, "epoch": 2}), tensors=pickle.dumps(len(keys), 2) + tensors, storages=storages)
    with tarfile.open(name + ".pt", "w:", format=tarfile.PAX_FORMAT) as archive:
        for member, data in members.items():
            info = tarfile.TarInfo(member)
            info.size, info.mtime = len(data), 1480000000.25
            archive.addfile(info, io.BytesIO(data))
    same(load(name + ".pt")["state_dict"], expected)
    safetensors(name + ".safetensors", expected)


class Color(enum.Enum):
    RED = 1


def strangers(folder):
    """A training checkpoint with everything such scripts put beside the weights."""
    for path, name in (("omegaconf.dictconfig", "DictConfig"), ("trainer.meters", "AverageMeter"), ("trainer.options", "Color")):
        module = types.ModuleType(path)
        cls = Color if name == "Color" else type(name, (), {"__module__": path})
        if name == "Color":
            cls.__module__ = path
        setattr(module, name, cls)
        sys.modules[path] = module
        sys.modules.setdefault(path.split(".")[0], types.ModuleType(path.split(".")[0]))
    config = sys.modules["omegaconf.dictconfig"].DictConfig()
    config.lr = 0.1
    config.self = config
    # Python 3.11.0 to 3.11.3 pickled members of enums by a call of getattr, which stays refused.
    colors = {Color.RED: 1} if sys.version_info >= (3, 11, 4) else {}
    weights = collections.OrderedDict(w=torch.arange(6.0).view(2, 3), b=torch.ones(2))
    content = {
        "args": argparse.Namespace(lr=0.1, path=pathlib.PurePosixPath("a/b")),
        "best": np.float64(0.5), "kind": np.dtype("int32"), "history": np.arange(3.0),
        "time": datetime.datetime(2026, 11, 22), "config": config, "meter": sys.modules["trainer.meters"].AverageMeter(),
        "color": colors, "lists": collections.defaultdict(list, a=[1]), "set": frozenset([1]), "rng": np.random.RandomState(1),
        "optimizer": torch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1),
        "state_dict": weights,
    }
    name = os.path.join(folder, f"torch_strangers_{VERSION}")
    torch.save(content, name + ".pt")
    safetensors(name + ".safetensors", weights)
    torch.save({"epoch": 3, "model": torch.nn.Sequential(torch.nn.Linear(1, 1))}, os.path.join(folder, f"torch_model_{VERSION}.pt"))


def main(folder):
    scripts(folder)
    legacy(folder)
    strangers(folder)
    if VERSION.startswith("1."):
        views(folder)
        tar(folder)


if __name__ == "__main__":
    main(sys.argv[1])
