"""How a duty comes to rest or to its end, as one passage tells: suspended, lifted, or kept in spite of it."""

from __future__ import annotations

from kg.finding.status import Signal, tense, word_status
from kg.lexicon import words
from kg.parse.doc import Token
from kg.syntax import auxiliaries, children, governors, is_in_doubt, is_negated, is_passive, is_verb, own_subjects
from kg.tariffs.naming import Naming
from kg.tariffs.pointing import ENDS

_OFFERS = frozenset({"offer", "propose", "proposal", "promise", "pledge", "hope", "expect", "try"})  # of the imposer
_DOUBTS = frozenset({"threatened", "denied"})


def _named_so(naming: Naming, found: list[Signal]) -> str | None:
    """ "The suspension runs until June"."""
    if naming.sort not in {"back", "verb"} or is_unreal(found) or is_negated(naming.token):
        return None  # "Brazil has put off the 27 percent on tyres"
    status = word_status(naming.token, "tariff")
    return status if status in ENDS else None


def _done(naming: Naming, found: list[Signal]) -> str | None:
    """ "withdrew the levy that it had put back and suspended twice": the verb over it tells the last of it."""
    verb = naming.token.head
    if naming.token.dep_ not in {"dobj", "nsubjpass"} or word_status(verb, "tariff") not in ENDS:
        return None
    is_told = verb.dep_ in {"ROOT", "ccomp", "conj"} and tense(verb) == "past" and "had" not in auxiliaries(verb)
    taken_up = [then for then in children(verb, "conj") if not children(then, "dobj") or _takes_up(then)]
    if not is_told or is_negated(verb) or is_in_doubt(verb) or taken_up or _is_cut(verb):
        return None
    return "suspended" if _is_for_a_while(verb) else word_status(verb, "tariff")


def _brought_back(naming: Naming, found: list[Signal]) -> str | None:
    """ "reinstated a tariff that it had suspended"."""
    verb = naming.token.head
    if naming.token.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_ not in words("restoring_verbs"):
        return None
    is_told = verb.dep_ in {"ROOT", "ccomp", "conj"} and tense(verb) == "past" and "had" not in auxiliaries(verb)
    return "inForce" if is_told and not is_negated(verb) and not is_in_doubt(verb) else None


def _takes_up(verb: Token) -> bool:
    """True for "suspended the duty and reinstated it"."""
    return any(each.lower_ in {"it", "them", "this"} for each in children(verb, "dobj"))


def _held(naming: Naming, found: list[Signal]) -> str | None:
    return "suspended" if _is_on_hold(naming) and not is_unreal(found) else None


def _withdrawn(naming: Naming, found: list[Signal]) -> str | None:
    return _end_of_threat(naming)


def _kept(naming: Naming, found: list[Signal]) -> str | None:
    return "inForce" if (_is_kept(naming) or _runs_out(naming)) and not is_unreal(found) else None


def _ended(naming: Naming, found: list[Signal]) -> str | None:
    """What becomes of it where it is lifted or suspended, or is not, or might be."""
    place = next((n for n, one in enumerate(found) if one.status in ENDS and not _leads_to(one.token, naming)), None)
    if place is None or _is_past_before(found[place]) or _is_cut(found[place].token):
        return None
    one, outer = found[place], found[place + 1 :]
    is_finite = one.tense not in {"infinitive", "participle", "none"}
    if one.negated or (not is_finite and any(o.negated and o.status is None for o in outer[:2])):
        return "inForce"
    if one.tense == "modal" or one.conditional or any(o.status in _DOUBTS and not o.negated for o in outer):
        return "inForce"
    if _is_asked(naming, one.token) or has_condition(one.token) or _awaits(one.token) or _is_when(one.token):
        return "inForce"
    return "suspended" if _is_for_a_while(one.token) else one.status


