"""Offices: "US Secretary of State", "his Chinese counterpart", "the Polish and Lithuanian foreign ministers"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.lexicon import all_words, table, words
from kg.mentions.classes import collective_nouns, group_nouns
from kg.mentions.gazetteer import Sense
from kg.mentions.page import Page

if TYPE_CHECKING:
    from kg.mentions.proper import Proper

POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "whose"})
DETERMINERS = frozenset({"the", "a", "an", "both", "this", "that", "each", "these", "those"})
FORMER = frozenset({"former", "ex", "then", "late", "ousted", "one-time", "onetime"})
_LISTED = frozenset({Sense.ADJECTIVE, Sense.ORGANIZATION, Sense.COUNTRY})  # senses of owners in a list
CALLINGS = frozenset({"private"})  # sorts of title that say nothing of a state

_LONGEST_TITLE = 30  # words: twice what any office has; hostile text puts a thousand titles in a row


@dataclass
class Office:
    """A noun phrase headed by an office, from token `start` to `end`; `title` is the office in the article's words.

    `owners` are keys of those it belongs to; `possessor` is the head token of a possessor that is no known name
    ("the bloc's", "his"). `size` is the number told ("the two ministers"), `plural` whether it means several.
    """

    start: int
    head: int
    end: int
    title: str
    sort: str
    gender: str
    plural: bool
    owners: tuple[str, ...] = ()
    possessor: int | None = None
    pronoun: str | None = None
    determiner: str | None = None
    former: bool = False
    size: int | None = None
    words: tuple[int, ...] = field(default_factory=tuple)
    title_start: int = 0


@cache
def _heads() -> Mapping[str, tuple[Mapping[str, str], bool]]:
    heads = {row["word"]: (row, False) for row in table("titles")}
    return heads | {row["plural"]: (row, True) for row in table("titles")}


def office_noun(word: str) -> Mapping[str, str] | None:
    """The list's row of an office's noun, singular or plural: "presidents"."""
    found = _heads().get(word)
    return found[0] if found is not None else None


def find_offices(page: Page, organizations: Iterable[Proper] = ()) -> tuple[Office, ...]:
    """Every office of the article, in text order; words of an organisation's name head none."""
    page.named.update({index: proper for proper in organizations for index in range(proper.start, proper.end)})
    found: list[Office] = []
    for index in range(len(page)):
        if index not in page.named and _is_head(page, index) and not (found and index < found[-1].end):
            found.append(_office(page, index))
    return tuple(found)


def _is_head(page: Page, index: int) -> bool:
    word = page.lower[index]
    if word not in _heads() or index in page.known_at or page.pos[index] in {"VERB", "AUX", "ADV", "ADP"}:
        return False
    if page.capital[index] and _hyphenated(page, index + 1, 1) and page.lower[index + 1] in {"al", "el"}:
        return False  # "Sultan al-Marzouqi": a given name
    if _hyphenated(page, index, 1) and page.lower[index + 2] in {"general", "at"}:
        return True  # secretary-general
    if word == "pm":
        return page.text[index] == "PM" and page.pos[index - 1] != "NUM"  # not "3 PM"
    if word in {"number", "numbers"}:
        return page.lower[index - 1] == "opposite"
    after = page.lower[index + 1] if page.same_sentence(index, index + 1) else ""
    if word in {"general", "chief", "major", "deputy", "head", "lieutenant", "brigadier", "member", "secretary"}:
        # "general staff", "chief negotiator", "deputy minister", "Secretary General": the next noun is the head
        return not (after in _heads() or after in {"staff", "strike", "election", "assembly", "states"})
    return True


def _hyphenated(page: Page, index: int, step: int) -> bool:
    return page.same_sentence(index, index + 2 * step) and page.text[index + step] == "-"


def _office(page: Page, head: int) -> Office:
    row, plural = _heads()[page.lower[head]]
    office = Office(head, head, head + 1, "", row["sort"], row["gender"], plural, title_start=head)
    if (
        row["word"] == "general"
        and page.same_sentence(head - 1, head)
        and page.lower[head - 1] in {"secretary", "director"}
    ):
        office.sort = "body"
    walk_right(page, office)
    walk_left(page, office)
    if not office.plural and office.size and office.size > 1:
        office.plural = True
    office.title = _title(page, office)
    return office


