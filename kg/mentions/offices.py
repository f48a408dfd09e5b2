"""Offices: "US Secretary of State", "his Chinese counterpart", "the Polish and Lithuanian foreign ministers"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.mentions.office import Office, heads, is_hyphenated
from kg.mentions.office_left import walk_left
from kg.mentions.office_right import walk_right
from kg.mentions.page import Page

if TYPE_CHECKING:
    from kg.mentions.proper import Proper


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
    if word not in heads() or index in page.known_at or page.pos[index] in {"VERB", "AUX", "ADV", "ADP"}:
        return False
    if page.capital[index] and is_hyphenated(page, index + 1, 1) and page.lower[index + 1] in {"al", "el"}:
        return False  # "Sultan al-Marzouqi": a given name
    if is_hyphenated(page, index, 1) and page.lower[index + 2] in {"general", "at"}:
        return True  # secretary-general
    if word == "pm":
        return page.text[index] == "PM" and page.pos[index - 1] != "NUM"  # not "3 PM"
    if word in {"number", "numbers"}:
        return page.lower[index - 1] == "opposite"
    after = page.lower[index + 1] if page.same_sentence(index, index + 1) else ""
    if word in {"general", "chief", "major", "deputy", "head", "lieutenant", "brigadier", "member", "secretary"}:
        # "general staff", "chief negotiator", "deputy minister", "Secretary General": the next noun is the head
        return not (after in heads() or after in {"staff", "strike", "election", "assembly", "states"})
    return True


def _office(page: Page, head: int) -> Office:
    row, plural = heads()[page.lower[head]]
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
    single = heads()[word.lower()][0]["word"]
    return single.capitalize() if word[0].isupper() else single
