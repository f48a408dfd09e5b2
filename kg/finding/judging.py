"""What speaks for a trigger's being meant, for a status, and for two passages' telling one event: names of features.

The features say in general terms what stands around a trigger; their weights are learned (`kg.learn`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.annotate import span_of
from kg.finding.differences import age_of, company_apart, differences
from kg.finding.grouping import Candidate, Group, is_definite, is_new
from kg.finding.outlooks import denials, together
from kg.finding.scene import Scene
from kg.finding.status import Signal, signals, statuses_in, tense
from kg.finding.triggers import FIELDS, Trigger
from kg.finding.wording import neighbours, sentence_words
from kg.gate import likelihoods
from kg.lexicon import words
from kg.parse.doc import Token
from kg.records import Kind, Mention, Span, kind_of
from kg.syntax import auxiliaries, clause_root, governors, is_verb, verb_at
from kg.times.almanac import side_of

_GATE_STEPS = 8  # of chances
_NEAR = 3  # signals, nearest first, that are told apart by their place


def telling_features(scene: Scene, trigger: Trigger, cast: Sequence[tuple[Mention, float]], event: str) -> list[str]:
    """What speaks for or against a trigger's telling an event: `cast` is who seems to take part, with chances.

    `event` is the stem of the type: `meeting`.
    """
    token, word = trigger.token, f"{trigger.row['word']}:{trigger.row['pos']}"
    verb = verb_at(token)
    sure = sum(chance >= 0.5 for _, chance in cast)
    sides = {side for mention, chance in cast if chance >= 0.5 for side in scene.sides(mention.key) or (mention.key,)}
    needs = trigger.hints.get("needs", "none")
    form = "definite" if is_definite(token) else "verb" if is_verb(token) else "bare"
    found = ["bias", f"word={word}", f"form={form}", f"sure={min(sure, 3)}", f"sides={min(len(sides), 3)}"]
    found += [
        f"needs={needs}&sure={min(sure, 2)}",
        f"needs={needs}&sides={min(len(sides), 2)}",
        f"word={word}&sure={min(sure, 2)}",
    ]
    found += [f"form={form}&sure={min(sure, 2)}", f"dep={token.dep_}", f"plural={token.tag_}"]
    found += [f"persons={min(2, sum(kind_of(m.key) is Kind.PERSON for m, c in cast if c >= 0.5))}"]
    if verb is not None and verb != token:
        found.append(f"verb={verb.lemma_}&{token.dep_}")
    found += [f"mod={child.lower_}" for child in token.children if child.dep_ in {"amod", "compound", "nmod", "det"}]
    found += [f"prep={child.lower_}" for child in token.children if child.dep_ == "prep"]
    found += [f"time={bool(scene.attached_times(token))}", f"field={field_of(scene)}", f"quoted={is_quoted(token)}"]
    here = span_of(token.sent)
    found += [f"measured={unit}&form={form}" for unit in ("minutes", "days") if scene.amounts_in(here, unit)]
    around = {other.lower_ for other in token.sent}
    found += [f"near={name}" for name in FIELDS if around & words(f"{name}_words")]
    found += [f"about={field}" for field in scene.fields]
    found += [f"about={field}&sure={min(sure, 2)}" for field in scene.fields]
    telling = f"telling={int(telling_chance(scene, event, token.idx) * _GATE_STEPS)}"
    found += [telling, f"{telling}&word={word}", f"{telling}&sure={min(sure, 2)}"]
    return [*found, *sentence_words(token), *neighbours(token, trigger.row["word"])]


def telling_chance(scene: Scene, event: str, at: int) -> float:
    """The chance that the sentence over a character tells an event of the type, as the gate judges by words alone."""
    return max((value for span, value in scene.once(_rated_sentences, event) if span.start <= at < span.end), default=0)


def _rated_sentences(scene: Scene, event: str) -> list[tuple[Span, float]]:
    return likelihoods(scene.article.text, event)


def field_of(scene: Scene) -> str:
    """How much of a foreign affair the article is: how many countries and blocs it names."""
    states = scene.affairs
    return "none" if not states else "one" if states == 1 else "few" if states < 4 else "many"


def is_quoted(token: Token) -> bool:
    """True where the word stands between quotation marks of its sentence."""
    return sum(word.text == '"' for word in token.doc[token.sent.start : token.i]) % 2 == 1


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What the words over a trigger say of its status, nearest first, and how a plain rule reads them."""

    trigger: Trigger
    kind: str
    told: Sequence[Signal]
    ruled: str

    @staticmethod
    def of(trigger: Trigger, kind: str, rule: Callable[[Sequence[Signal]], str]) -> StatusReading:
        """The reading by this rule."""
        told = signals(trigger.token, kind)
        return StatusReading(trigger, kind, told, rule(told))