def _title(page: Page, office: Office) -> str:
    """The office's words, with single spaces as the article has them ("Secretary-General")."""
    parts = []
    for index in sorted(set(office.words) | {office.head}):
        token = page.doc[index]
        text = _singular(token.text) if index == office.head and office.plural else token.text
        parts.append(text + token.whitespace_)
    return " ".join("".join(parts).split())


def _singular(word: str) -> str:
    """The title of one of several: "Foreign Ministers" -> "Foreign Minister"."""
    single = _heads()[word.lower()][0]["word"]
    return single.capitalize() if word[0].isupper() else single


# --- to the left of the head -------------------------------------------------------------------------------------


def walk_left(page: Page, office: Office) -> None:
    """Add what stands before the head: "the Polish and Lithuanian deputy foreign" before "ministers"."""
    index, taken = office.head - 1, list(office.words)
    while page.same_sentence(index, office.head) and len(taken) < _LONGEST_TITLE:
        step = _step_left(page, office, index, taken)
        if step == 0:
            break
        index -= step
    office.words = tuple(taken)


def _step_left(page: Page, office: Office, index: int, taken: list[int]) -> int:
    """How many tokens to the left of `index` (with it) belong to the office; 0 where it ends."""
    word = page.lower[index]
    if index in page.known_at:
        return _take_known(page, office, index)
    if page.text[index - 1] == "-" and word.endswith("ed") and index - 2 in page.known_at:
        return _take_led(page, office, index)
    if index in page.named:
        office.possessor, office.start = index, page.named[index].start
        return 0
    if office.owners and word in {"and", ",", "&"}:
        return _take_listed(page, office, index)
    if word in POSSESSIVE_PRONOUNS | DETERMINERS:
        return _take_determiner(page, office, index)
    if word in {"'s", "'"} and page.pos[index] == "PART":
        return _take_possessor(page, office, index)
    if word == '"' and index == office.head - 1 - len([t for t in taken if t < office.head]):
        return 1  # GAM's exiled "prime minister"
    return _take_modifier(page, office, index, taken)


def _take_modifier(page: Page, office: Office, index: int, taken: list[int]) -> int:
    """Take "former", "15-nation", "two", "vice-", or a word of the office itself."""
    word = page.lower[index]
    if word == "-" and page.pos[index - 1] == "NUM":
        office.start = index - 1
        return 2
    if word == "-" and page.lower[index - 1] in FORMER | words("title_prefixes"):
        return _take_prefix(page, office, index, taken)
    if _is_passing(page, index):
        office.former |= word in FORMER
        office.start = index
        return 1
    if _is_number(page, index):
        office.size, office.start = _number(word), index
        return 1
    return _take_word(page, office, index, taken)


def _take_determiner(page: Page, office: Office, index: int) -> int:
    word, office.start = page.lower[index], index
    if word in POSSESSIVE_PRONOUNS:
        office.pronoun = word
        return 0
    office.determiner = word
    return 1 if word in {"the", "these", "those"} and page.lower[index - 1] in {"both", "all"} else 0


def _take_led(page: Page, office: Office, index: int) -> int:
    """Read "the Saudi-led coalition" as Saudi Arabia's, "the Saudi-backed government" is not."""
    known = page.known_at[index - 2]
    if page.lower[index] == "led":
        _take_known(page, office, index - 2)
    office.start = known.start
    return 2 + known.end - known.start


def _take_known(page: Page, office: Office, index: int) -> int:
    known = page.known_at[index]
    if known.entry.sense is Sense.PEOPLE and page.lower[known.end] not in {"'s", "'"}:
        return 0
    office.owners = (known.entry.key, *(key for key in office.owners if key != known.entry.key))
    office.start = known.start
    return known.end - known.start


