"""Gold lines: sentences with what is to be found in them written inside. `python -m tests.gold_lines` lists failures.

One file per event type, `tests/gold/<type>.txt`, one case a line:

    # published 2025-07-11                 the day from which "on Thursday" is counted, until the next such line
    # anything else                        a comment
    + [Marco Rubio]participant *met* [Sergei Lavrov]participant on [Thursday]date=2025-07-10. | held
    - Shares met expectations on Thursday.
    ? [The pair]participant="Ada Obi+Li Wei" had it out over dinner. | held

`+` must be found just so, in `-` nothing of the type may be found, `?` is a known gap: a line that is right but fails,
and an error as soon as it passes. In a `+` line

- `*met*` marks the trigger, `[words]slot` the words that give a slot; `=value` says what they mean (in quotes where it
  has a space), `+` joins several values, `,` several slots of one value, `&` slots of different values:
  `[Trump]announcedBy&imposer=US`;
- an actor's value is its fullest name, for a country its ISO code; without `=` the words alone are compared;
- after `|` stand the status and what no words give: `| held, mode=inPerson, asOf=2021, speaker=Ada Obi`;
- two events take a digit: `[Rubio]participant,participant2 *met* … and will *see*2 … | held | planned`;
- ` // ` starts a new paragraph: what stands before is context.

Values that an event gives and no mark accounts for are failures, unless they are inferred or the trigger itself says
them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.records import Argument, Article, EventMention, Span, name_of
from kg.vocab import event_type, slots

FOLDER = Path(__file__).parent / "gold"
VERDICTS = "+-?"
ABOUT_REPORT = frozenset({"asOf", "speaker"})  # in the tail these say something of the report, not of a slot
PARAGRAPH = " // "

_HEADER = re.compile(r"# published (\d{4}-\d\d-\d\d)")
_VALUE = r'(?:"[^"]+"|[\w+-]+(?:\.\d+)*)'
_NAMES = r"[A-Za-z]+\d?(?:,[A-Za-z]+\d?)*"
_SLOTS = rf"{_NAMES}(?:={_VALUE})?(?:&{_NAMES}(?:={_VALUE})?)*"
_MARK = re.compile(rf"\[(?P<words>[^\[\]]+)\](?P<slots>{_SLOTS})|\*(?P<trigger>[^*]+)\*(?P<event>\d?)")
_GROUP = re.compile(rf"(?P<names>{_NAMES})(?:=(?P<value>{_VALUE}))?")


class GoldLineError(ValueError):
    """A gold line cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One value of a slot: the words that give it (None where none do), and what it is (None: just those words)."""

    slot: str
    value: str | None
    span: Span | None
    words: str = ""

    def is_met_by(self, argument: Argument) -> bool:
        """True where the argument is of the slot and says this."""
        if argument.slot != self.slot:
            return False
        if self.value is not None:
            return self.value == shown(argument)
        overlaps = argument.span is not None and self.span is not None and argument.span.overlaps(self.span)
        return overlaps or shown(argument) == self.words

    def __str__(self) -> str:
        return f"{self.slot} {self.value or self.words}"


@dataclass(slots=True)
class ExpectedEvent:
    """An event that a line expects."""

    status: str
    triggers: list[Span] = field(default_factory=list)
    values: list[Expected] = field(default_factory=list)
    as_of: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class GoldLine:
    """One case: the place (`meeting.txt:12`), the type of event, the verdict, the plain text and what is expected."""

    place: str
    kind: str
    verdict: str
    text: str
    events: tuple[ExpectedEvent, ...]
    published: str | None = None

    @property
    def article(self) -> Article:
        """The line as an article of its own."""
        return Article(id=self.place, text=self.text, published=self.published, source=self.place)


def shown(argument: Argument) -> str:
    """An argument's value as gold lines write it: without `person:`, `country:`, …"""
    kind = slots()[argument.slot].kind if argument.slot in slots() else ""
    return name_of(argument.value) if kind in {"actor", "place"} and ":" in argument.value else argument.value


def gold_line_files() -> tuple[Path, ...]:
    """The files of gold lines, one per event type."""
    return tuple(sorted(FOLDER.glob("*.txt")))


def read_lines(path: Path) -> tuple[GoldLine, ...]:
    """The cases of a file.

    Raises GoldLineError for a line that cannot be read.
    """
    return parse_lines(path.read_text("utf-8"), path.stem, path.name)


