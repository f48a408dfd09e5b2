"""When a duty was announced, takes effect and ends."""

from __future__ import annotations

from spacy.tokens import Token

from kg.lexicon import words
from kg.records import Argument
from kg.scene import Scene
from kg.status import word_status
from kg.syntax import governors, is_verb
from kg.tariffs.naming import Naming
from kg.times import TimeMention


def days_of(scene: Scene, naming: Naming) -> list[Argument]:
    """The dates that the passage gives, each slot once."""
    found: dict[str, Argument] = {}
    for time in _times(scene, naming):
        slot = _slot(scene, time, naming)
        if slot is not None:
            found.setdefault(slot, Argument(slot, time.start, time.span))
    return list(found.values())


def is_ahead(scene: Scene, dates: list[Argument]) -> bool:
    """True where the duty takes effect after the article's day."""
    today = scene.article.day
    return today is not None and any(
        one.slot == "effectiveDate" and one.value > today[: len(one.value)] for one in dates
    )


def _times(scene: Scene, naming: Naming) -> list[TimeMention]:
    near = scene.attached_times(naming.token)
    if naming.verb is not None:
        near += [time for time in scene.attached_times(naming.verb) if time not in near]
    over = _announcing(naming)
    if over is not None:
        near += [time for time in scene.attached_times(over) if time not in near]
    return near


def _announcing(naming: Naming) -> Token | None:
    return next((up for up in governors(naming.token) if up.lemma_ in words("announcing_verbs")), None)


def _slot(scene: Scene, time: TimeMention, naming: Naming) -> str | None:
    token = scene.token_in(time.span)
    verb = next((up for up in governors(token) if is_verb(up)), None) if token is not None else None
    status = word_status(verb, "tariff") if verb is not None else None
    lemma = verb.lemma_ if verb is not None else ""
    if time.role in {"until", "before"}:
        return "endDate" if time.role == "until" else None
    if status == "lifted" or (verb is not None and _runs_out(verb)):
        return "endDate"
    if status == "suspended":
        return None
    if time.role in {"from", "since"}:
        return "effectiveDate"
    if _lies_ahead(scene, time):
        return "effectiveDate"
    if lemma in words("announcing_verbs"):
        return "announcedDate"
    if lemma in words("imposing_verbs"):
        return "effectiveDate"
    return None


def _lies_ahead(scene: Scene, time: TimeMention) -> bool:
    today = scene.article.day
    return today is not None and time.start > today[: len(time.start)]


def _runs_out(verb: Token) -> bool:
    return verb.lemma_ == "run" and any(child.lower_ == "out" for child in verb.children)
