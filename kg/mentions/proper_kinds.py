"""What a proper name names, a person, a body or a place: by what stands around it, else by the model's label."""

from __future__ import annotations

import re

from kg.lexicon import all_words, words
from kg.mentions.buildings import is_building
from kg.mentions.gazetteer import Sense
from kg.mentions.page import Page
from kg.mentions.proper import Proper, form_of, initials, name_of
from kg.records import Kind

_SPEECH = frozenset({"said", "says", "told", "asked", "added", "warned", "announced", "insisted", "replied", "wrote"})
_PLACE_PREPOSITIONS = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "across",
        "inside",
        "from",
        "to",
        "towards",
        "into",
        "over",
        "through",
        "between",
        "of",
        "leaving",
        "left",
        "via",
        "off",
        "above",
        "beyond",
    }
)
_PLACING = frozenset({"in", "near", "outside", "around", "inside", "across", "along", "above", "beyond"})
_ACRONYM = re.compile(r"(?:[A-Z][A-Za-z&/]*[A-Z0-9][A-Za-z0-9]*|[A-Z]\d+|(?:[A-Z]\.){2,})$")


def is_acronym(word: str) -> bool:
    """True for a name in capitals: "KLF", "M23", "U.N."; not for "Rubio"."""
    return bool(_ACRONYM.match(word))


def judge(page: Page, proper: Proper) -> None:
    """Set the kind of a name by what stands around it, else by the model's label."""
    if proper.kind is not None or names_thing(page, proper):
        return
    if form_of(page, proper) in initials():
        proper.kind, proper.sure = Kind.PERSON, True
    elif all(map(is_acronym, form_of(page, proper).split("-"))) and not proper.honorific:  # "KLF", "NSCN-IM"
        proper.kind = Kind.ORGANIZATION
    elif not proper.honorific and is_building(page, proper.start, proper.end):
        proper.kind, proper.sure = Kind.PLACE, True
    elif proper.honorific or proper.office is not None:
        proper.kind, proper.sure = Kind.PERSON, True
    elif (
        _is_landscape(page, proper)
        or _is_called_place(page, proper)
        and ("ORG" not in _labels(page, proper) or _is_town(page, proper))
    ):
        proper.kind, proper.sure = Kind.PLACE, True
    elif _is_person(page, proper):
        proper.kind, proper.sure = Kind.PERSON, True
    elif _is_place(page, proper):
        proper.kind, proper.sure = Kind.PLACE, True
    else:
        proper.kind = _by_label(page, proper)


def _labels(page: Page, proper: Proper) -> set[str]:
    return {page.doc[i].ent_type_ for i in range(proper.start, proper.end)}


def _before(page: Page, proper: Proper) -> str:
    return page.lower[proper.start - 1] if page.same_sentence(proper.start - 1, proper.start) else ""


def _after(page: Page, proper: Proper) -> str:
    return page.lower[proper.end] if page.same_sentence(proper.start, proper.end) else ""


def may_be_person(page: Page, proper: Proper) -> bool:
    """True for several words, none of which is a place's, a body's or a thing's, and not "in X Y"."""
    located = _before(page, proper) in {"the", "in", "at", "near"}
    return proper.end - proper.start > 1 and not has_noun(page, proper) and not located


def _is_person(page: Page, proper: Proper) -> bool:
    """True where the words around say so: "Serbia's X Y", "X Y, who", "X Y said", "Ursula von der Leyen"."""
    if not may_be_person(page, proper):
        return False
    if _before(page, proper) == "'s" and proper.start - 2 in page.known_at:
        return True
    after = _after(page, proper)
    if (
        after == "who"
        or after == ","
        and page.same_sentence(proper.start, proper.end + 1)
        and page.lower[proper.end + 1] == "who"
    ):
        return True
    if any(page.lower[i] in words("name_particles") and not page.capital[i] for i in range(proper.start, proper.end)):
        return _before(page, proper) not in _PLACE_PREPOSITIONS
    return after in _SPEECH or _stands_by_person(page, proper)


def names_thing(page: Page, proper: Proper) -> bool:
    """True for the name of a thing or company, which is no actor: "Oslo Accords", "Lehman Brothers"."""
    airline = page.text[proper.start] == "Air" and proper.end - proper.start > 1
    return airline or page.lower[proper.head].rstrip(".") in all_words("thing_nouns", "company_words")


def has_noun(page: Page, proper: Proper) -> bool:
    """True for a name that a noun in it makes a place's, an organisation's or a thing's."""
    nouns = all_words("place_nouns", "organization_nouns", "thing_nouns")
    several = proper.end - proper.start > 1 and any(page.lower[i] in nouns for i in range(proper.start, proper.end))
    return several or page.lower[proper.head] in words("organization_nouns") or names_thing(page, proper)


