"""What stands before and after the news of an article: header line, dateline, byline, agency tag.

"ADDIS ABABA, Sept 24 (Harbour Press) - Sudanese President ..." gives the place, the day and the outlet, and the
offset at which the news begins. The text itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.articles.days import DATE, TIME, WEEKDAY, written_day
from kg.articles.prose import is_beside
from kg.lexicon import table

LONGEST_NAME = 4  # words of an outlet's name in a tag
LONGEST_TAIL = 60  # characters of the last sentence's end, tag and space after it
LONGEST_OPENING = 800  # characters: no caption, header and dateline together were longer
SECOND_DASH = re.compile(r"[^.!?\n]*\s(?:--?|[–—])\s")

_SPACE = r"[^\S\r\n]"
_NAME = r"(?![a-z])[^\W\d_][\w'’\-]*(?:\.(?:[A-Za-z][a-z]*\.)*(?=[\s,–—-]))?"
_NAMES = rf"{_NAME}(?:{_SPACE}(?:(?:de|del|la|al|el|of|and|the|es|da|do|dos|ter){_SPACE})?{_NAME}){{0,3}}"
_PERSON = rf"{_NAME}(?:{_SPACE}(?:(?:al|el|de|van|von|bin)[ -])?{_NAME}){{0,3}}"
_PEOPLE = rf"{_PERSON}(?:(?:,|{_SPACE}and){_SPACE}{_PERSON}){{0,3}}"
_DASH = rf"{_SPACE}*(?:--+|[–—―]){_SPACE}*|{_SPACE}+[-_]{_SPACE}+"
_END = (
    rf"(?P<dash>{_DASH}|(?<=\)){_SPACE}*-(?=\S))|(?P<colon>{_SPACE}?:{_SPACE}+)|(?P<dot>\.{_SPACE}+)"
    rf"|(?P<line>{_SPACE}*(?:[\r\n]+|$))"
)

_DATELINE = re.compile(
    rf"(?P<place>{_NAMES})(?:{_SPACE}?/{_SPACE}?{_NAMES})*"
    rf"(?P<region>,{_SPACE}(?!{DATE}){_NAMES})?"
    rf"(?:(?P<comma>,)?{_SPACE}+(?P<date>{DATE}))?"
    rf"(?:,?{_SPACE}*\((?P<agency>[^()\d\n]{{2,40}})\))?"
    rf"(?:{_END}|(?(date)(?P<open>{_SPACE}+(?=[\"'“‘]?[A-Z]))|(?!)))"
)
_DAY_FIRST = re.compile(rf"(?P<date>{DATE}),?{_SPACE}+\((?P<place>{_NAMES})\)(?:{_DASH})")
_TWO_NAMES = re.compile(
    rf"(?P<left>{_NAMES}){_SPACE}*(?:--|[–—-]){_SPACE}*(?P<right>{_NAMES})"
    rf"(?:,{_SPACE}*(?P<date>{DATE}))?{_SPACE}*(?=[\r\n])"
)
_DATED = re.compile(rf"(?P<word>[A-Za-z]+(?:{_SPACE}[a-z]+)?){_SPACE}*:?{_SPACE}*(?P<date>{DATE})(?=\s|$)")
_STAMP = re.compile(
    rf"(?:[A-Z][A-Za-z]*:?{_SPACE})?(?:{WEEKDAY},?{_SPACE})?(?:(?P<date>{DATE}),?)?{_SPACE}?(?:{TIME})?{_SPACE}*(?=[\r\n])"
)
_BYLINE = re.compile(rf"By{_SPACE}{_PEOPLE}(?:,?{_SPACE}in{_SPACE}(?P<place>{_NAMES}))?{_SPACE}*(?=[\r\n])")
_BRACKET = re.compile(rf"\([^()\r\n]{{3,250}}\){_SPACE}*(?=[\r\n])")
_TITLE = re.compile(r"(?P<title>[^\r\n]{3,200}[^\r\n.!?\s])\s*[\r\n]+")
_LINE = re.compile(r"[^\r\n]*(?=[\r\n])")
_TAIL = re.compile(r"[.!?'\"”’)\n]\s*\((?P<tag>[A-Z][\w&.\- /]{1,30})\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening of a text tells: `day` is `2025-07-10`, or `07-10` where the dateline has no year."""

    body: int = 0
    place: str | None = None
    publisher: str | None = None
    day: str | None = None
    published: str | None = None
    title: str | None = None


def read_opening(text: str, *, headline: str | None = None) -> Opening:
    """Where the news begins, and what stands before it; a first line that repeats the headline is no news.

    >>> read_opening("GENEVA, May 12 (Alpine Wire) - The ministers met.")
    Opening(body=31, place='Geneva', publisher='Alpine Wire', day='05-12', published=None, title=None)
    """
    at, published, title, by_place = _skip_headers(text, _after_headline(text, headline))
    found = _two_names(text, at) or _day_first(text, at) or _dateline(text, at)
    if found is None:
        return Opening(at, place=by_place, published=published, title=title)
    body = _skip_headers(text, found.body)[0]
    return Opening(body, found.place or by_place, found.publisher, found.day, published, title)


def tail_tag(text: str) -> str | None:
    """The outlet in brackets after the last sentence: AP of "... in Kuala Lumpur. (AP)", BM of "(BM/agencies)"."""
    found = _TAIL.search(text, max(0, len(text) - LONGEST_TAIL))
    if found is None or _is(found["tag"], "end"):
        return None
    outlet = found["tag"].partition("/")[0].strip()
    words = outlet.split()
    return outlet if len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words) else None


