"""Which passages of an article tell the same duty, and what a later passage takes from an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.annotate import span_of
from kg.lexicon import words
from kg.records import Argument, EventMention, Kind, Span, kind_of
from kg.speech import Source
from kg.syntax import is_passive, is_verb
from kg.tariffs.naming import REPLACING, Naming
from kg.times.almanac import side_of

KIND = "Tariff"
LEAST = 0.35  # how well a passage must fit a duty told before; tried 0.2 to 0.6 on train
_ONE_VALUED = ("rateMin", "rateMax", "previousRate", "announcedDate", "effectiveDate", "endDate", "announcedBy")
_SHARED = ("imposer", "target", "announcedBy", "announcedDate", "effectiveDate")  # what a part has from the whole
_NEXT = 2  # sentences over which a duty takes its target from another: "Walnuts will attract 120 per cent"
_BACK = 4  # sentences over which "the measure" points back


@dataclass(frozen=True, slots=True)
class Telling:
    """One passage on one leg of a duty. `sentence` counts the sentences of the article.

    `voice` is the state for which its speaker speaks, `doer_before` the one that did something in sentences before.
    `is_ahead` is True where it gives a day of effect after the article's. `parts` has the part that each actor of the
    sentence likely plays, `outlook` the chance of each status.
    """

    naming: Naming
    status: str | None
    arguments: tuple[Argument, ...]
    sentence: int
    source: Source
    is_reply: bool = False
    voice: str | None = None
    doer_before: str | None = None
    is_ahead: bool = False
    parts: tuple[tuple[str, str, float], ...] = ()
    outlook: Mapping[str, float] = field(default_factory=dict)

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that the passage gives for a slot."""
        return tuple(one.value for one in self.arguments if one.slot == slot)

    @property
    def is_bare(self) -> bool:
        """True where it gives neither goods nor country nor rate: "the duties took effect in May"."""
        return not any(self.values(slot) for slot in ("target", "product", "rateMin", "rateMax"))

    @property
    def passage(self) -> Span:
        """The sentence of the naming."""
        return span_of(self.naming.token.sent)


@dataclass(slots=True)
class Measure:
    """The passages that tell one duty, in text order."""

    tellings: list[Telling] = field(default_factory=list)

    def values(self, slot: str) -> tuple[str, ...]:
        """The values that any of the passages gives for a slot, each once."""
        return tuple(dict.fromkeys(value for one in self.tellings for value in one.values(slot)))

    @property
    def last(self) -> Telling:
        """The passage told last."""
        return self.tellings[-1]


def gather(tellings: Iterable[Telling]) -> list[Measure]:
    """The duties of an article; a passage that fits none and names no imposer takes the imposer of the last one."""
    measures: list[Measure] = []
    for telling in tellings:
        if _add_as_former(measures, telling):
            continue
        if telling.is_bare and telling.naming.is_definite and _add_to_recent(measures, telling):
            continue
        if telling.is_bare and telling.naming.is_condition:
            continue
        parent = next((one for one in reversed(measures) if _is_part(one, telling)), None)
        if parent is not None:
            measures.append(_split(parent, telling))
            continue
        rated = [(_fit(measure, telling), n) for n, measure in enumerate(measures)]
        best, place = max(rated, default=(0.0, -1))
        if best >= LEAST:
            measures[place].tellings.append(_joined(measures[place], _told_again(telling)))
        else:
            measures += _opened(measures, telling)
    return [_with_target(measure, measures) for measure in measures]


def _with_target(measure: Measure, measures: list[Measure]) -> Measure:
    """A duty told without a country: the one that the imposer's others hit, or that hits the imposer in return."""
    own = set(measure.values("imposer"))
    if measure.values("target") or not own or not (measure.values("product") or measure.values("rateMax")):
        return measure
    here = measure.tellings[0].sentence
    others = [one for one in measures if one is not measure and 0 <= here - one.tellings[0].sentence <= _NEXT]
    hit = {target for one in others if own & set(one.values("imposer")) for target in one.values("target")}
    back = {one for other in others if own & set(other.values("target")) for one in other.values("imposer")}
    likely = (hit or back) - own
    if len(likely) != 1 or (hit and back and hit != back):
        return measure
    first = measure.tellings[0]
    added = Argument("target", next(iter(likely)), inferred=True)
    return Measure([replace(first, arguments=(*first.arguments, added)), *measure.tellings[1:]])


