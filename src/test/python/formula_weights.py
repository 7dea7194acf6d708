"""Weights given by a formula of tensor name and element index, so that networks of any size need no file.

The value of element i (row-major) of a tensor is

    float32(offset + scale * u),  u = (h >> 8) / 2^23 - 1 in [-1, 1),  h = mix(crc32(name) + i * 0x9E3779B9 mod 2^32)

where mix is the 32-bit finaliser x ^= x >> 16; x *= 0x7FEB352D; x ^= x >> 15; x *= 0x846CA68B; x ^= x >> 16, and scale and
offset depend on what the tensor is (see `scale`): matrices and kernels keep the variance of what goes through them, norms
and biases are far enough from 1 and 0 that leaving one out shows. Integer tensors are all zero. FormulaWeights.java computes
the same, bit for bit.

A fixture is a safetensors file with the tensor `fixture.logits` and, as the metadata `formula`, one line `name dtype extents`
for every tensor of the network and for the input, `fixture.images`. Where the metadata has `scaled`, a factor and beginnings
of names separated by spaces, the values of the tensors whose names begin so are float32(factor * value), so that what stands
beside a variance shows.
"""

import json
import math
import re
import struct
import zlib

import numpy
import torch

TABLE = re.compile("(class|position|positional|pos)_?embed|_token")
GAIN = re.compile(r"gamma|layer_scale")


def scale(name, shape):
    """Offset and scale of a tensor."""
    if name.startswith("fixture."):
        return 0.0, 2.0
    if name.endswith("running_var"):
        return 1.0, 0.5
    if name.endswith("running_mean"):
        return 0.0, 0.2
    if GAIN.search(name) or (len(shape) <= 1 and name.endswith("weight")):
        return 1.0, 0.3
    if len(shape) <= 1:
        return 0.0, 0.2
    if len(shape) <= 3 and TABLE.search(name):
        return 0.0, 0.5
    return 0.0, math.sqrt(3.0 / math.prod(shape[1:]))


def values(name, shape):
    """A float32 tensor."""
    count = math.prod(shape)
    h = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(0x9E3779B9) + numpy.uint32(zlib.crc32(name.encode()))
    h ^= h >> numpy.uint32(16)
    h *= numpy.uint32(0x7FEB352D)
    h ^= h >> numpy.uint32(15)
    h *= numpy.uint32(0x846CA68B)
    h ^= h >> numpy.uint32(16)
    offset, factor = scale(name, shape)
    u = (h >> numpy.uint32(8)).astype(numpy.float64) / 2**23 - 1
    return torch.from_numpy((offset + factor * u).astype(numpy.float32)).reshape(shape)


def fill(module, scaled="", renamed=lambda name: name):
    """Gives a module, in place, the values of the formula under the names of its state dict; returns it ready to measure.

    renamed: from the module's names to those of the checkpoint
    """
    factor, *beginnings = scaled.split() or [1]
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if tensor.is_floating_point():
                value = values(renamed(name), tuple(tensor.shape))
                if renamed(name).startswith(tuple(beginnings)):
                    value = (value.double() * float(factor)).float()
                tensor.copy_(value)
            else:
                tensor.zero_()
    return module.eval()


def images(count, channels, size):
    """The input that a fixture of this shape stands for."""
    return values("fixture.images", (count, channels, size, size))


def save(path, state, shape, logits, scaled=""):
    """Writes a fixture.

    state: names and tensors as the checkpoint has them, with the values of the formula
    shape: of the input
    scaled: as it was given to `fill`
    """
    kinds = {torch.float32: "F32", torch.int64: "I64"}
    lines = [" ".join([name, kinds[t.dtype], *map(str, t.shape)]) for name, t in state.items()]
    lines.append(" ".join(["fixture.images", "F32", *map(str, shape)]))
    raw = logits.detach().float().contiguous().numpy().tobytes()
    header = {
        "__metadata__": {"formula": "\n".join(lines), **({"scaled": scaled} if scaled else {})},
        "fixture.logits": {"dtype": "F32", "shape": list(logits.shape), "data_offsets": [0, len(raw)]},
    }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + raw)
    print(f"{path.name}: {len(lines) - 1} tensors, logits {list(logits.shape)} up to {logits.abs().max().item():.3g}")
