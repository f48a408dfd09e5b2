"""People: names joined with the offices beside them, and all names of one person in an article under the fullest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.lexicon import words
from kg.mentions.bands import find_bands
from kg.mentions.classes import collective_nouns
from kg.mentions.gazetteer import Sense
from kg.mentions.offices import CALLINGS, Office
from kg.mentions.page import Page
from kg.mentions.proper import Proper, has_noun, is_within, judge, name_of
from kg.records import Kind, actor_key

_AFTER_NAME = frozenset({",", "(", "-", "–", "—"})
_QUOTES = frozenset({'"', "'", "“"})


@dataclass
class Person:
    """Somebody named in the article: the fullest name, every place where the name stands, and what is said of them."""

    name: str
    propers: list[Proper] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    roles: list[Office] = field(default_factory=list)
    represents: tuple[str, ...] = ()
    read: tuple[str, ...] = ()  # what a first reading takes for it: a hint, no more
    read_as: str = ""  # how: a pronoun ("its"), noun, list or role
    guessed: bool = False
    gender: str = ""
    chief: str = ""  # key of the person whose minister or aide this one is told to be: "his spokeswoman, X"
    peer: str = ""  # key of the person whose counterpart or guest this one is told to be: "her guest, X"

    @property
    def key(self) -> str:
        """The person's key in this article."""
        return actor_key(Kind.PERSON, self.name)

    @property
    def title(self) -> str | None:
        """The first office that the text gives; that of a counterpart is none."""
        return next((o.title for o in (*self.offices, *self.roles) if o.sort != "peer"), None)

    @property
    def first(self) -> int:
        """The token at which the person is first named."""
        return min(p.start for p in self.propers)


Role = tuple[Person, Office, tuple[str, ...]]  # who holds an office by a first reading, and whose office it is


def join_offices(page: Page, offices: Iterable[Office], propers: list[Proper]) -> None:
    """Give each name the office beside it: "Foreign Minister X", "X, the Omani foreign minister,"."""
    starts = {proper.start: proper for proper in propers if proper.start < proper.end}
    ends = {proper.end: proper for proper in propers if proper.start < proper.end}
    offices = list(offices)
    _join_chains(page, offices, starts)
    for office in offices:
        before = [proper for proper in _named_before(page, office, ends) if not is_within(page, proper)]
        for proper in _named_after(page, office, starts) or before:  # "a truce in Gaza, an official said"
            free = proper.office is None or proper.office.former and not office.former and bool(office.owners)
            if free and proper.kind in {None, Kind.PERSON} and not has_noun(page, proper):
                proper.office = _share(office, proper, starts, page)


def _join_chains(page: Page, offices: list[Office], starts: dict[int, Proper]) -> None:
    """Give the first of two offices in "the African Union's mediator, former South African President X"."""
    for first, second in zip(offices, offices[1:], strict=False):
        gap = page.lower[first.end : second.start]
        if (
            first.plural
            or not first.owners
            or not page.same_sentence(first.head, second.head)
            or gap not in ([","], [",", "the"])
        ):
            continue
        index = _skip_honorifics(page, second.end)
        if second.former and index in starts and starts[index].kind in {None, Kind.PERSON}:
            starts[index].office = first


def _named_after(page: Page, office: Office, starts: dict[int, Proper]) -> list[Proper]:
    """Names that follow the office: at once, or after a comma where the office is a definite one."""
    index = _skip_honorifics(page, office.end)
    if index in starts and page.same_sentence(office.head, index):
        proper = starts[index]
        return _names_in_list(page, proper, starts) if office.plural else [proper]
    definite = office.owners or office.pronoun or office.possessor is not None or office.determiner == "the"
    if definite and page.same_sentence(office.head, index + 1) and page.text[index] in {",", "-", "–", "—", ":"}:
        index = _skip_honorifics(page, _skip_home(page, office, index + 1))
        if index in starts and _closes(page, starts[index].end, plural=office.plural):
            return _names_in_list(page, starts[index], starts) if office.plural else [starts[index]]
    return []


def _skip_home(page: Page, office: Office, index: int) -> int:
    """The name's place after "Indonesia's" in "ASEAN's envoy for Myanmar, Indonesia's X": whom ASEAN has sent."""
    home = page.known_at.get(index)
    of_body = any(key.startswith("organization:") for key in office.owners)
    if (
        not of_body
        or home is None
        or not page.same_sentence(index, home.end)
        or page.lower[home.end] not in {"'s", "'"}
    ):
        return index
    return home.end + 1


