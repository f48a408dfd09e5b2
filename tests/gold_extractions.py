"""Gold annotation -> Extractions: perfect reading, so that the merging is measured alone."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.lexicon import parse_table
from kg.names import name_words, word_score
from kg.records import Argument, Article, EventMention, Extraction, Mention, Slot, Span, World

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

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")
_NAME = re.compile(r"[^\W\d_][\w'’-]*\.?", re.UNICODE)
_OFFICE = re.compile(
    r"['’]s? ((?:[a-z]+ )?(?:foreign|prime|trade|defen[cs]e|finance|commerce)? ?(?:minister|president|secretary))"
)


def read_folder(folder: str) -> list[dict[str, Any]]:
    """The articles of a part of the gold, by id; `seeds` are empty where KG_SHARED does not have them."""
    place = SHARED / "gold" if folder == "seeds" else GOLD
    return [json.loads(path.read_text("utf-8")) for path in sorted((place / folder).glob("*.json"))]


@cache
def one_event() -> Mapping[str, str]:
    """The event that two stories of the gold tell under two names, by the other name."""
    rows = parse_table((GOLD / "one_event.tsv").read_text("utf-8"), "one_event.tsv")
    return {row["event"]: row["is"] for row in rows}


def extraction(doc: dict[str, Any]) -> Extraction:
    """What a perfect reader finds in a gold article."""
    article = Article(doc["id"], doc["text"], doc.get("title"), doc.get("publisher"), doc.get("published"))
    keys = {person["name"]: _surface(person["name"], doc["text"]) for person in doc["persons"]}
    persons = {canonical: f"person:{forms[0][0] if forms else canonical}" for canonical, forms in keys.items()}
    mentions = [
        one for person in doc["persons"] for one in _mentions(person, keys[person["name"]], persons, doc["text"])
    ]
    events: list[EventMention] = []
    for number, event in enumerate(doc["events"]):
        found = list(_passages(event, number, persons, doc))
        events += found
        mentions += _roles(found, doc["text"])
    return Extraction(article, tuple(sorted(mentions, key=lambda one: (one.span, one.key))), tuple(events))


def key_of(value: str, persons: Mapping[str, str]) -> str:
    """The key by which an article names an actor of the gold."""
    if value in persons:
        return persons[value]
    return f"country:{value}" if re.fullmatch(r"[A-Z]{2}", value) else f"organization:{value}"


def _surface(canonical: str, text: str) -> list[tuple[str, Span]]:
    """The ways in which an article writes a canonical name, fullest first, with the places."""
    parts = name_words(canonical)
    words = list(_NAME.finditer(text))
    found: list[tuple[str, Span]] = []
    index = 0
    while index < len(words):
        end = index
        while (
            end < len(words)
            and _is_part(words[end].group(), parts)
            and (end == index or words[end].start() - words[end - 1].end() <= 1)
        ):
            end += 1
        if end > index and words[index].group()[0].isupper():
            span = Span(words[index].start(), words[end - 1].end())
            form = re.sub(r"['’]s$|[.'’]$", "", span.cut(text))
            found.append((form, Span(span.start, span.start + len(form))))
        index = max(end, index + 1)
    named = [pair for pair in found if _names(pair[0], parts)]
    return sorted(named, key=lambda pair: (-len(name_words(pair[0])), pair[1]))


def _is_part(word: str, parts: Sequence[str]) -> bool:
    words = name_words(re.sub(r"['’]s$", "", word))
    return bool(words) and all(any(word_score(one, part) >= 0.75 for part in parts) for one in words)


def _names(form: str, parts: Sequence[str]) -> bool:
    """True where a form holds the family name, or two parts: `Donald` alone is nobody."""
    words = name_words(form)
    return len(words) > 1 or any(
        word_score(word, part) >= 0.75 for word in words for part in (parts[-1], parts[0]) if len(word) > 2
    )


def _mentions(
    person: dict[str, Any], forms: list[tuple[str, Span]], keys: Mapping[str, str], text: str
) -> Iterator[Mention]:
    represents = (key_of(person["represents"], keys),) if person.get("represents") else ()
    for number, (form, span) in enumerate(forms):
        title = person.get("title") if not number else None
        yield Mention(
            keys[person["name"]], span, _sentence(span, text), form, title, represents if not number else (), acts=True
        )


def _sentence(span: Span, text: str) -> Span:
    for match in _SENTENCE.finditer(text):
        if match.start() <= span.start < match.end():
            return Span(match.start(), max(match.end(), span.end))
    return span


def _passages(
    event: dict[str, Any], number: int, keys: Mapping[str, str], doc: dict[str, Any]
) -> Iterator[EventMention]:
    start = doc["text"].index(event["quote"])
    passages = event.get("passages") or [{"start": start, "end": start + len(event["quote"]), "slots": []}]
    told = {(one["slot"], _written(one["value"])) for passage in passages for one in passage["slots"]}
    implied = [
        Argument(slot, _value(slot, value, keys), inferred=True)
        for slot in SLOTS
        for value in _listed(event.get(slot))
        if (slot, _written(value)) not in told
    ]
    for index, passage in enumerate(passages):
        arguments = [
            Argument(one["slot"], _value(one["slot"], one["value"], keys), Span(one["start"], one["end"]))
            for one in passage["slots"]
        ]
        span = Span(passage["start"], passage["end"])
        trigger = Span(*passage["trigger"]) if passage.get("trigger") else span
        yield EventMention(
            event["type"], number, trigger, span, event["status"], (*arguments, *(implied if not index else ()))
        )


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _written(value: Any) -> str:
    """A number in its shortest form, everything else as it stands."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _value(slot: str, value: Any, keys: Mapping[str, str]) -> str:
    kind = SLOTS[slot].kind
    if kind == "actor":
        return key_of(value, keys)
    return f"place:{value}" if kind == "place" else _written(value)


def _roles(events: Sequence[EventMention], text: str) -> Iterator[Mention]:
    """Unnamed office holders: "China's foreign minister" is the country with a title."""
    for event in events:
        for argument in event.arguments:
            if argument.span is not None and argument.value.startswith(("country:", "organization:")):
                office = _OFFICE.match(text, argument.span.end)
                if office:
                    span = Span(argument.span.start, office.end())
                    yield Mention(argument.value, span, event.passage, title=office[1].strip(), acts=True)


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
    for mention in extraction(doc).events:
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
            surface = _surface(person["name"], doc["text"])
            for node in forms.get((doc["id"], surface[0][0]), set()) if surface else set():
                nodes[person["name"]].add(node)
                owners[node].add(person["name"])
    average = [sum(map(len, one.values())) / len(one) if one else 1.0 for one in (nodes, owners)]
    return average[0], average[1]
