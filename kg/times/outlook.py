"""Does the sentence look ahead or back? "will meet on Thursday" is the next one, "met on Thursday" the last."""

from __future__ import annotations

from functools import cache
from itertools import chain

from kg.lexicon import all_words, table
from kg.parse.doc import Token
from kg.syntax import auxiliaries, children, governors, is_negated, is_verb

_TOLD_OF = frozenset({"dobj", "nsubj", "nsubjpass"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("outlook") if row["kind"] == kind)


def looks_ahead(token: Token) -> bool | None:
    """True where the time at this word lies ahead of the writer, False where behind, None where nothing tells."""
    below = token
    for word in chain([token], governors(token)):
        planned = _is_planned(word) or _is_due_at(word, token) or (below != word and _promises(word, below))
        verdict = True if planned or _has_asked(word) else _verdict(word)
        if verdict and _came_to_nothing(word):
            return None
        if verdict and token.dep_ == "poss" and word.tag_ == "VBZ":
            continue  # "Tuesday's removal of the levy costs little"
        if verdict is not None or _suggests(word):
            return verdict
        below = word
    return None


def seen_from(token: Token) -> Token | None:
    """The past verb from which a time looks ahead: 'said' in "In May they said that they would meet in June"."""
    verbs = [word for word in governors(token) if is_verb(word)]
    for below, above in zip(verbs, verbs[1:], strict=False):
        looks = "would" in auxiliaries(below) or below.tag_ == "VB" and above.lemma_ in _words("promise")
        if looks and above.tag_ in {"VBD", "VBN"}:
            return above
    return None


def is_dropped(time: Token) -> bool:
    """True for the day of what came to nothing, behind or ahead: "called off talks planned for Sunday".

    The same for "had been due in Oslo on Monday", which says that it came otherwise.
    """
    below = time
    for word in governors(time):
        # "cancelled a meeting in Oslo on Friday", where the parser hangs the day on the verb
        nouns = [below] if below.dep_ in _TOLD_OF else [noun for noun in children(word, "dobj") if noun.i < time.i]
        if had_been_due(word) or (_fails(word) and any(map(_is_gathering, nouns))):
            return True
        below = word
    return False


def _is_gathering(noun: Token) -> bool:
    return noun.lemma_.lower() in all_words("meeting_nouns", "plain_meetings", "occasion_nouns")


def had_been_due(word: Token) -> bool:
    """True for 'due' in "had been due in Oslo", for 'meet' in "was to have met him"."""
    helpers = (*auxiliaries(word), *auxiliaries(word.head))
    if word.tag_ == "VBN" and {"to", "have"} <= set(auxiliaries(word)):
        return word.head.lower_ in {"was", "were"}
    return word.lemma_.lower() in _words("plan") and word.pos_ != "ADV" and "had" in helpers


def ends_ahead(token: Token) -> bool:
    """The same for an end: "runs until June" and "put off until June" look ahead, "lasted until June" back."""
    verb = next((word for word in governors(token) if is_verb(word) or _is_timetable(word)), None)
    if verb is None or shifts(verb):
        return True
    return verb.tag_ != "VBD" and not (verb.tag_ == "VBN" and {"was", "were", "had"} & set(auxiliaries(verb)))


def shifts(verb: Token) -> bool:
    """True for a verb that gives something another term: "extended until June", "put off until June"."""
    return verb.lemma_ in _words("shift")


def _verdict(word: Token) -> bool | None:
    if _is_timetable(word):
        return True
    return None if _suggests(word) or not is_verb(word) else _tense(word)


def _has_asked(word: Token) -> bool:
    """True for "has invited them to Oslo on Monday": what is told without a day of its own is for one to come."""
    return _suggests(word) and word.tag_ == "VBN" and bool({"has", "have", "'ve"} & set(auxiliaries(word)))


def _suggests(word: Token) -> bool:
    """True for "invited them to lunch in May", "a suggestion that they meet in May": asked now, for a day to come."""
    return word.lemma_.lower() in _words("suggest")


def _is_due_at(word: Token, time: Token) -> bool:
    """True for 'requested' in "a session requested by Norway for Friday"; not for "had been set for Friday"."""
    return (
        word.tag_ == "VBN" and time.head.lower_ == "for" and time.head.head == word and "had" not in auxiliaries(word)
    )


def _came_to_nothing(planned: Token) -> bool:
    """True for "a call planned for Monday did not go through", "had to be put off"; not for "has been called off"."""
    own = planned.head if planned.dep_ == "xcomp" else planned  # "talks that were to be held on Monday"
    noun = own.head if own.dep_ in {"acl", "relcl", "amod"} else own
    while noun.dep_ in {"pobj", "prep"}:  # "a meeting of ministers planned for Monday"
        noun = noun.head
    told = noun.dep_ in {"nsubj", "nsubjpass"} or (noun.dep_ == "advcl" and not auxiliaries(noun))
    if not told or {"has", "have", "had", "will"} & set(auxiliaries(noun.head)):
        return False
    verbs = [noun.head, *children(noun.head, "xcomp")] if noun.head.lemma_ == "have" else [noun.head]
    return any(is_negated(verb) or _fails(verb) for verb in verbs)


def _fails(verb: Token) -> bool:
    """True for "was dropped", "fell through", "was put off"."""
    said = [verb.lemma_, *(f"{verb.lemma_} {particle.lower_}" for particle in children(verb, "prt", "advmod"))]
    return not _words("fail").isdisjoint(said)


def _is_planned(word: Token) -> bool:
    """True for "due on March 13", "the next round on Sunday", "scheduled for the 25th"."""
    plans = _words("plan")
    if word.lemma_.lower() in plans and word.pos_ != "ADV":
        return "had" not in auxiliaries(word) + auxiliaries(word.head)
    return word.pos_ in {"NOUN", "PROPN"} and any(
        child.lower_ in plans for child in word.children if child.dep_ in {"amod", "det"}
    )


def _is_timetable(word: Token) -> bool:
    """True for "The plenary ends on Friday", where the model takes the verb for a noun."""
    return word.lower_ in _words("timetable") and word.dep_ not in {"compound", "dobj", "pobj", "nsubj"}


def _promises(word: Token, below: Token) -> bool:
    """True for "agreed to meet on Monday", "set for Thursday"; not "agreed on Thursday to meet"."""
    if word.lemma_.lower() not in _words("promise"):
        return False
    return below.tag_ in {"VB", "VBG"} or (below.lower_ in {"for", "to", "until"} and below.dep_ == "prep")


def _tense(verb: Token) -> bool | None:
    helpers = auxiliaries(verb)
    if _words("modal") & set(helpers):
        return None if {"have", "'ve"} & set(helpers) else True  # "would have begun in October": it may lie ahead
    if verb.tag_ == "VB":
        return _infinitive(verb)
    if verb.tag_ == "VBG":
        return _progressive(verb, helpers)
    if verb.tag_ == "VBN":
        return _infinitive(verb) if "to" in helpers and "have" not in helpers else _participle(verb, helpers)
    if verb.tag_ == "VBD" or verb.lemma_ in _words("back"):
        return False
    return True if verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ != "say" else None


def _infinitive(verb: Token) -> bool | None:
    """What an infinitive says: "is to meet" and "was going to meet" look ahead, "did meet" back.

    "Flew in to meet" looks where "flew" does.
    """
    if "did" in auxiliaries(verb):
        return False
    above = verb.head
    return True if above != verb and (above.lemma_ == "be" or above.lower_ == "going") else None


def _progressive(verb: Token, helpers: tuple[str, ...]) -> bool | None:
    if {"was", "were", "been"} & set(helpers):
        return False
    if {"is", "are", "'s", "'re", "am", "'m"} & set(helpers):
        return True
    return True if verb.lemma_ in _words("start") else None


def _participle(verb: Token, helpers: tuple[str, ...]) -> bool | None:
    """The same for a participle; "the call on July 31 is seen as the cause" leaves open where its day lies."""
    ahead = _perfect(helpers)
    return None if ahead and verb.lemma_ in _words("opinion") else ahead


def _perfect(helpers: tuple[str, ...]) -> bool:
    """What a participle says: "has met", "was met" look back, and so does "talks held"; "is held" looks ahead."""
    return bool(helpers) and {"is", "are", "be"} >= set(helpers)
