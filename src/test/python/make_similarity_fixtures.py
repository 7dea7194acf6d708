#!/usr/bin/env python3
"""Makes the fixtures of the tests of differences between models (made with NumPy 2.4.6).

Run from the repository's root: python3 src/test/python/make_similarity_fixtures.py

Reads src/test/resources/org/stockpot/fuse/methods.txt, the models of make_fusion_fixtures.py, and writes one line per
number that similarity.csv asserts: what, of which tensor or of all, the row, the column, the value.
"""
import pathlib

import numpy as np

FOLDER = pathlib.Path("src/test/resources/org/stockpot/fuse")


def models():
    found = {}
    for line in (FOLDER / "methods.txt").read_text().splitlines():
        name, tensor, *values = line.split(" ")
        if name == "base" or name[1:].isdigit():
            found.setdefault(name, {})[tensor] = np.array([float(value) for value in values])
    return found


def scaled(distances):
    """Classical scaling as Torgerson 1952 has it; the coordinate farthest out is positive."""
    n = len(distances)
    centring = np.eye(n) - np.ones((n, n)) / n
    values, vectors = np.linalg.eigh(-centring @ distances**2 @ centring / 2)
    order = np.argsort(values)[::-1]
    values, vectors = values[order], vectors[:, order]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(n)])
    positive = np.clip(values, 0, None)
    return vectors[:, :2] * np.sqrt(positive[:2]), positive[:2].sum() / positive.sum()


def rows(scope, base, names, ingredients):
    delta = {name: ingredients[name] - base for name in names}
    total = sum(delta.values())
    mean = total / len(names)
    for name in names:
        yield "relative", scope, name, "", np.linalg.norm(delta[name]) / np.linalg.norm(base)
        yield "mean-cosine", scope, name, "", delta[name] @ mean / np.linalg.norm(delta[name]) / np.linalg.norm(mean)
        yield "conflict", scope, name, "", np.mean(delta[name] * total < 0)
        for other in names:
            lengths = np.linalg.norm(delta[name]) * np.linalg.norm(delta[other])
            yield "cosine", scope, name, other, delta[name] @ delta[other] / lengths
    everybody = {"base": base} | {name: ingredients[name] for name in names}
    distances = np.array([[np.linalg.norm(a - b) for b in everybody.values()] for a in everybody.values()])
    distances /= np.linalg.norm(base)
    for i, one in enumerate(everybody):
        for j, other in enumerate(everybody):
            yield "distance", scope, one, other, distances[i, j]
    points, explained = scaled(distances)
    for i, one in enumerate(everybody):
        yield "x", scope, one, "", points[i, 0]
        yield "y", scope, one, "", points[i, 1]
    yield "explained", scope, "", "", explained


def main():
    found = models()
    base = found.pop("base")
    lines = ["what,scope,row,column,value"]
    for scope in ["all", *base]:
        tensors = list(base) if scope == "all" else [scope]
        flat = {name: np.concatenate([model[tensor] for tensor in tensors]) for name, model in found.items()}
        origin = np.concatenate([base[tensor] for tensor in tensors])
        for what, where, row, column, value in rows(scope, origin, list(flat), flat):
            lines.append(f"{what},{where},{row},{column},{float(value)!r}")
    (FOLDER / "similarity.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
