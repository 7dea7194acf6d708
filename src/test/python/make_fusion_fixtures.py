"""Writes src/test/resources/org/stockpot/fuse/methods.txt: small models, and what each fusion method makes of them.

Computed with NumPy, tensor by tensor and element by element where that is plainer; shares no code with the program.
One line per tensor: whose (base, m0, m1, m2, METHOD@WEIGHTS, model-stock, wise-ft with 0.3, or lines with 0.2), the tensor's name, the values; and the mean
cosine between the models' differences from the base.
Run from the repository root: python src/test/python/make_fusion_fixtures.py
"""

import hashlib
from pathlib import Path

import numpy as np

OUT = Path("src/test/resources/org/stockpot/fuse/methods.txt")
SIZES = {"stem.weight": 24, "block.weight": 90, "head.weight": 40, "head.bias": 6}


def models():
    rng = np.random.default_rng(20240607)
    base = {name: rng.normal(size=size) for name, size in SIZES.items()}
    # Differences of unlike size per tensor, so that the largest of the model are not the largest of each tensor.
    spread = {"stem.weight": 1.5, "block.weight": 0.02, "head.weight": 0.4, "head.bias": 2.0}
    finetuned = [
        {name: base[name] + spread[name] * rng.normal(size=size) * rng.uniform(0, 1, size=size) ** 2
         for name, size in SIZES.items()}
        for _ in range(3)
    ]
    finetuned[1]["head.bias"] = np.zeros(SIZES["head.bias"])  # no direction
    return base, finetuned


def magnitude(delta):
    return np.abs(delta.astype(np.float32))


def keep_largest(magnitudes, density):
    """Mask of the round(density * n) largest, and of whatever equals the smallest of these."""
    wanted = max(1, int(np.floor(density * magnitudes.size + 0.5)))
    return magnitudes >= np.sort(magnitudes)[::-1][wanted - 1]


def trimmed(deltas, density, scope):
    out = []
    for delta in deltas:
        if scope == "model":
            mask = keep_largest(np.concatenate([magnitude(d) for d in delta.values()]), density)
            cuts = np.cumsum([d.size for d in delta.values()])[:-1]
            masks = dict(zip(delta, np.split(mask, cuts)))
        else:
            masks = {name: keep_largest(magnitude(d), density) for name, d in delta.items()}
        out.append({name: np.where(masks[name], d, 0.0) for name, d in delta.items()})
    return out


def elected(deltas, weights):
    """The mean of those that agree with the sign that outweighs, times the sum of the weights, per element."""
    result = {}
    for name in deltas[0]:
        merged = np.zeros(deltas[0][name].size)
        for i in range(merged.size):
            votes = [w * d[name][i] for w, d in zip(weights, deltas)]
            sign = np.sign(sum(votes))
            agree = [(v, abs(w)) for v, w in zip(votes, weights) if v * sign > 0]
            if agree:
                merged[i] = sum(map(abs, weights)) * sum(v for v, _ in agree) / sum(w for _, w in agree)
        result[name] = merged
    return result


def summed(deltas, weights):
    return {name: sum(w * d[name] for w, d in zip(weights, deltas)) for name in deltas[0]}


def splitmix64(start, count):
    mask = (1 << 64) - 1
    state = start
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def dropped(deltas, drop, seed):
    out = []
    for row, delta in enumerate(deltas):
        kept = {}
        for name, d in delta.items():
            digest = hashlib.sha256(f"{row}\n{name}\n{seed}".encode()).digest()
            numbers = splitmix64(int.from_bytes(digest[:8], "big"), d.size)
            survives = np.array([number / 2.0**64 >= drop for number in numbers])
            kept[name] = np.where(survives, d / (1 - drop), 0.0)
        out.append(kept)
    return out


def slerp(a, b, t):
    norms = np.linalg.norm(a) * np.linalg.norm(b)
    cosine = 1.0 if norms == 0 else np.dot(a, b) / norms
    if abs(cosine) > 0.9995:
        return (1 - t) * a + t * b
    angle = np.arccos(cosine)
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def folded(tensors, weights):
    result, done = tensors[0], weights[0]
    for tensor, weight in zip(tensors[1:], weights[1:]):
        result = slerp(result, tensor, weight / (done + weight))
        done += weight
    return result


def main():
    base, finetuned = models()
    deltas = [{name: m[name] - base[name] for name in SIZES} for m in finetuned]
    lines = []

    def put(label, tensors):
        for name, values in tensors.items():
            lines.append(" ".join([label, name, *(repr(float(v)) for v in values)]))

    def put_sum(method, weights, difference):
        put(f"{method}@{','.join(map(str, weights))}", {name: base[name] + difference[name] for name in SIZES})

    put("base", base)
    for row, m in enumerate(finetuned):
        put(f"m{row}", m)
    third, uneven, odd = [1 / 3] * 3, [0.5, 0.3, 0.7], [0.9, -0.4, 0.2]
    for weights in (third, uneven, odd):
        put_sum("arithmetic", weights, summed(deltas, weights))
        for density, scope in ((0.2, "model"), (0.2, "tensor"), (0.55, "model"), (1.0, "tensor")):
            put_sum(f"ties:density={density},scope={scope}", weights,
                    elected(trimmed(deltas, density, scope), weights))
        for drop, merge, seed in ((0.5, "linear", 1), (0.9, "linear", 7), (0.5, "ties", 1)):
            left = dropped(deltas, drop, seed)
            put_sum(f"dare:drop={drop},merge={merge},seed={seed}", weights,
                    summed(left, weights) if merge == "linear" else elected(left, weights))
    for weights in (third, uneven, [0.25, 0.75, 1e-3]):
        label = f"slerp@{','.join(map(str, weights))}"
        put(label, {name: folded([m[name] for m in finetuned], weights) for name in SIZES})
    mean = {name: np.mean([d[name] for d in deltas], axis=0) for name in SIZES}
    put("wise-ft", {name: 0.3 * np.mean([m[name] for m in finetuned], axis=0) + 0.7 * base[name] for name in SIZES})
    depth = {"stem.weight": 0.0, "block.weight": 0.5, "head.weight": 1.0, "head.bias": 1.0}
    put("lines", {name: base[name] + (0.2 + 0.8 * depth[name]) * mean[name] for name in SIZES})
    for name in SIZES:
        vectors = [d[name] for d in deltas]
        cosines = [np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))
                   for i, a in enumerate(vectors) for b in vectors[:i]]
        cosine, n = np.mean(cosines), len(vectors)
        share = float(np.clip(n * cosine / (1 + (n - 1) * cosine), 0, 1))
        put("cosine", {name: [cosine]})
        put("model-stock", {name: share * np.mean([m[name] for m in finetuned], axis=0) + (1 - share) * base[name]})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
