"""What the words around the naming of a duty make likely: its standing, its days, who levies it and who bears it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kg.finding.judging import StatusReading, status_features
from kg.finding.roles import NO_PART, cast_features
from kg.finding.scene import Scene
from kg.finding.settings import NONE, time_features
from kg.finding.status import signals, statuses_in, tense, word_status
from kg.finding.triggers import Trigger
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument, Kind, Mention, kind_of
from kg.syntax import children, clause_root, following, is_verb
from kg.tariffs.days import (
    is_effective_from,
    is_end,
    is_looking_back,
    is_new_term,
    is_of_pause,
    is_start,
    is_stopped,
    ruled_slot,
    told_day,
)
from kg.tariffs.elsewhen import is_elsewhere
from kg.tariffs.naming import Naming, is_at_once
from kg.times import TimeMention
from kg.weights import best, shares

STATUSES = ("announced", "denied", "inForce", "lifted", "suspended", "threatened")
_GAPS = ((7, "week"), (31, "month"), (365, "year"))  # days back from the article's
_VERB_SORTS = ("announcing_verbs", "starting_duty_verbs", "imposing_verbs", "ending_duty_verbs", "speech_verbs")
_PLAIN = ("window=", "among=", "held=", "times=")  # plain words: on stories left out 0.705 right, without them 0.710
DAYS = ("announcedDate", "effectiveDate", "endDate")
TAKEN = 0.5  # chance from which a time is taken for a day of the duty
ROLES = ("imposer", "target", "announcedBy")


def trigger_of(naming: Naming) -> Trigger:
    """The naming as the shared features see a word that tells an event."""
    word = naming.token.lemma_.lower() if naming.sort in {"noun", "verb", "back"} else naming.sort
    pos = "VERB" if is_verb(naming.token) else "NOUN"
    return Trigger(naming.token, {"word": word, "pos": pos, "role": "trigger", "hints": ""})


def outlook(scene: Scene, naming: Naming, verdict: str | None, *, ahead: bool) -> Mapping[str, float]:
    """The chance of each status by what the sentence says; `verdict` is how the plain rules read it."""
    return shares("tariff.status", STATUSES, standing_features(scene, naming, verdict, ahead=ahead))


def standing_features(scene: Scene, naming: Naming, verdict: str | None, *, ahead: bool) -> list[str]:
    """What speaks for a status: the verdict of the rules, what the shared features see, and the sentence after."""
    token, said = naming.token, verdict or "open"
    found = status_features(scene, StatusReading(trigger_of(naming), "tariff", signals(token, "tariff"), said))
    found += [f"sort={naming.sort}", f"sort={naming.sort}&rule={said}", f"ahead={ahead}", f"ahead={ahead}&rule={said}"]
    after = following(token.sent)
    if after is not None:
        found += sorted({f"next={status}" for _, status in statuses_in(after, "tariff")})
    return list(dict.fromkeys(found))


def days_told(scene: Scene, naming: Naming, beside: Sequence[Naming]) -> list[Argument]:
    """The days that the sentence gives, each slot once, the likeliest time for it; `beside` are all its namings.

    What the rules take for a day of announcement is one; it may be the day of effect as well: "imposed on Tuesday".
    """
    found: dict[str, tuple[float, Argument]] = {}
    for time in scene.times_in(naming.token.sent):
        if is_elsewhere(scene, time, naming, beside) or is_of_pause(scene, time, naming):
            continue
        rated = shares("tariff.time", (NONE, *DAYS), day_features(scene, naming, time, beside))
        sure = _sure_slot(scene, naming, time, beside)
        for slot in _open_slots(scene, naming, time, sure):
            value = rated[slot] + (slot == sure)
            if value >= TAKEN and (slot not in found or value > found[slot][0]):
                found[slot] = (value, Argument(slot, told_day(scene, time), time.span))
    told = [argument for _, argument in found.values()]
    if "announcedDate" in found and "effectiveDate" not in found and is_at_once(naming):
        told.append(Argument("effectiveDate", found["announcedDate"][1].value, inferred=True))
    return told


def _open_slots(scene: Scene, naming: Naming, time: TimeMention, sure: str | None) -> tuple[str, ...]:
    """The days of a duty that a time may be; `sure` is the one that it is.

    None of announcement in "the duty that it imposed on August 14" and "must sign by Friday or face a duty".
    """
    if sure in {"effectiveDate", "endDate"}:
        return (sure,)
    verb = clause_root(scene.token_in(time.span) or naming.token)
    is_back = time.role == "by" or is_looking_back(verb, naming) or verb.lemma_ in words("judging_verbs")
    return tuple(slot for slot in DAYS if slot != "announcedDate" or not is_back)


def _sure_slot(scene: Scene, naming: Naming, time: TimeMention, beside: Sequence[Naming]) -> str | None:
    """The day of a duty that a time surely is, whatever the weights say.

    "Imposed on Tuesday" tells this week's news; "imposed on June 1", weeks ago, tells when the duty came.
    """
    ruled = ruled_slot(scene, naming, time)
    if is_start(scene, time, naming) or is_effective_from(scene, time, naming, beside):
        return "effectiveDate"
    if ruled == "effectiveDate" and is_new_term(time, naming):
        return "effectiveDate"
    if ruled == "announcedDate":
        verb = clause_root(scene.token_in(time.span) or naming.token)
        is_past = verb.tag_ in {"VBD", "VBG", "VBN"} and _gap(scene, time) in {"month", "year", "old"}
        is_coming = verb.lemma_ in words("imposing_verbs") - words("announcing_verbs")
        return "effectiveDate" if is_past and is_coming else ruled
    is_over = ruled == "endDate" and (is_stopped(naming) or is_end(scene, time, naming))
    return "endDate" if is_over else None


def day_features(scene: Scene, naming: Naming, time: TimeMention, beside: Sequence[Naming]) -> list[str]:
    """What speaks for a time's being a day of the duty, and which; `beside` are all the namings of its sentence."""
    ruled = ruled_slot(scene, naming, time) or NONE
    head = scene.token_in(time.span) or naming.token
    own = clause_root(head)
    found = [one for one in time_features(scene, trigger_of(naming), time) if not one.startswith(_PLAIN)]
    found += [f"rule={ruled}", f"rule={ruled}&role={time.role}", f"sort={naming.sort}&role={time.role}"]
    found += [f"clause-says={word_status(own, 'tariff')}", f"sort={naming.sort}"]
    found += [f"particle={child.lower_}" for child in own.children if child.dep_ in {"prt", "prep", "dobj"}]
    gap, manner = _gap(scene, time), tense(own) if is_verb(own) else "none"
    found += [f"gap={gap}", f"gap={gap}&rule={ruled}", f"gap={gap}&role={time.role}", f"gap={gap}&tense={manner}"]
    found += [f"gap={gap}&verb={own.lemma_}", f"gap={gap}&says={word_status(own, 'tariff')}&tense={manner}"]
    found += _manner(scene, naming, time, own)
    whose = _whose(own, naming, beside)
    found += [f"whose={whose}", f"whose={whose}&rule={ruled}", f"whose={whose}&gap={gap}"]
    return list(dict.fromkeys(found))


