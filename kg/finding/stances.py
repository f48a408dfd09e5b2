"""How the actors of an article stand to its fighting: who shoots, who stands between, who only asks for peace."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.lexicon import table, words
from kg.parse.doc import Token, Words
from kg.records import Kind, kind_of, name_of
from kg.syntax import children, clause_root, conjuncts, is_passive, is_verb

_TAIL = re.compile(
    r"\s?-\s?(brokered|mediated|sponsored|led|backed|hosted|drafted|negotiated|guaranteed|facilitated|arranged)\b"
    r"(?! (coalition|alliance|army|forces?|troops|fighters|rebels|militias?|government|administration|invasion)\b)",
    re.IGNORECASE,
)
_BACK = 14  # words from a name back to its "by": "by U.S. envoy A and Lebanese Prime Minister B"
_AHEAD = 4  # words after a name that may be of its phrase
_BESIDE = 20  # nouns in a row of which what is told of one may be told of the first
_WHO = frozenset({"WDT", "WP"})
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_LISTS = ("siding_verbs", "brokering_verbs", "brokering_nouns", "mediating_nouns", "peacemaking_words")
_GO_BETWEEN = frozenset({"by", "through", "via", "under"})


@dataclass(frozen=True, slots=True)
class Stance:
    """How often an actor is told of in each part."""

    mediates: int = 0
    asks: int = 0
    fights: int = 0
    opposes: int = 0

    def beside(self, other: Stance) -> Stance:
        """The stance with what is told of another: a person's with the country's; what both share counts once."""
        return Stance(
            max(self.mediates, other.mediates),
            max(self.asks, other.asks),
            max(self.fights, other.fights),
            max(self.opposes, other.opposes),
        )

    @property
    def lead(self) -> str:
        """Which part outweighs the other: `mediates`, `fights` or `open`."""
        martial = self.fights + self.opposes
        return "mediates" if self.mediates > martial else "fights" if martial > self.mediates else "open"

    def names(self) -> tuple[str, ...]:
        """The stance as names of features: `mediates=1`."""
        return _names(self)


@lru_cache(maxsize=1024)  # few differ, and each is asked for again and again
def _names(one: Stance) -> tuple[str, ...]:
    counts = (("mediates", one.mediates), ("asks", one.asks), ("fights", one.fights), ("opposes", one.opposes))
    found = [f"{name}={min(2, count)}" for name, count in counts]
    martial = min(3, one.fights + one.opposes)
    return (*found, f"stance={one.lead}", f"martial={martial}&mediates={min(2, one.mediates)}")


@dataclass(frozen=True, slots=True)
class Claims:
    """What the words around one mention tell of its part in the fighting."""

    brokers: bool
    asks: bool
    fights: bool
    opposes: bool
    is_between: bool


@lru_cache(maxsize=256)  # asked where the cast is read and where its events are
def claims(phrase: Words) -> Claims:
    """What is told of the actor of a mention, right around it."""
    told = _listed(phrase.doc[phrase.sent.start : phrase[-1].sent.end])
    done = _done_by(_first(phrase.root)) if any(told.values()) else []
    between = is_between(phrase)
    opposing = between or _acts_by(phrase, done, told["siding_verbs"])  # also who agrees or refuses
    asks = _asks_for_peace(phrase, done, told["peacemaking_words"])
    return Claims(_brokers(phrase, done, told), asks, fights(phrase), opposing, between)


@lru_cache(maxsize=8)  # asked for each mention of a sentence
def _listed(sentence: Words) -> Mapping[str, frozenset[str]]:
    """The words of each list that the sentence has: most have none, and then nothing is to be looked for."""
    here = frozenset(form for word in sentence for form in (word.lower_, word.lemma_.lower()))
    return {name: words(name) & here for name in _LISTS}


def stances(told: Iterable[tuple[tuple[str, ...], Claims]]) -> Mapping[str, Stance]:
    """The stance of each actor: `told` gives its keys (itself and whom it stands for) with the claims of a mention."""
    counts: dict[str, list[int]] = {}
    for theirs, claimed in told:
        for key in theirs:
            row = counts.setdefault(key, [0, 0, 0, 0])
            for place, claim in enumerate((claimed.brokers, claimed.asks, claimed.fights, claimed.opposes)):
                row[place] += claim
    return {key: Stance(*row) for key, row in counts.items()}


def _brokers(phrase: Words, done: Sequence[Token], told: Mapping[str, frozenset[str]]) -> bool:
    """True for 'Qatar' in "brokered by Qatar", 'Qatari' in "Qatari-mediated" and "Qatari go-betweens"."""
    if _TAIL.match(phrase.doc.text, phrase.end_char):
        return True
    if _acts_by(phrase, done, told["brokering_verbs"]) or _goes_with(phrase, told["brokering_nouns"]):
        return True
    return _is_called(_first(phrase.root), done, told["mediating_nouns"]) or _is_thanked(phrase)


def _asks_for_peace(phrase: Words, done: Sequence[Token], asking: frozenset[str]) -> bool:
    """True for 'Egyptian' in "an Egyptian proposal", 'Kerry' in "proposed by Kerry"."""
    return _acts_by(phrase, done, asking) or _goes_with(phrase, asking) or _is_of(phrase, asking)


def fights(phrase: Words) -> bool:
    """True for 'Houthi' in "Houthi fighters", 'Israel' in "Israel bombed Rafah"."""
    warring = words("warring_words")
    head = phrase.root
    if head.dep_ in {"nsubj", "agent"} and _lemma_in(head.head, warring):
        return True
    return any(_lemma_in(word, warring) for word in phrase.doc.tokens[phrase.start : phrase.end + 2])


def is_between(phrase: Words) -> bool:
    """True for 'rebels' in "between the government of Kiev and the rebels"."""
    before = phrase.doc.tokens[max(phrase.sent.start, phrase.start - _BACK) : phrase.start]
    seen_and = False
    for word in reversed(before):
        if word.lower_ == "between":
            follows = phrase.doc[phrase.end : phrase.end + 5]
            return seen_and or any(other.lower_ == "and" for other in follows)
        if word.pos_ == "VERB" or word.text in {";", ":", "."} and len(word.text) == 1:
            return False
        seen_and = seen_and or word.lower_ == "and"
    return False


def _lemma_in(word: Token, listed: frozenset[str]) -> bool:
    return word.lower_ in listed or word.lemma_.lower() in listed


def _acts_by(phrase: Words, done: Sequence[Token], verbs: frozenset[str]) -> bool:
    """True where one of the verbs is done, or done by the phrase: "Oman offered to broker", "brokered by Merkel"."""
    if not verbs:
        return False
    if any(_lemma_in(verb, verbs) for verb in done):
        return True
    return _first(phrase.root).dep_ != "nsubj" and _after_by(phrase, verbs)


def _done_by(head: Token) -> list[Token]:
    """The verbs that a noun does, and those that these govern: 'mediating' in "Oman said it was mediating"."""
    led = [verb for verb in _led_by(head) if is_verb(verb) and not is_passive(verb)]
    return [each for verb in led for each in (verb, *_governed(verb))]


def _led_by(head: Token) -> list[Token]:
    """The verbs whose subject is a noun, or a relative behind it: "Oman, which hosts", "Busaidi, whose state does"."""
    named = [other for noun in conjuncts(head, _BESIDE) for other in (noun, *children(noun, "appos"))]
    relatives = [
        verb for noun in named for verb in children(noun, "relcl") if any(_is_who(each) for each in verb.children)
    ]
    return [*relatives, head.head] if head.dep_ == "nsubj" else relatives


def _is_who(word: Token) -> bool:
    """True for the 'which' of "which mediates", and 'country' in "whose country hosts the talks"."""
    return word.dep_ == "nsubj" and (word.tag_ in _WHO or any(child.tag_ == "WP$" for child in word.children))


def _governed(verb: Token) -> Iterator[Token]:
    """The verbs that the doer of a verb does as well: "helped to mediate", "said he would host"."""
    for child in verb.children:
        shared = child.dep_ in {"conj", "xcomp"} or any(_is_same_doer(each) for each in child.children)
        if is_verb(child) and shared and child.dep_ in {"conj", "xcomp", "ccomp"} and not is_passive(child):
            yield child


def _is_same_doer(word: Token) -> bool:
    return word.dep_ == "nsubj" and word.lower_ in _PRONOUNS


def _is_called(head: Token, done: Sequence[Token], nouns: frozenset[str]) -> bool:
    """True for 'Norway' in "Norway, the facilitator", "Norway acts as guarantor", "Norway led the mediation"."""
    if not nouns:
        return False
    around = [(noun, other) for noun in conjuncts(head, _BESIDE) for other in (noun.head, *noun.children)]
    beside = [other for noun, other in around if "appos" in {noun.dep_, other.dep_}]
    below = [noun for verb in done for noun in _objects(verb)]
    return any(_lemma_in(each, nouns) for each in (*beside, *below))


def _objects(verb: Token) -> list[Token]:
    """What a verb is told with: 'guarantor' in "act as guarantor", 'mediation' in "helps with the mediation"."""
    found = [each for first in children(verb, "prep") for each in children(first, "pobj")]
    return [each for noun in (*found, *children(verb, "dobj", "attr")) for each in conjuncts(noun)]


def _is_thanked(phrase: Words) -> bool:
    """True for 'Qatar' in "was reached thanks to Qatar"."""
    head = _first(phrase.root)
    return head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "thanks"


def _after_by(phrase: Words, verbs: frozenset[str]) -> bool:
    doc, start, after_comma = phrase.doc, phrase.sent.start, False
    for word in reversed(doc[max(start, phrase.start - _BACK) : phrase.start]):
        if after_comma and word.lower_ == "and":
            return False  # 'Israel' in "a truce brokered by Egypt and Qatar, Israel stopped firing"
        after_comma = after_comma or word.text == ","
        if word.pos_ in {"VERB", "SCONJ"} or word.text in {";", ":"}:
            return False
        if word.lower_ in _GO_BETWEEN:
            window = doc[max(start, word.i - 5) : word.i]
            return any(near.pos_ in {"VERB", "NOUN", "ADJ"} and _lemma_in(near, verbs) for near in window)
    return False


def _goes_with(phrase: Words, nouns: frozenset[str]) -> bool:
    """True for 'Omani' in "Omani go-betweens", "with Oman's help", "the mediators Oman and Qatar"."""
    if not nouns:
        return False
    around = (*phrase.doc[max(phrase.sent.start, phrase.start - 2) : phrase.start], *phrase, *_following(phrase, nouns))
    return any(_lemma_in(word, nouns) and word.pos_ in {"NOUN", "PROPN"} for word in around) or _is_of(phrase, nouns)


def _following(phrase: Words, nouns: frozenset[str]) -> Iterator[Token]:
    """The next words while they may be of one noun phrase: "'s good offices", "and European help"."""
    for word in phrase.doc[phrase.end : min(phrase.end + _AHEAD, phrase.sent.end)]:
        if word.lower_ not in {"and", ","} and word.pos_ not in {"PART", "ADJ", "PROPN"} and not _lemma_in(word, nouns):
            return
        yield word


def _is_of(phrase: Words, nouns: frozenset[str]) -> bool:
    """True for 'Gabon' in "under the auspices of Gabon", 'Washington' in "a plea by Washington and London"."""
    head = _first(phrase.root) if nouns else None
    if head is None or head.dep_ != "pobj" or head.head.lower_ not in {"of", "by"}:
        return False
    return _lemma_in(head.head.head, nouns)


def _first(head: Token) -> Token:
    """The first of those coordinated with a word: 'Berlin' for 'Paris' in "by Berlin and Paris"."""
    for _ in range(6):
        if head.dep_ not in {"conj", "appos"}:
            break
        head = head.head
    return head


def sort_of(key: str) -> str:
    """What an actor is: `country`, `person`, `bloc`, `international`, `armed`, `party`, else `organization`."""
    if kind_of(key) is not Kind.ORGANIZATION:
        return kind_of(key).value
    armed = not words("armed_words").isdisjoint(name_of(key).lower().split())
    return _sorts().get(name_of(key), "armed" if armed else "organization")


@cache
def _sorts() -> Mapping[str, str]:
    return {row["name"]: row["sort"].replace("land", "armed") for row in table("organizations")}


def part_rules(phrase: Words, told: Claims, own: Stance) -> list[str]:
    """What plain rules say of a phrase's part in a truce, as names of features: `rule=mediator`, `rule=party`."""
    found = []
    if told.brokers:
        found.append("rule=mediator")
    elif own.mediates > own.fights + own.opposes:
        found.append("stands=mediator")
    if told.asks:
        found.append("asks=mediator")
    if told.is_between:
        found.append("rule=party")
    elif told.opposes:
        found.append("sides=party")
    if own.fights + own.opposes > own.mediates:
        found.append("stands=party")
    found.append(f"asks={told.asks}&lead={own.lead}")
    if told.asks and own.lead != "fights" or told.brokers:
        found.append("likely=mediator")
    if own.lead == "fights" and not told.brokers and (told.fights or told.opposes):
        found.append("likely=party")
    verb = clause_root(phrase.root)
    return [
        *found,
        f"clause-asks={_lemma_in(verb, words('peacemaking_words'))}",
        *(f"here-{name}" for name in own.names()),
    ]
