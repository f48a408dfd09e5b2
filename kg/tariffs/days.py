"""When a duty was announced, takes effect and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.finding.scene import Scene
from kg.finding.status import tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Argument
from kg.syntax import auxiliaries, children, governors, is_in_doubt, is_negated, is_no_longer, is_verb, own_subjects
from kg.tariffs.elsewhen import is_elsewhere, is_of_meeting
from kg.tariffs.endings import has_phrase
from kg.tariffs.naming import Naming, is_at_once
from kg.tariffs.pointing import ENDS, takes_effect
from kg.times import TimeMention
from kg.times.almanac import first_day, side_of

_DAY = len("2025-07-11")
_WEEK = timedelta(days=7)
_LEAD = 20  # characters before a day in which "effective" stands
_HALF_YEAR = 182  # days


def days_of(scene: Scene, naming: Naming, beside: Sequence[Naming]) -> list[Argument]:
    """The dates that the passage gives, each slot once; `beside` are all the namings of its sentence."""
    found: dict[str, Argument] = {}
    if naming.sort == "back" and word_status(naming.token, "tariff") == "suspended":
        return []  # "That pause was to run out on July 10"
    for time in _times(scene, naming):
        slot = _slot(scene, time, naming) if not is_elsewhere(scene, time, naming, beside) else None
        if slot is not None:
            found.setdefault(slot, Argument(slot, time.start, time.span))
    return list(found.values())


def ruled_slot(scene: Scene, naming: Naming, time: TimeMention) -> str | None:
    """The slot that the rules give to a time of the sentence, None for a time of something else."""
    return _slot(scene, time, naming) if time in _times(scene, naming) else None


def is_ahead(scene: Scene, dates: list[Argument]) -> bool:
    """True where the duty takes effect after the article's day."""
    today = scene.article.day
    return today is not None and any(
        one.slot == "effectiveDate" and side_of(one.value, today) == "after" for one in dates
    )


def is_effective_from(scene: Scene, time: TimeMention, naming: Naming, beside: Sequence[Naming]) -> bool:
    """True for the day of "announced a duty on tea, effective May 1": that of the duty named last before it."""
    before = scene.text[max(0, time.span.start - _LEAD) : time.span.start].lower().split()
    head = scene.token_in(time.span)
    if "effective" not in before[-3:] or head is None or _is_lifting(naming):
        return False
    if [word.lower_ for word in head.sent].count("effective") > 1:
        return False  # "a duty on tea, effective May 1, and one on flowers, effective June 1"
    return naming == next((one for one in reversed(beside) if one.token.i < head.i), None)


def is_new_term(time: TimeMention, naming: Naming) -> bool:
    """True for the day of "postponed until July 1 a duty that was due on Monday"."""
    is_moved = naming.token.dep_ in {"dobj", "nsubjpass"} and naming.token.head == naming.verb
    return time.role == "until" and is_moved and naming.token.head.lemma_ in words("postponing_verbs")


def _is_lifting(naming: Naming) -> bool:
    return naming.verb is not None and word_status(naming.verb, "tariff") in ENDS


def is_of_pause(scene: Scene, time: TimeMention, naming: Naming) -> bool:
    """True for the day of "The suspension took effect at midnight"."""
    return word_status(naming.token, "tariff") == "suspended" and is_start(scene, time, naming)


def is_start(scene: Scene, time: TimeMention, naming: Naming) -> bool:
    """True for the day of "The duties take effect on August 2", said of the duty that is named."""
    head = scene.token_in(time.span)
    verb = next((up for up in governors(head) if is_verb(up)), None) if head is not None else None
    if verb is None or time.role in {"until", "before", "by"} or is_negated(verb) or not takes_effect(verb):
        return False
    if _is_ceasing(verb):
        return False
    while verb.dep_ in {"conj", "xcomp", "acomp"} and not own_subjects(verb):
        verb = verb.head  # "are due to take effect"
    return naming.token in own_subjects(verb)


