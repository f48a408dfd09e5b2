"""Who is named and meant: names with offices, later mentions, pronouns and groups, by example."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import pytest
from rigour.territories import lookup_territory

from kg.annotate import annotate
from kg.lexicon import table
from kg.mentions import Cast, find_cast
from kg.mentions.name_forms import People, is_form_of
from kg.mentions.name_sounds import likeness
from kg.mentions.page import read_page
from kg.mentions.person import Person
from kg.mentions.representing import Candidate
from kg.parse.doc import Doc, Token
from kg.records import Article

NAMED = 61  # cases in each table, pinned so that none is lost
MEANT = 115


def rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / f"mentions_{name}.txt").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


@cache
def cast_of(text: str) -> tuple[Doc, Cast]:
    article = Article(id="x", text=text)
    doc = annotate(article)
    return doc, find_cast(doc, article)


@pytest.mark.parametrize(("text", "name", "title", "represents"), rows("people"))
def test_a_name_carries_its_office_and_whom_it_represents(text: str, name: str, title: str, represents: str) -> None:
    _, cast = cast_of(text)
    said = [m for m in cast.mentions if m.key == f"person:{name}" and m.form is not None]
    titles = [m.title for m in said if m.title] or ["None"]
    owners = [owner for m in said for owner in m.represents]
    assert (titles[0], owners[:1]) == (title, [represents])


@pytest.mark.parametrize(("text", "words", "keys"), rows("who"))
def test_whom_words_stand_for(text: str, words: str, keys: str) -> None:
    doc, cast = cast_of(text)
    assert [m.key for m in cast.referents(_head(doc, words))] == [key for key in keys.split(" + ") if key]


@pytest.mark.parametrize(("text", "words", "key"), rows("places"))
def test_which_place_words_name(text: str, words: str, key: str) -> None:
    doc, cast = cast_of(text)
    assert [m.key for m in cast.places(_head(doc, words))] == [key]


def _head(doc: Doc, words: str) -> Token:
    start = doc.text.rindex(words)
    span = doc.char_span(start, start + len(words))
    assert span is not None
    return span.root


def test_an_office_without_a_name_is_of_the_country_and_keeps_its_title() -> None:
    _, cast = cast_of("Nigel Hollings spoke in London. China's foreign minister will visit Rabat.")
    said = [(m.title, m.form) for m in cast.mentions if m.key == "country:CN" and m.title]
    assert said == [("foreign minister", None)]


def test_somebody_who_decides_is_asked_for_each_person_of_whom_no_words_tell() -> None:
    article = Article(id="x", text="Japan and Kenya signed on Monday, said Juma Wanjala. Kenya's Ali Otieno did not.")
    asked: dict[str, list[str | None]] = {}

    def decide(person: Person, candidates: list[Candidate]) -> str | None:
        asked[person.name] = [one.key for one in candidates]
        return "country:KE"

    cast = find_cast(annotate(article), article, decide=decide)
    assert asked == {"Juma Wanjala": ["country:JP", "country:KE", None]}
    assert cast.represents["person:Juma Wanjala"] == ("country:KE",)


@pytest.mark.parametrize(
    ("name", "nearer", "farther"),
    [("Haruka Yamashita", "JP", "KR"), ("Dosym Akhmetov", "KZ", "MX"), ("Zoran Petkovic", "RS", "TR")],
)
def test_which_languages_a_name_sounds_like(name: str, nearer: str, farther: str) -> None:
    near, far = likeness(name, nearer), likeness(name, farther)
    assert near is not None and far is not None and near > far


def test_no_case_is_lost() -> None:
    assert (len(rows("people")), len(rows("who"))) == (NAMED, MEANT)


def test_every_mention_stands_in_its_passage_and_form() -> None:
    for text, *_ in rows("people") + rows("who"):
        for mention in cast_of(text)[1].mentions:
            assert mention.passage.contains(mention.span)
            assert mention.form is None or mention.form == " ".join(mention.span.cut(text).split())


def test_an_empty_article_has_no_cast() -> None:
    article = Article(id="x", text="")
    assert find_cast(annotate(article), article).mentions == ()


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Al-Harbi", "Nasser al-Harbi", True),
        ("George Bush", "George W. Bush", True),
        ("Okoye", "Ngozi Okoye-Bello", True),
        ("Kim", "Kim Sang-woo", True),
        ("Lee", "Kim Sang-woo", False),
        ("Maria Silva", "Jose Silva", False),
    ],
)
def test_which_names_are_forms_of_one(short: str, full: str, same: bool) -> None:
    assert is_form_of(short, full) is same


PARTS = ("Ann", "Lee", "al-Lee", "de", "J.", "L", "Lee-Ann", "Sang-woo", "woo", "Jr.", "..", "Al-", "Ann-")


def test_who_has_a_name_is_found_without_asking_everybody() -> None:
    everybody, people = [" ".join(parts) for size in (1, 2, 3) for parts in product(PARTS, repeat=size)], People()
    for name in everybody:
        people.add(Person(name))
    for name in everybody[:: len(PARTS)] + everybody[: len(PARTS)]:
        assert [person.name for person in people.named(name)] == [one for one in everybody if is_form_of(name, one)]


def test_ten_thousand_names_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("kg.mentions.name_forms.is_form_of", lambda short, full: asked.append(full))
    people = People()
    for name in ("Erik Lind", *(f"Erik Lind{number}" for number in range(10_000))):
        people.add(Person(name))
    assert (people.named("Erik Lind"), asked) == ([], ["Erik Lind"])


# Codes on which the lists and rigour differ on purpose, or that rigour does not know under this name.
OTHERWISE = {("CD", "Democratic Republic of Congo"), ("CG", "Republic of Congo")}


def test_the_codes_of_countries_are_those_of_rigour() -> None:
    wrong = []
    for row in table("countries"):
        found = lookup_territory(row["name"])
        if (found is None or found.code.upper() != row["iso2"]) and (row["iso2"], row["name"]) not in OTHERWISE:
            wrong.append((row["iso2"], row["name"]))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Lehman Brothers talked with Barclays PLC in London.", ["country:GB"]),
        ("Singapore Airlines received its aircraft from Airbus Industries.", []),
        ("Otto Lindner met Vela Motors Inc. in Oslo.", ["person:Otto Lindner", "country:NO"]),
    ],
)
def test_a_company_is_no_actor(text: str, keys: list[str]) -> None:
    _, cast = cast_of(text)
    assert [m.key for m in cast.mentions if not m.key.startswith("place:")] == keys


def test_the_small_words_of_a_page_are_its_own() -> None:
    texts = ("Peace talks began.", "Talks ended.")  # each page is gone, and its memory used again, when the next comes
    assert [sorted(read_page(annotate(Article("x", text))).small) for text in texts] == [
        [".", "began", "talks"],
        [".", "ended"],
    ]
