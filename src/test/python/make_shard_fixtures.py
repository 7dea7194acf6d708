"""Makes the fixtures of sharded checkpoints and of 8-bit floats for org.stockpot.checkpoint with real PyTorch and safetensors.

Needs torch 2.7.1 and safetensors 0.8 from PyPI, and numpy:

    python src/test/python/make_shard_fixtures.py src/test/resources/checkpoint

The shards are what Hugging Face's save_pretrained writes: files named NAME-00001-of-0000N, and an index, written here by
hand. sharded.safetensors holds the same tensors in one file.
"""

import json
import os
import sys
from collections import OrderedDict

import torch
from safetensors.torch import load_file, save_file

FLOAT8 = {
    "f8_e4m3": torch.float8_e4m3fn,
    "f8_e5m2": torch.float8_e5m2,
    "f8_e8m0": torch.float8_e8m0fnu,
    "f8_e4m3fnuz": torch.float8_e4m3fnuz,
    "f8_e5m2fnuz": torch.float8_e5m2fnuz,
}


def index(path, shards, total):
    mapped = OrderedDict(sorted((name, file) for file, tensors in shards.items() for name in tensors))
    with open(path, "w") as file:
        json.dump({"metadata": {"total_size": total}, "weight_map": mapped}, file, indent=2)
        file.write("\n")


def main(folder):
    generator = torch.Generator().manual_seed(11)
    weights = OrderedDict()
    for block in range(3):
        weights[f"blocks.{block}.weight"] = torch.randn(4, 5, generator=generator)
        weights[f"blocks.{block}.bias"] = torch.randn(4, generator=generator).to(torch.bfloat16)
        weights[f"blocks.{block}.steps"] = torch.tensor(block)
    names = sorted(weights)
    parts = [names[:3], names[3:7], names[7:]]
    total = sum(tensor.numel() * tensor.element_size() for tensor in weights.values())

    save_file(weights, os.path.join(folder, "sharded.safetensors"))
    for ending, stem in (("safetensors", "model"), ("bin", "pytorch_model")):
        sharded = os.path.join(folder, "sharded_" + ending)
        os.makedirs(sharded, exist_ok=True)
        shards = {}
        for number, part in enumerate(parts, 1):
            file = f"{stem}-{number:05d}-of-{len(parts):05d}.{ending}"
            shards[file] = OrderedDict((name, weights[name]) for name in part)
            if ending == "bin":
                torch.save(shards[file], os.path.join(sharded, file))
            else:
                save_file(shards[file], os.path.join(sharded, file), metadata={"format": "pt"})
        index(os.path.join(sharded, f"{stem}.{ending}.index.json"), shards, total)

    # All 256 patterns of each type: a copy must keep every bit, NaN payloads included.
    patterns = torch.arange(256, dtype=torch.int16).to(torch.uint8)
    eights = OrderedDict((name, patterns.clone().view(dtype).reshape(16, 16)) for name, dtype in FLOAT8.items())
    eights["patterns"] = patterns
    eights["scale"] = torch.tensor([0.5, 2.0])
    save_file(eights, os.path.join(folder, "float8.safetensors"))
    torch.save(eights, os.path.join(folder, "float8.pt"))
    for name, tensor in load_file(os.path.join(folder, "float8.safetensors")).items():
        assert torch.equal(tensor.reshape(-1).view(torch.uint8), eights[name].reshape(-1).view(torch.uint8))


if __name__ == "__main__":
    main(sys.argv[1])
