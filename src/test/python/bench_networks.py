"""The Python half of the part "networks" of "mvn -Pperformance": how many images a second PyTorch itself runs, eagerly.

Each line of standard input names a network, the side of its images in pixels, the number of threads and how many seconds to
measure; the answer is how many images a second the batch size runs that was the fastest of a first look. Images come as
bytes and are normalised, as on the other side. Needs torch, torchvision, timm and open_clip.
"""

import sys
import time

import open_clip
import timm
import torch
import torchvision
from make_clip_fixture import Classifier as Demo

BATCHES = [1, 4, 8, 16, 32, 64, 128, 256, 512, 1024]


class ClipClassifier(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.visual = open_clip.create_model("ViT-B-32-quickgelu").visual
        self.head = torch.nn.Linear(512, 1000)

    def forward(self, images):
        return self.head(torch.nn.functional.normalize(self.visual(images), dim=-1))


def mlp():
    linear, relu = torch.nn.Linear, torch.nn.ReLU
    return torch.nn.Sequential(torch.nn.Flatten(), linear(784, 512), relu(), linear(512, 512), relu(), linear(512, 10))


NETWORKS = {
    "demo": (1, lambda: Demo(10, True, channels=1, size=28, patch=7, width=64, blocks=4, embed=64)),
    "clip-vit-b-32": (3, ClipClassifier),
    "deit-tiny": (3, lambda: timm.create_model("deit_tiny_distilled_patch16_224")),
    "resnet18": (3, lambda: torchvision.models.resnet18()),
    "resnet50": (3, lambda: torchvision.models.resnet50()),
    "convnext-tiny": (3, lambda: torchvision.models.convnext_tiny()),
    "mlp": (1, mlp),
}


def throughput(network, batch, channels, size, seconds):
    images = torch.randint(256, (batch, channels, size, size), dtype=torch.uint8)
    mean, std = torch.full((1, channels, 1, 1), 0.5), torch.full((1, channels, 1, 1), 0.25)

    def run():
        network(images.float().div_(255).sub_(mean).div_(std))

    run()
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        run()
        done += batch
    return done / spent


for line in sys.stdin:
    action, *arguments = line.rstrip("\n").split("\t")
    if action == "versions":
        print(f"Python {sys.version.split()[0]}, torch {torch.__version__}, eager, {torch.get_num_threads()} threads")
        continue
    size, threads, seconds = int(arguments[0]), int(arguments[1]), float(arguments[2])
    torch.set_num_threads(threads)
    channels, make = NETWORKS[action]
    best, rate, falling = 1, 0.0, 0
    with torch.inference_mode():
        network = make().eval()
        for batch in BATCHES:
            found = throughput(network, batch, channels, size, seconds / 4)
            falling = 0 if found > rate else falling + 1
            best, rate = (batch, found) if found > rate else (best, rate)
            if falling == 2:
                break
        print(throughput(network, best, channels, size, seconds))
