"""Files, folders and standard input -> Articles: text, HTML, JSON, JSON lines, web archives, and gzip of these.

What cannot be read becomes a Problem that names file and line; the rest is read all the same.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from kg.articles.dateline import Opening, read_opening, tail_tag
from kg.articles.days import nearest_day
from kg.articles.drafts import Draft, FileError
from kg.articles.files import (
    SOURCE_ENDINGS,
    STDIN,
    article_files,
    check_characters,
    read_file,
    read_lines,
    shown,
)
from kg.limits import TookTooLong, time_limit
from kg.records import Article, digest

LONGEST_TEXT = 1_000_000  # characters: spaCy refuses longer ones, and no news article comes near


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, in one line: `corpus.jsonl:3: no text: ...`."""

    place: str
    message: str

    def __str__(self) -> str:
        """Place and message in one line."""
        return f"{self.place}: {self.message}"

    def __lt__(self, other: Problem) -> bool:
        """By place, line 2 of a file before its line 10."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str]:
        file, _, line = self.place.rpartition(":")
        return (file, int(line), self.message) if line.isdecimal() else (self.place, 0, self.message)


def read_articles(
    paths: Sequence[str], *, stdin: IO[bytes] | None = None
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """All articles of files, folders and (for `-`) JSON lines on `stdin`, sorted by id, and what was wrong.

    The order of the paths makes no difference. The same file named twice is read once.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for found in _found(paths, stdin):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            drafts.append(found)
    articles: list[Article] = []
    for draft in _with_ids(drafts):
        try:
            with time_limit():
                articles.append(_article(draft))
        except (FileError, TookTooLong) as error:
            problems.append(Problem(draft.place, str(error)))
        problems.extend(Problem(draft.place, doubt) for doubt in draft.doubts)
    kept, clashes = _one_per_id(articles)
    return kept, tuple(sorted({*problems, *clashes}))


def _found(paths: Sequence[str], stdin: IO[bytes] | None) -> Iterator[Draft | Problem]:
    """Every article that the paths lead to, or the problem that came up instead."""
    files: dict[str, str] = {}
    for path in sorted(set(paths) - {STDIN}):
        named = article_files(Path(path))
        if isinstance(named, str):
            yield Problem(shown(path), named)
            continue
        for file in named:
            files.setdefault(os.path.realpath(file), str(file))
    for file_name in sorted(files.values()):
        yield from _read(read_file(Path(file_name)), shown(file_name))
    if STDIN in paths and stdin is not None:
        yield from _read(read_lines(stdin, STDIN), STDIN)


def _read(drafts: Iterable[Draft | FileError], name: str) -> Iterator[Draft | Problem]:
    """The drafts of one file; a file that breaks off in the middle keeps what came before."""
    try:
        for draft in drafts:
            yield Problem(draft.place or name, str(draft)) if isinstance(draft, FileError) else draft
    except FileError as error:
        yield Problem(error.place or name, str(error))


def _with_ids(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts without an id get the name of their file; files of one name, their paths below the common folder."""
    namesakes: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.id:
            yield draft
        else:
            namesakes[_stem(Path(draft.path).name) + draft.line_mark].append(draft)
    for name, group in namesakes.items():
        names = [name] if len(group) == 1 else _below_common_folder(group)
        yield from (replace(draft, id=own) for draft, own in zip(group, names, strict=True))


def _below_common_folder(drafts: Sequence[Draft]) -> list[str]:
    """`2024/talks` and `2025/talks`; of `talks.txt` and `talks.html` in one folder the endings stay."""
    folders = [os.path.dirname(os.path.abspath(draft.path)) for draft in drafts]
    common = os.path.commonpath(folders)
    paths = [Path(os.path.relpath(os.path.abspath(draft.path), common)).as_posix() for draft in drafts]
    stems = [_stem(path) for path in paths]
    return [
        (stem if stems.count(stem) == 1 else path) + draft.line_mark
        for stem, path, draft in zip(stems, paths, drafts, strict=True)
    ]


def _stem(name: str) -> str:
    """A file's name without the endings that say how to read it: `talks` of `talks.json.gz`."""
    for ending in SOURCE_ENDINGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def _article(draft: Draft) -> Article:
    """The article, with what was not given looked for in its text."""
    _check_text(draft.text)
    opening = read_opening(draft.text, headline=draft.title)
    dated = opening.day if opening.day and len(opening.day) > len("07-10") else None
    published = draft.published or opening.published or dated
    return Article(
        id=draft.id or "",
        text=draft.text,
        title=draft.title or opening.title,
        publisher=draft.publisher or opening.publisher or tail_tag(draft.text),
        published=published,
        url=draft.url,
        language=draft.language,
        place=opening.place,
        dateline=dated or _written(opening, published),
        body=opening.body,
        source=draft.place,
    )


def _written(opening: Opening, published: str | None) -> str | None:
    """The day on which the text says it was written: its dateline's, or that of a header older than the publication."""
    if published is None or opening.day:
        return nearest_day(opening.day, published) if opening.day and published else None
    return opening.published if opening.published and opening.published < published else None


def _check_text(text: str) -> None:
    if not text.strip():
        raise FileError("no text: the article is empty")
    if len(text) > LONGEST_TEXT:
        raise FileError(f"{len(text):,} characters of text where {LONGEST_TEXT:,} is the most: split it into articles")
    if "\0" in text:
        raise FileError("not a text: it holds NUL characters, as binary files do")
    check_characters(text, "the text")


def _one_per_id(articles: Iterable[Article]) -> tuple[tuple[Article, ...], list[Problem]]:
    """One article an id: of different contents the one with the smaller hash, and a problem naming both."""
    by_id: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_id[article.id].append(article)
    kept: list[Article] = []
    clashes: list[Problem] = []
    for name, group in sorted(by_id.items()):
        first, *others = sorted(group, key=_rank) if len(group) > 1 else group
        kept.append(first)
        clashes += [
            Problem(other.source, f"id '{name}' is that of {first.source} too, with other content: used {first.source}")
            for other in others
            if content_key(other) != content_key(first)
        ]
    return tuple(kept), clashes


def _rank(article: Article) -> tuple[str, str, str]:
    return article.sha256, content_key(article), article.source


def content_key(article: Article) -> str:
    """A digest of everything that the article says; where it was read from is no part of it."""
    given = (article.id, article.text, article.title, article.publisher, article.published, article.url)
    read = (article.language, article.place, article.dateline, str(article.body))
    return digest(*("-" if part is None else f"+{part}" for part in given + read), length=32)
