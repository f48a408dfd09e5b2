"""Proper names: runs of capitalised words that are no known name and no office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.lexicon import table, words
from kg.mentions.buildings import goes_on
from kg.mentions.nameless import nameless_words
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.records import Kind

_LINES = frozenset({"line"})  # "the Line of Control", one name


@dataclass
class Proper:
    """A proper name from token `start` to `end`; `kind` is None until something says what it names.

    `sure` tells that structure (a title, an honorific) and not the model says so; `gender` is what the honorific says.
    """

    start: int
    end: int
    kind: Kind | None = None
    sure: bool = False
    gender: str = ""
    honorific: bool = False
    office: Office | None = None

    @property
    def head(self) -> int:
        """The last token: the surname, in most names."""
        return self.end - 1


def name_of(page: Page, proper: Proper) -> str:
    """The name in the article's words, "al-Busaidi", single spaces, no "Sheikh" before it; the whole one for "MBS"."""
    written = form_of(page, proper)
    return initials().get(written, written)


def form_of(page: Page, proper: Proper) -> str:
    """The very words of the article."""
    return page.written(proper.start, proper.end)


@cache
def initials() -> Mapping[str, str]:
    """The names of those whom newspapers name by their initials: Mohammed bin Salman for "MBS"."""
    return {row["word"]: row["name"] for row in table("person_initials")}


def find_propers(page: Page, offices: tuple[Office, ...], organizations: list[Proper]) -> list[Proper]:
    """Every proper name of the article that the word lists do not know, in text order, with its kind where it shows."""
    page.persons.update(_words_of_persons(page, offices))
    named = {index for proper in organizations for index in range(proper.start, proper.end)}
    taken = _office_words(offices) | nameless_words(page) | named
    return sorted([*organizations, *_runs(page, taken)], key=lambda proper: proper.start)


def _words_of_persons(page: Page, offices: tuple[Office, ...]) -> Iterator[str]:
    """Words inside a sentence that the model takes for persons' names, and surnames after an office: "Minister X Y"."""
    for index, token in enumerate(page.doc):
        if token.ent_type_ == "PERSON" and page.pos[index] == "PROPN" and not page.opens(index):
            yield page.text[index]
    for office in offices:
        if (
            page.same_sentence(office.head, office.end + 1)
            and page.capital[office.end]
            and page.capital[office.end + 1]
        ):
            yield page.text[office.end + 1]


def _office_words(offices: tuple[Office, ...]) -> set[int]:
    taken: set[int] = set()
    for office in offices:
        taken.update(office.words)
        taken.add(office.head)
    return taken


def _runs(page: Page, taken: set[int]) -> Iterator[Proper]:
    index, size = 0, len(page)
    while index < size:
        if not _starts(page, index, taken):
            index += 1
            continue
        start = _after_honorifics(page, index)
        gender, honorific = _gender(page, index, start)
        if start >= size or not (page.capital[start] or start == index) or start in taken or start in page.known_at:
            index = max(start, index + 1)
            continue
        end = _end(page, start, taken)
        yield Proper(start, end, gender=gender, honorific=honorific)
        index = end


def _starts(page: Page, index: int, taken: set[int]) -> bool:
    if index in taken or index in page.known_at:
        return False
    if not page.capital[index]:
        # "al-Mashat, the council's head": a name may open with its small particle
        return (
            page.lower[index] in {"al", "el"} and page.same_sentence(index, index + 2) and page.text[index + 1] == "-"
        )
    if page.lower[index] == "the" and index + 1 in page.known_at:  # "talks in The Netherlands"
        return False
    if page.is_calendar(index) or page.lower[index] in {"i", "mr", "i'm"} and page.lower[index] == "i":
        return False
    if page.pos[index] in {"SPACE", "PUNCT", "NUM", "SYM"}:
        return False
    return not page.opens(index) or _is_name_at_opening(page, index, taken)


def _is_name_at_opening(page: Page, index: int, taken: set[int]) -> bool:
    """True where the first word of a sentence is a name and not any word with a capital."""
    if page.pos[index] in {"DET", "ADP", "SCONJ", "CCONJ", "PRON", "PART", "AUX", "INTJ"}:
        return False
    if page.lower[index] in words("honorifics") or page.lower[index].rstrip(".") in words("honorifics"):
        return True
    if page.lower[index] in page.small:
        return False
    if page.lower[index].endswith("ing") and _is_person_word(page, index + 1):
        return False  # "Receiving Xi, he said", where the model takes both for a name
    if page.text[index] in page.persons:
        return True  # "Ruiz will meet", where the model knew "Ana Ruiz" and takes this for a noun
    token = page.doc[index]
    if token.pos_ == "PROPN" or token.ent_type_ in {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}:
        return True
    follows = page.same_sentence(index, index + 1) and index + 1 not in taken
    return (
        follows
        and page.capital[index + 1]
        and not page.is_calendar(index + 1)
        and page.pos[index] not in {"ADV", "VERB", "ADJ"}
    )


