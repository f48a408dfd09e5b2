"""Learns the weights in kg/data/weights from gold articles: `python -m kg.learn tests/gold/train tests/gold/own`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from kg.events import finders
from kg.finding.recipe import Recipe
from kg.finding.scene import lay_out
from kg.learn.gates import gate_examples
from kg.learn.gold import Told, read_gold
from kg.learn.persons import learn_persons
from kg.learn.recipes import STAGES
from kg.learn.tariffs import LESSONS
from kg.learn.turns import Stage, learn_in_turn
from kg.mentions.representing import MODEL as PERSONS
from kg.weights import overridden, weights


def learned(told: Sequence[Told]) -> Iterator[dict[str, dict[str, float]]]:
    """The weights of all models, part after part: first whom persons represent, on which the types build."""
    with overridden({PERSONS: {}}):  # nothing is known of it yet
        persons = learn_persons(_laid_out(told))
    yield persons
    with overridden(persons):
        told = _laid_out(told)
        for recipe in recipes():
            yield learn_in_turn([partial(gate_examples, kind=recipe.name), *_stages(recipe)], told)
        yield learn_in_turn(LESSONS, told)  # duties are found without a recipe


def _laid_out(told: Iterable[Told]) -> list[Told]:
    """The articles laid out anew, by the weights that stand now."""
    return [Told(lay_out(each.scene.doc, each.scene.article), each.gold) for each in told]


def learn_type(name: str, folder: Path) -> dict[str, dict[str, float]]:
    """The weights of one type, from articles in which nothing else is looked for: those made of its gold lines.

    They teach no gate, which would learn from what is not told. Where none of them has two passages, these are told
    apart as those of meetings are.
    """
    recipe = next((one for one in recipes() if one.name == name), None)
    if recipe is None:
        raise ValueError(f"{name}: kg/events/{name}.py has no RECIPE to learn by")
    return {recipe.model("same"): dict(weights("meeting.same"))} | learn_in_turn(_stages(recipe), read_gold(folder))


def _stages(recipe: Recipe) -> list[Stage]:
    """What every model of a type that has a recipe learns from."""
    return [partial(stage, recipe=recipe) for stage in STAGES]


def recipes() -> list[Recipe]:
    """The recipes of all event types that are found by one."""
    return [module.RECIPE for module in finders().values() if hasattr(module, "RECIPE")]
