"""When: the phrases of time in an article, as ISO days, months or years.

"on Thursday" counts from the article's day and follows the sentence's tense, "two days later" counts from what the
text told last. What cannot be told is left out: a weekday in an article without a day, "recently", "10/07/2025".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from kg.lexicon import table, words
from kg.parse.doc import Doc, Token
from kg.phrases import Phrase, find_phrases
from kg.records import Article, Span
from kg.syntax import governing_verb
from kg.times.almanac import WEEK, Dates, first_day
from kg.times.counts import COUNTED
from kg.times.names import NAMED
from kg.times.namesakes import names_among
from kg.times.outlook import ends_ahead, is_dropped, looks_ahead, seen_from, shifts
from kg.times.setting import Setting, step_of

READINGS = {**NAMED, **COUNTED}
_BEFORE = 40  # characters before a phrase in which its preposition stands: "at the beginning of the third week of"

_OF_WRITER = frozenset(
    {"today", "yesterday", "tomorrow", "two_days_ago", "in_two_days", "ago", "week_beyond", "month_beyond"}
    | {"this_week", "this_month", "this_year", "named_week", "named_weekend", "named_month_only"}
)
_CLAUSE = re.compile(r" (?!and\b|but\b|in\b|at\b|on\b)[\w\"']")  # a word that goes on from "two days before"
# what links two times to one stretch of time
_BETWEEN = re.compile(
    r"(?: evening| morning| afternoon| night)?"
    r"(?:,? (?:and|to|until|till|through)(?: (?:on|late|early|the|small|hours|end|of))* |[-–—])"
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A phrase of time: what it says as exactly as the source does, and how it is said to matter.

    `start` and `end` are ISO days, months or years, `end` there only where the words name two ("9-10 July", "the
    weekend"). `role` is `on`, `since`, `from`, `until`, `by`, `before`, `after`, `during` or `for`. `outward`: it is
    the day of what follows, "a week before ministers meet", and not of what is told before it.
    """

    span: Span
    start: str
    end: str | None = None
    role: str = "on"
    outward: bool = False


def find_times(doc: Doc, article: Article) -> tuple[TimeMention, ...]:
    """The times that the article tells, in text order."""
    phrases = find_phrases("time_phrases", doc.text, article.body)
    tokens = [_token_at(doc, phrase) for phrase in phrases]
    names = names_among(token for phrase, token in zip(phrases, tokens, strict=True) if token and _is_month(phrase))
    setting = _opening(article, phrases)
    found: list[TimeMention] = []
    apart: set[Span] = set()  # days on which something was put off: "was extended on Monday until August 15"
    verbs: dict[Token, str] = {}  # when each verb's doing was, as far as times have told
    for phrase, token in zip(phrases, tokens, strict=True):
        if token is None or token in names:
            continue
        setting = _prepared(setting, phrase, token, found[-1] if found else None)
        dates = _read(phrase, setting if _is_of_writer(phrase) else _as_seen(setting, token, verbs))
        if dates is not None:
            verb = governing_verb(token)
            verbs |= {verb: dates.start} if verb is not None else {}
            apart |= {phrase.span} if verb is not None and setting.role == "on" and shifts(verb) else set()
            found.append(TimeMention(phrase.span, dates.start, dates.end, setting.role, setting.outward))
            setting = _told(setting, phrase, found[-1])
    return tuple(_combined(found, doc.text, apart))


def _opening(article: Article, phrases: tuple[Phrase, ...]) -> Setting:
    """The article's day; without one, the first date in the text that has its year."""
    if article.day:
        return Setting(first_day(article.day))
    dated = next((phrase for phrase in phrases if _is_dated(phrase)), None)
    return Setting(None, story=_read(dated, Setting(None)) if dated else None)


def _token_at(doc: Doc, phrase: Phrase) -> Token | None:
    """The word that the phrase hangs by in the parse; of a month alone ("mid-July") the month."""
    start, end = phrase.match.span("mon" if _is_month(phrase) else 0)
    cut = doc.char_span(start, end)
    return cut.root if cut is not None and cut.root.pos_ != "SPACE" else None


def _is_month(phrase: Phrase) -> bool:
    """True for a month written alone."""
    return phrase.reading == "bare_month"


def _read(phrase: Phrase, setting: Setting) -> Dates | None:
    """What a phrase says; None for a day beyond the calendar ("90,000 years ago")."""
    try:
        return READINGS[phrase.reading](phrase.match, setting)
    except (OverflowError, ValueError):
        return None


def _prepared(setting: Setting, phrase: Phrase, token: Token, before: TimeMention | None) -> Setting:
    """The setting in which a phrase is read."""
    between = phrase.match.string[before.span.end : phrase.span.start] if before else ""
    if before and _BETWEEN.fullmatch(between):
        return replace(setting, role=_role(phrase), linked=first_day(before.start), outward=False, dropped=False)
    same_paragraph, role = "\n" not in between, _role(phrase)
    return replace(
        setting,
        era=setting.era if same_paragraph else None,
        week=setting.week if same_paragraph and not _is_telling(token) else None,
        story=setting.story if same_paragraph else setting.story_day,
        linked=None,
        role=role,
        ahead=_ahead(_looked_at(phrase, token), role),
        outward=_is_outward(phrase),
        dropped=is_dropped(token),
    )


