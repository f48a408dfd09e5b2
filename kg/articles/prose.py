"""The news of a text, paragraph by paragraph, without what agencies and pages put beside it; broken lines are joined.

"(Reporting by A; Editing by B)", "1 Min Read", "Reuters Staff", a caption with its photographer and a dateline in the
middle of the text tell nothing of the news. The text itself is never changed: offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import table
from kg.records import Span

WIDEST_LINE = 100  # characters: what is broken by hand or by an old wire's machine is never wider
LONGEST_BESIDE = 600  # characters of a caption or a line of credits

_LINE = re.compile(r"[^\n\r]+")
# lines with neither space nor an empty line between them; looked for at line starts alone: a line may be a megabyte
_BLOCK = re.compile(r"^[^\n]+(?:\n\S[^\n]*)+", re.MULTILINE)
_BULLET = re.compile(r"[-*•·–—]\s")
_RULES = " \t\u00a0-–—•*|("  # what pages put before a line
_END = re.compile(r"[.!?:;][\"'”’)]*\s*$")
_NAME = r"[A-Z][\w.'’-]+(?:\s[\w.'’-]+){0,3}"
_SIGNED = re.compile(  # a caption ends in who took or sent the picture
    r"(?:\bREUTERS/[A-Z]|\b(?:AP|AFP|EPA|Getty|Xinhua|Sputnik|Kremlin)(?: (?:Photo|Images))?/[A-Z]"
    r"|/(?:AP|AFP|Reuters|EPA)$|\bvia (?:REUTERS|AP|AFP)$|\b(?:PHOTO|Photo|Picture|Image|File photo)\s?[:/]"
    r"|[(\[](?:File )?(?:Photo|photo|AP Photo|Image)\b)[^\n]{0,60}$"
)
_PLACED = re.compile(
    r"\((?:\d\w\w )?(?:L|R|C|left|right|cent(?:er|re))\)|, (?:left|right|cent(?:er|re)),.*, (?:left|right),"
)
_AT_END = re.compile(
    r"\s*\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Edited|Reported) by [^()]*\)\s*$"
)
_RUN_IN = re.compile(  # "MOSCOW (Sputnik) — After the talks", "(CN) — China"
    rf"(?:{_NAME}(?:,\s{_NAME})?\s)?\([A-Z][\w .&/-]{{1,30}}\)\s?(?:--?|[–—_])\s?(?=[\"'“‘]?[A-Z])"
    r"|[A-Z][A-Z ,/-]{2,40}\s\([A-Z][\w .&/-]{1,30}\)\s(?=[\"'“‘]?[A-Z])"
)


def unwrapped(text: str) -> str:
    """The text, of the same length, with a space for each break inside a paragraph whose lines were broken to a width.

    >>> unwrapped("The ministers met\\nin Oslo on\\nMonday.")
    'The ministers met in Oslo on Monday.'
    """
    return _BLOCK.sub(lambda block: _joined(block.group()), text)


def paragraphs(text: str, body: int) -> Iterator[Span]:
    """The lines of news from the offset on, without datelines and credits of their own; in order."""
    for line in _LINE.finditer(text, body):
        start, end = line.span()
        if is_beside(line.group()):
            continue
        tail = _AT_END.search(text, start, end)
        end = tail.start() if tail else end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        opening = _RUN_IN.match(text, start, end)
        start = opening.end() if opening else start
        kept = text[start:end].rstrip()
        if kept:
            yield Span(start, start + len(kept))


def is_beside(line: str) -> bool:
    """True for a line that stands beside the news: who reported it, a caption, a word of the page.

    >>> is_beside("1 Min Read"), is_beside("(Reporting by Ann Lee; Editing by Bo Ek)"), is_beside("They met.")
    (True, True, False)
    """
    words = line.strip(_RULES)
    if len(words) > LONGEST_BESIDE:
        return False
    return bool(_beside().match(words)) or _is_caption(words)


def _is_caption(line: str) -> bool:
    return bool(_SIGNED.search(line) or _PLACED.search(line))


@cache
def _beside() -> re.Pattern[str]:
    """Lines made of the words of the table: those that end a line, and those that more follows."""
    rows = [row for row in table("openings") if row["kind"] in ("beside", "credit")]
    ends = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "beside")
    heads = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "credit")
    return re.compile(
        rf"(?:(?i:\d+ min(?:ute)?s? read|(?:{_NAME} )?(?:{ends}))\W*$)|\(?(?i:{heads})(?!\w):? ?(?=[A-Z]).*$"
    )


def _joined(block: str) -> str:
    lines = block.replace("\r", " ").split("\n")
    if not _is_wrapped(lines):
        return block
    width = max(map(len, lines))
    joints = [_joint(line, after, width) for line, after in zip(lines, lines[1:], strict=False)]
    return lines[0] + "".join(joint + line for joint, line in zip(joints, lines[1:], strict=True))


def _is_wrapped(lines: list[str]) -> bool:
    """True where no line is wide, most break off inside a sentence, and one does so before a small letter."""
    if max(map(len, lines)) > WIDEST_LINE:
        return False
    inside = [after for line, after in zip(lines, lines[1:], strict=False) if not _END.search(line)]
    return 2 * len(inside) >= len(lines) - 1 and any(after[0].islower() for after in inside)


def _joint(line: str, after: str, width: int) -> str:
    """A space where the sentence goes on, or the next word had no room in the line; else the break."""
    is_full = len(line) + 1 + len(after.split()[0]) > width
    return " " if not _BULLET.match(after) and (is_full or not _END.search(line)) else "\n"
