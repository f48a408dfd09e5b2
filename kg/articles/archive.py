"""A web archive (WARC) -> drafts of articles: one for each page in it, read as it streams by."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from gzip import BadGzipFile
from textwrap import shorten
from typing import IO, Any

from kg.articles.drafts import Draft, FileError
from kg.articles.files import LARGEST, bounded
from kg.articles.webpage import page_draft

LONGEST_REASON = 200  # characters of what the reader of archives says: it repeats the line that it stumbled over
PAGES = ("text/html", "application/xhtml+xml")


def read_archive(stream: IO[bytes], path: str) -> Iterator[Draft | FileError]:
    """The pages of an archive, numbered as its records; images, redirects and errors are passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise FileError("a web archive needs warcio: pip install 'diplomacy-kg[warc]'") from None
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # it logs what we report ourselves
    quiet = type("Quiet", (ArchiveIterator,), {"INC_RECORD": ""})  # it would print the line that it stumbled over
    records, number, record = quiet(_Whole(stream)), 0, None
    for number, record in enumerate(_each(records), 1):
        if record.rec_type == "response" and _is_page(record.http_headers):
            yield _page(record, path, number)
    if record is None:
        raise FileError("empty: no record in this web archive")
    if records.err_count or getattr(record.raw_stream, "limit", 0):
        raise FileError(f"not a whole web archive: of {number} records, one does not end where it says")


def _each(records: Iterable[Any]) -> Iterator[Any]:
    """The records of an archive as they come; raises FileError where one is none."""
    try:
        for record in records:
            if record.format != "warc":  # any line of five words would do for a record of its other kind
                raise ValueError("a record begins like none")
            if record.rec_type is not None:  # blank lines
                yield record
    except (OSError, zlib.error):
        raise
    except Exception as error:  # of every kind: the reader trusts what it reads
        raise FileError(f"not a whole web archive: {shorten(str(error), LONGEST_REASON)}") from None


class _Whole:
    """A stream that says so where it is cut off: the reader of archives takes every end for the right one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except EOFError as error:
            raise BadGzipFile(str(error)) from None


def _page(record: Any, path: str, number: int) -> Draft | FileError:
    """The article of the page that a record holds, or why there is none."""
    try:
        draft = page_draft(bounded(record.content_stream().read(LARGEST + 1)), path)
    except FileError as error:
        return FileError(str(error), f"{path}:{number}")
    return replace(draft, line=number, url=draft.url or record.rec_headers.get_header("WARC-Target-URI"))


def _is_page(headers: object) -> bool:
    code = getattr(headers, "get_statuscode", str)()
    kind = getattr(headers, "get_header", lambda name: None)("Content-Type") or ""
    return code == "200" and kind.partition(";")[0].strip().lower() in PAGES
