"""Weights that tell examples apart: a linear model for each decision, fitted with a penalty on large weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.weights import keys

SMALLEST = 0.02  # weights nearer to 0 are left out: they change no decision
STRENGTH = 0.05  # inverse of the penalty on large weights; of 0.05, 0.1, 0.2, 0.4 the best on articles left out
OWN_STRENGTHS = {"gate": 1.0}  # of 0.3 and 1 the better on stories left out; by the last part of a model's name
RAREST = 3  # a feature of fewer examples is left out: it would be learned by heart


@dataclass(frozen=True, slots=True)
class Example:
    """Features of one case, and its label: True, False or one of several names."""

    features: tuple[str, ...]
    label: bool | str


def fit(model: str, examples: Sequence[Example]) -> dict[str, float]:
    """The weights that tell the examples apart, by the names under which `kg.weights` looks them up."""
    strength = OWN_STRENGTHS.get(model.rpartition(".")[2], STRENGTH)
    examples = _without_rare(examples)
    if all(isinstance(example.label, bool) for example in examples):
        rows = [[counted(example.features)] for example in examples]
        return choice(rows, [0 if example.label else 1 for example in examples], strength, against=True)
    labels = sorted({str(example.label) for example in examples})
    rows = [[counted(keys(label, example.features)) for label in labels] for example in examples]
    return choice(rows, [labels.index(str(example.label)) for example in examples], strength)


def _without_rare(examples: Sequence[Example]) -> list[Example]:
    often = Counter(feature for example in examples for feature in set(example.features))
    return [replace(one, features=tuple(f for f in one.features if often[f] >= RAREST)) for one in examples]


def counted(features: Iterable[str]) -> dict[str, float]:
    """Each feature once, as a row of `choice`."""
    return dict.fromkeys(features, 1.0)


def choice(
    rows: list[list[dict[str, float]]], chosen: list[int], strength: float = STRENGTH, *, against: bool = False
) -> dict[str, float]:
    """Weights under which the chosen row of each example is the likeliest; `against` adds a row without features."""
    import numpy as np  # these three are in the extra kg[train] alone
    from scipy.optimize import minimize
    from sklearn.feature_extraction import DictVectorizer

    rows = [[*row, {}] for row in rows] if against else rows
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([each for row in rows for each in row])
    sizes = np.array([len(row) for row in rows])
    starts = np.cumsum(sizes) - sizes
    truth = np.zeros(matrix.shape[0])
    truth[starts + np.array(chosen)] = 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        logs = scores - np.repeat(np.log(np.add.reduceat(np.exp(scores), starts)), sizes)
        slope = matrix.T @ (np.exp(logs) - truth) + weights / strength
        return float(-(truth * logs).sum() + weights @ weights / (2 * strength)), slope

    found = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    named = zip(vectorizer.get_feature_names_out(), found, strict=True)
    return {str(name): round(float(weight), 3) for name, weight in named if abs(weight) >= SMALLEST}
