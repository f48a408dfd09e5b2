"""What speaks for a person representing a state or body of the article, as names of features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.mentions.classes import customary, may_be_armed, organizations_of
from kg.mentions.name_sounds import likeness
from kg.mentions.office import Office
from kg.mentions.person import Person, is_armed
from kg.mentions.proper import Proper
from kg.mentions.surroundings import Surroundings
from kg.mentions.units import Unit
from kg.records import Kind, kind_of, name_of

BACK = 3  # sentences before a name in which states are looked for
_STEPS = ((2, "2"), (5, "5"), (10, "10"), (20, "20"))
# How unlikely a name is in a country's languages: the logarithm halved, since groups of letters overlap.
_UNLIKELY = ((-0.7, "0"), (-1.6, "1"), (-3.0, "2"), (-5.0, "3"), (-8.0, "4"))
_GENERIC = frozenset({"leader", "official", "diplomat", "politician", "chief", "head"})


@dataclass(frozen=True, slots=True)
class View:
    """A person as the features see him or her.

    `best` is how well the name goes with the likeliest of the article's countries, None where no list tells; `taken`
    are the nouns of the offices that its persons have.
    """

    around: Surroundings
    person: Person
    office: Office | None
    head: str  # the office's noun, "bare" without one
    sort: str
    ranks: dict[str, int]
    best: float | None
    taken: frozenset[int]

    @staticmethod
    def of(around: Surroundings, person: Person) -> View:
        """The view of one person of the article."""
        office = next((o for o in (*person.offices, *person.roles)), None)
        counts = around.counts
        ranked = sorted((key for key in counts if key.startswith("country:")), key=lambda key: -counts[key])
        head = around.page.lower[office.head] if office is not None else "bare"
        sort = office.sort if office is not None else "bare"
        every = (likeness(person.name, name_of(key)) for key in ranked)
        best = max((value for value in every if value is not None), default=None)
        taken = frozenset(each.head for one in around.people for each in one.offices)
        ranks = {key: rank for rank, key in enumerate(ranked)}
        return View(around, person, office, head, sort, ranks, best, taken)


def against_all(view: View) -> Iterator[str]:
    """What speaks for the person representing nobody."""
    yield "nobody"
    yield f"nobody&sort={view.sort}"
    yield f"nobody&read={view.person.read_as}"
    if view.office is not None and view.office.possessor is not None:
        yield "nobody&possessor"


def leanings(view: View, key: str) -> Iterator[str]:
    """What speaks for the person representing this state or body."""
    yield from _standing(view, key)
    yield from _fitness(view, key)
    yield from _holders(view, key)
    yield from _roles_elsewhere(view, key)
    yield from _sound(view, key)
    for number, proper in enumerate(view.person.propers):
        which = "first" if number == 0 else "later"
        yield from (f"{which}:{name}" for name in _near(view, proper, key))


def _standing(view: View, key: str) -> Iterator[str]:
    """How much the article is about the state or body, and whether it is written there."""
    around = view.around
    rank = view.ranks.get(key, 9)
    place = ("1", "2", "3")[rank] if rank < 3 else "low"
    share = around.counts[key] / max(1, around.counts.total())
    size = next((name for limit, name in ((0.1, "small"), (0.25, "some"), (0.5, "much")) if share < limit), "most")
    yield f"rank={place}"
    yield f"rank={place}&sort={view.sort}"
    yield f"share={size}"
    for name, is_so in (("dateline", key == around.dateline), ("home", key == around.home)):
        if is_so:
            yield name
            yield f"{name}&sort={view.sort}"
            yield f"{name}&share={size}"


def _fitness(view: View, key: str) -> Iterator[str]:
    """Whether such an office is one of such a state or body."""
    kind = _kind(key)
    yield f"kind={kind}"
    yield f"kind={kind}&sort={view.sort}"
    yield f"kind={kind}&head={view.head}"
    if key in view.person.read:
        yield f"read={view.person.read_as}"
        yield f"read&kind={kind}"
    if view.office is not None:
        if is_armed(view.around.page, view.office):
            yield f"rebel&kind={kind}"
        usual = [one for one in customary(view.office.title) if view.around.counts[one]]
        if usual:
            yield f"custom={'no' if key not in usual else 'only' if len(usual) == 1 else 'some'}"


def _kind(key: str) -> str:
    if key.startswith("country:"):
        return "country"
    if key in organizations_of("international"):
        return "international"
    if key in organizations_of("bloc"):
        return "bloc"
    return "armed" if may_be_armed(key) else "organization"


def _holders(view: View, key: str) -> Iterator[str]:
    """Who else represents it: somebody with the same office, somebody in the same sentence, the counterpart."""
    person, page = view.person, view.around.page
    here = {page.sentence[proper.start] for proper in person.propers}
    for other in view.around.people:
        if other is person or key not in other.represents:
            continue
        yield "held"
        if view.office is not None and other.title and other.title.lower() == view.office.title.lower():
            yield "held&same-title"
        elif view.office is not None and any(page.lower[o.head] == view.head for o in other.offices):
            yield "held&same-head"
        if any(page.sentence[proper.start] in here for proper in other.propers):
            yield "held&beside"
            peer = any(o.sort == "peer" for o in (*other.offices, *person.offices))
            yield f"held&beside&peer={peer}"
            if any(_are_listed(view.around, one, two) for one in other.propers for two in person.propers):
                yield "held&listed"


def _sound(view: View, key: str) -> Iterator[str]:
    """How well the name goes with the languages of the country, by itself and beside the article's other countries."""
    if kind_of(key) is not Kind.COUNTRY:
        return
    own = likeness(view.person.name, name_of(key))
    if own is None:
        yield "sound=unknown"
        return
    best = own if view.best is None else view.best
    yield f"sound={_unlikely(own)}"
    yield f"sound={_unlikely(own)}&bare={view.office is None}"
    yield f"gap={_unlikely(own - best)}"
    if own >= best:
        yield "sound=best"


