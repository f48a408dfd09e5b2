"""What stands before an office's noun and belongs to it: "the Polish and Lithuanian deputy" before "ministers"."""

from __future__ import annotations

from kg.lexicon import words
from kg.mentions.gazetteer import Sense
from kg.mentions.office import DETERMINERS, FORMER, POSSESSIVE_PRONOUNS, Office
from kg.mentions.page import Page

_LISTED = frozenset({Sense.ADJECTIVE, Sense.ORGANIZATION, Sense.COUNTRY})  # senses of owners in a list
_LONGEST_TITLE = 30  # words: twice what any office has; hostile text puts a thousand titles in a row


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
