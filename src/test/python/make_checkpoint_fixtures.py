"""Makes the fixtures of org.stockpot.checkpoint and org.stockpot.tensor with real PyTorch.

Needs torch and numpy, nothing else (made with Debian 12's python3-torch 1.13.1):

    /usr/bin/python3 src/test/python/make_checkpoint_fixtures.py src/test/resources

Each .pt file comes with a .safetensors file that holds the same tensors, written here by hand from the format's
description, so that the two readers are tested against PyTorch and against each other.
"""

import io
import json
import os
import struct
import sys
import zipfile
from collections import OrderedDict

import numpy as np
import torch

NAMES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}


def data(tensor):
    """Little-endian bytes in row-major order, by way of numpy and not of torch's own serialisation."""
    tensor = tensor.detach().contiguous()
    if tensor.dtype == torch.bfloat16:
        return tensor.view(torch.int16).numpy().tobytes()
    return tensor.numpy().tobytes()


def safetensors(path, tensors, metadata=None):
    header, blob = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, tensor in tensors.items():
        raw = data(tensor)
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(blob), len(blob) + len(raw)]}
        blob += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + blob)


def rezip(source, target, method, byteorder=None, swap=None):
    """The same archive through Python's zipfile: compressed, or with big-endian data."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        for info in old.infolist():
            raw = old.read(info)
            if swap and "/data/" in info.filename:
                raw = np.frombuffer(raw, swap).byteswap().tobytes()
            new.writestr(zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), raw, compress_type=method)
        if byteorder:
            top = old.namelist()[0].split("/")[0]
            new.writestr(zipfile.ZipInfo(top + "/byteorder", (1980, 1, 1, 0, 0, 0)), byteorder)


def main(resources):
    folder = os.path.join(resources, "checkpoint")
    os.makedirs(folder, exist_ok=True)
    generator = torch.Generator().manual_seed(7)

    def normal(*shape):
        return torch.randn(*shape, generator=generator)

    def save(name, content, tensors, **options):
        torch.save(content, os.path.join(folder, name + ".pt"), **options)
        safetensors(os.path.join(folder, name + ".safetensors"), tensors, {"made": "by hand"})

    kinds = OrderedDict()
    for dtype, name in NAMES.items():
        if dtype.is_floating_point:
            kinds[name.lower()] = normal(3, 4).to(dtype)
        elif dtype == torch.bool:
            kinds[name.lower()] = torch.randint(0, 2, (3, 4), generator=generator).bool()
        else:
            kinds[name.lower()] = torch.randint(0 if dtype == torch.uint8 else -100, 100, (3, 4), generator=generator).to(dtype)
    kinds["special"] = torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0, 1e-45])
    kinds["scalar"] = torch.tensor(3.5)
    kinds["empty"] = torch.zeros(0, 5)
    save("dtypes", kinds, kinds)

    base = normal(6, 5)
    flat = normal(100)
    cube = normal(3, 4, 5)
    views = OrderedDict(
        base=base, transposed=base.t(), row=base[2], column=base[:, 3], block=base[1:4, 1:3], steps=flat[5:95:3],
        window=flat[10:40].view(5, 6), same=base, expanded=flat[:4].expand(3, 4), permuted=cube.permute(2, 0, 1),
        inner=cube[:, 1:3, ::2], single=cube[1:2, :, 3:4], overlapping=torch.as_strided(flat, (5, 4), (1, 2), 3))
    save("views", views, views)

    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.BatchNorm1d(3))
    save("nested", {"epoch": 3, "best": torch.tensor(0.5), "state_dict": model.state_dict(), "args": {"lr": 0.1}}, model.state_dict())
    parallel = torch.nn.DataParallel(model).state_dict()
    save("module_prefix", parallel, parallel)
    parameters = OrderedDict((name, value) for name, value in model.named_parameters())
    save("parameters", dict(parameters), parameters)
    save("protocol4", parameters, parameters, pickle_protocol=4)
    mixed = {"w": normal(2, 2), "z": torch.zeros(2, dtype=torch.complex64), "note": "text", 3: normal(1)}
    save("leftovers", mixed, {"w": mixed["w"]})

    dtypes = os.path.join(folder, "nested.pt")
    rezip(dtypes, os.path.join(folder, "deflated.pt"), zipfile.ZIP_DEFLATED)
    floats = {"a": normal(3, 2), "b": normal(4).flip(0)}
    torch.save(floats, os.path.join(folder, "little.pt"))
    rezip(os.path.join(folder, "little.pt"), os.path.join(folder, "big.pt"), zipfile.ZIP_STORED, "big", "<f4")
    os.remove(os.path.join(folder, "little.pt"))
    safetensors(os.path.join(folder, "big.safetensors"), floats)

    torch.save(kinds, os.path.join(folder, "legacy.pt"), _use_new_zipfile_serialization=False)
    torch.save(torch.nn.Linear(2, 2), os.path.join(folder, "whole_model.pt"))
    torch.save({"s": torch.eye(3).to_sparse()}, os.path.join(folder, "sparse.pt"))
    torch.save({"q": torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)}, os.path.join(folder, "quantised.pt"))
    torch.save({"epoch": 1}, os.path.join(folder, "no_tensors.pt"))
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), os.path.join(folder, "script.pt"))

    tables = os.path.join(resources, "tensor")
    os.makedirs(tables, exist_ok=True)
    codes = np.arange(65536, dtype=np.uint16)
    # Widening: every code.
    half = torch.from_numpy(codes.view(np.int16)).view(torch.float16).to(torch.float32).numpy()
    brain = torch.from_numpy(codes.view(np.int16)).view(torch.bfloat16).to(torch.float32).numpy()
    # Narrowing: random floats of every exponent, all half-way cases of small halves, the edges.
    random = np.random.default_rng(11)
    bits = random.integers(0, 2**32, 4096, dtype=np.uint32)
    near = (half[: 31744 : 16].view(np.uint32) + random.integers(0, 1 << 13, 1984, dtype=np.uint32))
    ties = (half[: 31743 : 31].astype(np.float64) + half[1 : 31744 : 31].astype(np.float64)) / 2
    edges = np.array([65504, 65519.99, 65520, 65536, 2**-24, 2**-25, 2**-25 * 1.0001, 2**-14, 2**-15, 0, 3.4e38], np.float32)
    values = np.concatenate([bits.view(np.float32), near.view(np.float32), ties.astype(np.float32), edges, -edges])
    tensor = torch.from_numpy(values)
    with zipfile.ZipFile(os.path.join(tables, "tables.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        def put(name, array):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), array.tobytes(), zipfile.ZIP_DEFLATED)
        put("half", half)
        put("bfloat16", brain)
        put("values", values)
        put("values_half", tensor.to(torch.float16).view(torch.int16).numpy())
        put("values_bfloat16", tensor.to(torch.bfloat16).view(torch.int16).numpy())


if __name__ == "__main__":
    main(sys.argv[1])
