"""An HTML page -> the text of its article and what the page says of it, by trafilatura."""

from __future__ import annotations

import codecs
import json
import logging
import os
import re
import resource
import signal
import subprocess
import sys
import time
from dataclasses import astuple, dataclass
from math import ceil
from typing import Any

from kg.articles.days import published_day
from kg.articles.drafts import Draft, FileError, not_text
from kg.defaults import ARTICLE_SECONDS
from kg.limits import TookTooLong, time_limit

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_OF_PYTHON = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"}  # no browser reads a page by these
LONGEST_TAG = 100_000  # characters between two ">": a page with more is read in a process that can be ended
_HEAD = 4096  # bytes: a page names its encoding in the first kilobyte, some after long comments

# The pages' own dates, not guesses from copyright lines; fixed bounds, since "today" would change the result.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2200-01-01"}


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, and the page's own words about it."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def page_draft(content: bytes, path: str) -> Draft:
    """The draft of a page's article.

    Raises FileError where there is none.
    """
    try:
        page = read_page(decoded_page(content))
    except UnicodeDecodeError as error:
        raise FileError(not_text(error)) from None
    except TookTooLong as error:
        raise FileError(str(error)) from None
    if page is None:
        raise FileError("no article found in this page")
    published = published_day(page.published) if page.published else None
    return Draft(path, page.text, title=page.title, publisher=page.publisher, published=published, url=page.url)


def decoded_page(content: bytes) -> str:
    """The page's characters, by the encoding that it names, else UTF-8.

    Raises UnicodeDecodeError where they are not in that encoding.
    """
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig")
    return content.decode(_encoding_named(content[:_HEAD]))


def _encoding_named(head: bytes) -> str:
    """The encoding that a page names; UTF-8, as browsers do, where pages cannot be written in it, or it names none."""
    named = _CHARSET.search(head)
    encoding = named[1].decode("ascii") if named else "utf-8"
    try:
        b"a".decode(encoding)  # fails where it is unknown, or none of text
        return "utf-8" if codecs.lookup(encoding).name in _OF_PYTHON else encoding
    except (LookupError, UnicodeError):
        return "utf-8"


def read_page(html: str, seconds: float = ARTICLE_SECONDS) -> Page | None:
    """The article of a page without menus, comments and advertisements; None where there is none.

    Raises TookTooLong.
    """
    if max(map(len, html.split(">"))) > LONGEST_TAG:
        return _read_apart(html, seconds)
    with time_limit(seconds):
        return _read(html)


def _read_apart(html: str, seconds: float) -> Page | None:
    """What a process of its own reads: libxml2 compares all attributes of a tag, and no signal ends that."""
    words = [sys.executable, "-c", f"from kg.articles.webpage import answer; answer({seconds})"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    content = html.encode("utf-8")
    done = subprocess.run(words, input=content, capture_output=True, env=environment)
    if done.returncode == -signal.SIGXCPU:
        raise TookTooLong(f"took longer than {seconds:g} seconds")
    found = json.loads(done.stdout) if done.returncode == 0 else None
    return Page(*found) if found else None


def answer(seconds: float) -> None:
    """Read a page from standard input and write what was found, for the process that asks.

    The system ends this one when it has computed for so long: how busy the machine is changes nothing.
    """
    latest = ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (latest, latest + 1))
    page = _read(sys.stdin.buffer.read().decode("utf-8"))
    sys.stdout.write(json.dumps(page and astuple(page)))


def _read(html: str) -> Page | None:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what we report ourselves
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        date_extraction_params=dict(_DATES),
    )
    if found is None or not (found.text or "").strip():
        return None
    return Page(found.text, found.title or None, found.sitename or None, found.date or None, found.url or None)
