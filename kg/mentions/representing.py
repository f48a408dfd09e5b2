"""Whom a person represents where no words beside the name say it: states and bodies of the article, weighed.

The weights are learned from the gold articles (`person.represents`). Every country and organisation that the article
names is a candidate, and so is nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.lexicon import words
from kg.mentions.attendants import of_chief, without_peers
from kg.mentions.classes import may_be_armed
from kg.mentions.leanings import View, against_all, leanings
from kg.mentions.person import Person, is_armed
from kg.mentions.siding import side_told
from kg.mentions.surroundings import Surroundings
from kg.weights import weights

MODEL = "person.represents"
_MOST_PEOPLE = 500  # of an article, ten times what any has: each is weighed beside all the others


@dataclass(frozen=True, slots=True)
class Candidate:
    """A country or organisation that a person may represent, None for nobody, and what speaks for it."""

    key: str | None
    features: tuple[str, ...]


Decide = Callable[[Person, list[Candidate]], str | None]


def likeliest(person: Person, candidates: list[Candidate]) -> str | None:
    """Whom the learned weights prefer; of equals the one that was named first."""
    return max(candidates, key=_rated).key


def _rated(candidate: Candidate) -> float:
    known = weights(MODEL)
    return sum(known.get(feature, 0.0) for feature in candidate.features)


def settle_by_weight(around: Surroundings, decide: Decide = likeliest) -> None:
    """Find whom each person represents of whom no words tell, in text order: the later see what the earlier hold."""
    # Going over them again with all others known was no better on stories left out.
    for person in around.people[:_MOST_PEOPLE]:
        if decide is likeliest and not person.represents:
            person.represents = of_chief(around.people, person)
            person.guessed = bool(person.represents)
        if not person.represents:
            chosen = decide(person, candidates_for(around, person))
            person.represents = (chosen,) if chosen is not None else ()
            person.guessed = chosen is not None
            if decide is likeliest:
                _tell_apart(around, person)


def _tell_apart(around: Surroundings, person: Person) -> None:
    """Give the two of "Foreign Ministers X and Y" one state each, as they fit best together."""
    other = _fellow(around, person)
    if other is None or other.represents != person.represents and not {*other.read, *person.read}:
        return
    pair = (other, person)
    rated = [{one.key: _rated(one) for one in candidates_for(around, each) if one.key} for each in pair]
    known = [key for key in dict.fromkeys((*other.read, *person.read)) if all(key in one for one in rated)]
    among = known if len(known) == 2 else list(rated[0])
    shares = [(one, two) for one in among for two in among if one != two and two in rated[1]]
    best = max(shares, key=lambda share: rated[0][share[0]] + rated[1][share[1]], default=None)
    for each, key in zip(pair, best or (), strict=False):
        each.represents, each.guessed = (key,), True


def _fellow(around: Surroundings, person: Person) -> Person | None:
    """The other one named with an office of two, of whom words tell as little: Y in "Foreign Ministers X and Y"."""
    heads = {o.head for o in person.offices if o.plural}
    fellows = [p for p in around.people if p is not person and heads & {o.head for o in p.offices}]
    return fellows[0] if len(fellows) == 1 and fellows[0].guessed else None


def candidates_for(around: Surroundings, person: Person) -> list[Candidate]:
    """All states and bodies of the article, with what speaks for each; last nobody."""
    keys = dict.fromkeys(key for units in around.named_in.values() for unit in units for key in unit.keys[:1])
    keys |= dict.fromkeys(key for key in (around.dateline, *person.read) if key is not None)
    view = View.of(around, person)
    found = [Candidate(key, tuple(dict.fromkeys(leanings(view, key)))) for key in _possible(view, list(keys))]
    return [*found, Candidate(None, (*against_all(view), f"nobody&choices={min(len(keys), 4)}"))]


def _possible(view: View, keys: list[str]) -> list[str]:
    """Those whom such an office can be of: a "chief government negotiator" is a state's, a "rebel commander" none's."""
    office, page = view.office, view.around.page
    keys = without_peers(view.around.people, view.person, keys)
    said = set(page.lower[office.start : office.end]) if office is not None else set()
    side = "armed" if office is not None and is_armed(page, office) else side_told(page, view.person)
    if said & words("government_words") or side == "state":
        return [key for key in keys if key.startswith("country:")] or keys
    if side == "armed":
        return [key for key in keys if may_be_armed(key)] or keys
    return keys
