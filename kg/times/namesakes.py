"""Months that are people or verbs: "Theresa May", "April Glaspie", "May told reporters", "March on!"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.lexicon import words
from kg.parse.doc import Token

_LINKS = frozenset({"compound", "nmod"})


def names_among(months: Iterable[Token]) -> frozenset[Token]:
    """The months, written alone, that are none; what is a name once is one wherever no word of time stands before."""
    alone = list(months)
    sure = {month for month in alone if _is_part_of_name(month)}
    known = {month.text for month in sure}
    return frozenset(
        month for month in alone if month in sure or (not _is_timed(month) and (_acts(month) or month.text in known))
    )


def _is_part_of_name(month: Token) -> bool:
    """True for "Theresa May", "Prime Minister May", "Envoy April Glaspie"; not for "in March President Tusk"."""
    before = _before(month)
    if before is not None and before.pos_ == "PROPN" and before.head == month:
        return True
    after = month.nbor() if month.i + 1 < len(month.doc) else None
    is_first = after is not None and after.pos_ == "PROPN" and month.dep_ in _LINKS and month.head.pos_ == "PROPN"
    return is_first and not _is_timed(month) and (before is None or before.pos_ != "DET")


def _acts(month: Token) -> bool:
    """True for "May said", "March on!"."""
    return month.pos_ != "PROPN" or month.dep_ in {"nsubj", "ROOT"}


def _is_timed(month: Token) -> bool:
    """True after "in", "since", "late": words that make a month of any name."""
    before = _before(month)
    return before is not None and before.lower_ in words("month_openers")


def _before(month: Token) -> Token | None:
    return month.nbor(-1) if month.i else None
