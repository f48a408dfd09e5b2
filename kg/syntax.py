"""Walks over the parse: who does it, to whom, with whom, and under which verbs it stands.

The walks repair what the parser of a small model usually gets wrong on wire copy: a shared subject that is left
implicit, a relative pronoun, a control verb, a light verb with an event noun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from kg.lexicon import words
from kg.parse.doc import Token, Words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_DOUBTS = frozenset({"if", "unless", "whether"})
_SHARES_SUBJECT = frozenset({"conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "dep", "acomp", "oprd", "attr"})
_COORDINATED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_MAX_CLIMB = 12  # governors above a word; no sentence of the gold needs more than nine


def is_verb(token: Token) -> bool:
    """True for a verb or an auxiliary that stands as one ("is")."""
    return token.pos_ in {"VERB", "AUX"}


def children(token: Token, *relations: str) -> list[Token]:
    """The words that hang on this one by one of the relations."""
    return [child for child in token.children if child.dep_ in relations]


def conjuncts(token: Token, most: int = 1_000) -> list[Token]:
    """The word and what is coordinated with it: 'Rubio' and 'Lavrov' in "Rubio and Lavrov met"; the first so many."""
    found: list[Token] = []
    ahead = [token]  # those whose own conjuncts are still to come
    while ahead and len(found) < most:  # no recursion: hostile text coordinates a thousand words
        found.append(ahead.pop())
        beside = [child for child in found[-1].children if child.dep_ == "conj" and child.pos_ in _COORDINATED]
        ahead += reversed(beside)
    return found


def is_conjunct(token: Token, first: Token) -> bool:
    """True for 'Lavrov' and 'Rubio' in "Rubio and Lavrov met": one of `conjuncts` of the other word."""
    while token.dep_ == "conj" and token.pos_ in _COORDINATED:
        token = token.head
        if token == first:
            return True
    return False


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other word stands for itself."""
    if token.lower_ not in RELATIVES:
        return token
    verb: Token = token.head
    for _ in range(_MAX_CLIMB):
        if verb.dep_ == "relcl":
            return _whose_home(verb.head) if token.lower_ in {"who", "whom"} else verb.head
        if verb.head == verb:
            return token
        verb = verb.head
    return token


def _whose_home(noun: Token) -> Token:
    """The person for 'tabernacle' in "Pastor Alleyne of the tabernacle, who mediated"; else the noun itself."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or noun.ent_type_ == "PERSON":
        return noun
    return noun.head.head if noun.head.head.ent_type_ == "PERSON" else noun


def is_passive(verb: Token) -> bool:
    """True for "was received", "hosted by", also after a noun ("talks mediated by Qatar")."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "advcl"} and not children(verb, "aux", "nsubj")


def own_subjects(verb: Token) -> list[Token]:
    """The subject words that hang on the verb itself, relative pronouns resolved, coordination expanded."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            found += [antecedent(word) for word in conjuncts(child)]
    return found


def subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, also those it shares: 'Wang' in "Wang hopes to meet", "Wang left after meeting"."""
    current = verb
    for _ in range(_MAX_CLIMB):
        found = own_subjects(current)
        if found:
            return found
        if current.dep_ == "relcl" or (current.dep_ == "acl" and current.tag_ != "VB"):
            return conjuncts(current.head)
        controlled = _controller(current)
        if controlled:
            return controlled
        if current.dep_ not in _SHARES_SUBJECT and current.dep_ != "acl":
            return []
        if current.head == current:
            return []
        current = current.head
    return []


def _controller(verb: Token) -> list[Token]:
    """The object that does the verb: 'Seoul' in "urged Seoul to meet", "invited Seoul to meet"."""
    head = verb.head
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.tag_ != "VB" or head.lemma_ not in words("control_verbs"):
        return []
    return [word for child in children(head, "dobj", "nsubjpass") for word in conjuncts(child)]


def objects(verb: Token) -> list[Token]:
    """The direct objects, coordination expanded; of a passive, its subjects; of a relative clause, its noun."""
    if is_passive(verb):
        found = own_subjects(verb)
        return found or (conjuncts(verb.head) if verb.dep_ in {"acl", "relcl"} else [])
    found = [antecedent(word) for child in children(verb, "dobj", "dative") for word in conjuncts(child)]
    if not found and verb.dep_ == "relcl" and own_subjects(verb) and verb.head not in own_subjects(verb):
        return [verb.head]
    return found


