"""Where a duty stands: threatened, announced, in force, suspended, lifted or denied, as one passage tells."""

from __future__ import annotations

from kg.finding.status import Signal, signals, tense, word_status
from kg.lexicon import all_words, words
from kg.parse.doc import Token
from kg.syntax import auxiliaries, children, following, governors, is_negated, is_passive, own_subjects
from kg.tariffs.arrivals import ARRIVALS, arrived, is_answered
from kg.tariffs.endings import ENDINGS, has_condition, has_phrase, is_unreal
from kg.tariffs.naming import Naming, is_at_once
from kg.tariffs.prospects import PROSPECTS


def standing(naming: Naming, *, is_ahead: bool) -> str | None:
    """The status that the passage conveys, None where it says nothing of it ("the duty is not a war").

    `is_ahead` is True where the passage gives a day of effect that lies ahead of the article.
    """
    told = [one for one in signals(naming.token, "tariff") if not _is_apart(one.token, naming.token)]
    # "a court ruled that the duty breaks the law" announces none
    found = [one for one in told if one.status != "announced" or one.token.lemma_ not in words("judging_verbs")]
    if naming.is_only_cause:
        return None
    for rule in _RULES:
        status = rule(naming, found)
        if status is not None:
            return "announced" if status == "inForce" and is_ahead else status
    if is_at_once(naming) or (not is_ahead and _has_begun(naming)):
        return "inForce"
    if is_ahead or _is_ordered(naming, found):
        return "announced"
    if any(one.status == "inForce" for one in found) or naming.sort == "verb" or _is_in_force(naming):
        return "inForce"
    return None


def _has_begun(naming: Naming) -> bool:
    """ "The duties, announced on March 5, took effect on March 20"."""
    verb = naming.verb
    if verb is None or naming.token not in own_subjects(verb):
        return False
    # the parser often takes "announced" for the first of two verbs
    told = [verb, *(one for one in children(verb, "conj") if not own_subjects(one))]
    return any(
        word_status(one, "tariff") == "inForce" and tense(one) == "past" and not is_passive(one) and not is_negated(one)
        for one in told
    )


def _called_false(naming: Naming, found: list[Signal]) -> str | None:
    """ "Moscow called reports of duties on pipes a canard", "A tariff on cocoa is not in preparation"."""
    sentence = naming.token.sent
    text = " ".join(word.lower_ for word in sentence)
    if has_phrase(text, "denial_phrases"):
        return "denied"
    if any(word.lower_ in words("rumour_nouns") for word in sentence) and has_phrase(text, "falsehood_phrases"):
        return "denied"
    clauses = (word for word in sentence if word.dep_ == "relcl" and word.i > naming.token.i)
    return "denied" if any(word.lemma_ in words("denying_verbs") for word in clauses) else _denied_next(naming)


def _denied_next(naming: Naming) -> str | None:
    """ "Ghana was about to slap 40 per cent on attiéké, the radio said." followed by "There's no such duty"."""
    after = following(naming.token.sent)
    text = " ".join(word.lower_ for word in after) if after is not None else ""
    return "denied" if "no such" in text and has_phrase(text, "denial_phrases") else None


def _denied(naming: Naming, found: list[Signal]) -> str | None:
    if any(one.status == "denied" and not one.negated for one in found):
        return "denied"
    for word in governors(naming.token):
        if word.lemma_ in words("denying_verbs") and not is_negated(word):
            return "denied"
        if word.dep_ == "advcl" or (word.dep_ == "relcl" and word.head.lemma_ not in words("report_nouns")):
            break
    active = [
        one for one in found[:4] if one.negated and one.tense not in {"future", "would"} and not _is_left_open(one)
    ]
    return "denied" if any(_is_step(one, naming) for one in active) else None


def _is_left_open(one: Signal) -> bool:
    """True for "has not ruled out an increase in the duty"."""
    return one.negated and one.status == "denied" and one.token.lemma_ == "rule"


def _is_step(one: Signal, naming: Naming) -> bool:
    """True where what is negated is the levying itself: "is not being prepared", "no duty", not "did not mention"."""
    lemma = one.token.lemma_
    return one.token == naming.token or lemma in words("imposing_verbs") or word_status(one.token, "tariff") is not None


def _dropped(naming: Naming, found: list[Signal]) -> str | None:
    """ "will not go ahead with duties": a duty that was on its way is given up."""
    if is_answered(naming):
        return None
    coming = all_words("imposing_verbs", "replying_verbs")
    away = (one for one in found[:4] if one.negated and one.token.lemma_ in coming)
    if not any(one.tense in {"future", "would"} or _goes_ahead(one.token) for one in away):
        return None
    if naming.sort == "reply" or not _was_coming(naming):
        return "denied"  # "said that Serbia would not answer in kind"
    return "lifted"


def _goes_ahead(verb: Token) -> bool:
    """True for "is not going ahead"."""
    return verb.lemma_ in {"go", "proceed"} and any(child.lower_ in {"ahead", "with"} for child in verb.children)


def _was_coming(naming: Naming) -> bool:
    """True for "will not go ahead with", "the levy announced in May will not come": it was threatened before."""
    here = {word.lower_ for word in naming.token.sent} | {word.lemma_ for word in naming.token.sent}
    told = {word_status(clause, "tariff") for clause in children(naming.token, "acl", "relcl")}
    return bool(here & words("dropping_words") or told & {"announced", "threatened"})


