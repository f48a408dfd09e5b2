"""Models that are learned in turn, since later ones look at what earlier ones say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.learn.fitting import Example, fit
from kg.learn.gold import PARTS, Told, part_of
from kg.weights import overridden

Stage = Callable[[Told], Iterator[tuple[str, Example]]]


def learn_in_turn(stages: Sequence[Stage], told: Sequence[Told]) -> dict[str, dict[str, float]]:
    """The weights of the models for which the stages give examples.

    Later models look at what earlier ones say: they learn from articles that the earlier ones have not seen, since
    for each part of the articles these were learned from the other parts.
    """
    parts = [[each for each in told if part_of(each.gold["story"]) == part] for part in range(PARTS)]
    unseen: list[dict[str, dict[str, float]]] = [{} for _ in parts]  # learned without the part
    models: dict[str, dict[str, float]] = {}
    for stage in stages:
        examples: list[tuple[str, int, Example]] = []  # model, part and case
        for number, part in enumerate(parts):
            with overridden(unseen[number]):
                examples += [(model, number, one) for each in part for model, one in stage(each)]
        for model in dict.fromkeys(model for model, _, _ in examples):
            cases = [(part, one) for name, part, one in examples if name == model]
            models[model] = fit(model, [one for _, one in cases])
            for number, known in enumerate(unseen):
                known[model] = fit(model, [one for part, one in cases if part != number] or [one for _, one in cases])
    return models
