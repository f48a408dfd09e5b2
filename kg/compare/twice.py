"""Does one article tell one event in two accounts? "Met on Wednesday" in one passage, "the two talked for an hour"."""

from __future__ import annotations

from collections.abc import Mapping

from kg.accounts import STARTS, TENTATIVE, Account
from kg.compare.places import is_venue
from kg.compare.slots import is_one_cast
from kg.records import Score, Slot

_OF_SEVERAL = TENTATIVE | {"denied"}  # one article tells of several proposals and denials of the same people
_TOLD_ONCE = ("place", "number", "concept")  # kinds of slots of which an event has one value; the days are `began`

REASON = Score(1.0, "one article tells both, of the same people and of no other day or place")


def is_told_twice(left: Account, right: Account, slots: Mapping[str, Slot]) -> bool:
    """True where two accounts of one article have one status and cast, and neither day nor place tells them apart."""
    if left.kind != right.kind or left.kind not in STARTS or left.status != right.status or left.status in _OF_SEVERAL:
        return False
    if left.began is not None and right.began is not None and left.began != right.began:
        return False
    told = sorted(left.facts.keys() | right.facts.keys())
    return _share_a_person(left, right) and all(_agree(slots[name], left, right) for name in told if name in slots)


def _share_a_person(left: Account, right: Account) -> bool:
    """Two states meet in many ways on one day, two ministers seldom do."""
    ours, theirs = (
        {each.id for party in one.parties.values() for each in party if each.is_person} for one in (left, right)
    )
    return bool(ours & theirs)


def _agree(slot: Slot, left: Account, right: Account) -> bool:
    if slot.side:
        return is_one_cast(left.parties.get(slot.name, ()), right.parties.get(slot.name, ()))
    if not slot.single or slot.kind not in _TOLD_ONCE:
        return True
    ours, theirs = left.facts.get(slot.name, ()), right.facts.get(slot.name, ())
    if not ours or not theirs or set(ours) & set(theirs):
        return True
    return slot.kind == "place" and any(is_venue(a) != is_venue(b) for a in ours for b in theirs)
