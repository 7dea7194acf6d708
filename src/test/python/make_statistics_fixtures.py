#!/usr/bin/env python3
"""Makes the fixtures of the statistics' tests (made with NumPy 2.4.6, SciPy 1.17.1 and statsmodels 0.15.0).

Run from the repository's root: python3 src/test/python/make_statistics_fixtures.py
"""
import pathlib

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit, log_softmax
from scipy.stats import binomtest, bootstrap, linregress
from statsmodels.stats.multitest import multipletests

OUT = pathlib.Path("src/test/resources/org/stockpot/evaluate")

WILSON = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (50, 100), (99, 100), (8143, 10000), (21593, 26000), (1, 50000)]
PAIRS = [(0, 1), (1, 0), (0, 5), (0, 6), (6, 0), (3, 3), (5, 12), (12, 5), (40, 60), (52, 12), (100, 101), (300, 420),
         (4000, 4200), (0, 60), (2, 1000)]

HOLM = [[0.04], [0.01, 0.04, 0.03], [0.2, 0.001, 0.001, 0.9, 0.013], [1, 1, 0.6], [0.05 / 4, 0.05 / 3, 0.05 / 2, 0.05],
        [1e-300, 3e-7, 0.02, 0.02, 0.02, 0.5]]
#: images, classes, spread of the logits, what the right one has more
CALIBRATION = [(40, 4, 1.0, 1.0), (90, 3, 6.0, 2.0), (60, 10, 0.3, 0.1), (200, 5, 3.0, 8.0), (30, 2, 20.0, 5.0)]
#: accuracies of sets of so many images
OOD = [[(60, 100)], [(900, 1000), (300, 1000), (455, 500)], [(1, 20), (19, 20)]]


def words(values):
    return " ".join(repr(float(value)) for value in values)


def space(values):
    return " ".join(repr(value) for value in values)


def holm():
    rows = ["p,adjusted"]
    for p in HOLM:
        rows.append(f"{words(p)},{words(multipletests(p, method='holm')[1])}")
    return rows


def robustness(random):
    rows = ["test,ood,slope,intercept,newTest,newOod,robustness"]
    for models in (3, 5, 40):
        test = random.uniform(0.5, 0.95, models)
        ood = expit(0.8 * logit(test) - 0.7 + random.normal(0, 0.2, models))
        line = linregress(logit(test), logit(ood))
        new = 0.83
        found = 0.71 - expit(line.slope * logit(new) + line.intercept)
        rows.append(f"{words(test)},{words(ood)},{float(line.slope)!r},{float(line.intercept)!r},{new},0.71,{float(found)!r}")
    return rows


def nll(logits, labels, temperature):
    return float(-log_softmax(logits / temperature, axis=1)[np.arange(len(labels)), labels].mean())


def error(logits, labels, temperature):
    """Expected calibration error as in Guo et al.'s own code: bins (low, high]."""
    p = np.exp(log_softmax(logits / temperature, axis=1))
    confidence = p.max(axis=1)
    correct = p.argmax(axis=1) == labels
    edges = np.linspace(0, 1, 16)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return float(total)


def calibration(random):
    rows = ["images,classes,logits,crossEntropy,brier,error,temperature,cooled,cooledError"]
    for images, classes, spread, more in CALIBRATION:
        labels = np.arange(images) % classes
        logits = random.normal(0, spread, (images, classes))
        logits[np.arange(images), labels] += more
        logits = logits.astype(np.float32).astype(np.float64)
        p = np.exp(log_softmax(logits, axis=1))
        brier = float(((p - np.eye(classes)[labels]) ** 2).sum(axis=1).mean())
        best = minimize_scalar(lambda log_t: nll(logits, labels, np.exp(log_t)), bounds=(np.log(1e-3), np.log(1e3)),
                               method="bounded", options={"xatol": 1e-12})
        t = float(np.exp(best.x))
        rows.append(f"{images},{classes},{words(logits.ravel())},{nll(logits, labels, 1)!r},{brier!r},"
                    f"{error(logits, labels, 1)!r},{t!r},{nll(logits, labels, t)!r},{error(logits, labels, t)!r}")
    return rows


def mean_of_means(*samples, axis=-1):
    return sum(sample.mean(axis=axis) for sample in samples) / len(samples)


def ood():
    rows = ["correct,total,low,high"]
    for sets in OOD:
        samples = [np.concatenate([np.ones(k), np.zeros(n - k)]) for k, n in sets]
        found = bootstrap(samples, mean_of_means, n_resamples=100_000, batch=200, method="percentile", vectorized=True,
                          random_state=7).confidence_interval
        rows.append(f"{space([k for k, n in sets])},{space([n for k, n in sets])},{float(found.low)!r},"
                    f"{float(found.high)!r}")
    return rows


if __name__ == "__main__":
    generator = np.random.default_rng(20230214)
    for name, lines in (("holm", holm()), ("robustness", robustness(generator)),
                        ("calibration", calibration(generator)), ("bootstrap", ood())):
        (OUT / f"{name}.csv").write_text("\n".join(lines) + "\n")
    rows = ["correct,total,low,high"]
    for correct, total in WILSON:
        interval = binomtest(correct, total).proportion_ci(0.95, method="wilson")
        rows.append(f"{correct},{total},{float(interval.low)!r},{float(interval.high)!r}")
    (OUT / "wilson.csv").write_text("\n".join(rows) + "\n")
    rows = ["onlyFirst,onlySecond,p"]
    for first, second in PAIRS:
        rows.append(f"{first},{second},{float(binomtest(first, first + second, 0.5).pvalue)!r}")
    (OUT / "mcnemar.csv").write_text("\n".join(rows) + "\n")
