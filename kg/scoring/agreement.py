"""Agreement: does a value that the graph gives mean what the gold says, and which events are the same?

Names may be spelt otherwise (Sergey, Sergei), a topic may be cut shorter or longer; numbers, dates and statuses must
be equal.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import table, words
from kg.records import Slot
from kg.scoring.gold import GoldEvent

if TYPE_CHECKING:
    from kg.scoring.given import GivenEvent

SAME_PART = 0.75  # share of letters in which two spellings of one name part agree: Zelensky, Zelenskyy
SAME_ORGANIZATION = 0.9  # the same for an organisation's whole name
SAME_WORDS = 0.5  # share of words that two phrases have in common
MORE_WORDS = 4  # words by which a phrase may be longer than the one it holds
SHORT = 3  # name parts up to this length are compared letter for letter: Kim, Li
CLOSE_NUMBERS = 1e-6
ENOUGH = 0.75  # likeness from which two events may be the same: about half of the actors
STATUS_BONUS = 0.25


def plain_name(text: str) -> str:
    """Lower case, ASCII, words only.

    >>> plain_name("Luiz Inácio Lula da Silva")
    'luiz inacio lula da silva'
    """
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only))


@dataclass(frozen=True, slots=True)
class Judge:
    """Compares values: knows of what kind each slot is, and which names are those of persons."""

    slots: Mapping[str, Slot]
    persons: Collection[str]

    def agrees(self, slot: str, gold: str, given: Collection[str]) -> bool:
        """True where one of the strings by which the graph knows the value means the gold's."""
        match self.slots[slot].kind:
            case "actor":
                is_person = slot == "announcedBy" or gold in self.persons
                return (_is_code(gold) and gold in given) or is_same_name(gold, given, person=is_person)
            case "place" | "text":
                return is_same_text(gold, given)
            case "number":
                return _is_same_number(gold, given)
            case _:
                return gold.lower() in {value.lower() for value in given}

    def partner(self, slot: str, gold: str, left: Iterable[frozenset[str]]) -> frozenset[str] | None:
        """The first of the values given that agrees with the gold's."""
        return next((value for value in left if self.agrees(slot, gold, value)), None)


def is_same_name(gold: str, labels: Iterable[str], *, person: bool = True) -> bool:
    """True where one of the labels is the gold's name: `Lavrov` and `Sergey Lavrov` are Sergei Lavrov."""
    wanted = plain_name(gold).split()
    compare = _is_same_person if person else _is_same_organization
    return any(_is_reordered(wanted, parts) or compare(wanted, parts) for parts in _worded(wanted, labels))


def _worded(wanted: list[str], labels: Iterable[str]) -> list[list[str]]:
    return [parts for label in labels if (parts := plain_name(label).split())] if wanted else []


def _is_reordered(left: list[str], right: list[str]) -> bool:
    return sorted(left) == sorted(right)


def _is_same_organization(left: list[str], right: list[str]) -> bool:
    ratio = difflib.SequenceMatcher(None, " ".join(left), " ".join(right)).ratio()
    return len(left) == len(right) and ratio >= SAME_ORGANIZATION


def _is_same_person(gold: list[str], given: list[str]) -> bool:
    if len(given) == 1:
        return len(gold) > 1 and len(given[0]) > 1 and any(_is_same_part(given[0], gold[at]) for at in (-1, 0))
    if len(gold) == 1:
        return False
    small, large = sorted((given, gold), key=len)
    return all(any(_is_same_part(x, y) for y in large) for x in small)


def _is_same_part(x: str, y: str) -> bool:
    """Spellings of one name part: Sergey/Sergei, Mohammed/Muhammad; not Myung/Yong."""
    if x == y:
        return True
    alike = len(x) > SHORT and len(y) > SHORT and x[0] == y[0]
    return alike and difflib.SequenceMatcher(None, x, y).ratio() >= SAME_PART


def is_same_text(gold: str, labels: Iterable[str]) -> bool:
    """True where one phrase holds the other, or they share half of their words."""
    wanted = _words(gold)
    return any(_is_same_words(wanted, _words(label)) for label in labels)


def _words(text: str) -> frozenset[str]:
    return frozenset(plain_name(text).split()) - words("small_words")