def _closes(page: Page, index: int, *, plural: bool) -> bool:
    """True where a name inserted between commas ends: ", Serik Zhumangarin,"."""
    if not page.same_sentence(index - 1, index):
        return True
    return (
        not page.text[index].isalpha()
        or plural
        or page.lower[index] in {"who", "and", "on", "in", "at", "told"}
        or page.pos[index] in {"VERB", "AUX"}
    )


def _skip_honorifics(page: Page, index: int) -> int:
    while index + 1 < len(page) and (_is_honorific(page, index) or page.text[index] in _QUOTES):
        index += 1
    if index + 2 < len(page) and page.lower[index] == "the" and _is_honorific(page, index + 1):
        return _skip_honorifics(page, index + 1)  # "the Honourable Sione Taufa"
    return index


def _is_honorific(page: Page, index: int) -> bool:
    return page.lower[index].rstrip(".") in words("honorifics") and page.capital[index]


def _names_in_list(page: Page, proper: Proper, starts: dict[int, Proper]) -> list[Proper]:
    names, index = [proper], proper.end
    while True:
        while (
            page.same_sentence(proper.start, index)
            and page.lower[index] in {",", "and", "of", "'s"}
            or index in page.known_at
            and names
        ):
            index = page.known_at[index].end if index in page.known_at else index + 1
        index = _skip_honorifics(page, index)
        following = starts.get(index)
        if following is None or not page.same_sentence(proper.start, index):
            return names
        names.append(following)
        index = following.end


def _named_before(page: Page, office: Office, ends: dict[int, Proper]) -> list[Proper]:
    """The name that the office stands beside: "X, the Omani foreign minister"; "X and Y, the ministers of …"."""
    index = office.start - 1
    while page.same_sentence(index, office.head) and (
        page.lower[index] in {"the", "a", "an", "both", "also", "two", "three", "who", "is", "was"}
        or page.lower[index].rstrip(".") in words("honorifics")
    ):
        index -= 1
    if not page.same_sentence(index, office.head):
        return []
    if page.text[index] in _AFTER_NAME:
        proper = ends.get(index)
        return (
            [proper]
            if proper is not None and not (office.plural and office.size != 1)
            else _pair_before(proper, ends, page, office)
        )
    return []


def _pair_before(proper: Proper | None, ends: dict[int, Proper], page: Page, office: Office) -> list[Proper]:
    if proper is None:
        return []
    index = proper.start - 1
    if page.same_sentence(index, proper.start) and page.lower[index] == "and" and index in ends:
        return [ends[index], proper]
    return []


def _share(office: Office, proper: Proper, starts: dict[int, Proper], page: Page) -> Office:
    """The office as it is that of one of several: the first owner for the first name, and so on."""
    if not office.plural or len(office.owners) < 2:
        return office
    names = _named_after(page, office, starts)
    owners = office.owners
    told = proper in names and len(names) == len(owners)
    own: tuple[str, ...] = (owners[names.index(proper)],) if told else ()
    return Office(
        office.start,
        office.head,
        office.end,
        office.title,
        office.sort,
        office.gender,
        True,
        own,
        title_start=office.title_start,
    )


# --- all names of one person -------------------------------------------------------------------------------------


def gather_people(page: Page, propers: list[Proper]) -> list[Person]:
    """The persons of the article, each with all places where the name stands, in order of first mention."""
    propers = [proper for proper in propers if proper.start < proper.end]
    find_bands(page, propers)
    for proper in propers:
        judge(page, proper)
    _vote(page, propers)
    people = People()
    named = [proper for proper in propers if proper.kind is Kind.PERSON]
    for proper in sorted(named, key=lambda p: (-_length(page, p), p.start)):
        _file(page, proper, people)
    for person in people.everybody:
        _complete(person)
    return sorted(people.everybody, key=lambda person: person.first)


def _length(page: Page, proper: Proper) -> int:
    return len(name_of(page, proper).split())


def _vote(page: Page, propers: list[Proper]) -> None:
    """Repair the model's label of a name by its other mentions: a surname is a person where the full name is one."""
    sure = {part for p in propers if p.kind is Kind.PERSON and p.sure for part in _parts(page, p)}
    full = {part for p in propers if p.kind is Kind.PERSON and _length(page, p) > 1 for part in _parts(page, p)}
    located = {name_of(page, p) for p in propers if p.kind is Kind.PLACE and p.sure}
    for proper in propers:
        if proper.kind is Kind.ORGANIZATION and proper.sure:
            continue
        parts, name = _parts(page, proper), name_of(page, proper)
        if parts <= sure or parts <= full and not (proper.kind is Kind.PLACE and proper.sure):
            proper.kind = Kind.PERSON
        elif name in located and not proper.sure:
            proper.kind = Kind.PLACE
    _doubt_single_names(page, propers, sure | full)
    _shorten_organizations(page, propers)