def outright(scene: Scene, naming: Naming, dates: Iterable[Argument]) -> frozenset[str]:
    """The slots of those days that the passage tells in so many words: "took effect on May 1", "from June"."""
    spans = {one.span: one.slot for one in dates if one.slot == "effectiveDate"}
    times = [time for time in scene.times_in(naming.token.sent) if time.span in spans]
    told = [time for time in times if time.role in {"from", "since"} or is_start(scene, time, naming)]
    return frozenset(spans[time.span] for time in told)


def _times(scene: Scene, naming: Naming) -> list[TimeMention]:
    near = [*scene.attached_times(naming.token)]
    if naming.verb is not None:
        near += [time for time in scene.attached_times(naming.verb) if time not in near]
    for over in governors(naming.token):
        if is_verb(over):
            near += [time for time in scene.attached_times(over) if time not in near]
    near += [time for time in scene.times_in(naming.token.sent) if time not in near and _is_clear(scene, time, naming)]
    return near


def _is_clear(scene: Scene, time: TimeMention, naming: Naming) -> bool:
    """True where no other clause parts the time from the naming: the parser often hangs "on Tuesday" on the goods."""
    token = scene.token_in(time.span)
    if token is None:
        return False
    low, high = sorted((token.i, naming.token.i))
    return not any(word.text in {";", ":"} or word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in token.doc[low:high])


def _slot(scene: Scene, time: TimeMention, naming: Naming) -> str | None:
    token = scene.token_in(time.span)
    verb = next((up for up in governors(token) if is_verb(up)), None) if token is not None else None
    status = word_status(verb, "tariff") if verb is not None else None
    lemma = verb.lemma_ if verb is not None else ""
    if is_of_meeting(scene, time):
        return None
    if time.role == "until" and lemma in words("postponing_verbs"):
        return "effectiveDate"  # "has delayed until July a duty"
    if time.role in {"until", "before"}:
        return "endDate" if time.role == "until" else None
    if verb is not None and (verb == naming.verb or _is_ceasing(verb)) and is_stopped(naming):
        return "endDate"
    if status == "lifted" or (verb is not None and _runs_out(verb)):
        return "endDate"
    if status == "suspended":
        return None
    if time.role in {"from", "since"} or has_phrase(time.span.cut(scene.text).lower(), "at_once_phrases"):
        return "effectiveDate"
    if _lies_ahead(scene, time) and not (verb is not None and lemma == "come" and not _comes_into(verb)):
        return "effectiveDate"
    if lemma in words("announcing_verbs"):
        return "announcedDate" if verb is not None and _tells_news(verb, naming) else None
    if verb is not None and lemma in {"come", "go", "enter"} and not _comes_into(verb):
        return None  # "The measure comes two days before the talks"
    if lemma in words("starting_duty_verbs"):
        return "effectiveDate"
    if lemma in words("imposing_verbs"):  # "on Tuesday slapped a duty", but "in June put 100 per cent on cars"
        return "announcedDate" if len(time.start) == _DAY else "effectiveDate"
    return None


def is_stopped(naming: Naming) -> bool:
    """True for "will no longer collect the duty", "stops charging it"."""
    verb = naming.verb
    if verb is None:
        return False
    return any(map(_is_ceasing, (verb, *children(verb, "xcomp")))) or is_no_longer(verb)


def _is_ceasing(verb: Token) -> bool:
    """True for 'charging' in "stops charging it", 'apply' in "will cease to apply"."""
    is_to = verb.tag_ == "VBG" or (verb.tag_ == "VB" and verb.head.lemma_ == "cease")
    return verb.dep_ == "xcomp" and is_to and verb.head.lemma_ in {"stop", "cease", "quit"}


def is_end(scene: Scene, time: TimeMention, naming: Naming) -> bool:
    """True for the day of "will remove the duty on July 1", "was removed in May", "keeps its duty until March 31"."""
    head, verb = scene.token_in(time.span), naming.verb
    if verb is None or head is None or is_negated(verb) or is_in_doubt(verb):
        return False
    if next((up for up in governors(head) if is_verb(up)), None) != verb:
        return False
    if time.role == "until":
        return verb.lemma_ in words("keeping_verbs") and _lies_ahead(scene, time)
    is_told = tense(verb) in {"past", "future"} and naming.token.dep_ in {"dobj", "nsubjpass"}
    return is_told and time.role in {"on", "from"} and word_status(verb, "tariff") == "lifted"