def _is_same_words(gold: frozenset[str], given: frozenset[str]) -> bool:
    if not gold or not given:
        return False
    holds = gold <= given or given <= gold
    if holds and abs(len(gold) - len(given)) <= MORE_WORDS:
        return True
    return len(gold & given) / len(gold | given) >= SAME_WORDS


def _is_same_number(gold: str, given: Iterable[str]) -> bool:
    try:
        return any(abs(float(gold) - float(value)) < CLOSE_NUMBERS for value in given)
    except ValueError:
        return False


def _is_code(value: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2}", value))


@cache
def core_slots(kind: str) -> tuple[str, ...]:
    """The actor slots by which events of a type are told apart; none for a type that the table does not name."""
    return tuple(row["slot"] for row in table("alignment") if row["type"] == kind)


def likeness(gold: GoldEvent, given: GivenEvent, judge: Judge) -> float:
    """How much speaks for the two being one event: actors shared, slots that agree, status; 0 where nothing does."""
    if gold.kind != given.kind:
        return 0.0
    core = core_slots(gold.kind) or tuple(s for s, slot in judge.slots.items() if slot.kind == "actor")
    hits, total = _actors_shared(gold, given, core, judge)
    others = [slot for slot in gold.slots if slot not in core and slot in given.slots]
    matched = sum(_any_agrees(slot, gold, given, judge) for slot in others)
    has_actors = any(gold.slots.get(slot) for slot in core)
    if not hits and not (matched and (not total or not has_actors)):
        return 0.0
    score = 2.0 * hits / total if total else 0.0
    score += matched / len(others) if others else 0.0
    return score + (STATUS_BONUS if gold.status == given.status else 0.0)


def _actors_shared(gold: GoldEvent, given: GivenEvent, core: Iterable[str], judge: Judge) -> tuple[int, int]:
    hits = total = 0
    for slot in core:
        wanted, left = gold.slots.get(slot, ()), list(given.slots.get(slot, ()))
        total += max(len(wanted), len(left))
        for value in wanted:
            partner = judge.partner(slot, value, left)
            if partner is not None:
                left.remove(partner)
                hits += 1
    return hits, total


def _any_agrees(slot: str, gold: GoldEvent, given: GivenEvent, judge: Judge) -> bool:
    return any(judge.agrees(slot, value, names) for value in gold.slots[slot] for names in given.slots[slot])


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which event given is which of the gold: pairs, the gold that was missed, the events that are none."""

    pairs: tuple[tuple[GoldEvent, GivenEvent], ...]
    missed: tuple[GoldEvent, ...]
    extra: tuple[GivenEvent, ...]

    @property
    def given(self) -> tuple[GivenEvent, ...]:
        """Every event given that counts."""
        return tuple(given for _, given in self.pairs) + self.extra

    @property
    def gold(self) -> tuple[GoldEvent, ...]:
        """Every event of the gold that counts."""
        return tuple(gold for gold, _ in self.pairs) + self.missed


def align(golds: Sequence[GoldEvent], givens: Sequence[GivenEvent], judge: Judge) -> Alignment:
    """The events of all articles paired one to one inside each article; optional ones then left out of everything."""
    pairs: list[tuple[GoldEvent, GivenEvent]] = []
    missed: list[GoldEvent] = []
    extra: list[GivenEvent] = []
    articles = dict.fromkeys([gold.article for gold in golds] + [given.article for given in givens])
    for article in articles:
        here = [gold for gold in golds if gold.article == article]
        there = [given for given in givens if given.article == article]
        paired = _paired(here, there, judge)
        pairs += [(here[i], there[j]) for i, j in paired if not here[i].optional]
        missed += [g for i, g in enumerate(here) if not g.optional and i not in {i for i, _ in paired}]
        extra += [g for j, g in enumerate(there) if j not in {j for _, j in paired}]
    return Alignment(tuple(pairs), tuple(missed), tuple(extra))


def _paired(golds: Sequence[GoldEvent], givens: Sequence[GivenEvent], judge: Judge) -> list[tuple[int, int]]:
    """Index pairs, the likest first, each event in one pair at most."""
    ranked = sorted(
        (
            (likeness(gold, given, judge), not gold.optional, i, j)
            for i, gold in enumerate(golds)
            for j, given in enumerate(givens)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for score, _, i, j in ranked:
        if score >= ENOUGH and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs
