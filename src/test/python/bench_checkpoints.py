"""The Python half of "mvn -Pbench": does on each line of standard input what it says and answers with the milliseconds it took.

Needs torch and safetensors (measured with torch 2.7.1 and safetensors 0.8 from PyPI). Start the benchmark with
-Dbench.python=INTERPRETER, and it runs this script by itself.

safetensors and torch.load(mmap=True) hand out views of a mapped file, of which no byte has been read yet. Where "read"
stands for reading, the tensors are therefore cloned into memory of their own, which is what our side does as well.
"""

import hashlib
import sys
import time

import safetensors
import torch
from safetensors.torch import load_file


def list_safetensors(path):
    with safetensors.safe_open(path, "pt") as file:
        return [(name, file.get_slice(name).get_dtype(), file.get_slice(name).get_shape()) for name in file.keys()]


def list_torch(path):
    return [(name, tensor.dtype, tensor.shape) for name, tensor in torch.load(path, mmap=True, weights_only=True).items()]


def clone(tensors):
    return {name: tensor.clone() for name, tensor in tensors.items()}


def stream_safetensors(path):
    with safetensors.safe_open(path, "pt") as file:
        for name in file.keys():
            file.get_tensor(name).clone()


def sha256(path):
    digest = hashlib.sha256()
    buffer = bytearray(1 << 20)
    with open(path, "rb", buffering=0) as file:
        while count := file.readinto(buffer):
            digest.update(memoryview(buffer)[:count])
    return digest.hexdigest()


ACTIONS = {
    "list_safetensors": list_safetensors,
    "list_torch": list_torch,
    "load_file": lambda path: clone(load_file(path)),
    "stream_safetensors": stream_safetensors,
    "torch_load": lambda path: torch.load(path, weights_only=True),
    "torch_load_mmap": lambda path: clone(torch.load(path, mmap=True, weights_only=True)),
    "sha256": sha256,
}

for line in sys.stdin:
    action, *arguments = line.rstrip("\n").split("\t")
    if action == "versions":
        print(f"Python {sys.version.split()[0]}, torch {torch.__version__}, safetensors {safetensors.__version__}, "
              f"{torch.get_num_threads()} threads")
        continue
    start = time.perf_counter()
    result = ACTIONS[action](*arguments)
    print((time.perf_counter() - start) * 1000)
    del result
