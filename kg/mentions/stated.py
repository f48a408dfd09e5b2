"""Whom a person represents by the article's own words: beside the name, before a plural, at a first reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from kg.lexicon import words
from kg.mentions.classes import collective_nouns, may_be_armed, organizations_of
from kg.mentions.office import Office
from kg.mentions.page import Page
from kg.mentions.person import Person, Role, own_represents
from kg.mentions.proper import Proper
from kg.mentions.siding import sender
from kg.mentions.surroundings import Surroundings
from kg.mentions.units import Unit
from kg.records import Kind, kind_of

CATAPHORA = 3  # sentences between "the presidents of A and B" and their names


def settle_by_words(around: Surroundings) -> None:
    """Find whom each person represents where words beside a name say so."""
    for person in around.people:
        for unit in around.units_of[person.key]:
            assert unit.proper is not None
            unit.represents = (
                own_represents(around.page, unit.proper)
                or _sent_by(around, unit.proper)
                or _by_body(around, unit.proper)
                or sender(around.page, unit.proper)
            )
            person.represents = person.represents or unit.represents
    for office in around.offices:
        _give_to_names_after(around, office)
    for office in around.offices:
        _give_to_holders(around, office)


def _sent_by(around: Surroundings, proper: Proper) -> tuple[str, ...]:
    """The one after the name in "X of Kenya", "X for the FARC", "X, for the FARC," and "X led for Belgrade"."""
    page, link = around.page, proper.end
    if page.same_sentence(proper.start, link + 2) and (
        page.text[link] == "," and page.lower[link + 1] == "for" or _acts_for(page, link)
    ):
        link += 1
    if not page.same_sentence(proper.start, link + 1) or page.lower[link] not in {"of", "for"}:
        return ()
    return _named_at(around, link + 2 if page.lower[link + 1] == "the" else link + 1)


def _acts_for(page: Page, verb: int) -> bool:
    return page.doc[verb].lemma_ in words("standing_verbs") and page.lower[verb + 1] == "for"


def _named_at(around: Surroundings, index: int) -> tuple[str, ...]:
    """The state or body named at a token; "X of the Tajik opposition" is no man of the state."""
    unit, page = around.at.get(index), around.page
    if unit is None or unit.person is not None:
        return ()
    if unit.strong:
        return unit.keys[:1]
    after = around.at.get(unit.end)
    if after is not None and after.strong and kind_of(after.keys[0]) is Kind.ORGANIZATION:
        return after.keys[:1]
    return unit.keys[:1] if collective_nouns().get(page.lower[unit.end]) == "state" else ()


def _by_body(around: Surroundings, proper: Proper) -> tuple[str, ...]:
    """The bloc of "Trade Commissioner X" and "Commission President Y", where the article names one."""
    office = proper.office
    if office is None or not any(f" {word} " in f" {office.title.lower()} " for word in words("body_titles")):
        return ()
    named = organizations_of("bloc", "international")
    blocs = Counter(known.entry.key for known in around.page.known if known.entry.key in named)
    return (blocs.most_common(1)[0][0],) if blocs else ()


def _give_to_names_after(around: Surroundings, office: Office) -> None:
    """Give "the presidents of A and B", in order, to the two persons named together right after."""
    if not office.plural or len(office.owners) < 2:
        return
    owners = set(office.owners)
    free = [each for each in around.people if not each.represents or owners.issuperset(each.represents)]
    after = sorted(((p.start, o) for o in free for p in o.propers if p.start >= office.end), key=lambda e: e[0])
    chosen = [person for _, person in after[: len(office.owners)]]
    sentence = around.page.sentence
    near = after and sentence[after[0][0]] - sentence[office.head] <= CATAPHORA
    several = len({id(person) for person in chosen}) == len(office.owners)
    together = len({sentence[start] for start, _ in after[: len(office.owners)]}) == 1
    if near and several and together and not any(person.offices for person in chosen):
        left = [owner for owner in office.owners if not any(owner in person.represents for person in chosen)]
        unknown = [person for person in chosen if not person.represents]
        for person, owner in zip(unknown, left, strict=False):
            person.represents = (owner,)
        for person in chosen:
            person.offices.append(office)


def _give_to_holders(around: Surroundings, office: Office) -> None:
    """Give "Foreign ministers X and Y" the two countries told before, in order."""
    if not office.plural or office.owners or office.pronoun is not None or office.possessor is not None:
        return
    holders = [
        person
        for person in around.people
        if any(p.office is not None and p.office.head == office.head for p in person.propers)
    ]
    if len(holders) > 1 and not any(person.represents for person in holders):
        for person, country in zip(holders, around.countries_before(office.start, len(holders)), strict=False):
            person.read, person.read_as = (country,), "list"


def settle_by_reading(
    people: Iterable[Person], owners_of: Callable[[Office], tuple[str, ...]], roles: Sequence[Role]
) -> None:
    """Note what a first reading shows: "the movement's leader, X", "their ministers, X and Y", "the chancellor"."""
    holders: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            if office.possessor is not None or office.pronoun is not None and office.sort != "peer":
                holders[office.head].append(person)
    for together in holders.values():
        _give_owners(together, owners_of)
    for person, _, owners in roles:
        if not person.read and owners:
            person.read, person.read_as = owners[:1], "role"
    settle_titles(roles)


def settle_titles(roles: Iterable[Role]) -> None:
    """Give a person without an office beside the name the one by which the article means him: "the Kenyan leader"."""
    for person, office, _ in roles:
        if not person.title:
            person.roles.append(office)


def _give_owners(together: list[Person], owners_of: Callable[[Office], tuple[str, ...]]) -> None:
    office = next(o for o in together[0].offices if o.possessor is not None or o.pronoun is not None)
    owners = owners_of(office)
    shared = owners if len(together) == len(owners) > 1 else owners[:1] * len(together)
    for person, owner in zip(together, shared, strict=False):
        if not person.read:
            person.read, person.read_as = (owner,), office.pronoun or "noun"
        body = office.possessor is not None and (owner in organizations_of() or may_be_armed(owner))
        if len(owners) == 1 and (body or office.pronoun == "whose"):
            person.represents = person.represents or (owner,)


def write_represents(people: Iterable[Person], units: Iterable[Unit]) -> None:
    """Write whom a person represents, and the title, on one mention where no mention's own words say it."""
    units_of: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.person is not None:
            units_of[unit.person.key].append(unit)
    for person in people:
        own = units_of[person.key]
        if person.represents and not any(unit.represents for unit in own):
            titled = next((u for u in own if u.title), None)
            (titled or own[0]).represents = person.represents
            (titled or own[0]).guessed = person.guessed
        if person.title and not any(unit.title for unit in own):
            own[0].title = person.title