def _is_part(measure: Measure, telling: Telling) -> bool:
    """True for "Walnuts will attract 120 per cent" after "duties on almonds, apples and walnuts"."""
    mine, theirs = set(telling.values("product")), {one.lower() for one in measure.values("product")}
    if measure.values("rateMax") or not telling.values("rateMax") or len(theirs) < 2:
        return False
    clash = _clashes(measure, telling, "imposer") or _clashes(measure, telling, "target")
    return not clash and bool(mine) and {one.lower() for one in mine} < theirs


def _split(parent: Measure, telling: Telling) -> Measure:
    """A duty of its own for some of the goods, with the actors and days of the whole."""
    mine = {one.lower() for one in telling.values("product")}
    whole = parent.tellings[0]
    parent.tellings = [
        replace(one, arguments=tuple(a for a in one.arguments if a.slot != "product" or a.value.lower() not in mine))
        for one in parent.tellings
    ]
    slots = [slot for slot in _SHARED if not telling.values(slot)]
    taken = [replace(one, inferred=True) for one in whole.arguments if one.slot in slots]
    return Measure([replace(telling, arguments=(*telling.arguments, *taken))])


def _add_to_recent(measures: list[Measure], telling: Telling) -> bool:
    """ "The decision" belongs to every duty of the passage told last, "its duties" to those of their imposer."""
    fitting = [one for one in measures if not _clashes(one, telling, "imposer")]
    if telling.naming.is_condition:
        fitting = [one for one in fitting if one.last.sentence < telling.sentence]
    if telling.naming.sort == "back":
        reach = _BACK if telling.naming.token.pos_ == "NOUN" else _NEXT
        fitting = [one for one in fitting if telling.sentence - one.last.sentence <= reach]
    last = max((one.last.sentence for one in fitting), default=-1)
    recent = [one for one in fitting if one.last.sentence == last]
    alike_named = [one for one in recent if one.last.naming.token.lemma_ == telling.naming.token.lemma_]
    for one in alike_named or recent:
        one.tellings.append(_joined(one, _told_again(telling)))
    return bool(fitting)


def _told_again(telling: Telling) -> Telling:
    """A further passage of a duty; "unless the duty is lifted" says nothing of where it stands."""
    is_condition = telling.naming.is_condition and telling.naming.is_definite
    return replace(telling, status=None, outlook={}) if is_condition else telling


def _add_as_former(measures: list[Measure], telling: Telling) -> bool:
    """True where the rate is the one that a duty told just before replaces: "The current duty is 10 percent"."""
    rates, is_replaced = set(telling.values("rateMin") + telling.values("rateMax")), _is_replaced(telling)
    here = {word.lower_ for word in telling.naming.token.sent}
    is_past = telling.status in {"inForce", None} and bool(here & words("former_words"))
    if len(rates) != 1 or not (is_past or is_replaced):
        return False
    for one in reversed(measures):
        near = is_replaced or 0 < telling.sentence - one.last.sentence <= _NEXT
        if near and one.values("rateMax") and not one.values("previousRate") and _may_have_been(one, telling):
            one.tellings.append(_joined(one, _as_former(telling, is_replaced=is_replaced)))
            return True
    return False


def _as_former(telling: Telling, *, is_replaced: bool) -> Telling:
    """The passage with its rate as the old one; "It starts in May and replaces a rate of 4 percent" tells more."""
    rate = next(each for each in telling.arguments if each.slot in {"rateMin", "rateMax"})
    former = replace(rate, slot="previousRate")
    if not is_replaced or telling.naming.sort != "back":
        return replace(telling, status=None, outlook={}, arguments=(former,))
    rest = (each for each in telling.arguments if each.slot not in {"rateMin", "rateMax"})
    return replace(telling, arguments=(*rest, former))


