"""Two accounts' values of one slot: how far they are one value, and in words.

Each feature gives from -1 (they differ) to 1 (the same).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg import lexicon
from kg.accounts import Account, Party
from kg.compare.goods import is_same_thing
from kg.compare.places import place_score
from kg.compare.values import said
from kg.periods import agree, is_day, period
from kg.records import Score, Slot

COUNTED = ("target", "targetCount")  # the slots that name the members of a group, and that count them
# The days of what is announced beforehand and then put off or extended, and the statuses in which they are over.
MOVABLE = {"effectiveDate": ("inForce", "lifted"), "endDate": ("lifted", "ended")}
MOVED = -0.3  # of two such days that differ, where one of them was still to come
LONE = 0.3  # of one actor among several: many events have one in common
HALF = {"party": -0.6}  # of one of two actors in common: who else fights is misread more often than who else meets
PART = 0.5  # of part and whole: Hamas and Palestine, France and the European Union


def slot_features(slot: Slot, left: Account, right: Account) -> Iterator[tuple[str, Score]]:
    """The slot itself, and `more` of it where one account tells all that the other tells, and more."""
    if slot.kind == "actor":
        yield from party_features(slot.name, left.parties[slot.name], right.parties[slot.name])
    elif slot.kind == "text":
        yield from text_features(slot.name, left.facts[slot.name], right.facts[slot.name])
    else:
        yield slot.name, slot_score(slot, left, right)


def slot_score(slot: Slot, left: Account, right: Account) -> Score:
    """Two accounts' values of one slot, compared by the slot's kind."""
    ours, theirs = left.facts[slot.name], right.facts[slot.name]
    if slot.kind == "place":
        return place_score(ours, theirs, {**left.countries, **right.countries})
    if slot.kind == "date":
        score = date_score(slot.name, ours, theirs)
        return Score(MOVED, score.reason) if score.value < MOVED and _may_have_moved(slot.name, left, right) else score
    same = bool(set(ours) & set(theirs))
    return Score(1.0 if same else -1.0, f"{slot.name} {said(ours, theirs)}")


@lru_cache(maxsize=65536)  # the same few meet again and again, and all of them once more where days are inferred
def party_features(slot: str, ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> tuple[tuple[str, Score], ...]:
    """Actors matched one to one: how far the smaller side's are among the others', and what only one side tells."""
    small, large = sorted((ours, theirs), key=len)
    matches = tuple(_matched(small, large))
    reason = f"{slot} {said(tuple(p.id for p in ours), tuple(p.id for p in theirs))}"
    score = Score(_share(matches, len(small), len(large), HALF.get(slot, -1.0)), reason)
    return ((slot, score), *(() if 0 in matches else _more(slot, len(small), len(large))))


def is_one_cast(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """True where each actor of one side has a match on the other: "Japan's foreign minister" and who he is."""
    return len(ours) == len(theirs) and 0 not in tuple(_matched(ours, theirs))


def _matched(small: Sequence[Party], large: Sequence[Party]) -> Iterator[float]:
    """How well each of the smaller side's actors is matched, the best matched first; 0 where nobody is left."""
    left = list(large)
    for party in sorted(small, key=lambda one: -max((_match(one, other) for other in large), default=0)):
        best = max(left, key=lambda other: _match(party, other), default=None)
        value = _match(party, best) if best is not None else 0.0
        if best is not None and value:
            left.remove(best)
        yield value


def _share(matches: Sequence[float], small: int, large: int, half: float) -> float:
    """-1 to 1 for the smaller side's actors, matched so well; `half` where half of all actors are."""
    if 0 in matches:
        dice = 2 * sum(matches) / (small + large)
        return (dice - 0.6) * 2 if dice >= 0.6 else half if dice >= 0.5 else -1.0
    return sum(matches) * LONE if small == 1 < large else sum(matches) / small


def _more(slot: str, small: int, large: int) -> Iterator[tuple[str, Score]]:
    """What speaks against one event where one account tells so many and the other more."""
    if small < large:
        yield f"more {slot}", Score(small / large - 1, f"{slot}: one tells of {large}, the other of {small}")


def _match(left: Party, right: Party) -> float:
    """1 the same actor, 0.9 an unnamed office and who may hold it, 0.8 a country and its person, 0 others."""
    if left.id == right.id:
        return 1.0
    if left.is_person and right.is_person:
        return 0.0
    if not left.behind & right.behind:
        return PART if _may_be_part(left, right) else 0.0
    if left.is_person == right.is_person:
        return 0.8
    person, other = (left, right) if left.is_person else (right, left)
    if other.titles and person.titles:
        same = any(set(a.lower().split()) & set(b.lower().split()) for a in other.titles for b in person.titles)
        return 0.95 if same else 0.4
    return 0.8


def _may_be_part(left: Party, right: Party) -> bool:
    parts = _parts()
    return any((a, b) in parts or (b, a) in parts for a in left.behind for b in right.behind)


@lru_cache(maxsize=1)
def _parts() -> frozenset[tuple[str, str]]:
    """Ids of part and whole."""
    return frozenset((row["part"], row["whole"]) for row in lexicon.table("belonging_states"))


def date_score(slot: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Score:
    """1 the same day, 0.5 one month or year that holds the other, 0.2 a day off, -1 apart."""
    reason = f"{slot} {said(ours, theirs)}"
    if any(a == b and is_day(a) for a in ours for b in theirs):
        return Score(1.0, reason)
    if any(agree(a, b) for a in ours for b in theirs):
        return Score(0.5, reason)
    gap = min(period(a).gap(period(b)) for a in ours for b in theirs)
    return Score(0.2 if gap <= 1 and all(map(is_day, (*ours, *theirs))) else -1.0, reason)


def text_features(slot: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> Iterator[tuple[str, Score]]:
    """1 where all phrases are on both sides ("copper", "copper imports"), less for some, -1 for none; and `more`."""
    small, large = sorted((ours, theirs), key=len)
    shared = sum(any(is_same_thing(one, other) for other in large) for one in small)
    yield slot, Score(2 * shared / len(small) - 1, f"{slot} {said(ours, theirs)}")
    if shared == len(small):
        yield from _more(slot, len(small), len(large))


def is_counted(name: str, left: Account, right: Account) -> bool:
    """True where one account names the members of a group and the other only counts them.

    "Eight of ASEAN's ten members" and "more than 20 countries" do not speak of one number, nor is one silent on whom.
    """
    named, counted = COUNTED if name in COUNTED else ("", "")
    if not named or (named in left.facts) == (named in right.facts):
        return False
    return counted in (right if named in left.facts else left).facts


def one_sided(name: str) -> Score:
    """Only one account fills the slot: a duty on copper and one on everything are seldom one."""
    return Score(-1.0, f"only one tells a {name}")


def _may_have_moved(slot: str, left: Account, right: Account) -> bool:
    """True where a duty or truce was still to begin or end when it was told, and may be put off, or is raised."""
    if slot == "effectiveDate" and ("previousRate" in left.facts or "previousRate" in right.facts):
        return True
    if slot == "effectiveDate" and _tell_other_rates(left, right):
        return False  # 12.5 percent from September and 8 percent from January: the second is another duty
    days = ((period(one.facts[slot][0]), one.day) for one in (left, right) if one.status not in MOVABLE.get(slot, ()))
    return slot in MOVABLE and any(day is not None and told.first >= period(day).first for told, day in days)


def _tell_other_rates(left: Account, right: Account) -> bool:
    ours, theirs = ({one.facts[rate] for rate in ("rateMin", "rateMax") if rate in one.facts} for one in (left, right))
    return bool(ours and theirs) and not ours & theirs
