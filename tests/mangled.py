"""Files whose form is right and whose content is not: JSON lines, pages, web archives and tables that users write."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator

from hostile import NAMES, TOKENS, Case, page
from hostile import news as news_of

LONG = "Anna Novak met Erik Lind. " * 3_000
VALUES = (
    *(None, True, 0, -1, 1e308, float("nan"), float("inf"), 10**30, [], {}, [[[]]], {"text": "x"}, ["Oslo"], ""),
    *(" ", "\0", "\ud800", "\ufeff", "\u202e", "\x1b[2J", "../../up", "C:\\x", "file:///etc/passwd", "null", "[]"),
    *("javascript:alert(1)", "http://[::1", "https://a.example/\u00e9 ?x#y", "=1+1", "<b>", "x" * 5_000, "en", "zz-ZZ"),
    *NAMES,
)
DAYS = (
    *(
        "2025-03-03",
        "2025-02-30",
        "2025-3-3",
        "03/03/2025",
        "3 March 2025",
        "2025",
        "2025-03",
        "20250303",
        "2025-W10-1",
    ),
    *(
        "2025-03-03T10:00:00Z",
        "2025-03-03T25:61:61+99:99",
        "2025-03-03 10:00",
        "0001-01-01",
        "9999-12-31",
        "-2025-03-03",
    ),
    *(
        "Mon, 03 Mar 2025 10:00:00 GMT",
        "yesterday",
        "1e9",
        "1741000000",
        "٢٠٢٥-٠٣-٠٣",
        "2025\u201003\u201003",
        "0000-00-00",
    ),
)
KEYS = ("id", "title", "publisher", "published", "url", "language", "text")
HEADS = (
    '<meta charset="{word}">',
    '<meta http-equiv="Content-Type" content="text/html; charset={word}">',
    '<meta property="article:published_time" content="{day}">',
    '<meta name="date" content="{day}">',
    '<meta property="og:title" content="{word}">',
    '<meta property="og:site_name" content="{word}">',
    '<meta property="og:url" content="{word}">',
    '<link rel="canonical" href="{word}">',
    '<base href="{word}">',
    "<title>{word}</title>",
    '<script type="application/ld+json">{data}</script>',
    '<time datetime="{day}">{day}</time>',
)
CHARSETS = (
    "utf-8",
    "latin-1",
    "utf-16",
    "utf-7",
    "rot13",
    "idna",
    "hex",
    "zlib",
    "unicode_escape",
    "undefined",
    "x\0y",
)
WRAPS = ("<p>{}</p>", "<blockquote>{}</blockquote>", "<td>{}</td>", "<li>{}</li>", "<pre>{}</pre>", "<h2>{}</h2>")
ODD = ("<svg><p>{}</svg>", "<!--{}", "<![CDATA[{}]]>", "<template>{}</template>", "<p hidden>{}", "<p\0>{}</p\0>")


def news(number: int) -> str:
    """One of eighty articles."""
    return news_of(number % 80)


def json_lines(number: int, seed: int) -> Iterator[Case]:
    """Files of JSON lines in which keys, types, days and nesting are not what they should be."""
    chance = random.Random(f"lines {seed}")
    for count in range(number):
        lines = [_line(chance, 100 * count + line) for line in range(chance.randint(1, 6))]
        content = chance.choice((b"\n", b"\r\n", b"\n\n", b"\n \t\n")).join(lines)
        yield from _packed(chance, f"lines-{seed}-{count}.jsonl", content)


def _line(chance: random.Random, number: int) -> bytes:
    """An article as JSON, some of its keys mangled."""
    given: dict[str, object] = {"text": f"{news(number)} {news(number + 1)}", "published": "2025-03-03"}
    for _ in range(chance.randint(0, 3)):
        key = chance.choice((*KEYS, "Text", "TEXT", " text", "\ufefftext", "body", "__proto__", "", "@id"))
        given[key] = chance.choice(VALUES) if key != "published" else chance.choice((*DAYS, *VALUES))
    if chance.random() < 0.2:
        given["text"] = str(given["text"]) + chance.choice(TOKENS).decode("utf-8", "replace") + news(number)
    text = json.dumps(given, ensure_ascii=chance.random() < 0.5)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        text = chance.choice(FORMS)(text)
    return text.encode("utf-8", "surrogatepass")


FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: f"[{text}]",
    lambda text: f'{{"text": {text}}}',
    lambda text: text[:-1] + ', "text": "twice"}',
    lambda text: text[:-1] + ',"more": ' + "[" * 3_000 + "]" * 3_000 + "}",
    lambda text: text[:-1] + ',"more": ' + '{"a":' * 3_000 + "1" + "}" * 3_000 + "}",
    lambda text: text[:-1] + ', "n": ' + "9" * 5_000 + "}",
    lambda text: text[:-1] + ",}",
    lambda text: f"{text} {text}",
    lambda text: text[: len(text) // 2],
    lambda text: text.replace('"', "'"),
    lambda text: f"{text} // why",
    lambda text: f"\x1e{text}",
    lambda text: text.replace(" ", "\xa0"),
    lambda text: json.dumps(text),
    str.upper,
)


def pages(number: int, seed: int) -> Iterator[Case]:
    """Pages with strange heads and bodies."""
    chance = random.Random(f"pages {seed}")
    for count in range(number):
        yield from _packed(chance, f"page-{seed}-{count}.html", _page(chance, count))


def _page(chance: random.Random, number: int) -> bytes:
    words = [*CHARSETS, *(value for value in VALUES if isinstance(value, str))]
    heads = "".join(
        line.format(word=chance.choice(words), day=chance.choice(DAYS), data=_linked(chance))
        for line in chance.sample(HEADS, chance.randint(0, 6))
    )
    told = (news(number), news(number + 1), chance.choice(words), LONG if chance.random() < 0.03 else news(number))
    body = "".join(chance.choice((*WRAPS, *WRAPS, *ODD)).format(one) for one in told)
    tag = chance.choice(("article", "main", "div", "body", "frameset", "math", "noscript", "x-y"))
    html = f"<!doctype html><html><head>{heads}</head><body><{tag}>{body}</{tag}></body></html>"
    if chance.random() < 0.2:
        return page(news(number)).replace(b"Talks", html.encode("utf-8", "surrogatepass"))
    return html.encode(chance.choice(("utf-8", "utf-8", "utf-8", "latin-1", "utf-16", "utf-7")), "replace")


def _linked(chance: random.Random) -> str:
    """What a page's own JSON-LD says of its article."""
    given = {"@type": "NewsArticle", "datePublished": chance.choice(DAYS), "headline": chance.choice(VALUES)}
    given |= {"publisher": chance.choice((*VALUES, {"name": chance.choice(VALUES)})), "author": chance.choice(VALUES)}
    text = json.dumps(chance.choice((given, [given], {"@graph": [given]})))
    return chance.choice((text, text, text[:-3], text * 2))


