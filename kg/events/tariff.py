"""Tariffs: duties on imports, one event for each imposer, target and set of goods."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg.annotate import span_of
from kg.lexicon import words
from kg.records import Argument, EventMention, Span
from kg.scene import Scene
from kg.tariffs.days import days_of, is_ahead
from kg.tariffs.goods import is_state_key
from kg.tariffs.legs import Leg, legs_of
from kg.tariffs.measures import KIND, Telling, gather, mentions_of
from kg.tariffs.naming import Naming, find_namings
from kg.tariffs.roles import Doers, doers_of, others_named, spared, speaks_for, told_before
from kg.tariffs.standing import standing

__all__ = ["KIND", "find"]


def find(scene: Scene) -> list[EventMention]:
    """The tariffs that the article tells, passage by passage."""
    tellings: list[Telling] = []
    starts = {sentence.start: n for n, sentence in enumerate(scene.doc.sents)}
    for start, group in groupby(find_namings(scene), key=lambda one: one.token.sent.start):
        beside = list(group)
        for naming in beside:
            tellings += _tellings(scene, naming, beside, starts[start])
    return mentions_of(gather(tellings), scene.article.day)


def _tellings(scene: Scene, naming: Naming, beside: list[Naming], sentence: int) -> Iterator[Telling]:
    """What a naming tells: one telling for each imposer and leg."""
    doers = doers_of(scene, naming, beside)
    dates = days_of(scene, naming)
    status = standing(naming, is_ahead=is_ahead(scene, dates))
    reply = bool(words("reply_words") & {word.lower_ for word in naming.token.sent})
    legs = legs_of(scene, naming, beside)
    hit = {one.key for leg in legs for one in (*leg.origins, *spared(scene, naming))}
    for leg in legs:
        for imposer in _imposers(scene, naming, doers, hit):
            found = [*_who(doers, imposer, leg, naming, scene), *_what(scene, naming, leg), *dates]
            before = told_before(scene, naming, [one.key for one in leg.origins])
            yield Telling(naming, status, tuple(found), sentence, doers.source, reply, _voice(scene, doers), before)


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
        if one.low and one.of in words("counted_states") and "-" not in one.span.cut(scene.doc.text):
            yield Argument("targetCount", one.low, Span(one.span.start, one.span.end))
            return
