"""What each passage says, as reports of events and of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.accounts import Account, Party, report_id
from kg.compare import explained
from kg.records import EventMention, Fact, Mention, Report, Score, Slot, Span, Words, digest
from kg.resolve.actors import Directory
from kg.resolve.appearances import Appearance, is_guess, title_score
from kg.resolve.events import Merged, NearMiss
from kg.resolve.telling import value_id

TOGETHER = "taken together"  # what stands beside the chance that two accounts tell one event
SAME_OFFICE = 0.5  # share of the words of two titles: "foreign minister", "Minister of Foreign Affairs"


def event_reports(identity: str, event: Merged, slots: Mapping[str, Slot], directory: Directory) -> Iterator[Report]:
    """One report a passage, with exactly the slots of that passage; the first of an account says why it was merged."""
    for account in event.accounts:
        named = named_elsewhere(account, event)
        for number in range(len(account.mentions)):
            fit = event.fits.get(account.key)
            reasons = _why_together(account, fit, slots) if fit is not None and not number else ()
            yield _event_report(identity, account, number, slots, directory, named, reasons)


def with_near_miss(
    reports: Iterable[Report], miss: NearMiss | None, slots: Mapping[str, Slot], ids: Mapping[tuple[str, int], str]
) -> Iterator[Report]:
    """The reports, the one that another event is likest to with that event; `ids` are the events' by account."""
    close = report_id(miss.own, 0) if miss is not None else ""
    for report in reports:
        if miss is None or report.id != close:
            yield report
        else:
            obstacle = (Score(0.0, miss.obstacle),) if miss.obstacle else ()
            apart = (*_why_together(miss.own, miss.other, slots), *obstacle)
            yield replace(report, near_miss=ids[miss.other.key], apart=apart)


def _why_together(own: Account, other: Account, slots: Mapping[str, Slot]) -> tuple[Score, ...]:
    """How likely two accounts tell one event, and what speaks for it and against it."""
    left, right = sorted((own, other), key=lambda account: account.key)
    found = explained(left, right, slots)
    return (Score(round(found.value, 2), TOGETHER), *found.reasons)


def named_elsewhere(account: Account, event: Merged) -> dict[tuple[str, str], str]:
    """Persons whom only other articles name, by slot and the country or organisation that stands for them here."""
    named = {}
    for slot, parties in account.parties.items():
        here = {party.id for party in parties}
        others = [party for other in event.accounts if other is not account for party in other.parties.get(slot, ())]
        for party in parties:
            person = _office_holder(party, others) if party.titles and not party.is_person else None
            if person is not None and person not in here:
                named[(slot, party.id)] = person
    return named


def _office_holder(role: Party, others: Iterable[Party]) -> str | None:
    """The one person among the others who stands for the same country and holds the office."""
    holders = {
        party.id
        for party in others
        if party.is_person
        and role.id in party.behind
        and (not party.titles or title_score(role.titles, party.titles) >= SAME_OFFICE)
    }
    return holders.pop() if len(holders) == 1 else None


def _event_report(
    identity: str,
    account: Account,
    number: int,
    slots: Mapping[str, Slot],
    directory: Directory,
    named: Mapping[tuple[str, str], str],
    reasons: tuple[Score, ...],
) -> Report:
    mention, article = account.mentions[number], account.article
    facts, inferred = _facts(mention, article.id, slots, directory, named)
    return Report(
        id=report_id(account, number),
        about=identity,
        article=article.id,
        span=mention.passage,
        quote=mention.passage.cut(article.text),
        facts=facts,
        inferred=inferred,
        status=mention.status,
        as_of=mention.as_of,
        attributed_to=directory.id_of(article.id, mention.speaker) if mention.speaker else None,
        attribution=mention.attribution,
        confidence=mention.confidence,
        reasons=reasons,
        words=_words(mention),
    )


def _words(mention: EventMention) -> tuple[Words, ...]:
    """The words of the passage that give its slots; a value that no words of it give has none."""
    spans = ((argument.slot, argument.span) for argument in mention.arguments)
    return tuple(sorted({Words(span, slot) for slot, span in spans if span and mention.passage.contains(span)}))


def _facts(
    mention: EventMention,
    article: str,
    slots: Mapping[str, Slot],
    directory: Directory,
    named: Mapping[tuple[str, str], str],
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The passage's facts, and the slots of which some value is inferred."""
    facts: dict[Fact, None] = {}
    inferred = set()
    for argument in mention.arguments:
        value = value_id(argument, article, directory, slots)
        person = named.get((argument.slot, value))
        facts[Fact(argument.slot, person or value)] = None
        if argument.inferred or person is not None:
            inferred.add(argument.slot)
    return tuple(sorted(facts, key=lambda fact: (fact.slot, fact.value))), tuple(sorted(inferred))


# --- persons ---


def person_reports(
    identity: str, group: Sequence[Appearance], directory: Directory, acting: set[tuple[str, str]]
) -> list[Report]:
    """Reports of a person from the articles in which they are named and act; each tells something new there."""
    return [report for one in group if one.id in acting for report in _of_appearance(identity, one, directory)]


def _of_appearance(identity: str, one: Appearance, directory: Directory) -> Iterator[Report]:
    known: set[Fact] = set()
    first: Report | None = None
    for span, mentions in _by_passage(one.mentions):
        facts = {fact for mention in mentions for fact in _person_facts(mention, one, directory)}
        is_named = any(fact.slot == "name" for fact in facts)
        if is_named and not facts <= known:
            report = _person_report(identity, one, span, facts, max(mention.confidence for mention in mentions))
            known |= facts
            if first is None:
                first = report = _with_country(report, identity, one, directory)
            yield report


def _by_passage(mentions: Iterable[Mention]) -> list[tuple[Span, list[Mention]]]:
    passages: dict[Span, list[Mention]] = {}
    for mention in mentions:
        passages.setdefault(mention.passage, []).append(mention)
    return sorted(passages.items())


def _person_facts(mention: Mention, one: Appearance, directory: Directory) -> Iterator[Fact]:
    if mention.form:
        yield Fact("name", mention.form)
    if mention.title:
        yield Fact("title", mention.title)
    for key in () if is_guess(mention) else mention.represents:
        yield Fact("represents", directory.id_of(one.article.id, key))


def _person_report(identity: str, one: Appearance, span: Span, facts: set[Fact], confidence: float) -> Report:
    return Report(
        id=f"report-{digest(one.article.id, one.key, str(span.start), str(span.end))}",
        about=identity,
        article=one.article.id,
        span=span,
        quote=span.cut(one.article.text),
        facts=tuple(sorted(facts, key=lambda fact: (fact.slot, fact.value))),
        confidence=confidence,
    )


def _with_country(report: Report, identity: str, one: Appearance, directory: Directory) -> Report:
    """Where no words say whom the person represents, what other articles say, else a guess, marked as inferred."""
    if one.stated:
        return report
    others = directory.represents(identity, one.article.day, one.article.id)
    if not others:
        return report
    facts = {*report.facts, *(Fact("represents", actor) for actor in others)}
    return replace(
        report, facts=tuple(sorted(facts, key=lambda fact: (fact.slot, fact.value))), inferred=("represents",)
    )


def named_by_event(identity: str, name: str, report: Report) -> Report:
    """A report for a person of whom no passage gives the name: the event's passage, the name inferred."""
    return Report(
        id=f"report-{digest(report.id, identity)}",
        about=identity,
        article=report.article,
        span=report.span,
        quote=report.quote,
        facts=(Fact("name", name),),
        inferred=("name",),
        confidence=report.confidence,
    )