def parse_lines(text: str, kind: str, name: str) -> tuple[GoldLine, ...]:
    """The cases of a file's text; `kind` is the type of event, `name` is for messages."""
    published: str | None = None
    lines: list[GoldLine] = []
    seen: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{name}:{number}"
        header = _HEADER.fullmatch(line)
        published = header[1] if header else published
        if not line.strip() or line.startswith("#"):
            continue
        parsed = _parse_line(line, kind, place, published)
        if parsed.text in seen:
            raise GoldLineError(f"{place}: the same text as {seen[parsed.text]}: delete one")
        seen[parsed.text] = place
        lines.append(parsed)
    return tuple(lines)


def _parse_line(line: str, kind: str, place: str, published: str | None) -> GoldLine:
    verdict, space, rest = line[0], line[1:2], line[2:]
    if verdict not in VERDICTS or space != " " or not rest.strip():
        raise GoldLineError(f"{place}: '{line[:20]}': begin with '+ ', '- ', '? ' or '# '")
    marked, *tails = rest.split(" | ")
    events = tuple(_parse_tail(tail, kind, place) for tail in tails)
    if verdict == "+" and not events:
        raise GoldLineError(f"{place}: no status: end the line with ' | ' and one")
    if verdict == "-" and events:
        raise GoldLineError(f"{place}: a '-' line expects nothing: leave out '| {tails[0]}'")
    text = _parse_marks(marked.replace(PARAGRAPH, "\n\n"), events, kind, place)
    return GoldLine(place, kind, verdict, text, events, published)


def _parse_tail(tail: str, kind: str, place: str) -> ExpectedEvent:
    """`held, mode=inPerson, asOf=2021`."""
    status, *extras = [part.strip() for part in tail.split(",")]
    statuses = event_type(kind).statuses
    if status not in statuses:
        raise GoldLineError(f"{place}: status '{status}': write one of {', '.join(statuses)}")
    event = ExpectedEvent(status)
    for extra in extras:
        slot, equals, value = extra.partition("=")
        if not equals or not value:
            raise GoldLineError(f"{place}: '{extra}': write slot=value")
        if slot == "asOf":
            event.as_of = value
        elif slot == "speaker":
            event.speaker = value
        else:
            event.values += [Expected(_slot(slot, kind, place), part, None) for part in value.split("+")]
    return event


def _parse_marks(marked: str, events: Sequence[ExpectedEvent], kind: str, place: str) -> str:
    """The text without its marks, which are added to the events."""
    text, position = "", 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        words = match["words"] or match["trigger"]
        span = Span(len(text), len(text) + len(words))
        text += words
        if match["trigger"]:
            _event(events, match["event"], place).triggers.append(span)
        else:
            _add_slots(match["slots"], span, words, events, kind, place)
    text += marked[position:]
    if left := re.search(r"[\[\]*|]", text):
        raise GoldLineError(f"{place}: '{left[0]}' is left over in '{text[max(0, left.start() - 15) :][:40]}'")
    return text


def _add_slots(spec: str, span: Span, words: str, events: Sequence[ExpectedEvent], kind: str, place: str) -> None:
    for group in _GROUP.finditer(spec):
        values = group["value"].strip('"').split("+") if group["value"] else [None]
        for name in group["names"].split(","):
            slot, digit = (name[:-1], name[-1]) if name[-1].isdigit() else (name, "")
            event = _event(events, digit, place)
            event.values += [Expected(_slot(slot, kind, place), value, span, words) for value in values]


def _slot(name: str, kind: str, place: str) -> str:
    known = event_type(kind).slots
    if name not in known:
        raise GoldLineError(f"{place}: slot '{name}': write one of {', '.join(known)}")
    return name


def _event(events: Sequence[ExpectedEvent], digit: str, place: str) -> ExpectedEvent:
    number = int(digit or "1")
    if not 1 <= number <= len(events):
        raise GoldLineError(f"{place}: a mark for event {number}, but {len(events)} stand after ' | '")
    return events[number - 1]


def complaints(line: GoldLine, mentions: Iterable[EventMention]) -> tuple[str, ...]:
    """What is wrong with the mentions found in the line's text; nothing where they are as expected."""
    found = _by_number(mentions, line.kind)
    if len(found) != len(line.events):
        told = "; ".join(_told(line, group) for group in found) or "nothing"
        return (f"{len(line.events)} events expected, {len(found)} found: {told}",)
    return tuple(
        complaint for event, group in _matched(line.events, found) for complaint in _event_complaints(event, group)
    )


