"""Opens files that Stockpot wrote with real PyTorch and compares every tensor with a safetensors twin.

Needs torch; run by hand with torch 2.7.1 from PyPI and with Debian's 1.13.1, which has fewer element types:

    python3 src/test/python/check_written_files.py WRITTEN.pt TRUTH.safetensors
    python3 src/test/python/check_written_files.py --program WRITTEN.pt TRUTH.pt 3,8,8

TRUTH.safetensors holds the same tensors as Stockpot wrote them to safetensors; it is decoded here by hand, from the
format's description, so that PyTorch is the only judge of WRITTEN. A program must compute on random images of the given
shape what the program TRUTH.pt computes, whose tensors were written into the template. The files are made by
org.stockpot.tools.WrittenFiles.
"""

import json
import struct
import sys
import zipfile

import torch

NAMES = {
    "F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64", "I32": "int32",
    "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32", "U16": "uint16", "U8": "uint8", "BOOL": "bool",
    "F8_E4M3": "float8_e4m3fn", "F8_E5M2": "float8_e5m2", "F8_E8M0": "float8_e8m0fnu",
    "F8_E4M3FNUZ": "float8_e4m3fnuz", "F8_E5M2FNUZ": "float8_e5m2fnuz",
}


def truth(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            file.seek(8 + length + begin)
            yield name, NAMES[entry["dtype"]], entry["shape"], file.read(end - begin)


def raw(tensor):
    flat = tensor.detach().contiguous().reshape(-1)
    return bytes() if flat.numel() == 0 else bytes(flat.view(torch.uint8).numpy().tobytes())


def compare(kind, tensors, path):
    expected = list(truth(path))
    assert sorted(tensors) == sorted(name for name, *_ in expected), kind
    for name, dtype, shape, data in expected:
        tensor = tensors[name]
        assert str(tensor.dtype) == "torch." + dtype, (kind, name, tensor.dtype)
        assert list(tensor.shape) == shape and tensor.is_contiguous(), (kind, name)
        if tensor.dtype == torch.bool:
            tensor = tensor.to(torch.uint8)
        assert raw(tensor) == data, (kind, name)
    print(f"torch {torch.__version__}: {kind}: {len(expected)} tensors, bit for bit")


def programs(written, path, shape):
    found, expected = (torch.jit.load(file).eval() for file in (written, path))
    theirs = dict(expected.named_parameters()) | dict(expected.named_buffers())
    ours = dict(found.named_parameters()) | dict(found.named_buffers())
    assert ours.keys() == theirs.keys()
    for name, tensor in theirs.items():
        assert ours[name].dtype == tensor.dtype and torch.equal(ours[name], tensor), name
    torch.manual_seed(1)
    images = torch.randn(5, *shape)
    with torch.no_grad():
        assert torch.equal(found(images), expected(images))
    notes = {"stockpot.json": ""}
    torch.jit.load(written, _extra_files=notes)
    assert json.loads(notes["stockpot.json"])["made"] == "for a check", notes
    print(f"torch {torch.__version__}: program: {len(theirs)} tensors and all outputs, bit for bit")


def main():
    if sys.argv[1] == "--program":
        programs(sys.argv[2], sys.argv[3], [int(size) for size in sys.argv[4].split(",")])
        return
    written, path = sys.argv[1:3]
    with zipfile.ZipFile(written) as archive:
        assert archive.testzip() is None
    compare("weights_only", torch.load(written, weights_only=True), path)
    compare("full unpickler", torch.load(written, weights_only=False), path)
    if torch.__version__ >= "2":
        compare("mmap", torch.load(written, weights_only=True, mmap=True), path)
        torch.utils.serialization.config.load.calculate_storage_offsets = True
        compare("calculated offsets", torch.load(written, weights_only=True, mmap=True), path)


if __name__ == "__main__":
    main()
