"""The noun phrases of a sentence that stand for actors, and what can be said of each whatever the trigger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.finding.scene import Scene
from kg.finding.stances import part_rules, sort_of
from kg.finding.wording import plain
from kg.lexicon import words
from kg.parse.doc import Token, Words
from kg.records import Kind, Mention, kind_of
from kg.syntax import clause_root, governors, is_conjunct

_OWNERS = frozenset({"their", "his", "her", "its"})
_PEERS = ("counterpart", "number", "host", "guest", "colleague")  # "his counterpart" meets him
LOCATIVES = frozenset({"in", "at", "near", "outside"})
_LONGEST_PHRASE = 12
_VERB_LISTS = ("mediating", "imposing", "target", "light", "speech")


@dataclass(frozen=True, slots=True)
class Filler:
    """A noun phrase, whom it stands for, and what it tells of itself.

    `lead` is the first of the list that it stands in, `clause` the verb over it. `within` are the heads of the other
    phrases inside which it lies. `rules` and `edges` are names of features: what rules and lists say of it, and the
    words around it and in it.
    """

    head: Token
    mentions: tuple[Mention, ...]
    inside: Words
    preposition: str
    lead: Token
    clause: Token
    is_place: bool
    within: frozenset[int]
    rules: tuple[str, ...]
    edges: tuple[str, ...]


def fillers(scene: Scene, trigger: Token) -> list[Filler]:
    """The noun phrases of the trigger's sentence that stand for actors, in text order."""
    found = [each for each in scene.once(_fillers_in, trigger.sent) if each.head.i != trigger.i]
    heads = {each.head for each in found}
    return [each for each in found if not _is_owner_of(each.head, heads)]


def _is_owner_of(head: Token, heads: set[Token]) -> bool:
    """True for 'Their' in "Their officials met" and "Their envoy, Karl Ruf, met": those meet whom they have sent."""
    sent = head.head
    peer = any(word in sent.lower_ for word in _PEERS)
    named = sent in heads or any(child.dep_ == "appos" and child in heads for child in sent.children)
    return head.dep_ == "poss" and head.lower_ in _OWNERS and named and not peer


def _fillers_in(scene: Scene, sentence: Words) -> tuple[Filler, ...]:
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for mention in scene.mentions_of(sentence):
        if kind_of(mention.key) is not Kind.PLACE:
            by_span.setdefault((mention.span.start, mention.span.end), []).append(mention)
    told = [(scene.token_in(group[0].span), group) for _, group in sorted(by_span.items())]
    kept = [
        (head, group)
        for head, group in told
        if head is not None and not _is_where(scene, head, group[0]) and not _is_beside(head)
    ]
    heads = [head for head, _ in kept]
    return tuple(_filler(scene, head, tuple(group), heads) for head, group in kept)


def _is_where(scene: Scene, head: Token, mention: Mention) -> bool:
    """True for 'Kuala Lumpur' in "held talks in Kuala Lumpur": a place, though its name can mean a government."""
    return bool(scene.cast.places(head)) and _preposition(scene.words_of(mention)[0]) in LOCATIVES


def _is_beside(head: Token) -> bool:
    """True for 'Japan' in "met on the sidelines of a forum which brings together China and Japan": the forum's."""
    return any(word.lemma_.lower() in words("margin_nouns") for word in governors(head))


def _filler(scene: Scene, head: Token, mentions: tuple[Mention, ...], heads: list[Token]) -> Filler:
    first, clause = mentions[0], clause_root(head)
    inside, lead = scene.words_of(first), _first_of(head)
    rules = [
        f"verb={clause.lemma_}" if head.dep_ in {"nsubj", "nsubjpass"} else f"hangs={head.dep_}",
        *_beside(inside, lead),
        *part_rules(inside, scene.claims(first), scene.stance(first.key)),
        *_sort(scene, first),
    ]
    return Filler(
        head=head,
        mentions=mentions,
        inside=inside,
        preposition=_preposition(inside[0]),
        lead=lead,
        clause=clause,
        is_place=bool(scene.cast.places(head)),
        within=frozenset(other.i for other in heads if other != head and _is_inside(head, other)),
        rules=tuple(rules),
        edges=tuple(_edges(head)),
    )


def _edges(head: Token) -> list[str]:
    """The words at the edges of the phrase and inside it."""
    doc, phrase = head.doc, head.subtree
    first, last = min(word.i for word in phrase), max(word.i for word in phrase)
    found = [f"ahead={doc[first - 1].lower_}"] if first else []
    found += [f"behind={doc[last + 1].lower_}"] if last + 1 < len(doc) else []
    return found + ([f"inside={each}" for each in plain(phrase)] if last - first < _LONGEST_PHRASE else [])


def _sort(scene: Scene, mention: Mention) -> list[str]:
    """What the actor, or the body behind a person, is: a bloc seldom fights, an armed group seldom mediates."""
    sort = sort_of((*scene.sides(mention.key), mention.key)[0])
    return [f"sort={sort}", f"sort={sort}&lead={scene.stance(mention.key).lead}"]


def _beside(inside: Words, lead: Token) -> list[str]:
    """The words right beside the phrase and the verb that it hangs on: "brokered by", "-mediated"."""
    doc = inside.doc
    after = [word for word in doc[inside.end : inside.end + 3] if word.text not in {"-", "'s", "'"}][:1]
    before = doc[max(0, inside.start - 2) : inside.start]
    link = lead.head.lower_ if lead.dep_ == "pobj" else lead.dep_
    verbs = [clause_root(lead), *([lead.head.head] if lead.dep_ == "pobj" else [])]
    found = [f"next={word.lower_}" for word in after] + [f"previous={word.lower_}" for word in before[-1:]]
    found += [f"class={name}&next" for word in after for name in _classes(word.lemma_, word.lower_)]
    found += [f"two={before.text.lower()}"] if len(before) == 2 else []
    found += [f"link={verb.lemma_}&{link}" for verb in verbs]
    found += [f"class={name}&{link}" for verb in verbs for name in _classes(verb.lemma_, verb.lower_)]
    return list(dict.fromkeys(found))


def _first_of(head: Token) -> Token:
    """The first of a list of nouns: 'Qatar' for 'Egypt' in "mediated by Qatar and Egypt"."""
    current = head
    for _ in range(6):
        if current.dep_ not in {"conj", "appos"} or current.head.pos_ not in {"NOUN", "PROPN", "PRON"}:
            break
        current = current.head
    return current


@lru_cache(maxsize=8192)
def _classes(lemma: str, form: str) -> tuple[str, ...]:
    """The lists of verbs that a word is in: "brokered" is one of mediating."""
    return tuple(name for name in _VERB_LISTS if not {lemma, form}.isdisjoint(words(f"{name}_verbs")))


def _preposition(first: Token) -> str:
    """The preposition before the phrase, across what stands before its first word ("with the two men")."""
    current = first
    for _ in range(6):
        if current.dep_ == "pobj":
            return str(current.head.lower_)
        if current.dep_ not in {"det", "amod", "compound", "nmod", "poss", "appos", "conj", "nummod"}:
            break
        current = current.head
    return "none"


def _is_inside(head: Token, other: Token) -> bool:
    """True for 'US' beside 'Rubio' in "US Secretary of State Marco Rubio": the country is part of the title."""
    current = head
    for _ in range(5):
        if current.dep_ not in {"compound", "nmod", "amod", "poss", "pobj", "prep"}:
            return False
        current = current.head
        if current == other:
            return True
        if is_conjunct(current, other):
            return True
    return False