def archives(number: int, seed: int) -> Iterator[Case]:
    """Web archives whose records, headers and lengths are not what they should be."""
    chance = random.Random(f"archives {seed}")
    yield Case(f"good-{seed}.txt", news(seed).encode())
    for count in range(number):
        records = [_record(chance, 10 * count + one) for one in range(chance.randint(1, 5))]
        if chance.random() < 0.3:  # each packed for itself, as crawlers do
            packed = [gzip.compress(one) for one in records]
            cut = chance.choice((None, None, -5, 11))
            yield Case(f"crawl-{seed}-{count}.warc.gz", b"".join(packed)[:cut])
        else:
            yield from _packed(chance, f"crawl-{seed}-{count}.warc", b"".join(records))


def _record(chance: random.Random, number: int) -> bytes:
    status = chance.choice((*["200 OK"] * 12, "404 Not Found", "200", "", "999999 x", "OK 200"))
    kind = chance.choice(
        (*["text/html"] * 8, "text/html; charset=utf-8", "TEXT/HTML", "image/png", "", "text/html\0", "é")
    )
    more = chance.choice(
        ("", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Transfer-Encoding: chunked\r\n")
    )
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + _page(chance, number)
    heads = {
        "WARC-Type": chance.choice((*["response"] * 9, "request", "revisit", "x", "")),
        "WARC-Target-URI": chance.choice(("https://a.example/é", "", "file:///etc/passwd", "x" * 3_000, "<urn:x>")),
        "WARC-Date": chance.choice(DAYS),
        "WARC-Record-ID": "<urn:uuid:1>",
        "Content-Type": chance.choice(("application/http; msgtype=response", "text/plain", "")),
        "Content-Length": chance.choice((*[str(len(http))] * 20, str(len(http) + 9), "0", "-1", "x", "9" * 5_000, "٣")),
    }
    for name in chance.sample(sorted(heads), chance.choice((*[0] * 9, 1, 2))):
        del heads[name]
    version = chance.choice((*["WARC/1.0"] * 20, "WARC/1.1", "WARC/9", "warc/1.0", "WARC/1.0 ", "HTTP/1.1 200 OK"))
    lines = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    return f"{version}\r\n{lines}\r\n".encode() + http + chance.choice((b"\r\n\r\n", b"\r\n\r\n", b"\n\n", b""))


def _packed(chance: random.Random, name: str, content: bytes) -> Iterator[Case]:
    """The file, now and then in gzip, whole or not."""
    if chance.random() < 0.1:
        yield Case(f"{name}.gz", gzip.compress(content)[: chance.choice((None, None, -9, 20))])
    else:
        yield Case(name, content)


def aliases(names: list[str], seed: int) -> bytes:
    """A table of names with rows that are not what they should be."""
    chance = random.Random(f"aliases {seed}")
    kinds = ("person", "organization", "country", "place", "person", "Person", "", "thing")
    items = ("Q1", "Q2", "Q3", "Q42", "Q0", "Q", "q1", "Q٣", "Q" + "9" * 99, "http://www.wikidata.org/entity/Q1", "")
    rows = [(chance.choice(names), chance.choice(kinds[:4]), chance.choice(items[:4])) for _ in range(5)]
    if chance.random() < 0.5:
        rows.append((_cell(chance, names), chance.choice(kinds), chance.choice(items)))
    return _table(chance, ("name", "kind", "wikidata"), rows)


def decisions(names: list[str], seed: int) -> bytes:
    """A table of decisions with rows that are not what they should be."""
    chance = random.Random(f"decisions {seed}")
    verdicts = ("same", "different", "drop", "rename")
    rows = []
    for _ in range(chance.randint(1, 5)):
        verdict = chance.choice(verdicts)
        right = "" if verdict == "drop" else _cell(chance, names)
        rows.append((verdict, _cell(chance, names), right, "ann", chance.choice(DAYS), chance.choice(NAMES)))
    if chance.random() < 0.3:
        rows.append(tuple(_cell(chance, [*verdicts, *names]) for _ in range(chance.randint(1, 8))))
    return _table(chance, ("verdict", "left", "right", "who", "when", "why"), rows)


def _cell(chance: random.Random, names: list[str]) -> str:
    strange = [value for value in VALUES if isinstance(value, str) and "\ud800" not in value]
    return chance.choice(names if chance.random() < 0.6 else strange)


def _table(chance: random.Random, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    text = chance.choice(("\n", "\n", "\r\n")).join("\t".join(row) for row in (columns, *rows))
    content = text.encode("utf-8")
    return chance.choice(
        (content, content, content, b"\xef\xbb\xbf" + content, content + b"\xff", content.replace(b"\t", b" "))
    )
