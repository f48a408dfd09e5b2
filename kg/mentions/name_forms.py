"""Which names are forms of one another: "Bashir" of "Omar Hassan al-Bashir", "J. Smith" of "John Smith"."""

from __future__ import annotations

from kg.lexicon import words
from kg.mentions.person import Person


class People:
    """The persons found so far, by the words of their names: no name is compared with all others."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.everybody: list[Person] = []
        self._by_part: dict[str, list[Person]] = {}

    def add(self, person: Person) -> None:
        """One more."""
        self.everybody.append(person)
        for part in _parts_told_by(_name_words(person.name)):
            self._by_part.setdefault(part, []).append(person)

    def named(self, name: str) -> list[Person]:
        """Those of whose names this is a form, in the order in which they were added."""
        few = min((self._by_part.get(part, []) for part in _needed_parts(_name_words(name))), key=len)
        return [person for person in few if is_form_of(name, person.name)]


def is_form_of(short: str, full: str) -> bool:
    """True where a name is another, shorter form of a full one.

    >>> is_form_of("Bashir", "Omar Hassan al-Bashir"), is_form_of("George Bush", "George W. Bush")
    (True, True)
    >>> is_form_of("George W. Bush", "George H. W. Bush")
    False
    """
    small, large = _name_words(short), _name_words(full)
    if small == large:
        return True
    if not small or len(small) > len(large):
        return False
    if len(small) == 1:
        return small[0] in (large[-1], large[0]) or small[0] in large[1:] or _ends_with(large, small[0])
    ours, theirs = _initials(small), _initials(large)
    return _is_subsequence(small, large) and (not ours or not theirs or ours == theirs)


def _initials(parts: list[str]) -> list[str]:
    """The middle initials: those of father and son differ."""
    return [part.rstrip(".") for part in parts[1:-1] if len(part.rstrip(".")) == 1]


def _needed_parts(small: list[str]) -> list[str]:
    """What the name of anybody of whose name this is a form tells: each word, of an initial the letter."""
    return [word.rstrip(".") if len(word.rstrip(".")) == 1 else word for word in small] or [""]


def _parts_told_by(large: list[str]) -> set[str]:
    """The words of a name, their halves where they are joined by a hyphen, and the letters they begin with."""
    return {part for word in large for part in (word, *word.split("-"), word[0])} or {""}


def _ends_with(large: list[str], word: str) -> bool:
    return any(word in part.split("-") for part in large if len(word) > 3)


def _is_subsequence(small: list[str], large: list[str]) -> bool:
    rest = iter(large)
    return all(any(_same_part(word, other) for other in rest) for word in small)


def _same_part(word: str, other: str) -> bool:
    return word == other or (len(word.rstrip(".")) == 1 and other.startswith(word.rstrip(".")))


def _name_words(name: str) -> list[str]:
    lowered = name.lower().replace("al-", "al ").replace("el-", "el ")
    return [word for word in lowered.split() if word not in words("name_particles")]