def _take_listed(page: Page, office: Office, index: int) -> int:
    """A further owner in a list: "the Polish and Lithuanian foreign ministers"."""
    genitive = page.lower[index - 1] in {"'s", "'"}  # "Chad's and Niger's foreign ministers"
    at = index - 2 if genitive else index - 1
    known = page.known_at.get(at)
    if known is None or not office.plural or known.entry.sense not in _LISTED:
        return 0
    return index - at + _take_known(page, office, at)


def _take_possessor(page: Page, office: Office, index: int) -> int:
    """The possessor before an "'s": a known name, or some other noun to be resolved later."""
    before = index - 1
    if before in page.known_at:
        return 1 + _take_known(page, office, before)
    office.possessor, office.start = before, before
    return 0


def _take_prefix(page: Page, office: Office, index: int, taken: list[int]) -> int:
    office.former |= page.lower[index - 1] in FORMER
    office.start = index - 1
    if page.lower[index - 1] not in FORMER:
        taken.extend((index - 1, index))
    return 2


def _take_word(page: Page, office: Office, index: int, taken: list[int]) -> int:
    word, near = page.lower[index], min(taken, default=office.head)
    if (
        page.capital[index]
        and word not in words("title_words")
        and not page.capital[near]
        and page.text[index][-1].isalnum()
        and (not page.opens(index) or page.text[index].isupper() and len(word) > 2)
        and not page.is_calendar(index)
    ):
        office.possessor, office.start = index, index  # "a Me'ekamui spokesman", "KLF commander"
        return 0
    adjacent = near == index + 1
    if adjacent and _belongs(page, office, index):
        taken.append(index)
        office.start = index
        return 1
    if adjacent and word in {"and", ",", "&"} and _belongs_listed(page, office, index):
        taken.append(index)
        return 1
    if page.pos[index] in {"ADJ", "ADV", "NOUN"} and not page.capital[index] and word.isalpha():
        office.start = index
        return 1
    return 0


def _belongs(page: Page, office: Office, index: int) -> bool:
    """True for a word of the office's name: "deputy", "External Affairs", "secretary" of a secretary general."""
    if page.lower[index] in words("title_words") or office.sort == "body" and index == office.head - 1:
        return True
    if page.capital[index] and page.capital[office.head] and page.text[index].isalpha():
        return not page.opens(index) and not page.is_calendar(index) and page.lower[index] not in words("honorifics")
    return False


def _belongs_listed(page: Page, office: Office, index: int) -> bool:
    before = index - 1
    if not page.same_sentence(before, office.head) or before in page.known_at:
        return False
    return page.lower[before] in words("title_words") and page.lower[index + 1] in words("title_words")


def _is_passing(page: Page, index: int) -> bool:
    return page.lower[index] in words("passing_words")


def _is_number(page: Page, index: int) -> bool:
    return _number(page.lower[index]) is not None


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4}


def _number(word: str) -> int | None:
    return _NUMBERS.get(word)


# --- to the right of the head ------------------------------------------------------------------------------------


def walk_right(page: Page, office: Office) -> None:
    """What follows the head and belongs to it: "-General", "of State", "of the European Council"."""
    index = office.head + 1
    if _hyphenated(page, office.head, 1) and page.lower[office.head + 2] in {"general", "designate", "elect", "in"}:
        office.words = (*office.words, office.head + 1, office.head + 2)
        index += 2
    elif page.same_sentence(office.head, index) and (
        page.lower[index] in {"general", "designate"} or page.lower[office.head : index + 1] == ["executive", "officer"]
    ):
        office.words = (*office.words, index)
        index += 1
    office.end = index
    if page.same_sentence(office.head, index) and page.lower[index] == "to":
        _take_accreditation(page, office, index)
    elif page.same_sentence(office.head, index) and page.lower[index] == "in":
        _take_seat(page, office, index)
        if office.plural and office.sort == "peer" and index + 1 in page.known_at:
            office.end = max(office.end, _take_owners(page, office, index + 1))  # "her counterparts in Peru and Chile"
    elif page.same_sentence(office.head, index) and page.lower[index] in {"of", "for", "at"}:
        _take_complement(page, office, index)
    elif page.same_sentence(office.head, index) and page.lower[index] == "from":
        _take_origin(page, office, index)


