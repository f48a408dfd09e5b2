"""Tariffs: duties on imports, one event for each imposer, target and set of goods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument, EventMention, Mention, Span
from kg.syntax import governors
from kg.tariffs.days import days_of, is_ahead, outright
from kg.tariffs.finishing import finished
from kg.tariffs.gathering import gather
from kg.tariffs.legs import Leg, legs_of
from kg.tariffs.measures import KIND, Telling, mentions_of
from kg.tariffs.naming import Naming, find_namings
from kg.tariffs.roles import Doers, doers_of, others_named, spared, speaks_for, told_before
from kg.tariffs.signing import signer_of
from kg.tariffs.standing import standing
from kg.tariffs.states import is_state_key
from kg.tariffs.ultimatums import ultimatum_of
from kg.tariffs.weighing import days_told, outlook, parts_told

__all__ = ["KIND", "find"]

SURE = 0.5  # chance from which a part that only the weights see is believed
_HIT = frozenset({"on", "from", "for", "against", "of", "to", "in"})  # words before those whom a duty hits
Part = tuple[str, Mention, float]  # which part, who plays it, with what chance


def find(scene: Scene) -> list[EventMention]:
    """The tariffs that the article tells, passage by passage."""
    return mentions_of(finished(scene, gather(weighed(scene, tellings_of(scene)))))


def tellings_of(scene: Scene) -> list[Telling]:
    """What each naming of a duty tells, before it is known which of them tell the same one."""
    tellings: list[Telling] = []
    starts = {start: n for n, start in enumerate(scene.sentence_starts)}
    for start, group in groupby(find_namings(scene), key=lambda one: one.token.sent.start):
        beside = list(group)
        for naming in beside:
            tellings += _tellings(scene, naming, beside, starts[start])
    return tellings


def weighed(scene: Scene, tellings: Iterable[Telling]) -> list[Telling]:
    """The passages, each with the chance of every status."""
    return [replace(one, outlook=outlook(scene, one.naming, one.status, ahead=one.is_ahead)) for one in tellings]


def _tellings(scene: Scene, naming: Naming, beside: list[Naming], sentence: int) -> Iterator[Telling]:
    """What a naming tells: one telling for each imposer and leg."""
    doers = doers_of(scene, naming, beside)
    dates, parts = days_told(scene, naming, beside), parts_told(scene, naming)
    ahead = is_ahead(scene, days_of(scene, naming, beside))
    asked = ultimatum_of(scene, naming)
    status = ("threatened" if asked.is_else else "inForce") if asked is not None else standing(naming, is_ahead=ahead)
    rated = tuple((part, one.key, value) for part, one, value in parts)
    reply = bool(words("reply_words") & {word.lower_ for word in naming.token.sent})
    legs = _with_origins(scene, legs_of(scene, naming, beside), doers, parts)
    dates = [] if asked is not None and not asked.is_else else dates
    if asked is not None and asked.is_else:  # 'its' of "told Rabat to lift its levy or see duties on its fish"
        legs = [replace(leg, origins=asked.asked) for leg in legs]
    signer = signer_of(scene, naming.token, naming.verb)
    sure = outright(scene, naming, dates) | ({"announcedBy"} if signer is not None else set())
    hit = {one.key for leg in legs for one in (*leg.origins, *spared(scene, naming))}
    for leg in legs:
        for imposer in _imposers(scene, naming, doers, hit):
            found = [*_who(doers, imposer, leg, naming, scene), *_what(scene, naming, leg), *dates]
            if signer is not None:
                found = [signer, *(one for one in found if one.slot != "announcedBy")]
            before = told_before(scene, naming, [one.key for one in leg.origins])
            voice = _voice(scene, doers)
            told = Telling(naming, status, tuple(found), sentence, doers.source, reply, voice, before, ahead, rated)
            yield replace(told, outright=sure)


def _with_origins(scene: Scene, legs: list[Leg], doers: Doers, parts: Sequence[Part]) -> list[Leg]:
    """The legs with the likely targets of the sentence where the rules see none."""
    if any(leg.origins for leg in legs):
        return legs
    own = {one.value for one in doers.imposers}
    found = [one for part, one, value in parts if part == "target" and value >= SURE]
    origins = tuple(one for one in found if is_state_key(one.key) and one.key not in own)
    return [replace(leg, origins=origins) for leg in legs]


def _voice(scene: Scene, doers: Doers) -> str | None:
    """The state for which the speaker of the passage speaks."""
    speaker = doers.source["speaker"]
    sides = scene.sides(speaker) if speaker is not None else ()
    return sides[0] if sides and is_state_key(sides[0]) else None


def _imposers(scene: Scene, naming: Naming, doers: Doers, hit: set[str]) -> tuple[Argument | None, ...]:
    """Those who levy it: nobody on goods of his own ("Kenya and Tanzania will end the duty on Kenyan sweets")."""
    named = [one for one in doers.imposers if one.value not in hit]
    return tuple(named or (others_named(scene, naming, hit) if hit else ())) or (None,)


def _who(doers: Doers, imposer: Argument | None, leg: Leg, naming: Naming, scene: Scene) -> Iterator[Argument]:
    if imposer is not None:
        yield imposer
    announcer = doers.announcer or (speaks_for(scene, doers.source, imposer.value) if imposer is not None else None)
    if announcer is not None:
        yield announcer
    for origin in (*leg.origins, *spared(scene, naming)):
        if imposer is None or origin.key != imposer.value:
            yield Argument("target", origin.key, origin.span)
    if not leg.origins and imposer is not None and len(doers.imposers) == 2 and _is_mutual(imposer, scene):
        yield from (Argument("target", one.value, one.span) for one in doers.imposers if one != imposer)


def _is_mutual(imposer: Argument, scene: Scene) -> bool:
    """True in a sentence with "each other's goods"."""
    token = scene.token_in(imposer.span) if imposer.span else None
    return token is not None and "each other" in token.sent.text


def _what(scene: Scene, naming: Naming, leg: Leg) -> Iterator[Argument]:
    for item in leg.items:
        yield Argument("product", item.cut(scene.article.text), item)
    told = [("rateMin", leg.low), ("rateMax", leg.high), ("previousRate", leg.previous)]
    yield from (Argument(slot, value, leg.rate) for slot, value in told if value is not None)
    yield from _count(scene, naming)


def _count(scene: Scene, naming: Naming) -> Iterator[Argument]:
    """How many countries bear it: "tariffs on more than 20 countries"."""
    for one in scene.amounts_in(span_of(naming.token.sent), "count"):
        if one.low is None or one.of not in words("counted_states") or "-" in one.span.cut(scene.text):
            continue
        if not _is_known(scene, one.span) and _is_hit(scene.token_in(one.span), naming):
            yield Argument("targetCount", one.low, one.span)
            return


def _is_hit(counted: Token | None, naming: Naming) -> bool:
    """True for 'nations' in "a duty on goods from eight nations", not in "sued with Japan and five other nations"."""
    if counted is None or counted.dep_ in {"nsubj", "nsubjpass"}:
        return counted is not None and counted.head == naming.verb
    link = counted.head
    if counted.dep_ == "pobj" and link.lower_ not in _HIT:
        return False
    over = list(governors(counted))
    return counted.dep_ in {"pobj", "dobj"} and (naming.token in over or naming.verb in over)


def _is_known(scene: Scene, span: Span) -> bool:
    """True for "the two countries", "its nine partners": who was named before, or who is spared."""
    words_of = scene.doc.char_span(span.start, span.end)
    before = words_of[0].nbor(-1).lower_ if words_of is not None and words_of[0].i else ""
    return before in {"the", "its", "their", "both", "all", "these", "those", "other"}
