"""Perfect reading: what the gold says of an article as an extraction, so that only the merging can be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.names import ALIKE, name_words, word_score
from kg.records import Argument, Article, EventMention, Extraction, Mention, Span
from kg.vocab import slots

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")
_NAME = re.compile(r"[^\W\d_][\w'’-]*\.?", re.UNICODE)
_OFFICE = re.compile(
    r"['’]s? ((?:[a-z]+ )?(?:foreign|prime|trade|defen[cs]e|finance|commerce)? ?(?:minister|president|secretary))"
)


def perfect_extraction(doc: dict[str, Any]) -> Extraction:
    """What a perfect reader finds in a gold article, given by its JSON; an event's number is its place in `events`."""
    article = Article(doc["id"], doc["text"], doc.get("title"), doc.get("publisher"), doc.get("published"))
    keys = {person["name"]: surface_forms(person["name"], doc["text"]) for person in doc.get("persons", ())}
    persons = {canonical: f"person:{forms[0][0] if forms else canonical}" for canonical, forms in keys.items()}
    mentions = [
        one
        for person in doc.get("persons", ())
        for one in _mentions(person, keys[person["name"]], persons, doc["text"])
    ]
    events: list[EventMention] = []
    told = [(number, event) for number, event in enumerate(doc["events"]) if event.get("status")]
    for number, event in told:
        found = list(_passages(event, number, persons, doc))
        events += found
        mentions += _roles(found, doc["text"])
    return Extraction(article, tuple(sorted(mentions, key=lambda one: (one.span, one.key))), tuple(events))


def key_of(value: str, persons: Mapping[str, str]) -> str:
    """The key by which an article names an actor of the gold."""
    if value in persons:
        return persons[value]
    return f"country:{value}" if re.fullmatch(r"[A-Z]{2}", value) else f"organization:{value}"


def surface_forms(canonical: str, text: str) -> list[tuple[str, Span]]:
    """The ways in which an article writes a canonical name, fullest first, with the places."""
    parts = name_words(canonical)
    words = list(_NAME.finditer(text))
    found: list[tuple[str, Span]] = []
    index = 0
    while index < len(words):
        end = index
        while (
            end < len(words)
            and _is_part(words[end].group(), parts)
            and (end == index or words[end].start() - words[end - 1].end() <= 1)
        ):
            end += 1
        if end > index and words[index].group()[0].isupper():
            span = Span(words[index].start(), words[end - 1].end())
            form = re.sub(r"['’]s$|[.'’]$", "", span.cut(text))
            found.append((form, Span(span.start, span.start + len(form))))
        index = max(end, index + 1)
    named = [pair for pair in found if _names(pair[0], parts)]
    return sorted(named, key=lambda pair: (-len(name_words(pair[0])), pair[1]))


def _is_part(word: str, parts: Sequence[str]) -> bool:
    words = name_words(re.sub(r"['’]s$", "", word))
    return bool(words) and all(any(word_score(one, part) >= ALIKE for part in parts) for one in words)


def _names(form: str, parts: Sequence[str]) -> bool:
    """True where a form holds the family name, or two parts: `Donald` alone is nobody."""
    words = name_words(form)
    return len(words) > 1 or any(
        word_score(word, part) >= ALIKE for word in words for part in (parts[-1], parts[0]) if len(word) > 2
    )


def _mentions(
    person: dict[str, Any], forms: list[tuple[str, Span]], keys: Mapping[str, str], text: str
) -> Iterator[Mention]:
    represents = (key_of(person["represents"], keys),) if person.get("represents") else ()
    for number, (form, span) in enumerate(forms):
        title = person.get("title") if not number else None
        yield Mention(
            keys[person["name"]], span, _sentence(span, text), form, title, represents if not number else (), acts=True
        )


def _sentence(span: Span, text: str) -> Span:
    for match in _SENTENCE.finditer(text):
        if match.start() <= span.start < match.end():
            return Span(match.start(), max(match.end(), span.end))
    return span


def _passages(
    event: dict[str, Any], number: int, keys: Mapping[str, str], doc: dict[str, Any]
) -> Iterator[EventMention]:
    passages = event.get("passages") or [_quoted(event, doc["text"])]
    told = {(one["slot"], _written(one["value"])) for passage in passages for one in passage.get("slots", ())}
    implied = [
        Argument(slot, _value(slot, value, keys), inferred=True)
        for slot in slots()
        for value in _listed(event.get(slot))
        if (slot, _written(value)) not in told
    ]
    for index, passage in enumerate(passages):
        arguments = [
            Argument(one["slot"], _value(one["slot"], one["value"], keys), Span(one["start"], one["end"]))
            for one in passage.get("slots", ())
        ]
        span = Span(passage["start"], passage["end"])
        trigger = Span(*passage["trigger"]) if passage.get("trigger") else span
        yield EventMention(
            event["type"], number, trigger, span, event["status"], (*arguments, *(implied if not index else ()))
        )


def _quoted(event: dict[str, Any], text: str) -> dict[str, int]:
    """Where the quote stands; the whole text where it does not."""
    quote = event.get("quote") or text
    start = max(text.find(quote), 0)
    return {"start": start, "end": start + len(quote)}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _written(value: Any) -> str:
    """A number in its shortest form, everything else as it stands."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _value(slot: str, value: Any, keys: Mapping[str, str]) -> str:
    kind = slots()[slot].kind
    if kind == "actor":
        return key_of(value, keys)
    return f"place:{value}" if kind == "place" else _written(value)


def _roles(events: Sequence[EventMention], text: str) -> Iterator[Mention]:
    """Unnamed office holders: "China's foreign minister" is the country with a title."""
    for event in events:
        for argument in event.arguments:
            if argument.span is not None and argument.value.startswith(("country:", "organization:")):
                office = _OFFICE.match(text, argument.span.end)
                if office:
                    span = Span(argument.span.start, office.end())
                    yield Mention(argument.value, span, event.passage, title=office[1].strip(), acts=True)
