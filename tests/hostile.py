"""Input that nobody should send, and files mutated from good ones: what the open internet may hold."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEWS = "OSLO, March 3, 2025 (Fjord Wire) - Foreign Minister {} met her Swedish counterpart, Erik Lind, on Monday."
TOLD = NEWS.format("Anna Novak")
GIVEN_UP = "1,000 lines that cannot be read: the rest of the file is left"
PEOPLE = ("Anna", "Berta", "Clara", "Dora", "Elsa", "Frida", "Greta", "Hanna", "Irma", "Jana")
WAIT = "took longer than "  # how the time limit's message begins


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and how the message about it begins; None where it is read."""

    name: str
    content: bytes
    message: str | None = None


def news(number: int) -> str:
    """An article about a meeting that no other number has: other people, on another day."""
    one, two = PEOPLE[number % len(PEOPLE)], PEOPLE[number // len(PEOPLE) + 1]
    return NEWS.format(f"{one} {two}").replace("March 3", f"March {number % 28 + 1}").replace("Erik", f"{two}a")


def article(number: int = 0, **given: object) -> bytes:
    """A JSON article that tells a meeting, with these keys."""
    return json.dumps({"text": news(number), **given}).encode()


def page(text: str) -> bytes:
    return f"<html><head><title>Talks</title></head><body><article><p>{text}</p></article></body></html>".encode()


def strange_name(number: int) -> str:
    """A surname that no other number has: Anananbeel."""
    return "".join(PEOPLE[int(digit)][:2] for digit in f"{number:05}").title()


def archive(*pages: bytes, too_long: int = 0) -> bytes:
    """A web archive of these pages, whose records say that they are so much longer than they are."""
    http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page for page in pages]
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %b\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    return b"".join(head % (b"https://a.example/", len(one) + too_long, one) for one in http)


# Texts that take minutes: more than the tests grant.
ENDLESS = {
    "quotes": "They met " + '"' * 20_000,
    "paragraphs": "\n\n".join(["met"] * 100_000),
}
NAMES_IN_ONE = f"Anna Novak met {', '.join(f'Erik {strange_name(number)}' for number in range(10_000))}."

# Texts that took minutes, or had no end, before kg learnt to leave what goes on and on.
LEFT_SOON = {
    "names": NAMES_IN_ONE,
    "and": f"Anna Novak met {'Erik Lind and ' * 1_500}others in Oslo.",
    "who": f"Anna Novak met {'Erik Lind, who met ' * 600}others in Oslo.",
    "whose": "Sweden" + "'s ally" * 3_000 + "'s minister met Erik Lind.",
    "duties": f"Trump imposed {'a 20% tariff on goods from China and ' * 300}others.",
    "titles": f"{'Foreign Minister ' * 1_500}Anna Novak met Erik Lind.",
}

PAGE, NO_ARCHIVE = page(f"{TOLD} {TOLD}"), "not a whole web archive: "