def verdict_of(line: GoldLine, mentions: Iterable[EventMention]) -> str | None:
    """Why the line fails, None where it is as its verdict says."""
    wrong = complaints(line, mentions)
    if line.verdict == "?":
        return None if wrong else f"{line.place}: passes now: make it '{'+' if line.events else '-'}'"
    return f"{line.place}: {'; '.join(wrong)}" if wrong else None


def _by_number(mentions: Iterable[EventMention], kind: str) -> list[list[EventMention]]:
    groups: dict[int, list[EventMention]] = {}
    for mention in mentions:
        if mention.kind == event_type(kind).name:
            groups.setdefault(mention.number, []).append(mention)
    return list(groups.values())


def _told(line: GoldLine, group: Sequence[EventMention]) -> str:
    values = sorted({f"{argument.slot}={shown(argument)}" for one in group for argument in one.arguments})
    return f"'{group[0].trigger.cut(line.text)}' {group[-1].status} {' '.join(values)}"


def _matched(
    expected: Sequence[ExpectedEvent], found: Sequence[list[EventMention]]
) -> Iterator[tuple[ExpectedEvent, list[EventMention]]]:
    """Each expected event with the one found at its trigger, else with the first that is left."""
    left = list(found)
    for event in expected:
        best = next((group for group in left if _has_trigger(event, group)), left[0])
        left.remove(best)
        yield event, best


def _has_trigger(event: ExpectedEvent, group: Iterable[EventMention]) -> bool:
    return any(one.trigger.overlaps(trigger) for one in group for trigger in event.triggers)


def _event_complaints(event: ExpectedEvent, group: Sequence[EventMention]) -> Iterator[str]:
    given = [argument for one in group for argument in one.arguments]
    if event.triggers and not _has_trigger(event, group):
        yield "another trigger"
    for value in event.values:
        if not any(value.is_met_by(argument) for argument in given):
            yield f"no {value}"
    for argument in dict.fromkeys(given):
        if not _needs_no_mark(argument, group) and not any(value.is_met_by(argument) for value in event.values):
            yield f"extra {argument.slot} {shown(argument)}"
    yield from _report_complaints(event, group)


def _needs_no_mark(argument: Argument, group: Iterable[EventMention]) -> bool:
    """True for what is inferred, or said by the trigger itself: "met" is a meeting in person."""
    return argument.inferred or any(argument.span is not None and argument.span.overlaps(m.trigger) for m in group)


def _report_complaints(event: ExpectedEvent, group: Sequence[EventMention]) -> Iterator[str]:
    statuses = {one.status for one in group}
    if event.status not in statuses:
        yield f"status {'/'.join(sorted(statuses))}, expected {event.status}"
    if event.as_of is not None and event.as_of not in {one.as_of for one in group}:
        yield f"asOf {group[0].as_of}, expected {event.as_of}"
    speakers = {name_of(one.speaker) if one.speaker else one.attribution for one in group}
    if event.speaker is not None and event.speaker not in speakers:
        yield f"speaker {'/'.join(sorted(map(str, speakers)))}, expected {event.speaker}"


def counts(lines: Iterable[GoldLine]) -> Mapping[str, int]:
    """How many cases there are of each verdict."""
    verdicts = [line.verdict for line in lines]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def main(arguments: Sequence[str]) -> int:
    """Print every failing line, of the types named or of all; exit code 1 where there are any.

    With `--settle` a line that fails becomes a known gap, and a gap that passes becomes what it should be.
    """
    names = [name for name in arguments if name != "--settle"]
    paths = [path for path in gold_line_files() if not names or path.stem in names]
    failed = sum(_check_file(path, settle="--settle" in arguments) for path in paths)
    return 1 if failed else 0


def _check_file(path: Path, *, settle: bool) -> int:
    from kg.extract import extract

    lines = read_lines(path)
    failures = {line: why for line in lines if (why := verdict_of(line, extract(line.article).events))}
    print(*failures.values(), sep="\n", end="\n" if failures else "")
    print(f"{path.name}: {len(lines) - len(failures)} of {len(lines)} as written, {dict(counts(lines))}")
    if settle:
        path.write_text(settled(path.read_text("utf-8"), failures), "utf-8")
        print(f"{path.name}: now {dict(counts(read_lines(path)))}")
    return len(failures)


def settled(text: str, failures: Iterable[GoldLine]) -> str:
    """The file's text with another verdict on each of the failing lines."""
    lines = text.split("\n")
    for failed in failures:
        number = int(failed.place.rpartition(":")[2]) - 1
        meant = "+" if failed.events else "-"
        lines[number] = ("?" if failed.verdict != "?" else meant) + lines[number][1:]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
