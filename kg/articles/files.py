"""One file -> drafts of articles, by its ending; what cannot be read is a FileError that names the place."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from kg.articles.days import published_day
from kg.articles.drafts import Draft, FileError, not_text

ENDINGS = (".txt", ".html", ".htm", ".jsonl", ".json", ".warc")
SOURCE_ENDINGS = (*(f"{ending}.gz" for ending in ENDINGS), *ENDINGS)
STDIN = "-"  # the path that stands for standard input
BOM = b"\xef\xbb\xbf"
LARGEST = 16_000_000  # bytes of one article, unpacked: the largest page of a news site is a tenth of it
MOST_BROKEN = 1_000  # lines of a file that cannot be read: then it is no file of articles, or one made to fill memory

LONGEST_DAY = 40  # characters of a wrong date that a message repeats

_KEYS = ("id", "title", "publisher", "published", "url", "language", "text")


def article_files(path: Path) -> list[Path] | str:
    """The files that a path leads to, sorted; or, in words, why there are none.

    A folder is searched to the bottom, past hidden files, unknown endings and links that lead back up.
    """
    if path.is_dir():
        files = sorted(_below(str(path), frozenset()))
        return files or f"no article in this folder: it holds none of *{', *'.join(ENDINGS)}, or .gz of these"
    if not path.is_file():
        return "neither a file nor a folder" if path.exists() else "no such file or folder"
    if not path.name.lower().endswith(SOURCE_ENDINGS):
        return f"unknown kind of file: name it *{', *'.join(ENDINGS)}, or .gz of these"
    return [path]


def shown(path: str | Path) -> str:
    """A path as it can be written and printed: bytes of its name that are no UTF-8 as `\\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _below(folder: str, above: frozenset[str]) -> Iterator[Path]:
    """Articles in a folder and its folders; `above` are the folders that led here, so that a loop of links ends."""
    here = os.path.realpath(folder)
    if here in above:
        return
    try:
        entries = sorted(os.listdir(folder))
    except OSError:
        yield Path(folder)  # reading it will name the reason
        return
    for name in entries:
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            yield from _below(path, above | {here})
        elif name.lower().endswith(SOURCE_ENDINGS):
            yield Path(path)


def read_file(path: Path) -> Iterator[Draft | FileError]:
    """The articles of one file: one, or as many as a `.jsonl` has lines and a `.warc` pages."""
    name, place = path.name.lower().removesuffix(".gz"), shown(path)
    try:
        with _open(path) as stream:
            if name.endswith(".jsonl"):
                yield from read_lines(stream, place)
            elif name.endswith(".warc"):
                from kg.articles.archive import read_archive

                yield from read_archive(stream, place)
            else:
                yield _whole(name, bounded(stream.read(LARGEST + 1)), place)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileError(f"not a whole gzip file: {error}") from None
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror or error}") from None


def read_lines(stream: IO[bytes], path: str) -> Iterator[Draft | FileError]:
    """JSON lines, one article each, as they come; a broken line does not stop the others."""
    some, broken = False, 0
    for number, line in enumerate(_lines(stream), 1):
        line = line.removeprefix(BOM) if number == 1 else line
        if not line.strip():
            continue
        some = True
        try:
            yield _given(_object(_decoded(bounded(line))), path, number)
        except FileError as error:
            yield FileError(str(error), f"{path}:{number}")
            broken += 1
        if broken >= MOST_BROKEN:
            raise FileError(f"{broken:,} lines that cannot be read: the rest of the file is left")
    if not some:
        yield FileError("empty: no line with an article")


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one longer than an article may be, only as much as shows that."""
    while line := stream.readline(LARGEST + 1):
        rest = line
        while len(rest) > LARGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LARGEST + 1)
        yield line


def bounded(content: bytes) -> bytes:
    """The content of a file, line or page, if it is not longer than any article. Raises FileError where it is."""
    if len(content) > LARGEST:
        raise FileError(f"longer than {LARGEST:,} bytes: no article is: put many into a .jsonl file, one a line")
    return content


def _open(path: Path) -> IO[bytes]:
    mode = path.stat().st_mode  # asked once: the file may go between two questions
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileError("not a file: a pipe or device has no end")
    opened = gzip.open if path.name.lower().endswith(".gz") else open
    return cast(IO[bytes], opened(path, "rb"))


def _whole(name: str, content: bytes, path: str) -> Draft:
    if not content.removeprefix(BOM).strip():
        raise FileError("empty file")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileError("UTF-16: save it as UTF-8")
    if b"\0" in content:
        raise FileError("not a text: it holds NUL bytes, as binary files do")
    if name.endswith((".html", ".htm")):
        from kg.articles.webpage import page_draft

        return page_draft(content, path)
    text = _decoded(content)
    return _given(_object(text), path) if name.endswith(".json") else Draft(path, text)


def _decoded(content: bytes) -> str:
    try:
        return content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(not_text(error)) from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise FileError(f"broken JSON: {error.msg} ({where}column {error.colno})") from None
    except FileError:
        raise
    except (RecursionError, ValueError) as error:
        raise FileError(f"JSON that cannot be read: {error}") from None
    if not isinstance(found, dict):
        hint = "; many articles go into a .jsonl file, one a line" if isinstance(found, list) else ""
        raise FileError(f"a JSON {type(found).__name__} where an article is an object{hint}")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; a key of ours that stands twice could mean either."""
    names = [name for name, _ in pairs if name in _KEYS]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise FileError(f"'{twice}' stands twice: write it once")
    return dict(pairs)


def _given(article: dict[str, Any], path: str, line: int | None = None) -> Draft:
    """The draft that a JSON object gives; empty strings count as not given."""
    for key in _KEYS:
        if not isinstance(article.get(key), str | None):
            raise FileError(f"'{key}' is a {type(article[key]).__name__}: write a string")
        if key != "text":
            check_characters(article.get(key) or "", f"'{key}'")
    if article.get("text") is None:
        raise FileError("no 'text': an article needs one")
    given = {key: (article.get(key) or "").strip() or None for key in _KEYS if key not in ("text", "published")}
    date = (article.get("published") or "").strip()
    published = published_day(date) if date else None
    doubts = (
        (f"'published' is '{date[:LONGEST_DAY]}': write a day as 2025-07-11; read as undated",)
        if date and not published
        else ()
    )
    return Draft(path, article["text"], published=published, line=line, doubts=doubts, **given)


def check_characters(text: str, where: str) -> None:
    """Raise FileError for a character that no file can hold: half of a pair, as a JSON escape can write it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise FileError(f"half a character (lone surrogate) at offset {error.start} of {where}") from None
