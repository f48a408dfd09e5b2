"""When and where: which of the times and places of a sentence belong to the event that a trigger tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.finding.roles import path
from kg.finding.scene import Scene
from kg.finding.status import word_status
from kg.finding.triggers import Trigger
from kg.finding.wording import held_by, window, words_between
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.records import Argument, Kind, Mention, Span, kind_of
from kg.syntax import clause_root, governing_verb, governors, is_verb, verb_at
from kg.times import TimeMention
from kg.times.almanac import side_of
from kg.truces.stages import stage_rules
from kg.weights import best, chance

NONE = "none"  # the label of a time that tells nothing of the event
_MONTH = len("2025-07")
_FIRST_REACH = 9  # words between "first" and its "since": "the first time in person since"
_STEPS = ((3, "3"), (7, "7"), (14, "14"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A noun phrase that names one place, or several."""

    head: Token
    mentions: tuple[Mention, ...]


def dates(scene: Scene, trigger: Trigger, model: str, slots: Sequence[str]) -> list[Argument]:
    """The dates of the event by slot, each slot once, the likeliest time for it."""
    found: dict[str, tuple[float, Argument]] = {}
    for time in scene.times_in(trigger.token.sent):
        slot, value = best(model, (NONE, *slots), time_features(scene, trigger, time))
        if slot == NONE or _is_compared(scene, time) or scene.is_of_another(time, trigger.token):
            continue
        if slot == "date" and _is_called_off(scene, time):
            continue
        for name, day in _spread(slot, time, slots):
            if name not in found or value > found[name][0]:
                found[name] = (value, Argument(name, day, time.span))
    return [argument for _, argument in found.values()]


def _is_compared(scene: Scene, time: TimeMention) -> bool:
    """True for the year in "their first meeting since 2021", which tells of another one."""
    first = scene.doc.char_span(time.span.start, time.span.end)
    if time.role != "since" or first is None:
        return False
    before = scene.doc[max(first[0].sent.start, first[0].i - _FIRST_REACH) : first[0].i]
    return any(word.lower_ == "first" for word in before)


def _is_called_off(scene: Scene, time: TimeMention) -> bool:
    """True for the day on which a meeting was cancelled: "called off on Thursday talks planned for Sunday"."""
    phrase = scene.doc.char_span(time.span.start, time.span.end)
    if phrase is None or time.role != "on" or phrase.start - phrase.sent.start < 2:
        return False
    before = phrase[0].nbor(-2)
    around = (before.head if before.dep_ == "prt" else before, *scene.doc[phrase.end : phrase.end + 1])
    return any(is_verb(word) and word_status(word, "meeting") == "cancelled" for word in around)


def _spread(slot: str, time: TimeMention, slots: Sequence[str]) -> list[tuple[str, str]]:
    """A time of several days gives the end as well: "on 9-10 July"; "before the weekend" gives the month alone."""
    if time.end and time.end != time.start and slot in {"date", "startDate"} and "endDate" in slots:
        if time.role == "before":
            return [(slot, time.start[:_MONTH])]
        return [(slot, time.start), ("endDate", time.end)]
    return [(slot, time.start)]


def time_features(scene: Scene, trigger: Trigger, time: TimeMention) -> list[str]:
    """What speaks for a time's belonging to a trigger, and as what."""
    token = trigger.token
    head = scene.token_in(time.span) or token
    return [
        *_beside(token, head, scene.once(_preceding, time.span)),
        *scene.once(_stages, time),
        f"role={time.role}",
        f"precision={len(time.start)}",
        *_order(scene, time),
        *_verbs(token, head, time),
        *held_by(head),
        *window(head),
        *words_between(head, token),
        f"times={len(scene.times_in(token.sent))}",
    ]


def _stages(scene: Scene, time: TimeMention) -> list[str]:
    phrase = scene.doc.char_span(time.span.start, time.span.end)
    return stage_rules(phrase.root, phrase[0], time.role) if phrase is not None else []


def _verbs(token: Token, head: Token, time: TimeMention) -> list[str]:
    own = clause_root(head)
    over = verb_at(token) or token
    return [
        f"verb={own.lemma_}",
        f"verb={own.lemma_}&role={time.role}",
        f"over={over.lemma_}",
        f"over={over.lemma_}&role={time.role}",
    ]


def _order(scene: Scene, time: TimeMention) -> list[str]:
    day = scene.article.day
    if day is None:
        return ["when=open"]
    when = side_of(time.start, day)
    return [f"when={when}", f"when={when}&role={time.role}"]


def _preceding(scene: Scene, span: Span) -> str:
    """The word before a phrase."""
    first = scene.doc.char_span(span.start, span.end)
    return first[0].nbor(-1).lower_ if first is not None and first[0].i else "start"


