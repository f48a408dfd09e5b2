"""What may yet come, has gone, or is not in sight: words beside a duty that overrule the plain sense of its verb."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from kg.finding.status import Signal, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import SUBJECTS, auxiliaries, children, governors, is_negated, is_no_longer, is_verb
from kg.tariffs.naming import Naming, is_at_once
from kg.tariffs.pointing import ENDS

_ITS = frozenset({"it", "them", "this"})
_OPEN = frozenset({"would", "modal", "future"})
_ABOVE = 4  # words over a duty that may speak of it


def _no_sign(naming: Naming, found: list[Signal]) -> str | None:
    """ "gave no sign that it would drop the duty", "has no plans to scrap it": it stays."""
    if not any(one.status in ENDS for one in found) and not _is_ended(naming):
        return None
    over = list(islice(governors(naming.token), _ABOVE + 1))
    given = [each for word in over for each in (word, *children(word, "dobj"))]  # "gave no sign that it would drop it"
    return "inForce" if any(word.lemma_ in words("sign_nouns") and _is_none(word) for word in given) else None


def _gone(naming: Naming, found: list[Signal]) -> str | None:
    """ "China no longer levies an 80% duty", "has stopped collecting it", "the duty will cease to apply"."""
    verb = naming.verb
    if verb is not None and verb.lemma_ in {"stop", "cease"}:
        verb = next(iter(children(verb, "xcomp")), verb)
    if verb is None or verb.lemma_ not in words("imposing_verbs") | {"apply", "collect", "pay", "face", "exist"}:
        return None
    if is_no_longer(verb):
        return "lifted"
    stops = verb.dep_ == "xcomp" and verb.head.lemma_ in {"stop", "cease"} and not is_negated(verb.head)
    return "lifted" if stops and tense(verb.head) in {"past", "future"} else None


def _taken_back(naming: Naming, found: list[Signal]) -> str | None:
    """ "imposed a tariff on roses in January and withdrew it a day later"."""
    verb = naming.verb
    if verb is None or naming.token.dep_ not in {"dobj", "nsubjpass"}:
        return None
    for then in children(verb, "conj"):
        status, taken = word_status(then, "tariff"), [one.lower_ for one in children(then, "dobj")]
        if status in ENDS and _ITS & set(taken) and tense(then) == "past" and not is_negated(then):
            return status
    return None


def _weighed(naming: Naming, found: list[Signal]) -> str | None:
    """ "a duty on gloves was under consideration", "is on the table"."""
    verb = naming.token.head
    if naming.token.dep_ not in SUBJECTS | {"dobj"} or is_negated(verb) or is_no_longer(verb):
        return None
    clause = takewhile(lambda word: word.dep_ not in {"mark", "cc"} and word.pos_ != "PUNCT", _behind(verb))
    text = " ".join(word.lower_ for word in clause)
    return "threatened" if any(phrase in text for phrase in words("open_phrases")) else None


def _behind(verb: Token) -> Iterator[Token]:
    """The words of the sentence from a verb on, quotation marks aside."""
    return (word for word in verb.doc[verb.i : verb.sent.end] if word.text != '"')


def _unhesitating(naming: Naming, found: list[Signal]) -> str | None:
    """ "would not hesitate to slap a duty on oil"."""
    return "threatened" if any(one.negated and one.token.lemma_ == "hesitate" for one in found) else None


def _hypothetical(naming: Naming, found: list[Signal]) -> str | None:
    """ "would be forced to impose a duty", "would have to levy one"."""
    steps = [one for one in found if is_verb(one.token)][:2]
    if len(steps) < 2 or steps[0].tense not in {"infinitive", "to"} or steps[0].token.head != steps[1].token:
        return None
    is_open = steps[1].tense == "would" and not steps[1].negated
    return "threatened" if is_open and steps[1].token.lemma_ in words("duress_verbs") else None


def _or_else(naming: Naming, found: list[Signal]) -> str | None:
    """ "until August 1 to agree or face a tariff"."""
    verb = naming.verb
    if verb is None or verb.dep_ != "conj" or tense(verb) not in {"infinitive", "to", "future"}:
        return None
    if any(child.lower_ == "or" for child in children(verb.head, "cc")):
        return "threatened"
    # "Canada must sign by Friday or its cars will be hit": the parser joins the cars to Friday
    is_or = any(word.lower_ == "or" for word in verb.doc[verb.head.i : verb.i])
    return "threatened" if is_or and "must" in auxiliaries(verb.head) else None


def _to_be_ended(naming: Naming, found: list[Signal]) -> str | None:
    """ "is to be scrapped on August 1", "let its tariff lapse": as good as lifted."""
    verb, then = naming.token.head, children(naming.token.head, "xcomp", "ccomp")
    is_to_be = verb.lemma_ == "be" and naming.token.dep_ in SUBJECTS and not is_negated(verb)
    coming = (each for each in then if tense(each) == "to" and not is_negated(each))
    ends = [status for each in coming if (status := word_status(each, "tariff")) in ENDS]
    return ends[0] if is_to_be and ends else None


def _to_be_voted_on(naming: Naming, found: list[Signal]) -> str | None:
    """ "postponed to July its vote on a duty", "put off a decision on tariffs": what is put off is the vote."""
    noun = naming.token.head.head
    is_vote = naming.token.dep_ == "pobj" and naming.token.head.lower_ in {"on", "over"}
    if not is_vote or noun.lemma_ not in words("deliberation_nouns") or naming.is_definite:
        return None
    return "threatened" if any(one.status == "suspended" for one in found) else None


def _in_a_bill(naming: Naming, found: list[Signal]) -> str | None:
    """ "introduced a bill that would impose a tariff": no law yet."""
    verb = naming.verb
    if verb is None or verb.dep_ != "relcl" or tense(verb) not in _OPEN:
        return None
    passed = is_verb(verb.head.head) and word_status(verb.head.head, "tariff") == "announced"
    return "threatened" if verb.head.lemma_ in words("bill_nouns") and not passed else None


def _by_order(naming: Naming, found: list[Signal]) -> str | None:
    """ "signed a decree raising the duty": announced, unless it holds at once."""
    verb = naming.verb
    if verb is None or verb.tag_ != "VBG" or verb.dep_ not in {"acl", "advcl"} or is_at_once(naming):
        return None
    signed = verb.head if verb.dep_ == "advcl" else verb.head.head  # "signed a decree on Tuesday raising the duty"
    papers = [each for each in children(signed, "dobj", "nsubjpass") if each.lemma_ in words("order_nouns")]
    is_signed = bool(papers) and word_status(signed, "tariff") == "announced"
    return "announced" if is_signed and not is_negated(signed) else None


def _spared(naming: Naming, found: list[Signal]) -> str | None:
    """ "won a 90-day reprieve from a tariff on its machinery"."""
    link = naming.token.head
    if naming.token.dep_ != "pobj" or link.lower_ != "from":
        return None
    given = [link.head, *children(link.head, "dobj")]
    return "suspended" if any(word.lemma_ in {"reprieve", "respite"} and not _is_none(word) for word in given) else None


def _undecided(naming: Naming, found: list[Signal]) -> str | None:
    """ "no decision on such a tariff has been taken"."""
    link = naming.token.head
    if naming.token.dep_ != "pobj" or link.lower_ not in {"on", "about"} or link.head.lemma_ != "decision":
        return None
    return "threatened" if _is_none(link.head) else None


# the first that says something stands
PROSPECTS = (
    _to_be_voted_on,
    _undecided,
    _no_sign,
    _gone,
    _taken_back,
    _weighed,
    _unhesitating,
    _hypothetical,
    _or_else,
    _to_be_ended,
    _in_a_bill,
    _by_order,
    _spared,
)


def _is_ended(naming: Naming) -> bool:
    return any(word_status(word, "tariff") in ENDS for word in islice(governors(naming.token), _ABOVE))


def _is_none(noun: Token) -> bool:
    """True for 'sign' in "no sign", "has not given any sign"."""
    return is_negated(noun) or is_verb(noun.head) and is_negated(noun.head)