def _is_person_word(page: Page, index: int) -> bool:
    """True for a word of the same sentence that opens a person's name elsewhere in the article, or stands alone."""
    known = page.same_sentence(index - 1, index) and page.text[index] in page.persons
    return known and any(word == page.text[index] and i != index for i, word in enumerate(page.text))


def _after_honorifics(page: Page, index: int) -> int:
    while page.same_sentence(index, index + 1) and page.lower[index].rstrip(".") in words("honorifics"):
        index += 1
        if page.text[index] == ".":
            index += 1
    return index


def _gender(page: Page, start: int, end: int) -> tuple[str, bool]:
    genders = {row["word"]: row["gender"] for row in table("honorifics")}
    for index in range(start, end):
        if genders.get(page.lower[index].rstrip(".")):
            return genders[page.lower[index].rstrip(".")], True
    return "", end > start


def _end(page: Page, start: int, taken: set[int]) -> int:
    index = start + 1
    while page.same_sentence(start, index):
        step = _step(page, index, taken) or goes_on(page, start, index)
        if step == 0:
            break
        index += step
    return index


def _step(page: Page, index: int, taken: set[int]) -> int:
    """How many tokens from `index` continue a name; 0 where it ends."""
    if index in taken or page.pos[index] == "SPACE":
        return 0
    if index in page.known_at:
        return 1 if _known_inside_name(page, index) else 0
    if page.capital[index]:
        is_day = page.is_calendar(index) and page.doc[index].ent_type_ != "PERSON"
        return 0 if is_day or _opens_a_name(page, index) else 1
    word = page.lower[index]
    glued = not page.doc[index - 1].whitespace_
    if word == "-" and _is_between_persons(page, index):
        return 0
    if word in {"-", "'"} and glued and not page.doc[index].whitespace_:
        return 2 if page.same_sentence(index, index + 1) and index + 1 not in taken else 0
    if word in words("name_particles"):
        return _particles(page, index, taken)
    if word == "of" and page.lower[index - 1] in _LINES:
        return 2 if page.same_sentence(index, index + 1) and page.capital[index + 1] else 0
    # "Kyung-wha", "Ki-moon": the part after the hyphen came with it above; "'s" inside "Sudan People's Liberation"
    if word == "'s" and page.text[index - 1] in {"People", "Workers", "Women", "Men", "Farmers", "Children"}:
        return 2 if page.same_sentence(index, index + 1) and page.capital[index + 1] else 0
    return 0


def _is_between_persons(page: Page, hyphen: int) -> bool:
    """True in "the Shultz-Shevardnadze meeting", where the article has both surnames without the hyphen, too."""
    beside = (page.text[hyphen - 1], page.text[hyphen + 1]) if page.same_sentence(hyphen - 1, hyphen + 1) else ()
    return bool(beside) and all(word in page.persons and _is_surname(page, word) for word in beside)


def _is_surname(page: Page, word: str) -> bool:
    """True for a word that somewhere ends a name: no hyphen beside it, and no further name after it."""
    return any(
        each == word
        and page.text[index - 1] != "-"
        and index + 1 < len(page)
        and not page.capital[index + 1]
        and page.text[index + 1] != "-"
        for index, each in enumerate(page.text)
    )


def _opens_a_name(page: Page, index: int) -> bool:
    """True for an honorific before a name: "Sen. Rubio", but not for the last word of "Hun Sen"."""
    after = index + 2 if page.same_sentence(index, index + 1) and page.text[index + 1] == "." else index + 1
    is_followed = page.same_sentence(index, after) and page.capital[after]
    return page.lower[index].rstrip(".") in words("honorifics") and is_followed


def _known_inside_name(page: Page, index: int) -> bool:
    return page.doc[index].ent_type_ == "PERSON" and page.doc[index].ent_iob_ == "I"


def _particles(page: Page, index: int, taken: set[int]) -> int:
    """Particles and the capitalised word after them: "van der Leyen", "bin Hamad", "al - Bashir"."""
    count = 0
    while page.same_sentence(index, index + count) and page.lower[index + count] in words("name_particles") | {"-"}:
        count += 1
        if count > 4:
            return 0
    after = index + count
    if page.same_sentence(index, after) and page.capital[after] and after not in taken and not page.is_calendar(after):
        single = page.lower[index] in {"y", "e", "i", "o", "la", "le"} and count == 1
        return 0 if single and page.doc[after].ent_type_ != "PERSON" else count + 1
    return 0
