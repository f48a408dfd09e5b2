"""Learns the weights in kg/data/weights from gold articles: `python -m kg.learn tests/gold/train tests/gold/own`.

Each event type names its parts by its recipe. A noun phrase beside a trigger that a gold passage marks is
an example: of the part where the gold event gives the slot to whom the phrase stands for, else against it.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg.annotate import annotate
from kg.articles import read_articles
from kg.context import context_features
from kg.events import finders
from kg.fillers import Filler
from kg.grouping import Candidate, Group
from kg.judging import StatusReading, keeping_features, outlook_features, sameness_features, telling_features
from kg.mentions import find_cast
from kg.mentions.people import Person
from kg.mentions.representing import MODEL as PERSONS
from kg.mentions.representing import Candidate as Claim
from kg.records import Span, kind_of, name_of
from kg.roles import NO_PART, cast_features
from kg.scene import Scene, lay_out
from kg.scoring.agreement import is_same_name
from kg.settings import NONE, place_features, placed, time_features
from kg.telling import Recipe, drafted, drawn, parts
from kg.triggers import Trigger, find_triggers
from kg.weights import keys, overridden, weights

SMALLEST = 0.02  # weights nearer to 0 are left out: they change no decision
STRENGTH = 0.2  # inverse of the penalty on large weights; of 0.1, 0.2, 0.3, 1, 3 the best on stories left out
PARTS = 8  # of the stories, each of which earlier models leave out in turn
RAREST = 3  # a feature of fewer examples is left out: it would be learned by heart


@dataclass(frozen=True, slots=True)
class Example:
    """Features of one case, and its label: True, False or one of several names."""

    features: tuple[str, ...]
    label: bool | str


@dataclass(frozen=True, slots=True)
class Told:
    """A laid-out article and its gold."""

    scene: Scene
    gold: Any

    def events(self, recipe: Recipe, trigger: Trigger) -> list[Any]:
        """The gold events of the recipe's type that a passage around the trigger tells."""
        told = [event for event in self.gold["events"] if event["type"] == recipe.kind and _passages(event, trigger)]
        named = [event for event in told if any(_names(passage, trigger) for passage in _passages(event, trigger))]
        return named or told


def main(arguments: Sequence[str]) -> None:
    """Learn every model from the gold folders that are named; `--leave 0` or `1` leaves that half's stories out.

    `--type expulsion FOLDER` learns those of one type alone.
    """
    if arguments[0] == "--type":
        _write(learn_type(arguments[1], Path(arguments[2])))
        return
    left_out = int(arguments[arguments.index("--leave") + 1]) if "--leave" in arguments else None
    folders = [Path(each) for each in arguments if each not in {"--leave", "0", "1"}]
    with overridden({PERSONS: {}}):  # the file may be missing
        told = [each for folder in folders for each in read_gold(folder) if half_of(each.gold["story"]) != left_out]
    for models in learned(told):
        _write(models)


def learned(told: Sequence[Told]) -> Iterator[dict[str, dict[str, float]]]:
    """The weights of all models, part after part: first whom persons represent, on which the types build."""
    with overridden({PERSONS: {}}):  # nothing is known of it yet
        persons = learn_persons(_laid_out(told))
    yield persons
    with overridden(persons):
        told = _laid_out(told)
        for recipe in recipes():
            yield learn(recipe, told)
        for lessons in _own_lessons():
            yield learn_in_turn(lessons, told)
    yield _gates(told)


def _laid_out(told: Iterable[Told]) -> list[Told]:
    """The articles laid out anew, by the weights that stand now."""
    return [Told(lay_out(each.scene.doc, each.scene.article), each.gold) for each in told]


