"""Makes a gold article of each gold line, to learn from: `python -m tests.line_articles FOLDER [TYPE]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.records import Span
from tests.gold_lines import ExpectedEvent, GoldLine, gold_line_files, read_lines


def main(folder: Path, *types: str) -> None:
    """Write `meeting-001.json` … for every line that is right as it stands; known gaps (`?`) are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in [path for path in gold_line_files() if not types or path.stem in types]:
        for number, line in enumerate(read_lines(path), 1):
            if line.verdict != "?":
                name = f"{path.stem}-{number:03d}"
                (folder / f"{name}.json").write_text(json.dumps(_article(line, name), ensure_ascii=False), "utf-8")


def _article(line: GoldLine, name: str) -> dict[str, Any]:
    told = [_event(line, event, f"{name}-{place}") for place, event in enumerate(line.events)]
    events = told if line.verdict == "+" else []
    return {"id": name, "story": name, "published": line.published, "text": line.text, "persons": [], "events": events}


def _event(line: GoldLine, event: ExpectedEvent, name: str) -> dict[str, Any]:
    slots: dict[str, list[str]] = {}
    marked = []
    for expected in event.values:
        value = expected.value or expected.words
        slots.setdefault(expected.slot, []).append(value)
        if expected.span is not None:
            start, end = expected.span.start, expected.span.end
            marked.append({"slot": expected.slot, "value": value, "start": start, "end": end})
    passages = [_passage(line, trigger, marked) for trigger in event.triggers]
    return {"event": name, "type": line.kind.capitalize(), "status": event.status, "passages": passages, **slots}


def _passage(line: GoldLine, trigger: Span, marked: list[dict[str, Any]]) -> dict[str, Any]:
    start = max((place + 2 for place in _ends(line.text) if place < trigger.start), default=0)
    end = min((place + 1 for place in _ends(line.text) if place >= trigger.end), default=len(line.text))
    return {"start": start, "end": end, "trigger": [trigger.start, trigger.end], "slots": marked}


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, for lines as plain as these."""
    return (place for place in range(len(text)) if text.startswith((". ", "? ", "! "), place))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