def _is_replaced(telling: Telling) -> bool:
    """True for the rate of "The duties replace ones of 17 percent"; not in "replace it with a 30% tariff"."""
    rates = [one.span.start for one in telling.arguments if one.slot in {"rateMin", "rateMax"} and one.span]
    before = [word for word in telling.naming.token.sent if rates and word.idx < rates[0]]
    for word in reversed(before):
        if word.lower_ in {"with", "by"}:
            return False
        if is_verb(word) and word.lemma_ in REPLACING:
            return not is_passive(word)
    return False


def _may_have_been(measure: Measure, telling: Telling) -> bool:
    """True where both tell of the same goods and states, at different rates."""
    clash = any(_clashes(measure, telling, slot) for slot in ("imposer", "target"))
    goods = set(telling.values("product")) <= set(measure.values("product"))
    return not clash and goods and _rates_clash(measure, telling) and not telling.values("previousRate")


def _opened(measures: list[Measure], telling: Telling) -> list[Measure]:
    """A new duty, with the imposer and, for a reply, the target taken from what was told before."""
    added = list(_taken_over(measures, telling))
    imposers = [one.value for one in (*telling.arguments, *added) if one.slot == "imposer"]
    if telling.naming.sort == "back" or (telling.is_bare and _says_nothing(telling)):
        return []
    if not imposers and not (telling.values("target") or telling.values("product")):
        return []
    if telling.naming.sort == "reply" and not any(one.slot == "target" for one in (*telling.arguments, *added)):
        return []
    opened = replace(telling, arguments=(*telling.arguments, *added))
    return [Measure([_joined(Measure([opened]), opened)])]


def _says_nothing(telling: Telling) -> bool:
    """True for "asked if there was a tariff", "it is no longer a tariff but a poem"."""
    verb = telling.naming.verb
    return telling.status is None or verb is None or verb.lemma_ == "be"


def _taken_over(measures: list[Measure], telling: Telling) -> Iterable[Argument]:
    imposers, targets = telling.values("imposer"), telling.values("target")
    if not imposers and not telling.is_bare:
        imposers = _likely_imposer(measures, telling)
        yield from (Argument("imposer", one, inferred=True) for one in imposers)
    if telling.is_reply and imposers and not targets:
        for measure in reversed(measures):
            against = [one for one in measure.values("imposer") if one not in imposers]
            if against:
                yield Argument("target", against[0], inferred=True)
                return


def _likely_imposer(measures: list[Measure], telling: Telling) -> tuple[str, ...]:
    """Who levies a duty told without an imposer: who levies one on such goods, who speaks, who was told last."""
    targets = telling.values("target")
    if telling.voice and telling.voice not in targets and telling.status not in {None, "inForce"}:
        return (telling.voice,)
    akin = [one for one in measures if _goods_fit(one, telling) > 0]
    for measure in (*reversed(akin), *reversed(measures)):
        found = [one for one in measure.values("imposer") if one not in targets]
        if found:
            return (found[0],)
    for one in (telling.voice, telling.doer_before):
        if one and one not in targets:
            return (one,)
    return ()


def _fit(measure: Measure, telling: Telling) -> float:
    """How well a passage fits a duty told before, from 0 to 1."""
    if measure.last.naming.token == telling.naming.token:
        return 0.0
    if _clashes(measure, telling, "imposer") or _clashes(measure, telling, "target"):
        return 0.0
    if _rates_clash(measure, telling):
        return 0.0
    goods = _goods_fit(measure, telling)
    if goods < 0:
        return 0.0
    shared = sum(bool(set(measure.values(s)) & set(telling.values(s))) for s in ("target", "rateMax", "imposer"))
    recency = 0.1 / (1 + telling.sentence - measure.last.sentence)
    is_unspecific = not telling.values("product") and not (telling.values("target") and telling.values("rateMax"))
    definite = (0.3 if is_unspecific else 0.1) if telling.naming.is_definite else 0.0
    # "dropping our tariffs on the US" … "Britain had charged 15% on Boeing planes"
    if not measure.values("product") and not measure.values("rateMax") and shared:
        definite += 0.2
    # "they will face higher tariffs" … "The bloc faces major hikes"
    if not any(one.values(slot) for one in (measure, telling) for slot in ("product", "rateMax")) and (
        not measure.values("target")
    ):
        definite += 0.35
    return 0.15 * shared + goods + definite + recency


