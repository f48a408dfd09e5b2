"""Articles of one line and what a perfect reader finds in them, for tests of the merging."""

from __future__ import annotations

from gold_extractions import SLOTS

from kg.records import Argument, Article, EventMention, Extraction, Mention, Span


def told(
    article: str, *lines: dict[str, object], published: str | None = "2025-07-11", text: str | None = None
) -> Extraction:
    """An article of which each line is a person or an event.

    A person: `{"person": "Marco Rubio", "title": …, "of": "country:US"}`; an event: `{"event": "Meeting",
    "status": "held", "participant": [keys], "date": "2025-07-10"}`.
    """
    body = text or " ".join(f"Line {number} of {article} tells this." for number in range(len(lines)))
    spans = [Span(number, len(body) - len(lines) + number + 1) for number in range(len(lines))]
    mentions = [
        _mention(line, span) for line, span in zip(lines, spans, strict=True) if "person" in line or "office" in line
    ]
    events = [
        _event(number, line, span)
        for number, (line, span) in enumerate(zip(lines, spans, strict=True))
        if "event" in line
    ]
    return Extraction(Article(article, body, published=published), tuple(mentions), tuple(events))


def meeting(*participants: str, status: str = "held", **slots: object) -> dict[str, object]:
    """A line that tells a meeting."""
    return {"event": "Meeting", "status": status, "participant": list(participants), **slots}


def person(name: str, title: str | None = None, of: str | None = None) -> dict[str, object]:
    """A line that names a person."""
    return {"person": name, "title": title, "of": of}


def _mention(line: dict[str, object], span: Span) -> Mention:
    represents = (str(line["of"]),) if line.get("of") else ()
    title = str(line["title"]) if line.get("title") else None
    if "office" in line:
        return Mention(str(line["office"]), span, span, title=title, acts=True)
    name = str(line["person"])
    return Mention(f"person:{name}", span, span, name, title, represents, acts=True)


def _event(number: int, line: dict[str, object], span: Span) -> EventMention:
    arguments = tuple(
        Argument(slot, str(value), span)
        for slot in SLOTS
        for value in (line[slot] if isinstance(line.get(slot), list) else [line[slot]] if slot in line else [])  # type: ignore[union-attr]
    )
    as_of = line.get("as_of")
    return EventMention(
        str(line["event"]), number, span, span, str(line["status"]), arguments, str(as_of) if as_of else None
    )


RUBIO = person("Marco Rubio", "Secretary of State", "country:US")
LAVROV = person("Sergei Lavrov", "Foreign Minister", "country:RU")
WANG = person("Wang Yi", "Foreign Minister", "country:CN")
US, RU, CN = "country:US", "country:RU", "country:CN"
R, L, W = "person:Marco Rubio", "person:Sergei Lavrov", "person:Wang Yi"