def _take_seat(page: Page, office: Office, index: int) -> None:
    """The government of "a minister in Jerusalem, X"."""
    known = page.known_at.get(index + 1)
    if (
        known is not None
        and known.entry.sense is Sense.CAPITAL
        and page.same_sentence(index, known.end)
        and page.text[known.end] == ","
    ):
        office.owners, office.end = (known.entry.key,), known.end


def _take_origin(page: Page, office: Office, index: int) -> None:
    """The states of "his colleagues from Luxembourg and Portugal, X and Y"."""
    listed = list(_listed(page, index + 1))
    if listed and page.same_sentence(index, listed[-1][1]) and page.text[listed[-1][1]] == ",":
        _take_owners(page, office, index + 1)
        office.end = listed[len(office.owners) - 1][1]


_SENT = frozenset({"envoy", "ambassador", "representative", "emissary", "envoys", "ambassadors"})


def _take_accreditation(page: Page, office: Office, index: int) -> None:
    """Where somebody is sent, which is no owner: "the Russian envoy to Nato"."""
    start = index + 2 if page.same_sentence(index, index + 1) and page.lower[index + 1] == "the" else index + 1
    known = page.known_at.get(start)
    if known is not None and page.lower[office.head] in _SENT:
        office.words = (*office.words, *range(index, known.end))
        office.end = known.end


def _take_complement(page: Page, office: Office, preposition: int) -> None:
    index, taken = preposition + 1, [preposition]
    named = page.named.get(index + 1 if page.lower[index] == "the" else index) if index + 1 < len(page) else None
    if named is not None:
        office.possessor, office.end = named.head, named.end
        office.words = (*office.words, *range(preposition, named.end))
        return
    while page.same_sentence(index, office.head) and index - preposition < 9:
        if index in page.known_at:
            index = _take_owners(page, office, index)
            taken = [] if all(page.lower[t] in {"of", "the", "for"} for t in taken) else taken
            break
        if (
            (
                page.lower[index] in {"the", "foreign"}
                or page.pos[index] in {"NOUN", "ADJ", "PROPN"}
                and _continues(page, index)
            )
            or page.lower[index] in {"and", ","}
            and len(taken) > 1
            and page.lower[index + 1] in words("title_words")
            and (page.lower[index] == "and" or page.capital[index + 1])
        ):
            taken.append(index)
            index += 1
        else:
            break
    while taken and page.lower[taken[-1]] in {"of", "the", "for", "and", "at"}:
        taken.pop()
        if not office.owners:
            index = taken[-1] + 1 if taken else preposition
    office.words = (*office.words, *taken)
    office.end = max(office.end, index)


def _continues(page: Page, index: int) -> bool:
    """True for a word that may end an office ("of State", "of foreign trade"), not one that starts a name."""
    if page.lower[index] in group_nouns():
        return False  # "representatives of both countries"
    if page.capital[index]:
        known = all_words("title_words", "organization_nouns", "collective_nouns", "title_endings")
        return page.lower[index] in known
    return page.lower[index] not in {"talks", "tariffs", "ceasefire", "truce"}


def _take_owners(page: Page, office: Office, index: int) -> int:
    """The names in "the leaders of Russia, Ukraine, Germany and France"; returns the token after them."""
    end = index
    for known in _listed(page, index):
        office.owners = (*(k for k in office.owners if k != known[0]), known[0])
        end = known[1]
        if not office.plural:
            break
    return end


def _listed(page: Page, index: int) -> Iterator[tuple[str, int]]:
    while index in page.known_at:
        known = page.known_at[index]
        yield known.entry.key, known.end
        index = _behind_bodies(page, known.end)
        while page.same_sentence(index, known.start) and page.lower[index] in {",", "and", "the", "of"}:
            index += 1


def _behind_bodies(page: Page, index: int) -> int:
    """The token behind "'s army" in "the heads of Sudan's army and of the Rapid Support Forces"."""
    if not page.same_sentence(index - 1, index + 1) or page.lower[index] not in {"'s", "'"}:
        return index
    return index + 2 if collective_nouns().get(page.lower[index + 1]) == "state" else index