def _manner(scene: Scene, naming: Naming, time: TimeMention, own: Token) -> list[str]:
    """What sort of verb a time hangs on, the words before it, and how it stands to the other times of the sentence."""
    gap, manner = _gap(scene, time), tense(own) if is_verb(own) else "none"
    led = tense(naming.verb) if naming.verb is not None else "none"
    found = [f"led={led}&gap={gap}", f"two={_words_before(scene, time)}"]
    for sort in [name for name in _VERB_SORTS if own.lemma_ in words(name)] or ["other"]:
        found += [f"sort-of={sort}", f"sort-of={sort}&gap={gap}", f"sort-of={sort}&led={led}&gap={gap}"]
        found.append(f"sort-of={sort}&tense={manner}")
    order = _order(time, scene.times_in(naming.token.sent))
    found += [f"order={order}", f"order={order}&gap={gap}", f"order={order}&role={time.role}"]
    return found + [f"with={child.lower_}&gap={gap}" for child in children(own, "aux", "auxpass", "prt")]


def _words_before(scene: Scene, time: TimeMention) -> str:
    """The two words before a time: "starting on"."""
    first = scene.doc.char_span(time.span.start, time.span.end)
    return scene.doc[max(first.start - 2, first.sent.start) : first.start].text.lower() if first is not None else ""


def _order(time: TimeMention, times: Sequence[TimeMention]) -> str:
    """Whether a time is the `first` or `last` of several, lies `amid` them, or is the `only` one."""
    rest = [one.start for one in times if one != time]
    if not rest:
        return "only"
    return "first" if time.start < min(rest) else "last" if time.start > max(rest) else "amid"


def _whose(clause: Token, naming: Naming, beside: Sequence[Naming]) -> str:
    """Whether a clause is that of the naming (`own`), only that of others in the sentence (`other`), or `none`."""
    if clause in (naming.verb, clause_root(naming.token)):
        return "own"
    return "other" if any(clause in (one.verb, clause_root(one.token)) for one in beside) else "none"


def _gap(scene: Scene, time: TimeMention) -> str:
    """How far a time lies from the article's day: `ahead`, `now`, `week`, `month`, `year`, `old`; `open` if unknown."""
    today = scene.article.day
    if today is None:
        return "open"
    short = today[: len(time.start)]
    if time.start >= short:
        return "ahead" if time.start > short else "now"
    if len(time.start) < len(today):
        return "year" if time.start[:4] == today[:4] else "old"
    days = (date.fromisoformat(today) - date.fromisoformat(time.start)).days
    return next((name for limit, name in _GAPS if days <= limit), "old")


def part_features(scene: Scene, naming: Naming) -> list[tuple[tuple[Mention, ...], list[str]]]:
    """The noun phrases of the sentence that stand for actors, with what speaks for their parts."""
    return [(filler.mentions, features) for filler, features in cast_features(scene, trigger_of(naming), "tariff")]


def parts_told(scene: Scene, naming: Naming) -> list[tuple[str, Mention, float]]:
    """Who plays which part in the sentence: imposer, target or announcer, with the chance of it."""
    found: dict[str, tuple[str, Mention, float]] = {}
    for mentions, features in part_features(scene, naming):
        part, value = best("tariff.role", (NO_PART, *ROLES), features)
        for one in mentions if part != NO_PART else ():
            if one.key not in found or value > found[one.key][2]:
                found[one.key] = (part, one, value)
    return list(found.values())


def persons_of(scene: Scene) -> list[str]:
    """The keys of the article's persons, in text order."""
    keys = (one.key for one in scene.cast.mentions if kind_of(one.key) is Kind.PERSON)
    return list(dict.fromkeys(keys))