def _after_headline(text: str, headline: str | None) -> int:
    start = _after_space(text, 0)
    line = _LINE.match(text, start)
    return line.end() if headline and line and line.group().split() == headline.split() else 0


def _skip_headers(text: str, at: int = 0) -> tuple[int, str | None, str | None, str | None]:
    """The offset after all header lines, and the date of publication, title and place that they give."""
    published: str | None = None
    title: str | None = None
    place: str | None = None
    at = _after_space(text, at)
    if not at or not text[:at].strip():
        headline = _TITLE.match(text, at)
        stamp = _STAMP.match(text, headline.end()) if headline else None
        if headline and stamp and stamp["date"]:  # "Ryanair exercises options ...\nJune 13, 2005\n"
            title, at = headline["title"].strip(), headline.end()
    while (header := _header(text, at)) is not None and header.end() > at:
        groups = header.groupdict()
        published = published or written_day(groups.get("date") or "", needs_year=True)
        place = place or groups.get("place")
        at = _after_space(text, header.end())
        if at > LONGEST_OPENING:
            break
    return at, published, title, place


def _header(text: str, at: int) -> re.Match[str] | None:
    dated = _DATED.match(text, at)
    if dated and _is(dated["word"], "date") and written_day(dated["date"], needs_year=True):
        return dated
    for pattern in (_STAMP, _BYLINE, _BRACKET):
        found = pattern.match(text, at)
        if found and found.end() > at:
            return found
    line = _LINE.match(text, at)
    return line if line and is_beside(line.group()) else None


def _two_names(text: str, at: int) -> Opening | None:
    """A first line of its own, `Agency – Place`; or `PLACE – Agency`, where the second is plainly an outlet."""
    found = _TWO_NAMES.match(text, at)
    if found is None:
        return None
    agency, place = found["left"], found["right"]
    if _is_outlet(place) and not _is_outlet(agency):
        agency, place = place, agency
    day = written_day(found["date"] or "")
    return Opening(_after_space(text, found.end()), _place_name(place, text, found.end()), agency, day)


def _day_first(text: str, at: int) -> Opening | None:
    """The place in brackets after the day: "December 29, 2017 (ADDIS ABABA) — The chairperson"."""
    found = _DAY_FIRST.match(text, at)
    if found is None:
        return None
    return Opening(found.end(), _place_name(found["place"], text, found.end()), None, written_day(found["date"]))


def _dateline(text: str, at: int) -> Opening | None:
    found = _DATELINE.match(text, at, at + LONGEST_OPENING)
    if found is None or not _is_dateline(found, text):
        return None
    body = _after_space(text, found.end())
    agency = found["agency"]
    is_place = not _is(found["place"], "heading") and (found["dot"] is None or bool(found["date"] or agency))
    place = _place_name(found["place"], text, found.end()) if is_place else None
    return Opening(body, place, agency.strip() if agency else None, written_day(found["date"] or ""))


def _is_dateline(found: re.Match[str], text: str) -> bool:
    """True where capitals, a date or an agency tell a dateline from a first sentence."""
    place, ends = found["place"], found.end()
    first = place.split()[0].rstrip(".").lower()
    in_capitals = place.upper() == place and len(place) > 2
    if first in _words("start") and not (in_capitals and first == "the"):  # "THE HAGUE –", but not "The truce –"
        return False
    if found["open"]:  # the dash was lost with the agency: "NEW YORK, March 16 The department said"
        return in_capitals and bool(found["date"] and found["comma"])
    if found["date"]:
        return bool(found["comma"]) or in_capitals
    if found["agency"]:
        return found["line"] is None and (in_capitals or found["dot"] is None)
    if found["line"] is not None:
        return in_capitals and ends < len(text)
    if not text[ends : ends + 1].strip("\"'“‘[(") and ends >= len(text):
        return False
    if not _starts_sentence(text, ends):
        return False
    return in_capitals or (found["dot"] is None and _is_lone_name(found, text))


def _is_lone_name(found: re.Match[str], text: str) -> bool:
    """A place not in capitals: "Osijek — At least four", but not "Tariffs – Trump's favourite – are back"."""
    if _is(found["place"], "heading") or len(found["place"].split()) > 3:
        return False
    return found["dash"] is None or not SECOND_DASH.match(text, found.end())


def _starts_sentence(text: str, at: int) -> bool:
    first = text[at : at + 2].lstrip("\"'“‘[(")[:1]
    return first.isupper() or first.isdigit()


def _place_name(place: str, text: str, after: int) -> str:
    """The place as people write it: "DA NANG" as the text itself has it below, else "Da Nang"; "Port of Spain"."""
    if not place.isupper():
        return place
    for found in re.finditer(re.escape(place), text[after:], re.IGNORECASE):
        if not found.group().isupper() and found.group()[0].isupper():
            return found.group()
    return _capitals().get(place) or re.sub(r"[^\s\-]+", lambda word: word.group().capitalize(), place)


@cache
def _capitals() -> Mapping[str, str]:
    """The capitals of the world as people write them, by their names in capital letters."""
    return {name.upper(): name for row in table("countries") for name in row["capital"].split("|")}


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("openings") if row["kind"] == kind)


def _is(phrase: str, kind: str) -> bool:
    return phrase.strip().lower() in _words(kind)


def _is_outlet(name: str) -> bool:
    return name.split()[-1].lower() in _words("outlet")
