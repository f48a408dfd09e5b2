"""What a file gives of an article, before its text is looked into; and what is wrong where it gives none."""

from __future__ import annotations

from dataclasses import dataclass


class FileError(ValueError):
    """A file, or one line of it, holds no readable article; `place` is known where it is not the whole file."""

    def __init__(self, message: str, place: str = "") -> None:
        """`message` says in one line what was found and what to do."""
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as given: what the text itself tells is not looked for yet."""

    path: str
    text: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    line: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """File, and line where it has many articles: `corpus.jsonl:3`."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    @property
    def line_mark(self) -> str:
        """What tells articles of one file apart that have no id: `-3` for the third line."""
        return "" if self.line is None else f"-{self.line}"


def not_text(error: UnicodeDecodeError) -> str:
    """What to say of bytes that are no text in their encoding."""
    return f"not {error.encoding.upper()}: byte 0x{error.object[error.start]:02x} at {error.start}: save it as UTF-8"
