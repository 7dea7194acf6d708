#!/usr/bin/env python3
"""Makes the fixture of CrossEntropyTest with PyTorch (made with 2.7.1+cu126), in float64 from float32 logits.

Image i has label i mod number of the set's classes. A map gives the model's classes that each class of the set means, as
"1+3 2": logits are restricted to all that occur, and p is the sum over those that are right.

Run from the repository's root: python3 src/test/python/make_cross_entropy_fixtures.py
"""
import pathlib

import torch

OUT = pathlib.Path("src/test/resources/org/stockpot/evaluate/cross-entropy.csv")

# images, classes of the model, scale of the logits, map, seed
CASES = [(12, 4, 1.0, "", 1), (30, 10, 30.0, "", 2), (9, 3, 3000.0, "", 3), (7, 5, 0.0, "", 4),
         (10, 6, 2.0, "1+3 2", 5), (12, 8, 900.0, "0+7 5+6 2", 6)]


def mean_loss(logits, classes):
    wide = logits.double()
    if not classes:
        labels = torch.arange(len(wide)) % wide.shape[1]
        return torch.nn.functional.cross_entropy(wide, labels)
    kept = sorted({one for group in classes for one in group})
    losses = []
    for i, row in enumerate(wide):
        right = classes[i % len(classes)]
        losses.append(torch.logsumexp(row[kept], 0) - torch.logsumexp(row[right], 0))
    return torch.stack(losses).mean()


if __name__ == "__main__":
    rows = ["images,classes,map,logits,loss"]
    for images, classes, scale, text, seed in CASES:
        logits = scale * torch.randn(images, classes, generator=torch.Generator().manual_seed(seed))
        groups = [[int(one) for one in group.split("+")] for group in text.split()]
        values = " ".join(repr(float(one)) for one in logits.flatten())
        rows.append(f"{images},{classes},{text},{values},{mean_loss(logits, groups).item()!r}")
    OUT.write_text("\n".join(rows) + "\n")
