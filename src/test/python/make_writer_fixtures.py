"""Makes the fixtures that hold Stockpot's PyTorch writer against torch.save, byte by byte.

Needs torch 2.7.1 from PyPI, nothing else:

    python3 src/test/python/make_writer_fixtures.py src/test/resources

saved_by_torch.pt: a state dict with every element type, scalars, empty tensors and names in many scripts.
saved_by_torch.txt: name, size and SHA-256 of the pickles of larger state dicts, whose archives would be too large here.
"""

import hashlib
import io
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch

OUT = Path(sys.argv[1]) / "checkpoint"

TYPES = [
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
    torch.uint64, torch.uint32, torch.uint16, torch.uint8, torch.bool, torch.float8_e4m3fn, torch.float8_e5m2,
    torch.float8_e8m0fnu, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz,
]


def tensor(dtype, shape, seed):
    count = int(torch.Size(shape).numel())
    width = torch.empty(0, dtype=dtype).element_size()
    raw = torch.tensor([(seed * 37 + i * 11) % (2 if dtype == torch.bool else 120) for i in range(count * width)], dtype=torch.uint8)
    return torch.empty(0, dtype=dtype).reshape(shape) if count == 0 else raw.view(dtype).reshape(shape).clone()


def save(tensors):
    file = io.BytesIO()
    torch.save(tensors, file)
    return file


def pickle(tensors):
    with zipfile.ZipFile(save(tensors)) as archive:
        return archive.read("archive/data.pkl")


def main():
    every = OrderedDict()
    for number, dtype in enumerate(TYPES):
        name = str(dtype).split(".")[1]
        every[f"{name}.matrix"] = tensor(dtype, (2, 3), number)
        every[f"{name}.scalar"] = tensor(dtype, (), number + 1)
    every["empty"] = tensor(torch.float32, (0,), 0)
    every["empty.rows"] = tensor(torch.int64, (0, 3), 0)
    every["empty.columns"] = tensor(torch.float16, (3, 0), 0)
    every["deep"] = tensor(torch.float32, (1, 2, 1, 3, 1), 5)
    every["long"] = tensor(torch.uint8, (300,), 6)
    every["größe.漢.😀 \" \\"] = tensor(torch.float32, (1,), 7)
    (OUT / "saved_by_torch.pt").write_bytes(save(every).getvalue())

    lines = []
    for count in 1, 999, 1000, 1001, 2000:
        data = pickle(OrderedDict((f"layer.{i}.weight", tensor(torch.float32, (1,), i)) for i in range(count)))
        lines.append(f"layers-{count} {len(data)} {hashlib.sha256(data).hexdigest()}")
    data = pickle(OrderedDict(wide=torch.zeros(70_000, 33_000, dtype=torch.int8)))
    lines.append(f"wide {len(data)} {hashlib.sha256(data).hexdigest()}")
    (OUT / "saved_by_torch.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