# Read without a crash, left out with a message that begins so.
BROKEN = [
    Case("empty.txt", b"", "empty file"),
    Case("nul.txt", b"They met.\0", "not a text: it holds NUL bytes"),
    Case("utf16.txt", TOLD.encode("utf-16"), "UTF-16: save it as UTF-8"),
    Case("latin1.txt", TOLD.replace("a", "á").encode("latin-1"), "not UTF-8: byte 0xe1"),
    Case("nan.json", b'{"text": NaN}', "'text' is a float: write a string"),
    Case("deep.json", b'{"text": ' * 100_000, "JSON that cannot be read: "),
    Case("digits.json", b'{"text": ' + b"9" * 5_000 + b"}", "JSON that cannot be read: "),
    Case("twice.json", b'{"text": "They met.", "text": "They parted."}', "'text' stands twice"),
    Case("types.json", article(title=["Talks"]), "'title' is a list: write a string"),
    Case("half.json", b'{"text": "They met.", "id": "\\ud800"}', "half a character (lone surrogate) at offset 0 of"),
    Case("line.jsonl", b'{"text": "' + b"met " * 12_500_000 + b'"}', "longer than 16,000,000 bytes"),
    Case("bomb.txt.gz", gzip.compress(b"met " * 12_500_000), "longer than 16,000,000 bytes"),
    Case("bomb.jsonl.gz", gzip.compress(b"{\n" * 2_000_000), GIVEN_UP),
    Case("long.txt", b"They met. " * 100_001, "1,000,010 characters of text where"),
    Case("empty.warc", b"", "empty: no record in this web archive"),
    Case("none.warc", b"no archive", f"{NO_ARCHIVE}Unknown archive format"),
    Case("words.warc", b"five words, as in ARC", f"{NO_ARCHIVE}a record begins like none"),
    Case("cut.warc", archive(PAGE)[:-99], f"{NO_ARCHIVE}of 1 records, one does not end where"),
    Case("longer.warc", archive(PAGE, too_long=10**12), f"{NO_ARCHIVE}of 1 records, one does not end where"),
    Case("shorter.warc", archive(PAGE, too_long=-99), f"{NO_ARCHIVE}of 1 records, one does not end where"),
    Case("nowhere.warc", archive(PAGE).replace(b"Target", b"Other"), f"{NO_ARCHIVE}'NoneType' object has"),
    Case("minus.warc", archive(PAGE, too_long=-(10**6)), f"{NO_ARCHIVE}Invalid WARC record"),
    Case("cut.warc.gz", gzip.compress(archive(PAGE))[:-9], "not a whole gzip file: Compressed file ended"),
    Case("bomb.warc.gz", gzip.compress(archive(b"<p>met " * 8_000_000)), "longer than 16,000,000 bytes"),
    Case("nested.html", b"<div>" * 100_000 + TOLD.encode(), "no article found in"),
    Case("comment.html", b"<!--" * 10_000, "no article found in this page"),
    Case("entity.html", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "no article found in"),
    Case("year0.json", article(published="0000-01-01"), "'published' is '0000-01-01'"),
    Case("year99999.json", article(published="99999-01-01"), "'published' is '99999-01-01'"),
    Case("year9999.json", article(published="9999-12-31"), "'published' is '9999-12-31'"),
    *(Case(f"{name}.txt", text.encode(), WAIT) for name, text in ENDLESS.items()),
]

SCRIPTS = ("новини", "新闻", "أخبار", "समाचार", "ნიუსი", "ข่าว", "νέα", "e\u0301dition", "📰", "\u202esweN")
NAMES = (
    'O\'Brien & "Sons" <Ltd>',
    "Anna #1 50% {x} | Novak",
    "Анна Новак",
    "\u202eAnna\u202c Nov\u200bak",
    "Anna No\u0301vak",
    "Anna 🕊 Novak",
    "</script><script>alert(1)</script> Novak",
    "=HYPERLINK(1) Novak",
)
CODECS = (
    "rot13",
    "hex",
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "utf-16",
    "x-y",
)

# Read, and every export of them is well-formed.
READ = [
    Case("bom.txt", b"\xef\xbb\xbf" + TOLD.encode()),
    Case("ends.txt", f"{TOLD}\r\n\r{TOLD}\n\n\u2028{TOLD}\x85{TOLD}\x0b{TOLD}\x0c".encode()),
    Case("words.txt", b"\n\n".join(b"met" for _ in range(300))),
    Case("nobody.txt", NAMES_IN_ONE[:2_000].encode()),
    Case("years.txt", f"{TOLD} They met on 3 March 0000, on 0000-00-00, on March 3, 99999, and in 1e999.".encode()),
    Case("ages.txt", TOLD.replace("Monday", "Monday, 90,000 years ago, and will in 9,000 years").encode()),
    Case("controls.txt", (TOLD + " \x01\x1b[2J\x7f\ufffe They met again in Oslo.").encode()),
    Case("other-keys.json", article(x=float("nan"), y=[{}] * 1_000)),
    *(Case(f"{word}.txt", news(number).encode()) for number, word in enumerate(SCRIPTS)),
    *(Case(f"name{number}.txt", NEWS.format(name).encode()) for number, name in enumerate(NAMES)),
    *(
        Case(f"{name}.html", page(news(50)).replace(b"<title>", b"<meta charset=%b><title>" % name.encode()))
        for name in CODECS
    ),
    *(
        Case(f"topic{n}.txt", f"{news(n)} They discussed {name}, in {name}.".encode())
        for n, name in enumerate(NAMES, 40)
    ),
    *(Case(f"title{n}.json", article(n, title=name, publisher=name, url=name)) for n, name in enumerate(NAMES, 20)),
    *(
        Case(f"id{number}.json", article(number, id=name))
        for number, name in enumerate(
            ("../../up", "/etc/passwd", "file:///etc/passwd", "a\nb\tc", "?x=1#y", "%2e%2e/"), 30
        )
    ),
]