def outlook_features(scene: Scene, read: StatusReading, *, worded: bool) -> list[str]:
    """What speaks for a status: with the words around the trigger those of its sentence, or the status words in it."""
    token = read.trigger.token
    more = sentence_words(token) if worded else together(token, read.kind, read.ruled)
    return [*status_features(scene, read), *more]


def status_features(scene: Scene, read: StatusReading) -> list[str]:
    """What the words around a trigger say of its status."""
    token, told, ruled = read.trigger.token, read.told, read.ruled
    when = _when(scene, token)
    found = ["bias", f"word={read.trigger.row['word']}", f"rule={ruled}", f"rule={ruled}&when={when}"]
    lexical = [signal for signal in told if signal.status]
    found += [f"says={_said(signal)}" for signal in lexical]
    found += [f"says{place}={_said(signal)}" for place, signal in enumerate(lexical[:_NEAR])]
    found += [f"lexical={_said(signal)}&{signal.tense}" for signal in lexical]
    found += [f"word-says={signal.token.lemma_}{'!' if signal.negated else ''}" for signal in lexical]
    found += [f"word-tense={signal.token.lemma_}&{signal.tense}" for signal in lexical if is_verb(signal.token)]
    verbs = [signal for signal in told if is_verb(signal.token)]
    found += [
        f"tense{place}={signal.tense}{'!' if signal.negated else ''}" for place, signal in enumerate(verbs[:_NEAR])
    ]
    found.append("tenses=" + ">".join(signal.tense for signal in verbs[:2]))
    found += ["conditional" for signal in told[:_NEAR] if signal.conditional][:1]
    found += ["negated" for signal in told[:2] if signal.negated][:1]
    first = verbs[0].tense if verbs else "none"
    found += [f"when={when}&tense={first}", f"when={when}"]
    age = age_of(scene, token)
    found += [f"age={age}", f"age={age}&rule={ruled}", f"novel={novelty(token)}"]
    found += [f"age={age}&tense={first}", f"alone={not lexical}&tense={first}"]
    found += sorted({f"sentence={status}" for _, status in statuses_in(token.sent, read.kind)})
    found += denials(token, told)
    clause = clause_root(token)
    found += [
        f"clause={clause.lemma_}",
        f"helpers={'+'.join(auxiliaries(clause))}",
        f"clause-tense={tense(clause) if is_verb(clause) else 'none'}",
    ]
    found += [f"over={word.lemma_}" for word in list(governors(token))[:4] if is_verb(word) or word.pos_ == "NOUN"]
    found += [
        f"with={child.lower_}" for child in token.children if child.dep_ in {"amod", "advmod", "neg", "det", "mark"}
    ]
    root = token.sent.root
    found += [f"root={root.lemma_}", f"root-tense={tense(root) if is_verb(root) else 'none'}"]
    found += [f"particle={root.lemma_} {child.lower_}" for child in root.children if child.dep_ == "prt"]
    return list(dict.fromkeys(found))