def _is_telling(token: Token) -> bool:
    """True for the day of "accepted what was offered last week, the radio said on Thursday": the article's week."""
    verb = governing_verb(token)
    return verb is not None and verb.lemma_ in words("speech_verbs")


def _is_of_writer(phrase: Phrase) -> bool:
    """True for "today", "next week", which count from the article's day whatever day is told beside them."""
    return phrase.reading in _OF_WRITER


def _as_seen(setting: Setting, token: Token, verbs: Mapping[Token, str]) -> Setting:
    """The setting of "would meet in June" in "In May they said that they would meet in June": June after that May."""
    verb = seen_from(token)
    told = verbs.get(verb) if verb is not None else None
    if told is None or setting.anchor is None or first_day(told) >= setting.anchor:
        return setting
    return replace(setting, anchor=first_day(told), ahead=True)


def _told(setting: Setting, phrase: Phrase, mention: TimeMention) -> Setting:
    """The story moves on with each time told, but for those ahead of the writer, "since May" and "a day after …"."""
    last, day = Dates(mention.start), first_day(mention.start)
    setting = replace(setting, last=last, era=day if _names_era(phrase) else setting.era, week=_week(setting, phrase))
    past = setting.anchor is None or day <= setting.anchor
    setting = setting if past or not last.is_day else replace(setting, coming=last)
    aside = mention.role == "since" or setting.outward
    if not past or aside:
        return setting
    return replace(setting, story=last, story_day=last if last.is_day else setting.story_day)


def _week(setting: Setting, phrase: Phrase) -> date | None:
    """The Monday of "next week" or "last week", from which the days told next are counted."""
    if phrase.reading != "named_week" or setting.anchor is None:
        return setting.week
    return setting.anchor + timedelta(WEEK * step_of(phrase.match) - setting.anchor.weekday())


def _names_era(phrase: Phrase) -> bool:
    """True for a month with its year, and for "last month", which is that of "the 14th" told next."""
    return _is_dated(phrase) or phrase.reading == "named_month_only"


def _is_dated(phrase: Phrase) -> bool:
    """True for a month or day with its year, "October 2020"."""
    groups = phrase.match.groupdict()
    return bool(groups.get("y") and groups.get("mon"))


def _looked_at(phrase: Phrase, token: Token) -> Token:
    """The word that tells whether a time lies ahead: of "collapsed the next day" the verb, for 'next' does not."""
    return (governing_verb(token) or token) if phrase.reading == "next_to_story" else token


def _ahead(token: Token, role: str) -> bool | None:
    if role == "since":
        return False
    return ends_ahead(token) if role in {"until", "by"} else looks_ahead(token)


def _is_outward(phrase: Phrase) -> bool:
    """True where a clause or noun follows "two days before": its time is counted from here."""
    if not phrase.match[0].lower().endswith(("before", "after")):
        return False
    return _CLAUSE.match(phrase.match.string, phrase.match.end()) is not None


@cache
def _roles() -> tuple[dict[str, str], re.Pattern[str]]:
    roles = {row["word"]: row["role"] for row in table("time_roles")}
    either = "|".join(sorted(roles, key=lambda word: (-len(word), word)))
    part = r"(?:end|start|beginning|close|middle|course|\w+ (?:hours|days|weeks|half|part)) of"
    filler = rf"(?:the|about|around|early|late|mid|on|in|noon|midnight|dawn|dusk|at least|{part})"
    return roles, re.compile(rf"\b({either}) (?:{filler} )*$", re.IGNORECASE)


def _role(phrase: Phrase) -> str:
    """How the preposition before the phrase says that the time matters."""
    roles, pattern = _roles()
    start = phrase.match.start()
    match = pattern.search(phrase.match.string, max(0, start - _BEFORE), start)
    return roles[match[1].lower()] if match else "on"


def _combined(found: list[TimeMention], text: str, apart: Collection[Span]) -> Iterator[TimeMention]:
    """Joins "from Sunday evening until the small hours of Thursday" to one mention with start and end."""
    position = 0
    while position < len(found):
        one = found[position]
        two = found[position + 1] if position + 1 < len(found) else None
        joined = _joined(one, two, text) if two and one.span not in apart else None
        yield joined or one
        position += 2 if joined else 1


def _joined(one: TimeMention, two: TimeMention, text: str) -> TimeMention | None:
    if one.end or two.end or one.start >= two.start:
        return None
    if not _BETWEEN.fullmatch(text, one.span.end, two.span.start):
        return None
    return replace(one, span=Span(one.span.start, two.span.end), end=two.start)