def agents(verb: Token) -> list[Token]:
    """The doers: 'ministers' in "ministers met" and in "chaired by ministers"."""
    if not is_passive(verb):
        return subjects(verb)
    return [word for by in children(verb, "agent") for obj in children(by, "pobj") for word in conjuncts(obj)] or (
        obliques(verb, "by")
    )


def obliques(token: Token, *prepositions: str) -> list[Token]:
    """The nouns after one of the prepositions that hang on the word: `obliques(talks, "with")`."""
    found: list[Token] = []
    for prep in token.children:
        if prep.dep_ in {"prep", "agent", "dative", "prt"} and prep.lower_ in prepositions:
            for obj in children(prep, "pobj"):
                found += [antecedent(word) for word in conjuncts(obj)]
            for nested in children(prep, "prep"):  # "along with", "together with"
                found += [word for obj in children(nested, "pobj") for word in conjuncts(obj)]
    return found


def possessors(noun: Token) -> list[Token]:
    """Whose it is: 'Rubio' in "Rubio's talks", 'their' in "their meeting"."""
    return [word for child in children(noun, "poss") for word in conjuncts(child)]


def modifiers(noun: Token) -> list[Token]:
    """Words set before the noun: 'US', 'Russia' in "US-Russia talks", 'bilateral' in "bilateral talks"."""
    found: list[Token] = []
    for child in children(noun, "compound", "amod", "nmod", "nummod"):
        found += [child, *(inner for inner in child.subtree if inner != child and inner.pos_ != "PUNCT")]
    return found


def governors(token: Token) -> Iterator[Token]:
    """The words above this one, nearest first, up to the root of the sentence."""
    current = token
    for _ in range(_MAX_CLIMB):
        if current.head == current:
            return
        current = current.head
        yield current


def governing_verb(noun: Token) -> Token | None:
    """The verb that a noun hangs on, through nouns and prepositions: 'hold' in "hold a round of talks"."""
    for word in governors(noun):
        if is_verb(word):
            return word
    return None


def verb_at(token: Token) -> Token | None:
    """The word itself where it is a verb, else the verb that it hangs on: 'broke' for 'truce' in "broke the truce"."""
    return token if is_verb(token) else governing_verb(token)


def is_negated(token: Token) -> bool:
    """True where a "not", "never" or "no" hangs on the word itself ("no talks were held", "never met")."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"no", "never", "neither", "nor", "not", "n't"}:
            return True
    return False


def is_no_longer(word: Token) -> bool:
    """True for 'bound' in "no longer bound"; the parser hangs the "no" on either word."""
    return any(child.lower_ == "longer" and child.i and child.nbor(-1).lower_ == "no" for child in word.children)


def is_in_doubt(verb: Token) -> bool:
    """True for 'fell' in "if it fell", "unless it fell" and "whether it fell"."""
    return any(mark.lower_ in _DOUBTS for mark in children(verb, "mark"))


def auxiliaries(verb: Token) -> tuple[str, ...]:
    """The helping verbs before a verb, in lower case: ('will', 'be') in "will be held"."""
    return tuple(child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"})


def clause_root(token: Token) -> Token:
    """The verb of the clause that the word stands in; the root of the sentence where there is none."""
    current = token
    for _ in range(_MAX_CLIMB):
        if is_verb(current) and current.dep_ not in {"aux", "auxpass"}:
            return current
        if current.head == current:
            return current
        current = current.head
    return current


def sentences_from(start: Token, end: int) -> int:
    """How many sentences lie between a token and a later place, its own counted; 0 where the place is not later."""
    if start.i >= end:
        return 0
    sentences = start.doc.sents
    return bisect_left(sentences, end, key=_start) - bisect_left(sentences, start.sent.start, key=_start)


def _start(sentence: Words) -> int:
    return sentence.start


def following(sentence: Words) -> Words | None:
    """The sentence after this one, None at the end."""
    tokens, end = sentence.doc.tokens, sentence.end
    while end < len(tokens) and tokens[end].pos_ == "SPACE":
        end += 1
    return tokens[end].sent if end < len(tokens) else None


def preceding(sentence: Words) -> Words | None:
    """The sentence before this one, None at the start."""
    tokens, last = sentence.doc.tokens, sentence.start - 1
    while last >= 0 and tokens[last].pos_ == "SPACE":
        last -= 1
    return tokens[last].sent if last >= 0 else None
