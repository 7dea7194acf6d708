#!/usr/bin/env python3
"""Makes the fixture of PublishedReplayTest with NumPy (made with 2.4.6): manifold mixing as it is published.

Written from the description of Fassold 2023 (arXiv:2309.08610), section 3, alone. It mixes models, not mixing weights: A is an
array, and A = lambda * A + (1 - lambda) * C. Only at the end are the shares of the ingredients computed, from the lambdas.

The accuracies that the published run saw, one by one, were never published; its figures were: 72 models, 8 layer groups of which
the network runs 3, 26,000 images, the best model at 83.05 %. The first case is of that size. What a model scores there is a
made-up function of its numbers, in whole images. An optimiser is a list of points: what is replayed are the decisions between
its runs, so the points are drawn at random and written down.

Run from the repository's root: python3 src/test/python/make_replay_fixture.py
"""
import json
import pathlib

import numpy as np

OUT = pathlib.Path("src/test/resources/org/stockpot/search/replay.json")
NUMBERS = 6  # per model and layer group


class Run:
    """One run of the published algorithm, and everything it asked and decided."""

    def __init__(self, seed, models, groups, used, images, best, spread, tau=0.998, delta=0.5, per_dim=30,
                 per_dim_joint=50, second=True, order="descending", points=3):
        self.rng = np.random.default_rng(seed)
        self.groups, self.images, self.tau, self.delta = groups, images, tau, delta
        self.per_dim, self.per_dim_joint, self.second, self.order, self.points = per_dim, per_dim_joint, second, order, points
        self.target = self.rng.normal(size=(groups, NUMBERS))
        reach = spread * (1 + 5 * self.rng.uniform(size=(models, 1, 1)) ** 2)
        self.models = self.target + reach * self.rng.normal(size=(models, groups, NUMBERS))
        self.weight = np.where(np.arange(groups) < used, 1.0, 0.0)
        self.sign = self.rng.normal(size=NUMBERS)
        self.top = best + min(self.loss(model) for model in self.models)
        self.asked, self.passes, self.decisions, self.lambdas = [], [], [], []

    def loss(self, model):
        return float(np.sum(self.weight[:, None] * (model - self.target) ** 2))

    def accuracy(self, model):
        hits = int(np.floor(self.images * (self.top - self.loss(model))))
        self.asked.append((model @ self.sign, hits))
        return hits / self.images

    def optimise(self, function, start, low, high, budget):
        """Maximises: the start, then points on both sides of it, near and far, within the bounds."""
        start = np.clip(start, low, high)
        near = 0.02 + 0.98 * self.rng.uniform(size=(self.points, 1)) ** 3
        away = near * (self.rng.uniform(low, high, size=(self.points, start.size)) - start)
        points = np.clip(np.concatenate([start + away, start - away]), low, high)
        self.passes.append({"start": rounded(start), "low": low, "high": high, "budget": budget,
                            "points": [exact(point) for point in points]})
        best, value = start, function(start)
        for point in points:
            now = function(point)
            if now > value:
                best, value = point, now
        return best, value

    def decide(self, outcome, candidate, value, threshold):
        self.decisions.append({"outcome": outcome, "candidate": int(candidate), "value": value, "threshold": threshold})

    def phase1(self):
        own = np.array([self.accuracy(model) for model in self.models])
        order = np.argsort(-own if self.order == "descending" else own, kind="stable")
        mixed, value, joined, self.kept = self.models[order[0]], own[order[0]], 1, [int(order[0])]
        self.decide("STARTED", order[0], value, value)
        for candidate in order[1:]:
            other = self.models[candidate]

            def mix(shares):
                return shares[:, None] * mixed + (1 - shares[:, None]) * other

            ratio = joined / (joined + 1)
            plain = self.accuracy(mix(np.full(self.groups, ratio)))
            if plain < self.tau * value:
                self.decide("SKIPPED", candidate, plain, self.tau * value)
                continue
            reach = self.delta * (1 - ratio)
            budget = self.per_dim * self.groups
            found, best = self.optimise(lambda shares: self.accuracy(mix(shares)), np.full(self.groups, ratio), ratio - reach,
                                        ratio + reach, budget)
            if best >= value and self.second:
                first = best
                again, now = self.optimise(lambda shares: self.accuracy(mix(shares)), found, 0.3, 1.0, budget)
                if now > best:
                    found, best = again, now
                if (best - first) / first >= 0.3 * (1 - self.tau):
                    self.thirds += 1
                    again, now = self.optimise(lambda shares: self.accuracy(mix(shares)), found, 0.3, 1.0, budget)
                    if now > best:
                        found, best = again, now
            if best < value:
                self.decide("NEAR_MISS", candidate, best, value)
                continue
            self.decide("ACCEPTED", candidate, best, value)
            mixed, value, joined = mix(found), best, joined + 1
            self.lambdas.append(found)
            self.kept.append(int(candidate))
        return mixed, value

    def shares(self):
        """beta_j = s_j * product of the lambdas from j on; s_0 = 1, s_j = 1 - lambda_(j-1)."""
        lambdas = np.array(self.lambdas).reshape(-1, self.groups)
        beta = np.array([(1.0 if j == 0 else 1 - lambdas[j - 1]) * np.prod(lambdas[j:], axis=0)
                         for j in range(len(lambdas) + 1)]).reshape(-1, self.groups)
        assert np.allclose(beta.sum(axis=0), 1)
        return beta

    def phase2(self, value, beta):
        if len(self.kept) < 2:
            return beta, value
        members = self.models[self.kept]

        def weights(factors):
            scaled = factors.reshape(beta.shape) * beta
            return scaled / scaled.sum(axis=0)

        def mix(factors):
            return np.einsum("kg,kgn->gn", weights(factors), members)

        found, best = self.optimise(lambda factors: self.accuracy(mix(factors)), np.ones(beta.size), 0.7, 1.4,
                                    self.per_dim_joint * beta.size)
        self.decide("REFINED" if best > value else "NOT_REFINED", -1, best, value)
        return (weights(found), best) if best > value else (beta, value)

    thirds = 0

    def fixture(self, name):
        mixed, value = self.phase1()
        beta = self.shares()
        assert np.allclose(np.einsum("kg,kgn->gn", beta, self.models[self.kept]), mixed)
        joint, last = self.phase2(value, beta)
        distinct = {}
        for signature, hits in self.asked:
            distinct.setdefault(tuple(np.round(signature, 9)), (rounded(signature), hits))
        counts = {word: sum(d["outcome"] == word for d in self.decisions) for word in
                  ("SKIPPED", "NEAR_MISS", "ACCEPTED", "REFINED")}
        print(name, counts, "third passes", self.thirds, f"{len(distinct)} evaluations, {value:.4f} -> {last:.4f}")
        return {"name": name, "tau": self.tau, "delta": self.delta, "evaluations": self.per_dim,
                "jointEvaluations": self.per_dim_joint, "secondPass": self.second, "order": self.order,
                "images": self.images, "models": [exact(model @ self.sign) for model in self.models],
                "asked": [list(one[0]) for one in distinct.values()], "hits": [one[1] for one in distinct.values()],
                "passes": self.passes, "decisions": self.decisions, "kept": self.kept,
                "lambda": [exact(row) for row in self.lambdas], "beta": [rounded(row) for row in beta],
                "joint": [rounded(row) for row in joint], "score": last}, self.thirds, counts


def exact(numbers):
    return [float(one) for one in numbers]


def rounded(numbers):
    return [round(float(one), 12) for one in numbers]


if __name__ == "__main__":
    runs = [
        ("published size", Run(5, 72, 8, 3, 26_000, 0.8305, 0.05)),
        ("four groups", Run(2, 6, 4, 4, 26_000, 0.80, 0.012, points=4)),
        ("wide steps, few images", Run(3, 8, 3, 3, 500, 0.70, 0.03, tau=0.99, delta=1.0, per_dim=7, per_dim_joint=3)),
        ("worst first", Run(4, 7, 5, 4, 4_000, 0.75, 0.02, order="ascending")),
        ("one pass", Run(6, 7, 2, 2, 4_000, 0.9, 0.02, second=False)),
        ("strict pre-check", Run(7, 9, 3, 3, 10_000, 0.6, 0.02, tau=1.0)),
    ]
    cases, thirds, total = [], 0, {}
    for title, run in runs:
        case, third, counts = run.fixture(title)
        cases.append(case)
        thirds += third
        for word, count in counts.items():
            total[word] = total.get(word, 0) + count
    assert thirds > 1 and all(count > 1 for count in total.values()), (thirds, total)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
