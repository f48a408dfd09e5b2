"""Trigger words: which words of an article may name an event of a type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from kg.lexicon import table, words
from kg.parse.doc import Doc, Token
from kg.syntax import auxiliaries, governors, obliques, own_subjects
from kg.truces.fallen import fate

_PRONOUNS = frozenset({"it", "this", "that"})
_NEAR = 3  # words over a journey in which it is said who makes it: "are not able to fly"
_GAP = 1  # words of filler between two paragraphs
_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_BESIDE = frozenset({"compound", "npadvmod", "nmod", "amod"})
FIELDS = ("fighting", "peaceful", "sports", "trade")  # word lists of kg/data that tell what an article is about
FIELD_MANY = 4  # words of a list from which an article is taken to be about it
_LONGEST_SENTENCE = 300  # words: three times the longest of all gold; what is longer is no news, and takes minutes
_TO_SOMEBODY = frozenset({"with", "to", "by", "over", "via", "together", "after", "before", "alongside"})
_REACH = 3  # words between the parts of "laid their arms down"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an event, and the row of the word list that it matched.

    One that `leans` tells no event by itself: 'accord' after "a truce was signed".
    """

    token: Token
    row: Mapping[str, str]
    leans: bool = False

    @property
    def hints(self) -> Mapping[str, str]:
        """What the row says beyond the word: `mode=call`, `status=planned`, `needs=two`."""
        return parse_hints(self.row["hints"])


@cache
def parse_hints(text: str) -> Mapping[str, str]:
    """The hints of a row: `mode=call needs=two` -> {"mode": "call", "needs": "two"}."""
    return dict(part.split("=", 1) for part in text.split() if "=" in part)


@cache
def _rows(kind: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, str]], ...]]:
    """Rows by their head word: the first of a verb's words, the last of a noun's."""
    found: dict[str, list[tuple[tuple[str, ...], Mapping[str, str]]]] = {}
    for row in table(f"triggers/{kind}"):
        if row["role"] != "trigger":
            continue
        parts = tuple(row["word"].split())
        head = parts[0] if row["pos"] == "VERB" else parts[-1]
        found.setdefault(head, []).append((parts, row))
    return {head: tuple(sorted(rows, key=lambda item: -len(item[0]))) for head, rows in found.items()}


@lru_cache(maxsize=8)  # asked for each trigger of an article
def find_triggers(doc: Doc, kind: str) -> tuple[Trigger, ...]:
    """The words of the article that match a row of `triggers/<kind>.tsv`, longest row first, in text order.

    None of a sentence that goes on and on, and none of a field of which the article has no word.
    """
    rows, standing, field = _rows(kind), _places(doc), _fields(doc)
    found = []
    for place in sorted({place for head in rows.keys() & standing.keys() for place in standing[head]}):
        token = doc[place]
        forms = (token.lemma_.lower(), token.lower_)
        matching = (row for form in forms for parts, row in rows.get(form, ()) if _matches(token, parts, row))
        row = next(matching, None)
        if row is not None and len(token.sent) <= _LONGEST_SENTENCE and _is_at_home(row, doc):
            found.append(Trigger(token, row, leans=_leans(row, field)))
    return tuple(_with_antecedents(found))


@lru_cache(maxsize=2)  # asked for each type of event
def _places(doc: Doc) -> Mapping[str, Sequence[int]]:
    """Where each word of the article stands, by its lemma and its form in small letters."""
    found: dict[str, list[int]] = {}
    for token in doc:
        for form in {token.lemma_.lower(), token.lower_}:
            found.setdefault(form, []).append(token.i)
    return found


def _is_at_home(row: Mapping[str, str], doc: Doc) -> bool:
    """False for a word like "stop" (`field=fighting`) in an article without any word of the field: "a first stop"."""
    return field_counts(doc).get(parse_hints(row["hints"]).get("field", ""), 1) > 0


def _leans(row: Mapping[str, str], about: frozenset[str]) -> bool:
    """True for `leans=yes`, and for `leans=outside-fighting` where the article is not about fighting."""
    how = parse_hints(row["hints"]).get("leans")
    return how == "yes" or how is not None and how.removeprefix("outside-") not in about


def _fields(doc: Doc) -> frozenset[str]:
    """What the article is about, by the word lists of fields."""
    return frozenset(name for name, many in field_counts(doc).items() if many >= FIELD_MANY)


@lru_cache(maxsize=4)  # asked for each type and trigger of an article
def field_counts(doc: Doc) -> Mapping[str, int]:
    """How many words of the article stand in the list of each field."""
    counts = Counter(token.lower_ for token in doc)
    return {name: sum(counts[word] for word in words(f"{name}_words") & counts.keys()) for name in FIELDS}


def _with_antecedents(found: list[Trigger]) -> list[Trigger]:
    """The triggers without those that lean on an earlier one and have none: "It took effect at once", "the accord"."""
    plain = [each for each in found if not each.leans]
    told = {each.token.sent.start for each in plain}
    first = min(told, default=None)
    kept: list[Trigger] = []
    for each in found:
        start = each.token.sent.start
        if not each.leans or (first is not None and first < start and start not in told and _is_near(each, kept)):
            kept.append(each)
    return kept


def _is_near(trigger: Trigger, before: list[Trigger]) -> bool:
    """True for any noun, and for an "it" where the sentence before has a trigger."""
    if trigger.hints.get("subject") != "it" or not before:
        return bool(before)
    start = trigger.token.sent.start
    return before[-1].token.sent.start >= trigger.token.doc[start - 1].sent.start - _GAP


