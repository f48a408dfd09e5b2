"""The merging measured alone, on perfect readings of the gold."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.lexicon import parse_table
from kg.records import EventMention, Slot, World
from kg.scoring.perfect import perfect_extraction, surface_forms

GOLD = Path(__file__).parent / "gold"
SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
KINDS = {
    "actor": "participant imposer announcedBy target party mediator",
    "date": "date endDate announcedDate effectiveDate startDate",
    "number": "durationMinutes targetCount rateMin rateMax previousRate durationDays",
    "place": "place",
    "concept": "mode",
    "text": "topic occasion product",
}
SIDES = ("participant", "party")
SEVERAL = ("topic", "product")  # slots of several values that are not actors
SLOTS: Mapping[str, Slot] = {
    name: Slot(name, kind, single=kind != "actor" and name not in SEVERAL, side=name in SIDES)
    for kind, names in KINDS.items()
    for name in names.split()
}


def read_folder(folder: str) -> list[dict[str, Any]]:
    """The articles of a part of the gold, by id; `seeds` are empty where KG_SHARED does not have them."""
    place = SHARED / "gold" if folder == "seeds" else GOLD
    return [json.loads(path.read_text("utf-8")) for path in sorted((place / folder).glob("*.json"))]


@cache
def one_event() -> Mapping[str, str]:
    """The event that two stories of the gold tell under two names, by the other name."""
    rows = parse_table((GOLD / "one_event.tsv").read_text("utf-8"), "one_event.tsv")
    return {row["event"]: row["is"] for row in rows}


# --- figures ---


@dataclass
class Figures:
    """How good a merge of perfect extractions is."""

    links: tuple[float, float, float] = (0.0, 0.0, 0.0)  # precision, recall, F1
    coref: float = 0.0
    nodes_per_person: float = 0.0
    persons_per_node: float = 0.0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(docs: Sequence[dict[str, Any]], world: World) -> Figures:
    """Links, B-cubed and person nodes of a world that was resolved from these gold articles."""
    told = _told_events(docs, world)
    figures = Figures(coref=_b_cubed(told))
    right = given = gold = 0
    for index, (article, event, node) in enumerate(told):
        for other, event_too, node_too in told[:index]:
            if article != other:
                same, merged = event == event_too, node == node_too
                right, given, gold = right + (same and merged), given + merged, gold + same
                if same and not merged:
                    figures.missed.append(f"{event}: {other} {article}")
                if merged and not same:
                    figures.wrong.append(f"{event_too} / {event}: {other} {article}")
    precision, recall = right / given if given else 1.0, right / gold if gold else 1.0
    figures.links = (precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)
    figures.nodes_per_person, figures.persons_per_node = _people(docs, world)
    return figures


def _told_events(docs: Sequence[dict[str, Any]], world: World) -> list[tuple[str, str, str]]:
    """Article, gold event and node of each event that an article reports."""
    starts = {(report.article, report.span): report for report in world.reports}
    nodes = defaultdict(set)
    for report in world.reports:
        nodes[(report.article, report.span)].add(report.about)
    kinds = {event.id: event.kind for event in world.events}
    assert starts
    told = []
    for doc in docs:
        used: set[str] = set()
        events = dict(enumerate(doc["events"]))
        for number, mention in _first_passages(doc):
            event = events[number]
            fitting = [
                one
                for one in sorted(nodes[(doc["id"], mention.passage)])
                if kinds.get(one) == event["type"] and one not in used
            ]
            node = _best(fitting, event, doc, world, mention)
            used.add(node)
            told.append((doc["id"], one_event().get(event["event"], event["event"]), node))
    return told


def _first_passages(doc: dict[str, Any]) -> Iterator[tuple[int, EventMention]]:
    seen: set[int] = set()
    for mention in perfect_extraction(doc).events:
        if mention.number not in seen:
            seen.add(mention.number)
            yield mention.number, mention


def _best(
    fitting: Sequence[str], event: dict[str, Any], doc: dict[str, Any], world: World, mention: EventMention
) -> str:
    """Where one passage tells two events: the node whose report has the trigger and the number."""
    from kg.records import digest

    places = (str(n) for n in (mention.passage.start, mention.passage.end, mention.trigger.start, mention.number))
    wanted = f"report-{digest(doc['id'], event['type'], *places)}"
    return next(report.about for report in world.reports if report.id == wanted)


def _b_cubed(told: Sequence[tuple[str, str, str]]) -> float:
    gold, given = defaultdict(set), defaultdict(set)
    for number, (_, event, node) in enumerate(told):
        gold[event].add(number)
        given[node].add(number)
    if not told:
        return 1.0
    precision = sum(len(gold[event] & given[node]) / len(given[node]) for _, event, node in told) / len(told)
    recall = sum(len(gold[event] & given[node]) / len(gold[event]) for _, event, node in told) / len(told)
    return 2 * precision * recall / (precision + recall)


def _people(docs: Sequence[dict[str, Any]], world: World) -> tuple[float, float]:
    nodes, owners = defaultdict(set), defaultdict(set)
    forms = defaultdict(set)
    for report in world.reports:
        for fact in report.facts:
            if fact.slot == "name":
                forms[(report.article, fact.value)].add(report.about)
    for doc in docs:
        for person in doc["persons"]:
            surface = surface_forms(person["name"], doc["text"])
            for node in forms.get((doc["id"], surface[0][0]), set()) if surface else set():
                nodes[person["name"]].add(node)
                owners[node].add(person["name"])
    average = [sum(map(len, one.values())) / len(one) if one else 1.0 for one in (nodes, owners)]
    return average[0], average[1]