def _clashes(measure: Measure, telling: Telling, slot: str) -> bool:
    mine, theirs = set(telling.values(slot)), set(measure.values(slot))
    return bool(mine and theirs and not mine & theirs)


def _rates_clash(measure: Measure, telling: Telling) -> bool:
    """True where each has a rate and neither lies in the other's range."""
    mine = [float(v) for v in telling.values("rateMin") + telling.values("rateMax")]
    theirs = [float(v) for v in measure.values("rateMin") + measure.values("rateMax")]
    return bool(mine and theirs) and max(mine) != max(theirs)


def _goods_fit(measure: Measure, telling: Telling) -> float:
    """0.4 for goods in common, 0 where one names none, below 0 where they are others."""
    mine, theirs = telling.values("product"), measure.values("product")
    if not mine or not theirs:
        return 0.0
    if any(alike(one, two) for one in mine for two in theirs):
        return 0.4
    same_rate = set(telling.values("rateMax")) & set(measure.values("rateMax"))
    same_target = set(telling.values("target")) & set(measure.values("target"))
    return 0.0 if same_rate and same_target else -1.0


def alike(one: str, two: str) -> bool:
    """True where two phrases name goods of one kind: they share a word, but for a plural.

    >>> alike("powdered milk", "milk powder"), alike("flour", "wheat flour"), alike("cars", "car parts")
    (True, True, True)
    """
    return bool(_stems(one) & _stems(two))


def _stems(phrase: str) -> set[str]:
    found = {word.lower().rstrip("s") for word in phrase.replace("-", " ").split()}
    return found - words("generic_goods") or found


def _joined(measure: Measure, telling: Telling) -> Telling:
    """The passage as part of a duty: its speaker announced it where he speaks for the imposer."""
    known = measure.values("announcedBy") or telling.values("announcedBy")
    speaker = telling.source["speaker"]
    if not known and speaker and kind_of(speaker) is Kind.PERSON and telling.voice in measure.values("imposer"):
        telling = replace(telling, arguments=(*telling.arguments, Argument("announcedBy", speaker)))
    return _without_repeats(measure, telling)


def _without_repeats(measure: Measure, telling: Telling) -> Telling:
    """The passage without a second value for slots that have one, and without goods that it only words otherwise."""
    kept = []
    for one in telling.arguments:
        known = measure.values(one.slot)
        if one.slot in _ONE_VALUED and known and one.value not in known:
            continue
        if one.slot == "product" and one.value not in known and any(alike(one.value, other) for other in known):
            continue
        kept.append(one)
    return replace(telling, arguments=tuple(kept))


def mentions_of(measures: Iterable[tuple[Measure, str, float]]) -> list[EventMention]:
    """The event mentions of the duties; those of one duty carry one number, its status and its chance."""
    found = []
    for number, (measure, status, value) in enumerate(measures):
        found += [_mention(one, number, status, value) for one in measure.tellings]
    return found


def settle(measure: Measure, today: str | None) -> str:
    """The status that the article as a whole reports, by what the rules read in each passage."""
    ahead = any(today and side_of(day, today) == "after" for day in measure.values("effectiveDate"))
    return settled_by([one.status for one in measure.tellings if one.status], ahead=ahead)


def settled_by(told: Sequence[str], *, ahead: bool) -> str:
    """The status of a duty by those of its passages: its end beats what it was before."""
    ends = [status for status in told if status in {"suspended", "lifted"}]
    if ends:
        return ends[-1]
    order = ("announced", "threatened", "inForce") if ahead else ("inForce", "announced", "threatened")
    return next((status for status in order if status in told), told[-1] if told else "inForce")


def _mention(one: Telling, number: int, status: str, value: float) -> EventMention:
    return EventMention(
        kind=KIND,
        number=number,
        trigger=span_of(one.naming.token),
        passage=one.passage,
        status=status,
        arguments=one.arguments,
        speaker=one.source["speaker"],
        attribution=one.source["attribution"],
        confidence=round(value, 2),
    )
