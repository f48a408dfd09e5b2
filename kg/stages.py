"""Which stage of a truce a time tells: agreed, begun or over, by the word that the time hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.doc import Token
from kg.lexicon import table
from kg.syntax import governors

_BY_ROLE = {"until": "endDate", "since": "startDate", "from": "startDate"}
_BACK = 7  # words from a time back to the verb: "came into force at 08:00 on Tuesday"
_UP = 4  # words above a time that are asked


def stage_rules(head: Token, first: Token, role: str) -> list[str]:
    """The slot that plain rules give to a time, as names of features: `rule=endDate` for "until Monday"."""
    above = next((slot for word in list(governors(head))[:_UP] if (slot := _slot(word))), None)
    behind = next((slot for word in _before(first) if (slot := _slot(word))), None)
    rule = _BY_ROLE.get(role) or behind or above
    found = [f"above={above}", f"behind={behind}", f"above={above}&behind={behind}&role={role}"]
    if above is not None and above == behind:
        found.append(f"both={above}")
    return [*found, f"rule={rule}"] if rule else found


def _before(first: Token) -> list[Token]:
    """The words before a time, nearest first, back to the clause's first word or a comma that cuts it off."""
    found = []
    for word in reversed(first.doc[max(first.sent.start, first.i - _BACK) : first.i]):
        if word.text in {";", ":", ","}:
            break
        found.append(word)
    return found


@cache
def _stages() -> Mapping[str, str]:
    return {row["word"]: row["slot"] for row in table("truce_stages")}


def _slot(word: Token) -> str | None:
    return _stages().get(word.lemma_.lower()) or _stages().get(word.lower_)
