"""A web archive (WARC) -> drafts of articles: one for each page in it, read as it streams by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from kg.articles.drafts import Draft, FileError
from kg.articles.files import LARGEST, bounded
from kg.articles.webpage import page_draft

PAGES = ("text/html", "application/xhtml+xml")


def read_archive(stream: IO[bytes], path: str) -> Iterator[Draft | FileError]:
    """The pages of an archive, numbered as its records; images, redirects and errors are passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise FileError("a web archive needs warcio: pip install 'diplomacy-kg[warc]'") from None
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type == "response" and _is_page(record.http_headers):
                try:
                    draft = page_draft(bounded(record.content_stream().read(LARGEST + 1)), path)
                    url = draft.url or record.rec_headers.get_header("WARC-Target-URI")
                    yield replace(draft, line=number, url=url)
                except FileError as error:
                    yield FileError(str(error), f"{path}:{number}")
    except ArchiveLoadFailed as error:
        raise FileError(f"not a whole web archive: {' '.join(str(error).split())}") from None


def _is_page(headers: object) -> bool:
    code = getattr(headers, "get_statuscode", str)()
    kind = getattr(headers, "get_header", lambda name: None)("Content-Type") or ""
    return code == "200" and kind.partition(";")[0].strip().lower() in PAGES
