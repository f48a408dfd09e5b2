"""A SPARQL 1.1 endpoint elsewhere: asked over HTTP, and page by page where it gives no more rows at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from kg.query.questions import QueryError
from kg.query.sparql import Answer, Term, code_of, read_answer, split_prologue, with_prefixes, with_values
from kg.remote import NOBODY, Login, NoAddress, NoAnswer, Refused, Remote, check_address, media_type, one_line

TIMEOUT = 60  # seconds that an endpoint may take before the user is told
# Stores cut answers without a word, Virtuoso at 10,000 rows: so many or more are counted, and the rest is asked for.
SUSPECT = 1_000
# What comes of taking an answer for what it says it is: no Turtle or JSON, of another shape, nested without end.
NOT_AS_TOLD = (SyntaxError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
ROWS = "application/sparql-results+json"
FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": f"{ROWS}, application/n-triples;q=0.9, text/turtle;q=0.8",
}
_ORDERED = re.compile(r"(?i)\border\s+by\b[^{}]*$")
Row = Mapping[str, Any]


class Endpoint:
    """A SPARQL 1.1 endpoint elsewhere."""

    def __init__(self, url: str, *, graph: str | None = None, login: Login = NOBODY) -> None:
        """`graph` names the one to ask, where a store's default graph is empty; raises QueryError for a wrong URL."""
        try:
            check_address(url)
        except NoAddress as error:
            raise QueryError(str(error)) from None
        self._url = url
        self._asked = {"default-graph-uri": graph} if graph else {}
        self._remote = Remote(login, timeout=TIMEOUT)

    def ask(self, sparql: str, bindings: Mapping[str, Term]) -> Answer:
        """The whole answer of the endpoint; raises QueryError where it gives none, or not all of it."""
        query = with_values(with_prefixes(sparql), bindings)
        body, kind = self._sent(query)
        try:
            if kind == ROWS:
                body = self._whole(query, body)
            return read_answer(body, kind)
        except NOT_AS_TOLD as error:
            raise QueryError(f"{self._url}: no SPARQL answer: {one_line(error)}") from None

    def _sent(self, query: str) -> tuple[bytes, str]:
        """What the endpoint answers, and of which media type."""
        try:
            answer = self._remote.send("POST", self._url, urlencode({"query": query, **self._asked}).encode(), FORM)
        except (NoAddress, NoAnswer, Refused) as error:
            raise QueryError(str(error)) from None
        return answer.content, media_type(answer)

    def _whole(self, query: str, body: bytes) -> bytes:
        """The answer with the rows that the store kept back."""
        told = json.loads(body)
        first = told.get("results", {}).get("bindings", [])
        if len(first) < SUSPECT:
            return body
        prologue, pattern = split_prologue(query)
        (counted,) = self._rows(f"{prologue} SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {pattern}\n}} }}")
        number = int(counted["rows"]["value"])
        if number == len(first):
            return body
        ordered = _in_order(pattern, told["head"]["vars"])
        rows = [row for page in self._pages(prologue, ordered, size=len(first), number=number) for row in page]
        if len(rows) != number:
            raise QueryError(f"{self._url}: gave {len(rows)} of {number} rows: narrow the question, or ask a file")
        return json.dumps({**told, "results": {"bindings": rows}}).encode()

    def _pages(self, prologue: str, pattern: str, *, size: int, number: int) -> Iterator[list[Row]]:
        """All rows, so many at a time. The order stands inside: outside Virtuoso sorts no more rows than a page has."""
        for start in range(0, number, size):
            yield self._rows(f"{prologue} SELECT * WHERE {{ {{ {pattern}\n}} }} LIMIT {size} OFFSET {start}")

    def _rows(self, query: str) -> list[Row]:
        return list(json.loads(self._sent(query)[0])["results"]["bindings"])


def _in_order(pattern: str, names: list[str]) -> str:
    """The query with an order, without which pages could overlap."""
    if _ORDERED.search(code_of(pattern)):
        return pattern
    return f"SELECT * WHERE {{ {{ {pattern}\n}} }} ORDER BY {' '.join(f'?{name}' for name in names)}"
