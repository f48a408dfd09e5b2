"""Small linear models: weights of named features, learned from gold by `make weights`, kept as text in kg/data."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_STEEPEST = 30.0  # beyond it the chance is 0 or 1 to the last digit


class WeightsError(ValueError):
    """A file of weights is missing or broken; the message names it."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by the names of `keys`, and again by feature: {"says=held": [("held", 0.7), ("planned", -0.2)]}."""

    known: Mapping[str, float]
    columns: Mapping[str, Sequence[tuple[str, float]]]


_OVERRIDDEN: dict[str, Model] = {}


@contextmanager
def overridden(models: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """While it lasts, these weights stand for those of the files: for learning one model on top of another."""
    before = dict(_OVERRIDDEN)
    _OVERRIDDEN.update({name: _model_of(known) for name, known in models.items()})
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
    return _model_of(json.loads(text))


def _model_of(known: Mapping[str, float]) -> Model:
    columns: dict[str, list[tuple[str, float]]] = {}
    for key, weight in known.items():
        label, _, feature = ("", "", key) if key.startswith("~") else key.partition("|")
        columns.setdefault(feature, []).append((label, weight))
    return Model(known, columns)


def chance(model: str, features: Iterable[str]) -> float:
    """The chance from 0 to 1 that the model gives to something with these features; unknown features count nothing."""
    known = weights(model)
    total = sum(known.get(feature, 0.0) for feature in features)
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, total))))


def shares(model: str, labels: Iterable[str], features: Iterable[str]) -> dict[str, float]:
    """The chance of each of several labels; they add up to 1."""
    columns = _model(model).columns
    totals = dict.fromkeys(labels, 0.0)
    for feature in features:
        for label, weight in columns.get(feature, ()):
            if label in totals:
                totals[label] += weight
        name, _, value = feature.partition("=")
        if value in totals:
            totals[value] += sum(weight for _, weight in columns.get(f"~{name}", ()))
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
