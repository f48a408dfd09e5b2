"""What stands around the persons of an article: states and bodies by sentence, offices, quotations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.mentions.home import dateline_country, home_country
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.mentions.person import Person
from kg.mentions.units import Unit
from kg.records import Article


class Surroundings:
    """An article's units by person, by sentence and by token, and where it is written from."""

    def __init__(
        self, page: Page, article: Article, people: list[Person], offices: Iterable[Office], units: list[Unit]
    ) -> None:
        """Sort the units."""
        self.page, self.people, self.offices = page, people, tuple(offices)
        self.home, self.dateline = home_country(page, article, self.offices), dateline_country(article)
        self.units_of: dict[str, list[Unit]] = defaultdict(list)
        self.named_in: dict[int, list[Unit]] = defaultdict(list)  # countries and organisations by sentence
        self.at: dict[int, Unit] = {}
        self.counts: Counter[str] = Counter()
        self.quoted = _quoted(page)
        for unit in sorted(units, key=lambda u: u.start):
            self._file(unit)

    def _file(self, unit: Unit) -> None:
        if unit.person is not None:
            self.units_of[unit.person.key].append(unit)
        elif unit.keys:
            self.named_in[self.page.sentence[unit.head]].append(unit)
            self.counts[unit.keys[0]] += 1
        for index in range(unit.start, unit.end):
            self.at[index] = unit

    def countries_before(self, index: int, size: int) -> list[str]:
        """The countries that the last sentence with just so many of them names, itself or by their people."""
        for sentence in range(self.page.sentence[index], -1, -1):
            keys = dict.fromkeys(
                u.keys[0] for u in self.named_in[sentence] if u.keys[0].startswith("country:") and u.start < index
            )
            if len(keys) == size:
                return list(keys)
        return []


def _quoted(page: Page) -> list[bool]:
    """For each token whether it stands inside a quotation of its paragraph."""
    inside, marks = False, []
    for index, word in enumerate(page.text):
        if page.pos[index] == "SPACE":
            inside = False
        elif word == '"':
            inside = not inside
        marks.append(inside)
    return marks
