"""Which words name a state or bloc that may levy duties or bear them, and which a company."""

from __future__ import annotations

from kg.finding.scene import Scene
from kg.finding.stances import sort_of
from kg.lexicon import all_words, words
from kg.parse.doc import Token
from kg.records import Kind, Mention, kind_of, name_of


def is_state(mention: Mention) -> bool:
    """True for a country or a bloc of countries: who may levy duties, or bear them."""
    return is_state_key(mention.key)


def is_state_key(key: str) -> bool:
    """The same for the key of an actor: `country:TG`, `organization:Mercosur`."""
    if kind_of(key) is not Kind.ORGANIZATION:
        return kind_of(key) is Kind.COUNTRY
    return sort_of(key) == "bloc" or any(phrase in name_of(key).lower() for phrase in words("bloc_phrases"))


def states_at(scene: Scene, token: Token) -> list[Mention]:
    """The countries and blocs that a word names: 'Turkish', 'Brussels', 'the kingdom'."""
    found = [one for one in scene.cast.referents(token) if is_state(one)]
    if token.pos_ == "NOUN" and token.lemma_.lower() not in all_words("generic_goods", "collective_nouns"):
        # the cast reads "Colombian flowers" as Colombia where they are a subject; "the bloc" is a state
        return [one for one in found if one.form is not None]
    return found


def is_company(scene: Scene, token: Token) -> bool:
    """True for 'Geely' in "while Geely pays 19.9%": a name that is no state's, nor a word at the head of a sentence."""
    if token.pos_ != "PROPN" or token.ent_type_ not in {"ORG", "PERSON"} or states_at(scene, token):
        return False
    return token.text.isupper() or token.i > token.sent.start
