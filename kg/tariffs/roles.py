"""Who levies a duty and who made it known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.annotate import span_of
from kg.finding.scene import Scene
from kg.finding.speech import Source, spoken_by
from kg.finding.status import word_status
from kg.lexicon import all_words, words
from kg.parse.doc import Token
from kg.records import Argument, Kind, Mention, kind_of
from kg.syntax import agents, children, clause_root, governors, is_passive, is_verb, objects, possessors
from kg.tariffs.naming import Naming, is_bearing
from kg.tariffs.states import is_state, is_state_key, states_at
from kg.tariffs.ultimatums import ultimatum_of

_WHENCE = frozenset({"near", "from", "outside", "across"})  # a state after them is a place, or an origin
_LEVYING = (
    "imposing_verbs",
    "raising_verbs",
    "ending_duty_verbs",
    "announcing_verbs",
    "striking_verbs",
    "replying_verbs",
)
_CLIMB = 4  # verbs above the naming whose doer may be the imposer: "is threatening to respond by levying"


@dataclass(frozen=True, slots=True)
class Doers:
    """Who levies a duty (several: one event each), who announced it, and who is said to have said so."""

    imposers: tuple[Argument, ...]
    announcer: Argument | None
    source: Source


def doers_of(scene: Scene, naming: Naming, beside: list[Naming]) -> Doers:
    """The imposers and the announcer of the duty that a word names, as far as its sentence tells."""
    found = _own_doers(scene, naming)
    if found.imposers or naming.token.dep_ not in {"conj", "appos"}:
        return found
    # "its 25 per cent tariff on steel and 10 per cent tariff on aluminium"
    first = next((one for one in beside if one.token == naming.token.head), None)
    return doers_of(scene, first, beside) if first is not None else found


def _own_doers(scene: Scene, naming: Naming) -> Doers:
    source = spoken_by(scene, naming.token)
    told = ultimatum_of(scene, naming)
    if told is not None:
        return Doers(tuple(_as_imposers(scene, list(told.asking if told.is_else else told.asked))), None, source)
    kept_out = {one.key for one in spared(scene, naming)}
    states: list[Argument] = []
    person: Mention | None = None
    for found in _nearest_first(scene, naming):
        person = person or next((one for one in found if kind_of(one.key) is Kind.PERSON), None)
        states = states or [one for one in _as_imposers(scene, found) if one.value not in kept_out]
    if not states and person is None:
        states = _at_whose_border(scene, naming) or _said_by_imposer(scene, naming, source)
    announcer = Argument("announcedBy", person.key, person.span) if person is not None else None
    return Doers(tuple(states), announcer, source)


def _nearest_first(scene: Scene, naming: Naming) -> Iterator[list[Mention]]:
    """Actors who may levy it: owners before the noun, doers of clauses on it, doers of the verbs above it."""
    yield _actors(scene, _owners(naming))
    if naming.sort in {"noun", "back"}:
        for clause in _clauses(naming):
            if clause.lemma_ not in words("target_verbs"):
                yield _actors(scene, agents(clause))
    for verb in _doing_verbs(naming):
        yield _actors(scene, [one for one in _agents(scene, verb) if one.lower_ != "it" or _is_of_duties(verb)])
    for noun in governors(naming.token):  # "Washington's refusal to exempt India from its tariff"
        yield _actors(scene, possessors(noun)) if noun.pos_ == "NOUN" else []


def _clauses(naming: Naming) -> list[Token]:
    """The clauses on the noun, or on its goods where they tell of levying: "tariffs on cars, which Oslo raised"."""
    own = children(naming.token, "acl", "relcl")
    goods = [word for word in naming.token.subtree if word.dep_ == "pobj" and word.head.head == naming.token]
    of_goods = (clause for noun in goods for clause in children(noun, "relcl"))
    return [*own, *(one for one in of_goods if one.lemma_ in all_words("raising_verbs", "imposing_verbs"))]


def _agents(scene: Scene, verb: Token) -> list[Token]:
    """The doers; of "news from Beirut, which lifted" the one right before the comma, whatever the parse says."""
    for child in children(verb, "nsubj"):
        if child.lower_ in {"which", "who"} and child.i >= 2:
            before = child.nbor(-2) if child.nbor(-1).text == "," else child.nbor(-1)
            if _actors(scene, [before]):
                return [before]
    found = agents(verb)
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.nbor(-1).text == "," and not _actors(scene, found):
        return agents(clause_root(verb.head))  # "Togo answered a levy on rice, ordering duties on rum"
    return found


def _actors(scene: Scene, tokens: Iterable[Token]) -> list[Mention]:
    return [one for one in scene.actors(tokens) if is_state(one) or kind_of(one.key) is Kind.PERSON]


def _owners(naming: Naming) -> list[Token]:
    """The words before the noun that may own it: 'Trump' in "Trump's 25 percent duty", 'US' in "the US duties"."""
    token = naming.token
    if naming.sort == "elided":
        return [token.nbor(-1)] if token.lower_ == "own" else [token] if token.pos_ not in {"PRON", "DET"} else []
    if naming.sort not in {"noun", "back"}:
        return []
    return [
        word
        for word in token.doc[token.left_edge.i : token.i]
        if word.pos_ in {"PROPN", "ADJ", "NOUN", "PRON"} and not any(is_verb(up) for up in _between(word, token))
    ]


def _between(word: Token, top: Token) -> Iterator[Token]:
    for up in governors(word):
        if up == top:
            return
        yield up


def _doing_verbs(naming: Naming) -> Iterator[Token]:
    """The verbs over the naming whose doer levies the duty; a verb of bearing or of blaming ends the walk."""
    verb = naming.verb
    for _ in range(_CLIMB):
        if verb is None or not _is_doing(verb, naming):
            return
        yield verb
        over = verb.head.head if _is_planned(verb) else verb.head
        verb = over if (_leans(verb) or over != verb.head) and is_verb(over) else None


def _is_planned(verb: Token) -> bool:
    """True for 'raise' in "approved a plan to raise the duty": who approves it will levy it."""
    noun = verb.head
    is_paper = noun.lemma_.lower() in all_words("plan_nouns", "order_nouns", "bill_nouns")
    return verb.dep_ in {"acl", "relcl"} and is_paper and noun.dep_ in {"dobj", "nsubjpass"}


def _is_of_duties(verb: Token) -> bool:
    """True for a verb of duties: "It levies 5%"; 'It' of "It leaves alone those on steel" may be a ruling."""
    return verb.lemma_ in all_words(*_LEVYING, "keeping_verbs", "imposing_verbs") or bool(word_status(verb, "tariff"))


def _leans(verb: Token) -> bool:
    """True for a clause that has its doer from the one above, False for "if the duty was not withdrawn"."""
    if verb.dep_ == "advcl":
        return not children(verb, "nsubj", "nsubjpass")
    return verb.dep_ in {"xcomp", "conj", "pcomp"}


def _is_doing(verb: Token, naming: Naming) -> bool:
    if is_bearing(verb) and verb.lemma_ not in {"hit"}:
        return False
    if verb.lemma_ in words("blaming_verbs"):
        return False
    if verb == naming.token or is_passive(verb) or naming.token.head == verb:
        return True
    return verb.lemma_ in all_words(*_LEVYING) or bool(word_status(verb, "tariff"))


def _as_imposers(scene: Scene, found: list[Mention]) -> list[Argument]:
    """The states among the actors, or those behind the persons, once each."""
    keys: dict[str, Mention] = {}
    for one in found:
        for side in [one.key] if is_state(one) else scene.sides(one.key)[:1]:
            keys.setdefault(side, one)
    return [Argument("imposer", key, one.span) for key, one in keys.items() if is_state_key(key)]


def _at_whose_border(scene: Scene, naming: Naming) -> list[Argument]:
    """The country that goods come into: "enter Nepal at 5 per cent", "are charged 25 per cent in Tanzania"."""
    verb = naming.verb
    if verb is None or not (
        is_bearing(verb) or verb.lemma_ in words("target_verbs") or (is_passive(verb) and naming.sort == "verb")
    ):
        return []
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if clause_root(token) != clause_root(verb):  # "Togo's mills face 14%, while coil from Chad is charged 7%"
            continue
        before = token.nbor(-1).lower_ if token.dep_ != "dobj" else ""
        if before == "from" and verb.lemma_ not in {"face", "suffer", "await", "draw"}:
            continue  # "enter from Togo", but "face a duty from Japan"
        leads = any(up.lower_ in words("border_words") for up in [token.head, *children(token.head, "prep")])
        if (leads or before in words("border_words") or token.dep_ == "dobj") and states_at(scene, token):
            return _as_imposers(scene, states_at(scene, token))[:1]
    return []


def others_named(scene: Scene, naming: Naming, origins: Iterable[str]) -> list[Argument]:
    """The one country of the sentence that is not hit: 'Togo' in "Ghana and Togo discussed the tax on Ghanaian rye"."""
    inside = span_of(naming.token.sent)
    found = {
        one.key: one
        for one in scene.cast.mentions
        if is_state(one) and inside.contains(one.span) and not _is_aside(scene, one)
    }
    rest = [one for key, one in found.items() if key not in set(origins)]
    return [Argument("imposer", rest[0].key, rest[0].span, inferred=True)] if len(rest) == 1 else []


def _is_aside(scene: Scene, one: Mention) -> bool:
    """True for 'Italian' in "reported by an Italian daily", for 'Lima' in "economists in Lima said": no actor."""
    token = scene.token_in(one.span)
    if token is None:
        return False
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ != "pobj" or children(token, "relcl"):  # "news from Beirut, which on Monday lifted the duty"
        return token.dep_ in {"amod", "compound", "nmod"}
    prep = token.head
    return prep.lower_ in _WHENCE or (prep.lower_ in {"in", "at"} and not is_verb(prep.head))


def told_before(scene: Scene, naming: Naming, targets: Iterable[str]) -> str | None:
    """The state that did something last, in the sentences before: where nobody else may levy the duty."""
    hit = set(targets)
    for token in reversed(list(naming.token.doc[: naming.token.sent.start])):
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        for one in _as_imposers(scene, _actors(scene, [token])):
            if one.value not in hit:
                return one.value
    return None


def _said_by_imposer(scene: Scene, naming: Naming, source: Source) -> list[Argument]:
    """The state of who says that a duty is threatened or planned: "Akinrele warned that pineapples could face 35%"."""
    speaker = source["speaker"]
    if speaker is None:
        return []
    over = next((up for up in governors(naming.token) if up.lemma_ in words("announcing_verbs")), None)
    if over is None or not word_status(over, "tariff"):
        return []
    return [Argument("imposer", side, None, inferred=True) for side in scene.sides(speaker)[:1] if is_state_key(side)]


def speaks_for(scene: Scene, source: Source, imposer: str) -> Argument | None:
    """The speaker as announcer where he speaks for the imposer: "Nigeria will charge 70 percent, Akinrele said"."""
    speaker = source["speaker"]
    if speaker is None or kind_of(speaker) is not Kind.PERSON or imposer not in scene.sides(speaker)[:1]:
        return None
    return Argument("announcedBy", speaker)


def spared(scene: Scene, naming: Naming) -> list[Mention]:
    """Whom a duty would otherwise hit: 'India' in "refusal to exempt India from its tariff"."""
    verb = naming.verb
    found = objects(verb) if verb is not None and verb.lemma_ in words("sparing_verbs") else []
    for noun in governors(naming.token):  # "their temporary reprieve from Trump's 25 percent duty"
        found += possessors(noun) if noun.lemma_ in words("sparing_nouns") else []
    return [one for one in scene.actors(found) if is_state(one)]