def _threatened(naming: Naming, found: list[Signal]) -> str | None:
    if any(one.status == "threatened" and not one.negated for one in found) or is_unreal(found):
        return "threatened"
    if any(_is_left_open(one) for one in found):
        return "threatened"
    if any(has_condition(one.token) for one in found if one.tense in {"future", "would", "present"}):
        return "threatened"
    here = {word.lower_ for word in naming.token.sent}
    if "unless" in here and any(one.tense in {"future", "would", "to"} for one in found):
        return "threatened"  # "Unless they agree, a levy will hit Canadian imports": the parser may part the clauses
    verb = naming.verb
    if is_answered(naming) and is_negated(naming.token.head):
        return None
    if verb is not None and verb.lemma_ in words("answering_verbs") and tense(verb) in {"future", "would"}:
        return "threatened"  # "her government would answer with one of its own"
    return "threatened" if _is_threatened_after(naming) else None


def _collected(naming: Naming, found: list[Signal]) -> str | None:
    """ "will see his colleague over the surcharge that Ecuador has collected since May"."""
    if naming.token.dep_ != "pobj" or naming.token.head.lower_ not in {"about", "against", "over"} or is_unreal(found):
        return None
    clauses = [one for one in children(naming.token, "relcl") if one.lemma_ in _COLLECTING and not is_negated(one)]
    return "inForce" if any({"has", "have"} & set(auxiliaries(one)) for one in clauses) else None


def _stands(naming: Naming, found: list[Signal]) -> str | None:
    """ "an answer to Ankara's 22% charge, which has applied since Monday", "its levy, in force since May"."""
    if naming.token.dep_ in {"dobj", "nsubjpass"}:
        return None  # "will raise the duty, in force since May, to 40 per cent"
    after: list[str] = []
    for word in naming.token.doc[naming.token.i + 1 : naming.token.sent.end]:
        is_past = word.tag_ in {"VBD", "MD"} and word.lemma_ not in {"have", "be"}
        if word.text in {";", ":"} or is_past or word.lemma_ in words("duty_nouns"):
            break  # "The duties answer Turkey's levy, in place since May"
        if word.lower_ in {"if", "unless"}:
            break  # "will tax paint unless chairs are let in as before"
        after.append(word.lower_)
    return "inForce" if has_phrase(" ".join(after), "standing_phrases") else None


_COLLECTING = frozenset({"collect", "charge", "levy", "impose", "apply"})
_RULES = (
    arrived,
    *PROSPECTS,
    *ENDINGS,
    *ARRIVALS,
    _called_false,
    _dropped,
    _denied,
    _stands,
    _collected,
    _threatened,
)  # the first that says something stands


def _is_threatened_after(naming: Naming) -> bool:
    """ "a duty of 20 per cent on rice, which he threatened to bring out"."""
    for word in naming.token.doc[naming.token.i + 1 : naming.token.sent.end]:
        if word.text in {";", ":"}:
            return False
        if word.dep_ == "relcl" and naming.token in governors(word) and word_status(word, "tariff") == "threatened":
            before = word.head.doc[max(0, word.head.left_edge.i - 1)]
            return before.lower_ not in {"than", "of", "from"}  # "8% rather than the 22% it had threatened"
    return False


def _is_in_force(naming: Naming) -> bool:
    """ "have been in force since 16 June", "while the tariff was in place"."""
    return any(
        obj.lower_ in {"force", "effect", "place"}
        for verb in (naming.verb, naming.token)
        if verb is not None
        for prep in children(verb, "prep")
        if prep.lower_ == "in"
        for obj in children(prep, "pobj")
    )


def _is_apart(one: Token, two: Token) -> bool:
    """True where a semicolon or colon stands between: the parser joins what the writer parts."""
    low, high = sorted((one.i, two.i))
    return any(word.text in {";", ":"} for word in one.doc[low:high])


def _is_coming(one: Signal, naming: Naming) -> bool:
    """True for "will impose", "is to face", "will be 25%", not for "will not budge on its tariff"."""
    lemma = one.token.lemma_
    if _is_effect(one.token, naming):
        return False
    return (
        one.token == naming.token
        or one.status is not None
        or not one.negated
        and any(lemma in words(name) for name in ("imposing_verbs", "raising_verbs", "target_verbs", "striking_verbs"))
        or lemma in words("becoming_verbs")
    )


def _is_effect(verb: Token, naming: Naming) -> bool:
    """True for "tariffs would raise prices": what a duty does to something else."""
    moved = [child for child in children(verb, "dobj") if child.pos_ == "NOUN" and child.lemma_ != naming.token.lemma_]
    return verb.lemma_ in words("raising_verbs") and naming.token in own_subjects(verb) and bool(moved)


def _is_ordered(naming: Naming, found: list[Signal]) -> bool:
    if any(one.tense in {"future", "to", "would"} and _is_coming(one, naming) for one in found):
        return True
    core = next((one for one in found if one.status), None)
    if core is None or core.status == "announced":
        return core is not None
    # "announced that it is raising the duty", "signed a decree imposing duties"
    return core.tense not in {"past", "pluperfect"} and any(one.status == "announced" for one in found)
