"""Small linear models: weights of named features, learned from gold by `make weights`, kept as text in kg/data."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain, repeat

_STEEPEST = 30.0  # beyond it the chance is 0 or 1 to the last digit


class WeightsError(ValueError):
    """A file of weights is missing or broken; the message names it."""


Rows = Mapping[str, Sequence[tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by the names of `keys`."""

    known: Mapping[str, float]
    tables: dict[tuple[str, ...], Rows] = field(default_factory=dict)

    def table(self, labels: tuple[str, ...]) -> Rows:
        """What each feature adds to these labels, in rows that are summed up: {"says=held": [(0.7, -0.2)]}."""
        if labels not in self.tables:
            self.tables[labels] = _table(self.known, labels)
        return self.tables[labels]


_OVERRIDDEN: dict[str, Model] = {}


@contextmanager
def overridden(models: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """While it lasts, these weights stand for those of the files: for learning one model on top of another."""
    before = dict(_OVERRIDDEN)
    _OVERRIDDEN.update({name: Model(known) for name, known in models.items()})
    try:
        yield
    finally:
        _OVERRIDDEN.clear()
        _OVERRIDDEN.update(before)


def weights(model: str) -> Mapping[str, float]:
    """The weights of a model by feature, from `kg/data/weights/<model>.json`.

    Raises WeightsError where there is no such file.
    """
    return _model(model).known


@cache
def is_learned(model: str) -> bool:
    """True where there is a file of weights of this name."""
    return files("kg").joinpath(f"data/weights/{model}.json").is_file()


def _model(name: str) -> Model:
    return _OVERRIDDEN[name] if name in _OVERRIDDEN else _read(name)


@cache
def _read(model: str) -> Model:
    try:
        text = files("kg").joinpath(f"data/weights/{model}.json").read_text("utf-8")
    except FileNotFoundError:
        raise WeightsError(f"{model}.json: no such weights in kg/data/weights: run make weights") from None
    return Model(json.loads(text))


def _table(known: Mapping[str, float], labels: Sequence[str]) -> Rows:
    place = {label: number for number, label in enumerate(labels)}
    nothing = [0.0] * len(labels)
    own: dict[str, list[float]] = {}
    for key, weight in known.items():
        label, _, feature = key.partition("|")
        if label in place:
            if feature not in own:
                own[feature] = nothing.copy()
            own[feature][place[label]] = weight
    added = {feature: [tuple(row)] for feature, row in own.items()}
    for name, weight in known.items():
        for label in labels if name.startswith("~") else ():
            row = tuple(weight if each == label else 0.0 for each in labels)
            added.setdefault(f"{name[1:]}={label}", []).append(row)
    return added


def chance(model: str, features: Iterable[str]) -> float:
    """The chance from 0 to 1 that the model gives to something with these features; unknown features count nothing."""
    total = sum(map(weights(model).get, features, repeat(0.0)))
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total))))


def shares(model: str, labels: Iterable[str], features: Iterable[str]) -> dict[str, float]:
    """The chance of each of several labels; they add up to 1."""
    asked = tuple(dict.fromkeys(labels))
    rows = chain.from_iterable(map(_model(model).table(asked).get, features, repeat(())))
    nothing = (0.0,) * len(asked)
    totals = dict(zip(asked, map(sum, zip(nothing, *rows, strict=True)), strict=True))
    highest = max(totals.values())
    parts = {label: math.exp(total - highest) for label, total in totals.items()}
    whole = sum(parts.values())
    return {label: part / whole for label, part in parts.items()}


def keys(label: str, features: Iterable[str]) -> Iterator[str]:
    """The names under which the weights of features stand for a label.

    A feature whose value is the label itself counts under a name for all labels as well, so that a word of the lists
    counts for its status though no example had it.

    >>> list(keys("held", ["says=held"]))
    ['held|says=held', '~says']
    """
    for feature in features:
        yield f"{label}|{feature}"
        name, _, value = feature.partition("=")
        if value == label:
            yield f"~{name}"


def best(model: str, labels: Iterable[str], features: Iterable[str]) -> tuple[str, float]:
    """The likeliest of several labels and its chance; of equals the first in the alphabet."""
    found = shares(model, labels, features)
    label = max(sorted(found), key=lambda each: found[each])
    return label, found[label]