def _said(signal: Signal) -> str:
    return f"{signal.status}{'!' if signal.negated else ''}"


def _when(scene: Scene, token: Token) -> str:
    """Whether the clause's time lies before or after the article's day."""
    times, day = scene.attached_times(token), scene.article.day
    if not times or day is None:
        return "open"
    return side_of(times[0].start, day)


def sameness_features(scene: Scene, one: Candidate, other: Candidate, slots: Iterable[str]) -> list[str]:
    """What speaks for two passages of an article telling one event; `one` is told first.

    `slots` are the slots that tell events of the type apart, the first of them that of the actors.
    """
    found = ["bias", f"status={one.status}>{other.status}", f"equal-status={one.status == other.status}"]
    asked = tuple(slots)
    relations = [
        _relation(scene, one.values(slot), other.values(slot), fold=place == 0) for place, slot in enumerate(asked)
    ]
    for slot, relation in zip(asked, relations, strict=True):
        found += [
            f"{slot}={relation}",
            f"{slot}={relation}&definite={other.is_anaphor}",
            f"{slot}={relation}&new={other.is_new}",
        ]
    apart, actors = _apart(scene, one.trigger, other.trigger), relations[0]
    found += [f"apart={apart}", f"apart={apart}&definite={other.is_anaphor}", f"apart={apart}&actors={actors}"]
    found += [f"new={other.is_new}", f"first-new={one.is_new}", f"definite={other.is_anaphor}&actors={actors}"]
    back = _is_back(scene, other, asked[0])
    found += [f"back={back}", f"back={back}&actors={actors}", f"back={back}&apart={apart}&new={other.is_new}"]
    found += [
        f"same-word={one.trigger.lemma_ == other.trigger.lemma_}",
        f"verb={is_verb(other.trigger)}&actors={actors}",
    ]
    found.append(f"actors={actors}&equal-status={one.status == other.status}")
    return [*found, *differences(scene, one, other), *company_apart(scene, one, other, asked[0])]


def _is_back(scene: Scene, one: Candidate, slot: str) -> bool:
    """True where a passage names nobody anew: "the two men met for an hour"."""
    told = [argument for argument in one.arguments if argument.slot == slot]
    return bool(told) and all((argument.value, argument.span) in scene.unnamed for argument in told)


def _relation(scene: Scene, mine: Sequence[str], theirs: Sequence[str], *, fold: bool) -> str:
    """How two sets of values stand to each other: `equal`, `within`, `folded`, `shared`, `apart`; `open` for none."""
    if not mine or not theirs:
        return "none" if not mine and not theirs else "open"
    one, other = set(mine), set(theirs)
    if one == other:
        return "equal"
    if one <= other or other <= one:
        return "within"
    if any(a.startswith(b) or b.startswith(a) for a in one for b in other) and not fold:
        return "coarser"
    if fold:
        left, right = ({side for key in keys for side in (scene.sides(key) or (key,))} for keys in (one, other))
        if left <= right or right <= left:
            return "folded"
    return "shared" if one & other else "apart"


def _apart(scene: Scene, one: Token, other: Token) -> str:
    """How far apart two triggers stand: in one sentence, the next, a few on, far."""
    if one.sent.start == other.sent.start:
        return "none"
    starts = scene.sentence_starts
    between = bisect_right(starts, other.sent.start) - bisect_left(starts, one.sent.end)
    return "next" if between == 1 else "near" if between <= 4 else "far"


def group_features(scene: Scene, group: Group, one: Candidate, slots: Iterable[str]) -> list[list[str]]:
    """The features of a passage beside each passage of a group."""
    asked = tuple(slots)
    return [sameness_features(scene, each, one, asked) for each in group.candidates]


def novelty(token: Token) -> bool:
    """True where the words around a trigger set it apart: "a second meeting", "met again", "last met"."""
    return is_new(token) or any(child.lower_ in {"again", "last", "first", "previously"} for child in token.children)