def _withdrawn_since(naming: Naming, found: list[Signal]) -> str | None:
    """ "refunds a levy on tinplate, which was withdrawn last Friday"."""
    for word in naming.token.doc[naming.token.i + 1 : naming.token.sent.end]:
        if word.text in {";", ":"}:
            return None
        if word.dep_ == "relcl" and word_status(word, "tariff") == "lifted" and is_passive(word):
            is_done = tense(word) == "past" and "had" not in auxiliaries(word) and not is_negated(word)
            return "lifted" if is_done else None
    return None


def _gone(naming: Naming, found: list[Signal]) -> str | None:
    """ "Hungary's tariff on eggs appeared at noon on Monday and was gone by breakfast"."""
    after = naming.token.doc[naming.token.i : naming.token.sent.end].text.lower()
    if is_unreal(found) or "gone up" in after or "gone down" in after:
        return None
    return "lifted" if has_phrase(after, "gone_phrases") else None


def _ended_then(naming: Naming, found: list[Signal]) -> str | None:
    """ "The duty took effect in June and has been suspended since Monday"."""
    verb = naming.verb
    if verb is None or naming.token not in own_subjects(verb):
        return None
    for then in children(verb, "conj"):
        status = word_status(then, "tariff")
        is_done = then.tag_ in {"VBN", "VBD"} and tense(then) == "past" and not is_negated(then)
        if status in ENDS and is_done and not own_subjects(then):
            return status
    return None


def _left_as_is(naming: Naming, found: list[Signal]) -> str | None:
    """ "will seek a cut in China's tariff on beef": what somebody else asks for has not happened."""
    for one in found:
        over = {word.lemma_.lower() for word in list(governors(one.token))[:3]}
        if one.token.lemma_.lower() in words("lowering_words") and over & (words("asking_words") - _OFFERS):
            return "inForce"
    return None


# the first that says something stands
ENDINGS = (
    _named_so,
    _done,
    _brought_back,
    _held,
    _withdrawn,
    _kept,
    _withdrawn_since,
    _ended_then,
    _ended,
    _gone,
    _left_as_is,
)


def is_unreal(found: list[Signal]) -> bool:
    """True under "could", "may", "if"."""
    return any(one.tense == "modal" or one.conditional for one in found)


def has_condition(verb: Token) -> bool:
    """ "will face a duty if Reykjavik does not reduce its quota", "unless it does"."""
    return any(
        mark.lower_ in {"if", "unless", "should"} and not _is_as_if(mark)
        for clause in children(verb, "advcl")
        for mark in children(clause, "mark", "advmod", "aux")
    )


def _awaits(verb: Token) -> bool:
    """True for "will be lifted as soon as the dumping ends"."""
    return any(word.lower_ in {"soon", "long"} and children(word, "advcl") for word in children(verb, "advmod"))


def _is_when(verb: Token) -> bool:
    """ "would lift the duty once the other fell", "on the day on which it falls": it stays until then."""
    if tense(verb) not in {"would", "future"}:
        return False
    marks = [mark for clause in children(verb, "advcl") for mark in children(clause, "mark", "advmod")]
    days = [obj for prep in children(verb, "prep") for obj in children(prep, "pobj") if obj.lower_ in {"day", "moment"}]
    return any(mark.lower_ == "once" for mark in marks) or any(children(day, "relcl") for day in days)


def _is_as_if(mark: Token) -> bool:
    """True for the "if" of "suspended the duty, as if to clear the air"."""
    return mark.i > 0 and mark.nbor(-1).lower_ == "as"


def has_phrase(text: str, name: str) -> bool:
    """True where the text holds a phrase of the word list that is named."""
    return any(phrase in text for phrase in words(name))


def _leads_to(verb: Token, naming: Naming) -> bool:
    """True for "an inquiry that could end in duties": no end of them."""
    over = list(governors(naming.token))[:2]
    return verb.lemma_ == "end" and any(one.lower_ in {"in", "with"} and one.head == verb for one in over)