def _stands_by_person(page: Page, proper: Proper) -> bool:
    """True in "Serzh Sarkisian and Ilham Aliyev talked" where the model knows one of the two."""
    if _after(page, proper) == "and" and page.same_sentence(proper.start, proper.end + 1):
        return page.doc[proper.end + 1].ent_type_ == "PERSON"
    if _before(page, proper) == "and" and page.same_sentence(proper.start, proper.start - 2):
        return page.doc[proper.start - 2].ent_type_ == "PERSON"
    return False


def is_located(page: Page, proper: Proper) -> bool:
    """True for "near Bender", "the port of Hodeidah", "the Timbuktu region", "South Ossetia"."""
    if is_acronym(page.text[proper.start]):
        return False
    return _before(page, proper) in _PLACING or _is_called_place(page, proper)


def is_within(page: Page, proper: Proper) -> bool:
    """True for 'Gaza' in "a truce in Gaza, an official said"."""
    return proper.end - proper.start == 1 and _before(page, proper) in _PLACING


def _is_called_place(page: Page, proper: Proper) -> bool:
    """True where a noun beside the name, or a quarter of the sky in it, says that it is a place's."""
    before, after = _before(page, proper), _after(page, proper)
    noun = page.lower[proper.start - 2] if before == "of" and page.same_sentence(proper.start - 2, proper.start) else ""
    several = proper.end - proper.start == 2 and not has_noun(page, proper)
    return (
        noun.removesuffix("s") in words("district_nouns")
        or after in words("district_nouns")
        or (several and page.lower[proper.start] in words("compass_words"))
    )


def _is_town(page: Page, proper: Proper) -> bool:
    """True for 'Noordwijk' in "the town of Noordwijk", which the model takes for an organisation."""
    return _before(page, proper) == "of" and page.lower[proper.start - 2] in {"town", "city", "village"}


def _is_landscape(page: Page, proper: Proper) -> bool:
    """True for 'Naf' in "along the Naf river", which the model takes for an organisation."""
    return _before(page, proper) == "the" and _after(page, proper) in words("landscape_nouns")


def _is_place(page: Page, proper: Proper) -> bool:
    labels, before = _labels(page, proper), _before(page, proper)
    if (
        any(page.lower[i] in words("place_nouns") for i in range(proper.start, proper.end))
        and page.doc[proper.head].ent_type_ != "PERSON"
    ):
        return True
    single = " " not in name_of(page, proper)
    if before in {"in", "near", "outside"} and "ORG" not in labels and _after(page, proper) not in {"'s", "'"}:
        return not is_acronym(page.text[proper.start])  # "in Bahir Dar", which the model takes for a person
    if before in {"in", "near", "at", "outside", "around", "above", "across"} and (
        single or not labels & {"PERSON", "ORG"}
    ):
        return not is_acronym(page.text[proper.start])
    if single and before in {"to", "from", "towards", "via", "through", "of"} and labels & {"GPE", "LOC", "FAC"}:
        return True
    known = page.known_at.get(proper.end + 1)
    return (
        bool(labels & {"GPE", "LOC", "FAC"})
        and known is not None
        and page.text[proper.end] == ","
        and known.entry.sense is Sense.COUNTRY
        and before in _PLACE_PREPOSITIONS
    )


def _by_label(page: Page, proper: Proper) -> Kind | None:
    label = page.doc[proper.head].ent_type_ or page.doc[proper.start].ent_type_
    if proper.end - proper.start == 1 and is_acronym(page.text[proper.start]):
        return Kind.ORGANIZATION
    if _after(page, proper) in _SPEECH and label != "ORG" or label == "PERSON":
        return Kind.PERSON
    if label in {"GPE", "LOC", "FAC"}:
        return Kind.PLACE
    if label == "NORP" and page.doc[proper.head].dep_ in {"amod", "compound", "nmod"}:
        return None  # "the Abkhaz side"
    if label in {"ORG", "NORP"}:
        several = proper.end - proper.start > 1 and not has_noun(page, proper) and _before(page, proper) != "the"
        acting = page.doc[proper.head].dep_ in {"nsubj", "nsubjpass", "conj", "appos", "pobj", "dobj"}
        # the model takes many a foreign name for an organisation: "Aleksandar Vucic"
        return (
            Kind.PERSON
            if several and acting and not any(is_acronym(page.text[i]) for i in range(proper.start, proper.end))
            else Kind.ORGANIZATION
        )
    return None