def is_looking_back(verb: Token, naming: Naming) -> bool:
    """True for 'imposed' in "lifted the duty that it imposed on August 14": when it came, not when it was announced."""
    # the parser takes "that it had imposed" for what is said, though "that" is its object
    is_clause = verb.dep_ == "relcl" or (
        verb.dep_ == "ccomp" and any(c.lower_ == "that" for c in children(verb, "dobj"))
    )
    is_aside = is_clause and naming.verb is not None and naming.verb not in (verb, naming.token)
    return is_aside and verb.lemma_ in words("imposing_verbs") and tense(verb) in {"past", "pluperfect"}


def _tells_news(verb: Token, naming: Naming) -> bool:
    """False for the day on which somebody only spoke of a duty: "officials said on Monday that it costs jobs"."""
    if verb.lemma_ not in words("speech_verbs") or verb.lemma_ in {"announce", "warn"} or naming.verb in {None, verb}:
        return True
    if naming.verb.lemma_ in words("escaping_verbs"):
        return False  # "said on Monday that it would move its mill to escape the tariffs"
    return is_at_once(naming) or tense(naming.verb) in {"future", "would", "modal", "to", "infinitive"}


def _lies_ahead(scene: Scene, time: TimeMention) -> bool:
    today = scene.article.day
    return today is not None and side_of(time.start, today) == "after"


def _runs_out(verb: Token) -> bool:
    return verb.lemma_ == "run" and any(child.lower_ == "out" for child in verb.children)


def _comes_into(verb: Token) -> bool:
    """True for "comes into force", "comes in", "goes up"."""
    return any(child.lower_ in {"into", "in", "up", "down", "back", "off"} for child in verb.children)


def told_day(scene: Scene, time: TimeMention) -> str:
    """The day of a time; in "had been due to take effect on Monday" the weekday lies ahead of the article."""
    today, token = scene.article.day, scene.token_in(time.span)
    if today is None or token is None:
        return time.start
    verb = next((up for up in governors(token) if is_verb(up)), None)
    is_moved = verb is not None and verb.lemma_ in words("postponing_verbs") and time.role in {"from", "until"}
    if is_moved and time.end:
        time = replace(time, start=time.end)  # "was postponed from April 6 to June 5"
    is_past = side_of(time.start, today) == "before" if is_moved else _is_long_gone(time.start, today)
    if is_past and not _names_year(scene, time) and (is_moved or time.role == "from"):
        return f"{int(time.start[:4]) + 1}{time.start[4:]}"
    if token.text not in words("weekdays") or not _is_due(token):
        return time.start
    ago = (date.fromisoformat(today) - date.fromisoformat(time.start)).days if len(time.start) == _DAY else 0
    return (date.fromisoformat(time.start) + _WEEK).isoformat() if 0 < ago < _WEEK.days else time.start


def _names_year(scene: Scene, time: TimeMention) -> bool:
    return time.start[:4] in time.span.cut(scene.text) or len(time.start) < len("2025-07")


def _is_long_gone(day: str, today: str) -> bool:
    """True for "decided to raise it from September 1" told in June: that of last year is farther than the next."""
    return (date.fromisoformat(today) - first_day(day)).days > _HALF_YEAR


def _is_due(weekday: Token) -> bool:
    """True for a weekday under "was due to begin", "was to have begun", "should have begun"."""
    verb = next((up for up in governors(weekday) if is_verb(up)), None)
    if verb is None:
        return False
    if tense(verb) in {"to", "to-have"} or {"should", "have"} <= set(auxiliaries(verb)):
        return True
    return tense(verb) == "infinitive" and verb.head.lemma_.lower() in words("due_words")