def _is_cut(verb: Token) -> bool:
    """True for "will drop to 15 percent": the duty becomes lower and stays."""
    return verb.lemma_ == "drop" and any(prep.lower_ == "to" for prep in children(verb, "prep"))


def _is_for_a_while(verb: Token) -> bool:
    """ "agreed to lift the duties for four months": a pause."""
    lengths = [obj for prep in children(verb, "prep") if prep.lower_ == "for" for obj in children(prep, "pobj")]
    return any(obj.ent_type_ == "DATE" for obj in lengths) or bool(
        {"temporarily", "provisionally"} & {child.lower_ for child in verb.children}
    )


def _is_asked(naming: Naming, ending: Token) -> bool:
    """ "called on him to hold off on the levy", "an offer to scrap its levies": nothing has happened yet."""
    over = list(governors(ending))[:3] if ending.i != naming.token.i else []
    return any(word.lemma_.lower() in words("asking_words") for word in over)


def _end_of_threat(naming: Naming) -> str | None:
    """ "Japan, which had readied duties on leather, also withdrew its threat", "shelved its plan"."""
    for word in naming.token.sent:
        if word.lemma_ not in words("plan_nouns"):
            continue
        verbs = [word.head] if word.dep_ in {"dobj", "nsubjpass"} else children(word, "relcl")  # "an idea he buried"
        ends = [status for verb in verbs if (status := word_status(verb, "tariff")) in ENDS and not is_negated(verb)]
        if ends:
            return ends[0]
    return None


def _is_kept(naming: Naming) -> bool:
    """ "Brazil will keep its duty", "the duty stays"; not "will keep its tariffs suspended"."""
    verb = naming.verb
    if verb is not None and verb.dep_ == "xcomp" and verb.head.lemma_ == "continue":
        verb = verb.head
    return verb is not None and verb.lemma_ in words("keeping_verbs") and not is_negated(verb)


def _runs_out(naming: Naming) -> bool:
    """ "The temporary duties run out on November 8": they are in force until then."""
    verb = naming.verb
    if verb is None or tense(verb) not in {"present", "future", "to"} or is_negated(verb):
        return False
    return verb.lemma_ in {"expire", "lapse"} or (
        verb.lemma_ == "run" and any(child.lower_ == "out" for child in verb.children)
    )


def _is_past_before(one: Signal) -> bool:
    """ "had been put off eight times": what was so before what the article tells; not "said it had been put off"."""
    is_told = one.token.dep_ == "ccomp" and one.token.head.lemma_ in words("speech_verbs")
    return is_verb(one.token) and {"had", "been"} <= set(auxiliaries(one.token)) and not is_told


def _is_on_hold(naming: Naming) -> bool:
    """ "put its duty on hold", "keep their tariffs suspended", "a 25% tariff, suspended since March 4,"."""
    doc, token = naming.token.doc, naming.token
    for word in doc[token.i + 1 : token.sent.end]:
        if word.dep_ == "relcl" and word.tag_ == "VBD" and word_status(word, "tariff") == "suspended":
            return True  # "tariffs which Chile suspended in May"
        if word.text in {";", ":"} or (word.tag_ in {"VBD", "VBP", "VBZ", "MD"} and word.lemma_ not in {"have", "be"}):
            return False
        if word.lower_ in words("held_words") and word.nbor(-1).lower_ == "on":
            return True
        if (
            word.tag_ in {"VBN", "JJ"}
            and word.dep_ != "amod"
            and word_status(word, "tariff") == "suspended"
            and not is_negated(word)
        ):
            return not children(word, "aux", "auxpass") or _has_been(word)
    return False


def _has_been(verb: Token) -> bool:
    """True for "are frozen", "have been suspended", not for "could be suspended" or "had been put off"."""
    helpers = set(auxiliaries(verb))
    return not {"had", "been"} <= helpers and not any(child.tag_ == "MD" for child in verb.children)
