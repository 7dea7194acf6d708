#!/usr/bin/env python3
"""Makes the fixture of LossSoftmaxTest with NumPy (made with 2.4.6): shares softmax(-loss / T), in float64.

Run from the repository's root: python3 src/test/python/make_loss_softmax_fixture.py
"""
import pathlib

import numpy as np

OUT = pathlib.Path("src/test/resources/org/stockpot/search/loss-softmax.csv")

CASES = [(5.0, [0.5, 0.7, 1.3]), (5.0, [2.0]), (0.01, [0.31, 0.3, 0.45, 0.30]), (0.001, [0.0, 5.0]),
         (1000.0, [12.0, 0.1]), (1.0, [900.0, 901.0, 903.5])]

if __name__ == "__main__":
    rows = ["temperature,losses,shares"]
    for temperature, losses in CASES:
        logits = -np.array(losses) / temperature
        shares = np.exp(logits - np.logaddexp.reduce(logits))
        texts = [" ".join(repr(float(one)) for one in values) for values in (losses, shares)]
        rows.append(f"{temperature!r},{texts[0]},{texts[1]}")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(rows) + "\n")