def _doubt_single_names(page: Page, propers: list[Proper], parts: set[str]) -> None:
    """Take a lone word for a person only where it says something: the model labels many a place a person."""
    alone = [
        p
        for p in propers
        if p.kind is Kind.PERSON and not p.sure and not _parts(page, p) & parts and _length(page, p) == 1
    ]
    speaking = {name_of(page, p) for p in alone if _speaks(page, p)}
    for proper in alone:
        if name_of(page, proper) not in speaking:
            proper.kind = Kind.PLACE


def _speaks(page: Page, proper: Proper) -> bool:
    token = page.doc[proper.head]
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head.lemma_ in words("speech_verbs")


def _shorten_organizations(page: Page, propers: list[Proper]) -> None:
    """Read "Me'ekamui" as an organisation where the article names the "Me'ekamui Defence Force"."""
    full = {
        name_of(page, p).split()[0] for p in propers if p.kind is Kind.ORGANIZATION and p.sure and _length(page, p) > 1
    }
    for proper in propers:
        if name_of(page, proper) in full and not proper.honorific:
            proper.kind = Kind.ORGANIZATION


def _parts(page: Page, proper: Proper) -> frozenset[str]:
    """The words of a name that tell it: without particles, hyphenated ones whole."""
    parts = (_bare(part) for part in name_of(page, proper).replace("'s", "").split())
    return frozenset(part for part in parts if part.lower() not in words("name_particles"))


def _bare(part: str) -> str:
    """A part without its article: "Shaibani" for "al-Shaibani"."""
    return part[3:] if part.lower().startswith(("al-", "el-")) and len(part) > 3 else part


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


def _file(page: Page, proper: Proper, people: People) -> None:
    """Put a name with the person it is of, or make a new one. Fuller names come first."""
    name = name_of(page, proper)
    matches = people.named(name)
    if matches:
        person = _best(matches, proper)
    else:
        person = Person(name)
        people.add(person)
    person.propers.append(proper)


def _best(matches: list[Person], proper: Proper) -> Person:
    """Of several with that name the one named last before, with the right gender."""
    fitting = [m for m in matches if not (proper.gender and m.gender and proper.gender != m.gender)] or matches
    return min(fitting, key=lambda person: min(_distance(proper, p) for p in person.propers))


def _distance(proper: Proper, other: Proper) -> tuple[int, int]:
    return (0, proper.start - other.start) if other.start <= proper.start else (1, other.start - proper.start)


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


def _complete(person: Person) -> None:
    """The person's gender and offices from all mentions, in text order."""
    person.propers.sort(key=lambda proper: proper.start)
    for proper in person.propers:
        person.gender = person.gender or proper.gender
        if proper.office is not None:
            person.offices.append(proper.office)
            person.gender = person.gender or proper.office.gender


# --- whom a person represents ------------------------------------------------------------------------------------


def own_represents(page: Page, proper: Proper) -> tuple[str, ...]:
    """Whom the words around one mention of a name say that the person represents: "Russia's Sergei Lavrov"."""
    office = proper.office
    if office is not None and office.owners:
        stateless = office.sort in CALLINGS or is_armed(page, office)  # "Ugandan rebel leader X"
        return _organizations(office.owners) if stateless else office.owners[:1]
    before = proper.start - 1
    if (
        page.same_sentence(before - 1, proper.start)
        and page.lower[before] in {"'s", "'"}
        and before - 1 in page.known_at
    ):
        return (page.known_at[before - 1].entry.key,)
    if (
        before in page.known_at
        and page.same_sentence(before, proper.start)
        and page.known_at[before].entry.sense in {Sense.ADJECTIVE, Sense.ORGANIZATION}
    ):
        return (page.known_at[before].entry.key,)
    return ()


def is_armed(page: Page, office: Office) -> bool:
    """True for "rebel chief", "guerrilla commander"."""
    return any(collective_nouns().get(page.lower[i]) == "armed" for i in range(office.start, office.head))


def _organizations(owners: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in owners if key.startswith("organization:"))[:1]