MENDED = [case for case in BROKEN if case.name.startswith("year")]  # read all the same, as undated


def good_files() -> tuple[tuple[str, bytes], ...]:
    """The seeds and some articles of the gold, with their names: what mutants are made of."""
    files = sorted([*(ROOT / "seeds").rglob("*.*"), *(ROOT / "tests" / "gold" / "own").glob("*.json")])
    kept = [file for file in files if file.suffix in {".txt", ".html", ".json", ".jsonl"}]
    pages = [(f"{file.stem}.html", page(file.read_text("utf-8"))) for file in kept if file.suffix == ".txt"]
    archives = [("crawl.warc", archive(*(content for _, content in pages[:9])))]
    return (*((file.name, file.read_bytes()) for file in kept), *pages, *archives)


def mutants(number: int, seed: int, good: Sequence[tuple[str, bytes]]) -> Iterator[Case]:
    """So many files, each made from one of the good ones by one to four mutations; the same for the same seed."""
    chance = random.Random(seed)
    for count in range(number):
        name, content = chance.choice(good)
        for _ in range(chance.randint(1, 4)):
            content = chance.choice(MUTATIONS)(content, chance, good)
        stem, _, ending = name.rpartition(".")
        if chance.random() < 0.05:
            content, ending = gzip.compress(content)[: chance.choice((None, -9))], f"{ending}.gz"
        yield Case(f"{stem}-{count}.{ending}", content)


def _flip(content: bytes, chance: random.Random, good: object) -> bytes:
    changed = bytearray(content or b" ")
    for _ in range(chance.randint(1, 9)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random, good: object) -> bytes:
    start, end = _stretch(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random, good: object) -> bytes:
    start, end = _stretch(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 9)) + content[end:]


def _splice(content: bytes, chance: random.Random, good: Sequence[tuple[str, bytes]]) -> bytes:
    _, other = chance.choice(good)
    start, end = _stretch(other, chance)
    at = chance.randint(0, len(content))
    return content[:at] + other[start:end] + content[at:]


def _insert(content: bytes, chance: random.Random, good: object) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _swap_words(content: bytes, chance: random.Random, good: object) -> bytes:
    """Two words change places: the text stays one, its grammar does not."""
    words = content.split(b" ")
    one, two = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[two] = words[two], words[one]
    return b" ".join(words)


def _stretch(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.choice((1, 9, 99, 999)))


MUTATIONS = (_flip, _cut, _repeat, _splice, _insert, _swap_words)
TOKENS = (
    *(name.encode() for name in NAMES),
    *(
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\\ud800",
        b"\\u0000",
        b"\x1b[2J",
        b"\r",
        b"\n\n",
        b"\xe2\x80\xae",
        b"\x85",
    ),
    *(b'"', b"\\", b"{", b"}", b"<", b">", b"&#0;", b"&#xD800;", b"]]>", b"<!--", b"%00", b"@prefix", b"'''", b"\t"),
    *(b" met ", b" tariff of 99999999999999999999% on ", b" ceasefire ", b" not ", b" will ", b" between ", b" who "),
    *(b" on February 30, 0000 ", b" in 99999 ", b" 1e999 ", b" -5% ", b" for 0 days ", b" 31 November ", b" NaN% "),
    *(b"(" * 50, b'"' * 50, b"a" * 5_000, b"\n" * 500, b", ".join([b"Anna Novak"] * 60), b"Mr. " * 60, b"-" * 99),
)
