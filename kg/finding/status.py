"""Whether it happened: the words around a trigger that plan, propose, call off, deny, threaten or suspend.

From a trigger the walk climbs through the nouns and verbs that govern it ("has *agreed* to *hold* talks", "a *proposal*
for a truce") and collects, nearest first, what each says: a status of its own, tense, negation, condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.finding.triggers import parse_hints
from kg.lexicon import table, words
from kg.parse.doc import Token, Words
from kg.syntax import SUBJECTS, auxiliaries, children, is_negated, is_verb

_FUTURE = frozenset({"will", "'ll", "wo", "shall"})
_MODAL = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "should", "whether", "until"})
_SPEECH_STOPS = frozenset({"relcl", "advcl", "parataxis"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_NOT_YET = frozenset({"future", "would", "modal", "infinitive"})
_LINKING = frozenset({"be", "remain", "stay", "lie", "keep"})
_YET = frozenset({"once", "when", "whenever", "until", "till", "before", "after", "if", "unless"})
_INSTANTS = frozenset({"moment", "minute", "second", "instant", "day", "soon"})  # "the moment the pause is over"
_MAX_PATH = 8


@dataclass(frozen=True, slots=True)
class Signal:
    """What one word on the way up from the trigger says of the event."""

    token: Token
    status: str | None
    tense: str
    negated: bool
    conditional: bool
    relation: str


def signals(trigger: Token, kind: str) -> tuple[Signal, ...]:
    """What the words over the trigger, and the modifiers beside it, say of it; nearest first."""
    found: list[Signal] = []
    for beside in _modifiers(trigger):
        status = word_status(beside, kind)
        if status:
            found.append(Signal(beside, status, "none", is_negated(beside), False, "modifier"))
    for word, relation in _path(trigger):
        status = word_status(word, kind) if word != trigger else None
        verb = is_verb(word)
        found.append(
            Signal(word, status, tense(word) if verb else "none", _is_denied(word), _is_conditional(word), relation)
        )
        found += _complements(word, trigger, kind)
    return tuple(found)


def ruled(found: Sequence[Signal], order: Sequence[str], *, refused: str, by_tense: Mapping[str, str]) -> str:
    """The status by plain rule: the first of `order` that any word gives, else by the tense of the nearest verb.

    `refused` is what a denial of the event itself amounts to: "did not meet", "no truce was agreed". `by_tense` has a
    status for `future`, `would`, `to`, `modal`, `if` and `past` (any other tense).
    """
    said = {signal.status for signal in found if signal.status and not signal.negated}
    first = next((status for status in order if status in said), None)
    verbs = [signal for signal in found if is_verb(signal.token) and signal.tense not in {"infinitive", "participle"}]
    hangs = any(signal.conditional for signal in verbs[:1])
    if first is not None:  # "would observe a truce if ..." observes none
        return by_tense["if"] if hangs and first in {by_tense["past"], by_tense["future"]} else first
    if _is_refused(found):
        return refused
    if hangs:
        return by_tense["if"]
    told = verbs[0].tense if verbs else "past"
    core = next((signal.status for signal in found if signal.status and not signal.negated), None)
    return by_tense.get(told) or core or by_tense["past"]


def _is_refused(found: Sequence[Signal]) -> bool:
    """True where a negation stands on the way up to the first verb, or on a word that gives a status."""
    verb = next((place for place, signal in enumerate(found) if is_verb(signal.token)), len(found))
    # "tariffs will not be a focus during the meetings" denies no meeting
    near = [signal for signal in found[: verb + 1] if signal.relation != "prep"]
    return any(signal.negated for signal in near) or any(signal.negated and signal.status for signal in found)


def is_left_out(word: Token) -> bool:
    """True for 'meeting' in "left without meeting" and "without a meeting"."""
    return word.dep_ in {"pcomp", "pobj"} and word.head.lower_ == "without"


def _is_denied(word: Token) -> bool:
    """True for a negated word, in "is not ready", "left without meeting" and "neither A nor B accepted"."""
    if is_negated(word) or is_left_out(word) or (word.dep_ in _PREDICATES and is_negated(word.head)):
        return True
    near = (other.lower_ for child in children(word, *SUBJECTS) for other in (child, *child.children))
    return is_verb(word) and not words("nobody_words").isdisjoint(near)


def _complements(word: Token, trigger: Token, kind: str) -> Iterator[Signal]:
    """Predicates beside a verb: 'possible' in "talks are possible", 'due' in "is due to meet"."""
    if not is_verb(word):
        return
    for child in children(word, "acomp", "advmod", "attr", "oprd", "prt", "aux"):
        status = word_status(child, kind) if child != trigger else None
        if status and child.dep_ != "aux":
            yield Signal(child, status, tense(word), is_negated(child) or is_negated(word), False, "predicate")
    for child in children(word, "prep") if word.lemma_ in _LINKING else ():
        status = word_status(child, kind)  # "the truce is in force", "lies in tatters"
        if status:
            yield Signal(child, status, tense(word), is_negated(word), False, "predicate")


def _modifiers(noun: Token) -> list[Token]:
    if is_verb(noun):
        return children(noun, "advmod")
    return [
        *children(noun, "amod", "compound", "nmod", "advmod"),
        *(child for child in children(noun, "acl", "relcl")),
    ]


def _path(trigger: Token) -> Iterator[tuple[Token, str]]:
    current, relation = trigger, "trigger"
    for _ in range(_MAX_PATH):
        yield current, relation
        head = current.head
        if head == current or current.dep_ in _SPEECH_STOPS:
            return
        if current.dep_ == "acl" and current.tag_ != "VB" and not children(current, "mark"):
            return  # "talks hosted by Oman"; but "denied reports that he had met" goes on
        if current.dep_ == "conj" and is_verb(current) and not _shares_helpers(current):
            return
        relation = current.dep_
        current = head


def _shares_helpers(verb: Token) -> bool:
    """True for 'meet' in "will fly to Rome and meet the Pope": the bare form leans on the first verb."""
    return verb.tag_ in {"VB", "VBN", "VBG"} and not auxiliaries(verb)


def _is_conditional(word: Token) -> bool:
    """True for 'meets' in "if he meets", and for 'meet' in "would meet if it rained"."""
    if any(child.lower_ in _CONDITIONS and child.dep_ in {"mark", "advmod"} for child in word.children):
        return True
    clauses = children(word, "advcl") if is_verb(word) and tense(word) in _NOT_YET else []
    return any(opens_with_if(clause) for clause in clauses)


def opens_with_if(clause: Token) -> bool:
    """True for "if it rained" and "unless it rains", False for "even if it rains" and "as if"."""
    marks = [child for child in children(clause, "mark") if child.lower_ in {"if", "unless"}]
    return any(mark.i == 0 or mark.nbor(-1).lower_ not in {"even", "as"} for mark in marks)


def hangs_on_if(verb: Token) -> bool:
    """True where an "if" hangs on the verb, or on the one that says so: "If it holds, she said, he will meet them"."""
    beside = [*([verb.head] if verb.dep_ in {"ccomp", "parataxis"} else []), *children(verb, "parataxis")]
    return any(opens_with_if(clause) for each in (verb, *beside) for clause in children(each, "advcl"))


def is_yet_to_be(verb: Token) -> bool:
    """True for 'is' in "once the truce is over", "the moment it is over", "if they break it, the truce is over"."""
    if tense(verb) != "present" and not {"has", "have"} & set(auxiliaries(verb)):
        return False
    marks = {child.lower_ for child in children(verb, "mark", "advmod")}
    if verb.dep_ in {"advcl", "relcl"} and (_YET & marks or verb.head.lower_ in _INSTANTS):
        return True
    return hangs_on_if(verb)


def tense(verb: Token) -> str:
    """`past`, `pluperfect`, `present`, `future`, `would`, `modal`, `infinitive`, `participle`, `to` or `to-have`.

    `to` is that of "is to meet" and "was to meet", `to-have` that of "was to have met", which did not come about.
    A verb that leans on a first one ("will fly and meet") has the tense of the first.
    """
    helpers = auxiliaries(verb)
    if _FUTURE & set(helpers):
        return "future"
    if "would" in helpers or "'d" in helpers and verb.tag_ == "VB":
        return "would"
    if _MODAL & set(helpers):
        return "modal"
    if "to" in helpers and "have" in helpers:
        return "to-have"
    if "to" in helpers:
        return "to" if verb.head.lemma_ == "be" and verb.dep_ in {"xcomp", "ccomp", "acl", "advcl"} else "infinitive"
    if verb.dep_ == "conj" and _shares_helpers(verb) and is_verb(verb.head) and verb.head != verb:
        return tense(verb.head)
    if "had" in helpers and verb.tag_ == "VBN":
        return "pluperfect"
    if verb.tag_ == "VBD" or {"had", "was", "were", "did"} & set(helpers):
        return "past"
    if {"has", "have", "'ve"} & set(helpers):
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or {"is", "are", "am", "'s", "'re", "does", "do"} & set(helpers):
        return "present"
    return "participle" if verb.tag_ in {"VBN", "VBG"} else "infinitive"


@cache
def _status_rows(kind: str) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in table(f"triggers/{kind}"):
        if row["role"] == "status":
            parts = tuple(row["word"].split())
            found.setdefault(parts[0], []).append((parts, row["pos"], parse_hints(row["hints"])["status"]))
    return {head: tuple(sorted(rows, key=lambda item: -len(item[0]))) for head, rows in found.items()}


@lru_cache(maxsize=8)  # asked for each trigger of a sentence
def statuses_in(sentence: Words, kind: str) -> tuple[tuple[Token, str], ...]:
    """The words of a sentence that give a status to an event of this type, each with the status."""
    return tuple((word, status) for word in sentence if (status := word_status(word, kind)))


def word_status(token: Token, kind: str) -> str | None:
    """The status that a word gives to an event of this type: `proposed` for "call for", None for other words."""
    rows = _status_rows(kind)
    for key in (token.lemma_.lower(), token.lower_):
        for parts, pos, status in rows.get(key, ()):
            if _is_pos(token, pos) and _has_rest(token, parts[1:]):
                return status
    return None


def _is_pos(token: Token, pos: str) -> bool:
    if pos == "NOUN":
        return token.pos_ in {"NOUN", "PROPN"}
    if pos == "ADJ":
        return token.pos_ in {"ADJ", "VERB", "ADV"}
    return token.pos_ == pos


def _has_rest(token: Token, rest: tuple[str, ...]) -> bool:
    """True where the particles or objects of a phrase hang on the verb or follow soon ("called the talks off")."""
    if not rest:
        return True
    soon = token.doc.tokens[token.i + 1 : token.i + 4]
    after = {word.lower_ for word in (*token.children, *soon)}
    return all(word in after for word in rest)
