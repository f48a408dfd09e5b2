"""What the status words of a sentence say together, and where they stand: features of an event's status.

One word alone misleads: "vetoed a resolution that called for a truce" proposes and rejects; the main clause decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.finding.status import Signal, statuses_in, tense
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import children, clause_root, is_negated, is_verb

_BACKWARD = (("since", frozenset({"since"})), ("until", frozenset({"until", "till", "before"})))
_DEEPEST = 4  # verbs of saying, one in the other, over the clause that tells


@dataclass(frozen=True, slots=True)
class Stated:
    """A word of the sentence that gives a status: 'vetoed' rejects."""

    token: Token
    status: str
    negated: bool


def together(token: Token, kind: str, ruled: str) -> list[str]:
    """What the status words of a trigger's sentence say, all of them and each by its clause, tense and side.

    `ruled` is the status that a plain rule reads from the words over the trigger.
    """
    said = [Stated(word, status, is_negated(word)) for word, status in statuses_in(token.sent, kind)]
    statuses = sorted({each.status for each in said})
    found = ["set=" + "+".join(statuses), *(f"rule={ruled}&has={status}" for status in statuses)]
    main, own = _main_verb(token.sent.root), clause_root(token)
    for each in said:
        found += _placed(each, token, main, own)
    return found


def _placed(each: Stated, token: Token, main: Token, own: Token) -> list[str]:
    """A status word by its side of the trigger and by its clause: the main one, the trigger's own or another."""
    clause = clause_root(each.token)
    place = "main" if main in (clause, each.token) else "own" if clause == own else "other"
    side = "before" if each.token.i < token.i else "after" if each.token.i > token.i else "at"
    said = f"{each.status}{'!' if each.negated else ''}"
    told = tense(clause) if is_verb(clause) else "none"
    return [
        f"stated={said}&{side}",
        f"stated={said}&{place}",
        f"stated={said}&{place}&{told}",
        f"{side}&{place}={said}",
    ]


def _main_verb(root: Token) -> Token:
    """The verb of what the sentence tells, below the verbs of saying: 'vetoed' in "officials said that it vetoed"."""
    verb = root
    for _ in range(_DEEPEST):
        told = [child for child in children(verb, "ccomp") if is_verb(child)]
        if verb.lemma_ not in words("speech_verbs") or not told:
            break
        verb = told[0]
    return verb


def denials(token: Token, found: Sequence[Signal]) -> list[str]:
    """How near to the trigger a negation stands, and whether it only reaches back: "have not met since 2019"."""
    around = {word.lower_ for word in token.sent}
    back = next((name for name, asked in _BACKWARD if asked & around), "no")
    names = []
    place, first = next(((i, each) for i, each in enumerate(found) if each.negated), (0, None))
    if first is not None:
        near = "trigger" if first.token == token else "next" if place <= 1 else "near" if place <= 3 else "far"
        names = [f"denial={near}&back={back}", f"denial={near}&back={back}&{first.tense}"]
        names += [f"denial={near}&back={back}&says={first.status}", f"denied-by={first.token.lemma_}&back={back}"]
    if any(child.lower_ in {"no", "neither"} for child in children(token, "det")):
        names.append(f"no-such&back={back}")
    return names