def _write(models: Mapping[str, Mapping[str, float]]) -> None:
    target = Path(__file__).parent / "data" / "weights"
    target.mkdir(parents=True, exist_ok=True)
    for model, learned in models.items():
        path = target / f"{model}.json"
        path.write_text(json.dumps(learned, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        print(f"{model}: {len(learned)} weights")


def learn_persons(told: Iterable[Told]) -> dict[str, dict[str, float]]:
    """The weights by which it is found whom a person represents where the words beside the name do not say it."""
    rows: list[list[dict[str, float]]] = []
    chosen: list[int] = []
    for each in told:
        for candidates, right in _person_examples(each):
            rows.append([_counted(one.features) for one in candidates])
            chosen.append(right)
    return {PERSONS: _choice(rows, chosen)}


def _person_examples(told: Told) -> list[tuple[list[Claim], int]]:
    """For each person of the gold without own words whom the article offers, and which of them is right."""
    found: list[tuple[list[Claim], int]] = []

    def decide(person: Person, candidates: list[Claim]) -> str | None:
        entry = next(
            (one for one in told.gold["persons"] if is_same_name(one["name"], {person.name}, person=True)), None
        )
        right = [i for i, one in enumerate(candidates) if entry is not None and _is_owner(one.key, entry["represents"])]
        if not right:
            return None
        found.append((candidates, right[0]))
        return candidates[right[0]].key

    find_cast(told.scene.doc, told.scene.article, decide=decide)
    return found


def _is_owner(key: str | None, value: str | None) -> bool:
    """True where a country or organisation of the article, or nobody, is the one of the gold."""
    if key is None or value is None:
        return key is value
    if key.startswith("country:"):
        return name_of(key) == value
    return len(value) > 2 and is_same_name(value, {name_of(key)}, person=False)


def recipes() -> list[Recipe]:
    """The recipes of all event types that are found by one."""
    return [module.RECIPE for module in finders().values() if hasattr(module, "RECIPE")]


def _own_lessons() -> list[Sequence[Stage]]:
    """The stages of the types that are found without a recipe."""
    from kg.tariff_lessons import LESSONS  # it reads the shape of the examples from here

    return [LESSONS]


def learn_type(name: str, folder: Path) -> dict[str, dict[str, float]]:
    """The weights of one type, from articles in which nothing else is looked for: those made of its gold lines.

    Where none of them has two passages, these are told apart as those of meetings are.
    """
    recipe = next((one for one in recipes() if one.name == name), None)
    if recipe is None:
        raise ValueError(f"{name}: kg/events/{name}.py has no RECIPE to learn by")
    return {recipe.model("same"): dict(weights("meeting.same"))} | learn(recipe, read_gold(folder))


def _gates(told: Iterable[Told]) -> dict[str, dict[str, float]]:
    """The weights by which the gate judges sentences."""
    from kg.gate_lessons import learn_gates  # it reads the shape of the examples from here

    return learn_gates(each.gold for each in told)


def learn(recipe: Recipe, told: Sequence[Told]) -> dict[str, dict[str, float]]:
    """The weights of every model of a type that has a recipe."""
    return learn_in_turn([partial(stage, recipe=recipe) for stage in _STAGES], told)


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
            models[model] = fit([one for _, one in cases])
            for number, known in enumerate(unseen):
                known[model] = fit([one for part, one in cases if part != number] or [one for _, one in cases])
    return models


Stage = Callable[["Told"], Iterator[tuple[str, Example]]]


def half_of(story: str) -> int:
    """The half, 0 or 1, that a story belongs to when one half is tuned on and the other watched."""
    return zlib.crc32(story.encode()) % 2


def part_of(story: str) -> int:
    """The part that a story belongs to while later models are learned; in either half there are stories of each."""
    return (zlib.crc32(story.encode()) >> 1) % PARTS


def read_gold(folder: Path) -> list[Told]:
    """The articles of a gold folder, laid out, each with what it is known to tell."""
    articles, problems = read_articles([str(folder)])
    if problems:
        raise ValueError(str(problems[0]))
    return [
        Told(lay_out(annotate(article), article), json.loads((folder / f"{article.id}.json").read_text("utf-8")))
        for article in articles
    ]


def _role_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events(recipe, trigger)
        if events:
            marked = [each for event in events for p in _passages(event, trigger) for each in p["slots"]]
            for filler, features in cast_features(told.scene, trigger):
                part = _marked(told.scene, filler, marked, recipe) or _part(told.scene, filler, events, recipe)
                yield recipe.model("role"), Example(tuple(features), part)
            yield from _setting_examples(told.scene, trigger, recipe, events)


def _marked(scene: Scene, filler: Filler, marked: Iterable[Any], recipe: Recipe) -> str | None:
    """The slot that the gold marks this noun with, though the noun may be taken for another actor here."""
    for each in marked:
        if each["slot"] in recipe.roles and scene.token_in(Span(each["start"], each["end"])) == filler.head:
            return str(each["slot"])
    return None


def _part(scene: Scene, filler: Filler, events: Sequence[Any], recipe: Recipe) -> str:
    """The slot in which an event names one of the actors; for a slot of states, also one whom the actor represents."""
    for slot in recipe.roles:
        wanted = [value for event in events for value in _values(event, slot)]
        asked = [
            side
            for one in filler.mentions
            for side in (scene.sides(one.key) if slot in recipe.of_states else (one.key,))
        ]
        if any(is_meant(scene, key, value) for key in asked for value in wanted):
            return slot
    return NO_PART


def _setting_examples(
    scene: Scene, trigger: Trigger, recipe: Recipe, events: Sequence[Any]
) -> Iterator[tuple[str, Example]]:
    marked = [each for event in events for passage in _passages(event, trigger) for each in passage["slots"]]
    for time in scene.times_in(trigger.token.sent) if recipe.dates else ():
        label = next(
            (each["slot"] for each in marked if each["slot"] in recipe.dates and _covers(each, time.span)), NONE
        )
        yield recipe.model("time"), Example(tuple(time_features(scene, trigger, time)), label)
    for place in placed(scene, trigger.token) if recipe.has_place else ():
        right = any(each["slot"] == "place" and _covers(each, place.mentions[0].span) for each in marked)
        yield recipe.model("place"), Example(tuple(place_features(scene, trigger, place)), right)


def _covers(marked: Any, span: Span) -> bool:
    return bool(marked["start"] < span.end and span.start < marked["end"])


def _sense_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events(recipe, trigger)
        cast = [(one, value) for _, one, value in parts(told.scene, trigger, recipe)]
        features = telling_features(told.scene, trigger, cast)
        yield recipe.model("meant"), Example(tuple(features), bool(events))
        for event in events:
            status = next((p["status"] for p in _passages(event, trigger) if p.get("status")), event["status"])
            read = StatusReading.of(trigger, recipe.name, recipe.rule)
            features = outlook_features(told.scene, read, worded=recipe.worded)
            yield recipe.model("status"), Example(tuple(features), status)


def _same_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    known: list[tuple[Candidate, str]] = []
    for trigger in find_triggers(told.scene.doc, recipe.name):
        events = told.events(recipe, trigger)
        if events:
            one = drafted(told.scene, trigger, recipe, parts(told.scene, trigger, recipe), 1.0)
            known.append((one, _closest(told.scene, one, events, recipe)["event"]))
    for place, (one, event) in enumerate(known):
        for before, other in known[:place]:
            features = sameness_features(told.scene, before, one, (recipe.roles[0], *recipe.apart))
            yield recipe.model("same"), Example(tuple(features), event == other)
    yield from _context_examples(told, recipe, known)


def _context_examples(
    told: Told, recipe: Recipe, known: Sequence[tuple[Candidate, str]]
) -> Iterator[tuple[str, Example]]:
    events = {event["event"]: event for event in told.gold["events"]}
    for event in dict.fromkeys(event for _, event in known):
        group = Group([one for one, theirs in known if theirs == event])
        for slot, least in (recipe.least or {}).items():
            if len(set(group.values(slot))) < least:
                for key, features in context_features(told.scene, group, [one for one, _ in known], slot):
                    right = any(is_meant(told.scene, key, value) for value in _values(events[event], slot))
                    yield f"{recipe.name}.{slot}.context", Example(tuple(features), right)


def _kept_examples(told: Told, recipe: Recipe) -> Iterator[tuple[str, Example]]:
    events = [event for event in told.gold["events"] if event["type"] == recipe.kind]
    free = list(events)
    for group in drawn(told.scene, recipe):
        match = next((event for event in free if _is_told_by(told.scene, group, event, recipe)), None)
        if match is not None:
            free.remove(match)
        features = keeping_features(told.scene, group, recipe.roles[0])
        yield recipe.model("kept"), Example(tuple(features), match is not None)


def _is_told_by(scene: Scene, group: Group, event: Any, recipe: Recipe) -> bool:
    """True where the group stands on a passage of the event and names at least half of its actors, if it has any."""
    marked = [(passage["start"], passage["end"]) for passage in event.get("passages", ())]
    if not any(start <= one.trigger.idx < end for one in group.candidates for start, end in marked):
        return False
    wanted, given = _values(event, recipe.roles[0]), group.values(recipe.roles[0])
    hits = sum(any(is_meant(scene, key, value) for key in given) for value in wanted)
    return 2 * hits >= max(len(wanted), len(given)) - 1 and (hits > 0 or not wanted and not given)


def _closest(scene: Scene, one: Candidate, events: Sequence[Any], recipe: Recipe) -> Any:
    """Of several events that share a passage, the one whose actors the candidate names best."""

    def shared(event: Any) -> float:
        wanted = _values(event, recipe.roles[0])
        given = one.values(recipe.roles[0])
        hits = sum(any(is_meant(scene, key, value) for key in given) for value in wanted)
        return hits / max(len(wanted), len(given), 1)

    return max(events, key=lambda event: (shared(event), -events.index(event)))


def _names(passage: Any, trigger: Trigger) -> bool:
    """True where the trigger is the very word that the gold marks."""
    marked = passage.get("trigger")
    return bool(marked) and marked[0] < trigger.token.idx + len(trigger.token) and trigger.token.idx < marked[1]


def _passages(event: Any, trigger: Trigger) -> list[Any]:
    return [p for p in event.get("passages", ()) if p["start"] <= trigger.token.idx < p["end"]]


def _values(event: Any, slot: str) -> list[str]:
    value = event.get(slot, [])
    return value if isinstance(value, list) else [value]


def is_meant(scene: Scene, key: str, value: str) -> bool:
    """True where an actor of the article is the gold's: a country by code, others by name."""
    if key.startswith("country:"):
        return name_of(key) == value
    forms = {name_of(key), *(one.form for one in scene.cast.mentions if one.key == key and one.form)}
    return len(value) > 2 and is_same_name(value, forms, person=kind_of(key).value == "person")


def fit(examples: Sequence[Example], *, strength: float = STRENGTH) -> dict[str, float]:
    """The weights that tell the examples apart, by the names under which `kg.weights` looks them up.

    `strength` is the inverse of the penalty on large weights.
    """
    examples = _without_rare(examples)
    if all(isinstance(example.label, bool) for example in examples):
        rows = [[_counted(example.features)] for example in examples]
        return _choice(rows, [0 if example.label else 1 for example in examples], strength, against=True)
    labels = sorted({str(example.label) for example in examples})
    rows = [[_counted(keys(label, example.features)) for label in labels] for example in examples]
    return _choice(rows, [labels.index(str(example.label)) for example in examples], strength)


def _without_rare(examples: Sequence[Example]) -> list[Example]:
    often = Counter(feature for example in examples for feature in set(example.features))
    return [replace(one, features=tuple(f for f in one.features if often[f] >= RAREST)) for one in examples]


def _counted(features: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(features, 1.0)


def _choice(
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


_STAGES = (_role_examples, _sense_examples, _same_examples, _kept_examples)


if __name__ == "__main__":
    main(sys.argv[1:])