def _beside(token: Token, head: Token, before: str) -> list[str]:
    """How a phrase lies to the trigger: clause, side, distance and path; `before` is the word before it."""
    side = "before" if head.i < token.i else "after"
    distance = next((name for limit, name in _STEPS if abs(head.i - token.i) <= limit), "far")
    clause = clause_root(head) == clause_root(token)
    low, high = sorted((head.i, token.i))
    verbs = min(2, sum(word.pos_ == "VERB" for word in head.doc.tokens[low + 1 : high]))
    return [
        "bias",
        f"clause={clause}",
        f"clause={clause}&{side}",
        f"{side}&{distance}",
        f"verbs={verbs}&{side}",
        f"path={path(head, token)}",
        f"preceded={before}",
        f"dep={head.dep_}",
        f"verbal={is_verb(token)}&clause={clause}",
    ]


def places(scene: Scene, trigger: Trigger, model: str, *, least: float = 0.5) -> list[Argument]:
    """The place of the event: the likeliest phrase of the sentence that names one."""
    rated = [(chance(model, place_features(scene, trigger, each)), each) for each in placed(scene, trigger.token)]
    rated = [(value, each) for value, each in rated if value >= least]
    if not rated:
        return []
    _, chosen = max(rated, key=lambda pair: (pair[0], -pair[1].head.i))
    return [Argument("place", one.key, one.span) for one in chosen.mentions[:1]]


def placed(scene: Scene, trigger: Token) -> list[Placed]:
    """The phrases of the trigger's sentence that may name a place, in text order."""
    return scene.once(_placed_in, trigger.sent)


def _placed_in(scene: Scene, sentence: Words) -> list[Placed]:
    found: dict[tuple[int, int], Placed] = {}
    for token in sentence:
        mentions = scene.cast.places(token)
        if mentions:
            span = (mentions[0].span.start, mentions[0].span.end)
            head = scene.token_in(mentions[0].span)
            found.setdefault(span, Placed(head or token, mentions))
    return [found[span] for span in sorted(found)]


def place_features(scene: Scene, trigger: Trigger, place: Placed) -> list[str]:
    """What speaks for a place's being where the event is."""
    first = place.mentions[0]
    kind = "country" if kind_of(first.key) is Kind.COUNTRY else "place"
    acts = bool(scene.cast.referents(place.head))
    found = _beside(trigger.token, place.head, scene.once(_preceding, first.span))
    phrase = scene.words_of(first)
    found += [f"shot-at={_is_shot_at(phrase)}&kind={kind}", f"stance={scene.stance(first.key).lead}&kind={kind}"]
    found += [*_hanging(trigger.token, place.head), f"district={_is_district(phrase)}"]
    lead = phrase[0].nbor(-1).lower_ if phrase[0].i else "start"
    found.append(f"lead={lead}&kind={kind}&{found[1]}")
    return [
        *found,
        f"kind={kind}",
        f"acts={acts}",
        f"frame={trigger.hints.get('frame', trigger.row['pos'])}&{found[6]}",
        f"{found[6]}&kind={kind}",
        f"{found[6]}&{found[1]}",
        *held_by(place.head),
        *words_between(place.head, trigger.token),
        f"told={min(4, scene.prominence[first.key])}",
        f"dateline={first.span.start < scene.article.body}",
    ]


def _hanging(token: Token, head: Token) -> list[str]:
    """Whether a place hangs on the trigger, on its verb or elsewhere, by which preposition, with how much between."""
    above = [head, *governors(head)]
    lead = next((word.lower_ for word in above if word.dep_ == "prep"), "none")
    on = "own" if token in above else "verb" if (governing_verb(token) or token) in above else "else"
    between = above[: above.index(token)] if on == "own" else []
    steps = min(3, sum(word.pos_ in {"NOUN", "PROPN", "VERB"} for word in between))
    return [f"on={on}", f"on={on}&by={lead}", f"on={on}&steps={steps}", f"by={lead}"]


def _is_district(phrase: Words) -> bool:
    """True where words in or beside a name make it a stretch of land: "northern Uganda", "the port of Hodeidah"."""
    around = phrase.doc[max(0, phrase.start - 2) : phrase.end + 1]
    return any(word.lower_ in words("district_nouns") or word.lower_ in words("compass_words") for word in around)


def _is_shot_at(phrase: Words) -> bool:
    """True where the words near a place tell of fighting there: "shelling around Rafah"."""
    around = phrase.doc[max(phrase.sent.start, phrase.start - 6) : min(phrase.sent.end, phrase.end + 3)]
    return any(word.lower_ in words("fighting_words") or word.lower_ in words("warring_words") for word in around)
