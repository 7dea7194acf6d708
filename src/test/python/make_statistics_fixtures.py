#!/usr/bin/env python3
"""Makes the fixtures of IntervalTest and McNemarTest with SciPy (made with 1.10.1).

Run from the repository's root: python3 src/test/python/make_statistics_fixtures.py
"""
import pathlib

from scipy.stats import binomtest

OUT = pathlib.Path("src/test/resources/org/stockpot/evaluate")

WILSON = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (50, 100), (99, 100), (8143, 10000), (21593, 26000), (1, 50000)]
PAIRS = [(0, 1), (1, 0), (0, 5), (0, 6), (6, 0), (3, 3), (5, 12), (12, 5), (40, 60), (52, 12), (100, 101), (300, 420),
         (4000, 4200), (0, 60), (2, 1000)]

if __name__ == "__main__":
    rows = ["correct,total,low,high"]
    for correct, total in WILSON:
        interval = binomtest(correct, total).proportion_ci(0.95, method="wilson")
        rows.append(f"{correct},{total},{interval.low!r},{interval.high!r}")
    (OUT / "wilson.csv").write_text("\n".join(rows) + "\n")
    rows = ["onlyFirst,onlySecond,p"]
    for first, second in PAIRS:
        rows.append(f"{first},{second},{binomtest(first, first + second, 0.5).pvalue!r}")
    (OUT / "mcnemar.csv").write_text("\n".join(rows) + "\n")
