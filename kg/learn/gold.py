"""Gold articles as lessons: laid out, with the events that they are known to tell and what marks them."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.annotate import annotate
from kg.articles import read_articles
from kg.finding.scene import Scene, lay_out
from kg.parse.doc import Token
from kg.records import Span, kind_of, name_of
from kg.scoring.agreement import is_same_name

PARTS = 8  # of the stories, each of which earlier models leave out in turn


@dataclass(frozen=True, slots=True)
class Told:
    """A laid-out article and its gold."""

    scene: Scene
    gold: Any

    def events_at(self, word: Token, kind: str) -> list[Any]:
        """The gold events of a type that a passage around the word tells; only those that mark it, where some do."""
        told = [event for event in self.gold["events"] if event["type"] == kind and passages_at(event, word)]
        named = [event for event in told if any(_marks(passage, word) for passage in passages_at(event, word))]
        return named or told


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


def _marks(passage: Any, word: Token) -> bool:
    """True where it is the very word by which the passage names its event."""
    marked = passage.get("trigger")
    return bool(marked) and marked[0] < word.idx + len(word) and word.idx < marked[1]


def passages_at(event: Any, word: Token) -> list[Any]:
    """The passages of a gold event in which the word stands."""
    return [p for p in event.get("passages", ()) if p["start"] <= word.idx < p["end"]]


def values_of(event: Any, slot: str) -> list[Any]:
    """What a gold event gives for a slot, one value or several; nothing where it does not have it."""
    value = event.get(slot, [])
    return value if isinstance(value, list) else [value]


def covers(marked: Any, span: Span) -> bool:
    """True where what the gold marks and the stretch of text share a character."""
    return bool(marked["start"] < span.end and span.start < marked["end"])


def is_meant(scene: Scene, key: str, value: str) -> bool:
    """True where an actor of the article is the gold's: a country by code, others by name."""
    if key.startswith("country:"):
        return name_of(key) == value
    forms = {name_of(key), *(one.form for one in scene.cast.mentions if one.key == key and one.form)}
    return len(value) > 2 and is_same_name(value, forms, person=kind_of(key).value == "person")