def _is_taken_up(token: Token) -> bool:
    """True for 'run' in "It would run until March": a pronoun does it."""
    return any(child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ in _PRONOUNS for child in token.children)


def _matches(token: Token, parts: tuple[str, ...], row: Mapping[str, str]) -> bool:
    pos, hints = row["pos"], parse_hints(row["hints"])
    if pos == "VERB":
        if token.pos_ not in {"VERB", "AUX"} or _only_helps(token):
            return False
        if hints.get("subject") == "it" and not _is_taken_up(token):
            return False
        if "speech" in hints and _is_to_nobody(token):
            return False
        if "thing" in hints and _has_thing(token):
            return False
        if "asks" in hints and _asks_for_deed(token):
            return False
        if "doer" in hints and not _is_done_by(token, hints["doer"]):
            return False
        if not _follows(token, parts[1:], hints) and not ("of" in hints and _has_object(token, parts[1])):
            return False
        return hints.get("frame") != "prep" or not _is_of_a_vehicle(token)
    if "noun" in hints:
        return _stands_for_noun(token)
    if "fallen" in hints and fate(token) is None:
        return False
    is_gerund = token.tag_ == "VBG" and token.lower_ == parts[-1]  # 'meeting' for a verb; "calming fears" is no calm
    if pos == "NOUN" and token.pos_ not in {"NOUN", "PROPN"} and not is_gerund:
        return False
    if "alone" in hints and token.dep_ in _BESIDE:
        return False  # 'hour' in "the hour-long meeting" is no word for a meeting
    if _before(token) in hints.get("unless", "").split("|"):
        return False  # a "press conference" is no conference
    return _precedes(token, parts[:-1])


def _before(token: Token) -> str | None:
    return token.doc[token.i - 1].lower_ if token.i else None


def _is_to_nobody(token: Token) -> bool:
    """True for 'Speaking' in "Speaking in Cairo, he said": one who says something, and not to or with anybody."""
    if token.tag_ != "VBG" or token.dep_ == "pcomp" or auxiliaries(token):
        return False  # "are still talking, he said"
    below = {word.lower_ for child in token.children for word in (child, *child.children)}
    says = {token.head.lemma_, token.head.head.lemma_} & words("speech_verbs")
    return bool(says) and not below & (_TO_SOMEBODY | words("call_words"))


def _has_thing(token: Token) -> bool:
    """True for 'meet' in "to meet customer demand"."""
    return any(child.dep_ == "dobj" and child.lemma_ in words("met_things") for child in token.children)


def _asks_for_deed(token: Token) -> bool:
    """True for 'called' in "called on Oslo to meet", not in "called on Xi to discuss trade" nor in "called Xi"."""
    is_on = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"on", "upon"}
    deeds = (child for child in token.children if child.dep_ == "xcomp" and child.tag_ == "VB")
    return is_on and any(deed.lemma_ not in words("discussing_verbs") for deed in deeds)


def _only_helps(token: Token) -> bool:
    """True for 'be' in "will be sent to help with the search", which is no "be with"."""
    return token.lemma_ == "be" and token.dep_ in {"aux", "auxpass"}


def _is_of_a_vehicle(token: Token) -> bool:
    """True for 'fly' in "the planes are not able to fly to Bali": nobody is told to go."""
    near = (own_subjects(word) for word in (token, *islice(governors(token), _NEAR)))
    return any(word.lemma_.lower() in words("vehicle_nouns") for word in next(filter(None, near), ()))


def _is_done_by(token: Token, doers: str) -> bool:
    """True for 'ceased' in "hostilities ceased at eleven": the doers of its row are joined by |."""
    return any(child.dep_ == "nsubj" and child.lemma_.lower() in doers.split("|") for child in token.children)


def _stands_for_noun(token: Token) -> bool:
    """True for 'second' in "The second, signed in May, died": the noun was told before."""
    return token.dep_ in _NOUN_PLACES and not any(child.lower_ in {"of", "no"} for child in token.children)


def _follows(token: Token, rest: tuple[str, ...], hints: Mapping[str, str]) -> bool:
    """True where the rest of a verb's words come soon after it, in order ("sat", "down").

    Where the verb asks for a place, the "to" of an infinitive tells of none: "is going to rise".
    """
    reach, no_place = int(hints.get("reach", _REACH)), "TO" if hints.get("frame") == "prep" else ""
    position = token.i + 1
    for word in rest:
        window = token.doc.tokens[position : min(position + reach, token.sent.end)]
        hit = next((other for other in window if word in (other.lower_, other.lemma_) and other.tag_ != no_place), None)
        if hit is None:
            return False
        position = hit.i + 1
    return True


def _has_object(token: Token, word: str) -> bool:
    """True for 'end' and 'war' in "to end three long weeks of war"."""
    found = [noun for child in token.children if child.dep_ == "dobj" for noun in (child, *obliques(child, "of"))]
    return any(word in (noun.lower_, noun.lemma_) for noun in found)


def _precedes(token: Token, before: tuple[str, ...]) -> bool:
    """True where a noun's first words stand right before it, hyphens aside ("face-to-face talks")."""
    position = token.i - 1
    for word in reversed(before):
        while position >= 0 and token.doc[position].text == "-":
            position -= 1
        if position < 0 or word not in (token.doc[position].lower_, token.doc[position].lemma_):
            return False
        position -= 1
    return True
