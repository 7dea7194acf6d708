#!/usr/bin/env python3
"""Makes the fixture of WagerTest with NumPy (made with 2.4.6): capitals of a wager, from cumulative sums of whole arrays.

Run from the repository's root: python3 src/test/python/make_race_fixtures.py
"""
import pathlib

import numpy as np

FOLDER = pathlib.Path("src/test/resources/org/stockpot/evaluate")
OUT = FOLDER / "wager.csv"
WEIGHTED = FOLDER / "wager-weighted.csv"

# numbers better, worse, equal; total claimed; seed
CASES = [(3, 3, 34, 0.0, 1), (1, 9, 50, 0.0, 2), (6, 2, 22, 0.0, 3), (5, 10, 185, -3.5, 4), (20, 40, 940, 0.0, 5),
         (0, 12, 0, 0.0, 6), (12, 0, 0, 0.0, 7), (2, 2, 16, 9.0, 8), (30, 34, 436, -1e-6, 9)]

# images, weights of their copies (they sum to 1), total claimed, seed: differences are weighted means of -1, 0 and 1
WEIGHTED_CASES = [(40, [0.5, 0.5], 0.0, 11), (60, [0.5, 0.25, 0.25], -2.25, 12), (200, [0.7, 0.1, 0.1, 0.1], 0.0, 13)]

PRIOR = 100
PRIOR_BETTER = 1.5
PRIOR_WORSE = 2.5


def log_capital(x, total):
    """After every number of x, which are all there are."""
    count = len(x)
    seen = np.arange(count)
    before = np.concatenate([[0], np.cumsum(x)[:-1]])
    squares = np.concatenate([[0], np.cumsum(x * x)[:-1]])
    mu = (total - before) / (count - seen)
    m = (before + PRIOR_BETTER - PRIOR_WORSE) / (seen + PRIOR)
    v = (squares + PRIOR_BETTER + PRIOR_WORSE) / (seen + PRIOR) - m ** 2
    stake = np.clip((mu - m) / (v + (mu - m) ** 2), 0, np.minimum(1, 0.75 / np.maximum(1 - mu, 1e-300)))
    return np.cumsum(np.log1p(stake * (mu - x)))


if __name__ == "__main__":
    rows = ["total,differences,logCapitals"]
    for better, worse, equal, total, seed in CASES:
        x = np.random.default_rng(seed).permutation(np.array([1] * better + [-1] * worse + [0] * equal))
        text = "".join("-0+"[one + 1] for one in x)
        values = log_capital(x.astype(float), total)
        rows.append(f"{total!r},{text},{' '.join(repr(float(one)) for one in values[4::5])}")
    OUT.write_text("\n".join(rows) + "\n")
    rows = ["total,differences,logCapitals"]
    for images, weights, total, seed in WEIGHTED_CASES:
        copies = np.random.default_rng(seed).choice([-1, 0, 1], (images, len(weights)), p=[0.12, 0.8, 0.08])
        x = copies @ np.array(weights)
        values = log_capital(x, total)
        rows.append(f"{total!r},{' '.join(repr(float(one)) for one in x)},{' '.join(repr(float(one)) for one in values)}")
    WEIGHTED.write_text("\n".join(rows) + "\n")