def _unlikely(value: float) -> str:
    return next((name for limit, name in _UNLIKELY if value / 2 > limit), "5")


def _are_listed(around: Surroundings, one: Proper, two: Proper) -> bool:
    """True for the two names in "X met Y", "X and Y", "talks between X and Y"."""
    first, second = around.page.doc[one.head], around.page.doc[two.head]
    return first in (second.head, second.head.head) or second in (first.head, first.head.head)


def _roles_elsewhere(view: View, key: str) -> Iterator[str]:
    """Whether the article speaks of such an office of the state without a name: "Georgia's president", then "X"."""
    page = view.around.page
    sentences = [page.sentence[proper.start] for proper in view.person.propers]
    for office in view.around.offices:
        if key not in office.owners or office.head in view.taken:
            continue
        head = page.lower[office.head]
        same = head == view.head
        kind = (
            "same"
            if same
            else "generic"
            if head in _GENERIC or view.head == "bare"
            else "peer"
            if office.sort == "peer"
            else "other"
        )
        near = min(abs(page.sentence[office.head] - each) for each in sentences)
        yield f"role={kind}"
        yield f"role={kind}&near={'here' if near == 0 else 'next' if near < 3 else 'far'}"


def _near(view: View, proper: Proper, key: str) -> Iterator[str]:
    """Where the state stands around one mention of the name."""
    around, page = view.around, view.around.page
    sentence = page.sentence[proper.start]
    yield from _same_sentence(view, proper, key)
    for back in range(1, BACK + 1):
        units = [unit for unit in around.named_in.get(sentence - back, ()) if unit.keys[0] == key]
        if units:
            last = around.named_in[sentence - back][-1] is units[-1]
            yield f"back={back}"
            yield f"back={back}&last={last}"
            yield from (f"back={back}&as={_as(around, unit)}" for unit in units)
            break
    if any(unit.keys[0] == key for unit in around.named_in.get(sentence + 1, ())):
        yield "next"


def _same_sentence(view: View, proper: Proper, key: str) -> Iterator[str]:
    around, page = view.around, view.around.page
    units = around.named_in.get(page.sentence[proper.start], [])
    own = _part(page.doc[proper.head].dep_)
    for order, unit in enumerate(units):
        if unit.keys[0] != key:
            continue
        side = "before" if unit.start < proper.start else "after"
        distance = next((name for limit, name in _STEPS if abs(unit.head - proper.head) <= limit), "far")
        role = _as(around, unit)
        yield f"here={side}"
        yield f"here={side}&as={role}"
        yield f"here={side}&as={role}&own={own}"
        yield f"here={side}&{distance}"
        yield f"here={side}&sort={view.sort}"
        if len({each.keys[0] for each in units}) == 1:
            yield f"here={side}&alone"
        if order == 0 and side == "before":
            yield "here=opens"


def _part(dependency: str) -> str:
    return dependency if dependency in {"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj", "appos"} else "other"


def _as(around: Surroundings, unit: Unit) -> str:
    """How a state is named: as the doer, by an adjective, as a place, in somebody's words."""
    page, token = around.page, around.page.doc[unit.head]
    before = page.lower[unit.start - 1] if unit.start else ""
    quoted = "quoted-" if around.quoted[unit.head] else ""
    if not unit.strong:
        return f"{quoted}adjective"
    if token.dep_ == "pobj":
        seat = "-city" if unit.country is not None else ""
        return f"{quoted}{before if before != 'the' else page.lower[unit.start - 2]}{seat}"
    return f"{quoted}{_part(token.dep_)}"
