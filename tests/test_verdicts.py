"""What leaves no doubt of a truce's status, or only looks as if it did: one line is one case."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.finding.triggers import find_triggers
from kg.records import Article
from kg.truces.verdicts import verdict

SURE = (
    ("Chad and Libya have yet to agree on a truce.", "negotiated"),
    ("Negotiators failed on Monday to reach a ceasefire between Chad and Libya.", "negotiated"),
    ("The two sides had yet to conclude a truce, Oman said.", "negotiated"),
    ("The ELN has yet to accept a ceasefire.", None),
    ("Chad did not fail to agree on a truce with Libya.", None),
    ("Oman is working to secure a ceasefire between Chad and Libya.", "negotiated"),
    ("The envoy flew to Lima on Monday to broker a truce between Chad and Libya.", "negotiated"),
    ("Oman is mediating between Chad and Libya to secure a truce.", "negotiated"),
    ("Chad and Libya met in Oslo to sign a truce.", None),
    ("Oman did not go there to broker a truce between Chad and Libya.", None),
    ("No ceasefire has been agreed between Chad and Libya.", "rejected"),
    ("No truce was signed with Chad, Libya said.", "rejected"),
    ("No ceasefire was reached in Oslo.", "rejected"),
    ("No ceasefire has been broken so often.", None),
    ("A ceasefire has been agreed.", None),
    ("Libya sees no grounds for a ceasefire.", "rejected"),
    ("The rebels were not interested in a truce.", "rejected"),
    ("Chad saw no point in a ceasefire.", "rejected"),
    ("Libya saw grounds for a ceasefire.", None),
    ("Chad is interested in a truce.", None),
    ("If Chad stops its raids, Libya will observe a ceasefire.", "proposed"),
    ("Libya would sign a truce if Chad agreed to talks.", "proposed"),
    ("The rebels will respect a ceasefire if the army withdraws.", "proposed"),
    ("Libya will sign a truce even if Chad objects.", None),
    ("Libya signed a truce as if nothing had happened.", None),
    ("A ceasefire was the only solution, Oman said.", "proposed"),
    ("A truce is urgently needed in Chad.", "proposed"),
    ("Oman said a ceasefire was essential.", "proposed"),
    ("A truce is not necessary, Libya said.", None),
    ("The truce was a surprise.", None),
    ("The rebels set out terms on Friday for a ceasefire with Chad.", "proposed"),
    ("Libya laid out its conditions for a truce.", "proposed"),
    ("Oman presented a plan for a ceasefire.", "proposed"),
    ("Libya has accepted the terms of a ceasefire.", None),
    ("Oman set aside money for a ceasefire.", None),
    ("Ceasefire talks between Chad and Libya ended without a deal.", "negotiated"),
    ("Chad and Libya resumed negotiations on a truce.", "negotiated"),
    ("A second round of talks on a ceasefire broke up in Oslo.", "negotiated"),
    ("Ceasefire talks between Chad and Libya ended with an agreement.", None),
    ("Libya refused talks on a ceasefire.", None),
    ("Chad no longer considered itself bound by the truce.", "ended"),
    ("Libya said the ceasefire no longer existed.", "ended"),
    ("The rebels would no longer observe a truce with Chad.", "ended"),
    ("Chad no longer rejected a ceasefire.", None),
    ("The ceasefire lasted longer than Chad had hoped.", None),
    ("The rebels withdrew from the ceasefire on Monday.", "ended"),
    ("Chad has pulled out of a truce with Libya.", "ended"),
    ("The rebels walked away from the ceasefire.", "ended"),
    ("Chad denied that it had pulled out of the truce.", "inForce"),
    ("The rebels threatened to withdraw from the ceasefire.", None),
    ("Chad suspended a ceasefire with the rebels on Friday.", "ended"),
    ("The rebels declared their ceasefire over.", "ended"),
    ("The truce was terminated on Monday.", "ended"),
    ("Chad could suspend a ceasefire with the rebels.", None),
    ("The rebels declared a ceasefire.", None),
    ("Shells fell on the town despite a ceasefire between Chad and Libya.", "violated"),
    ("Rebels attacked the port in spite of a truce with Chad.", "violated"),
    ("Libya sent planes over the border in breach of the ceasefire.", "violated"),
    ("Prices rose despite the truce between Chad and Libya.", None),
    ("Shells could fall on the town despite the ceasefire.", None),
    ("The two armies exchanged fire hours after a ceasefire took effect.", "violated"),
    ("Two soldiers were killed minutes into a truce between Chad and Libya.", "violated"),
    ("Rebels shelled the market a day after the ceasefire began.", "violated"),
    ("Hours after declaring a truce with Chad, rebels ambushed a convoy.", "violated"),
    ("Hours after declaring a truce with Chad, rebels freed a convoy.", None),
    ("Artillery pounded the port on the second day of a truce.", "violated"),
    ("The army resumed its strikes a day after a truce expired.", "ended"),
    ("Markets opened on the second day of the truce.", None),
    ("Twelve rockets hit the town in the first hours of the truce.", None),
    ("On the first day of the truce neither side fired a shot.", None),
    ("Markets opened hours after the ceasefire took effect.", None),
    ("Shelling stopped hours after the ceasefire took effect.", None),
    ("Attacks have subsided despite the truce's end.", None),
    ("The two armies exchanged fire before a ceasefire took effect.", None),
    ("Chad denied having broken the truce.", "inForce"),
    ("Libya denied that it had violated the ceasefire.", "inForce"),
    ("Both denied breaching the truce.", "inForce"),
    ("Libya denied that the army had moved and broken its truce with Chad.", "inForce"),
    ("No violations of the ceasefire between Chad and Libya were reported.", "inForce"),
    ("A shaky truce between Chad and Libya has now lasted a month.", "inForce"),
    ("The ceasefire has survived two shootings.", "inForce"),
    ("The truce lasted a month.", "ended"),
    ("Many violations of the ceasefire were reported.", None),
    ("Chad accused Libya of breaking the truce.", None),
    ("Libya did not deny that it had broken the ceasefire.", None),
    ("A ceasefire between Chad and Libya, in force since Sunday, was respected.", "inForce"),
    ("The truce remained in place on Friday.", "inForce"),
    ("The ceasefire is still in effect, Oman said.", "inForce"),
    ("The truce was in force until Thursday's clashes.", None),
    ("The truce was not in force on Friday.", None),
    ("The truce between Chad and Libya was over, the army said.", "ended"),
    ("The ceasefire is dead.", "ended"),
    ("Its ceasefire with the army lies in tatters.", "ended"),
    ("The ceasefire is not dead.", None),
    ("The talks on a ceasefire were over by noon.", None),
    ("The truce collapsed on Monday.", "ended"),
    ("The truce, which expired on Friday, was not extended.", "ended"),
    ("The ceasefire between Chad and Libya ran out at noon.", "ended"),
    ("Chad and Libya prolonged by a week a ceasefire that expired on Monday.", None),
    ("The ceasefire ended a war of six years.", None),
    ("The truce will expire on Friday.", None),
    ("Libya is studying a proposal for a truce.", "proposed"),
    ("The rebels would consider a ceasefire.", "proposed"),
    ("Chad was weighing an offer of a truce.", "proposed"),
    ("Libya is not considering a ceasefire.", None),
    ("Ministers will review the truce on Monday.", None),
    ("Libya has signed a proposal for a truce.", None),
    ("Oman would welcome a ceasefire between Chad and Libya.", "proposed"),
    ("Iran would support a truce.", "proposed"),
    ("Peru would back a ceasefire in Chad.", "proposed"),
    ("Oman welcomed a ceasefire between Chad and Libya.", None),
    ("Oman would not back a truce.", None),
    ("Chad and Libya have stopped attacking each other.", "inForce"),
    ("The rebels said they were suspending all attacks.", "inForce"),
    ("Libya suspended its offensive on Monday.", "inForce"),
    ("Have Chad and Libya stopped attacking each other?", None),
    ("A truce, agreed on Sunday night, lasted less than a day.", "ended"),
    ("A truce mediated by Oman in July held for four months.", "ended"),
    ("The ceasefire of 2019 held for only two weeks.", "ended"),
    ("A ceasefire between Chad and Libya held for a fourth day.", "inForce"),
    ("The truce held on Monday.", None),
    ("A truce that nobody respected was signed in Oslo.", "violated"),
    ("The army declared a ceasefire, which the rebels ignored.", "violated"),
    ("The two sides signed a truce which neither has kept.", "violated"),
    ("The army declared a ceasefire, which the rebels did not ignore.", None),
    ("The army declared a ceasefire that the rebels respected.", None),
    ("Chad and Libya signed a truce. It expired on Friday, when jets struck the port.", "ended"),
    ("Chad and Libya signed a truce. It expires on Friday.", None),
    ("A ceasefire agreed in 2021 held for four years.", "ended"),
    ("If both sides agree, Oman will open talks on a truce.", "proposed"),
    ("The truce had lasted two weeks when shells fell.", None),
    ("The army would go back to war the moment the truce is over.", None),
    ("If they break their word, the truce is over.", None),
    ("Once the ceasefire has collapsed, nobody will mourn it.", None),
    ("She called on both sides to return to the truce.", "proposed"),
    ("Oman urged Chad and Libya to renew the ceasefire.", "proposed"),
    ("The envoy appealed to both to restore the truce.", "proposed"),
    ("Chad and Libya returned to the truce.", None),
    ("Chad and Libya agreed to renew the ceasefire.", None),
    ("Neither was ready to speak of a ceasefire.", "rejected"),
    ("Libya is not prepared to accept a truce.", "rejected"),
    ("The rebels are not willing to sign a ceasefire.", "rejected"),
    ("Libya is prepared to accept a truce.", None),
    ("Libya was not surprised by the truce.", None),
    ("A permanent ceasefire is to be signed in Doha before June.", "negotiated"),
    ("The truce will be signed on Friday.", "negotiated"),
    ("A truce is to be concluded next month.", "negotiated"),
    ("A truce was signed in Doha.", None),
    ("The truce is to be monitored by Oman.", None),
    ("Chad denied that it had concluded a ceasefire with Libya.", "rejected"),
    ("The rebels denied having signed a truce.", "rejected"),
    ("Libya denied agreeing to a ceasefire.", "rejected"),
    ("Chad did not deny that it had concluded a ceasefire.", None),
    ("Chad denied that it had moved tanks after signing a ceasefire.", None),
    ("Chad and Libya will open talks on a ceasefire in Doha.", "negotiated"),
    ("The two agreed to begin talks on a truce.", "negotiated"),
    ("Oman said both will resume negotiations on a ceasefire.", "negotiated"),
    ("Chad refused to open talks on a ceasefire.", None),
    ("Chad will not open talks on a ceasefire.", None),
    ("She hoped that the two would announce a ceasefire.", "proposed"),
    ("There will be no ceasefire before May, Libya said.", "rejected"),
    ("Chad and Libya will lay down their arms from noon on Saturday.", "agreed"),
    ("Both will stop all shooting on Friday, Oman said.", "agreed"),
    ("The rebels will cease fire on Sunday.", "agreed"),
    ("The rebels will cease fire if the army withdraws.", "proposed"),
    ("The rebels will not cease fire.", None),
    ("There was joy over a ceasefire that ended three months of war.", "inForce"),
    ("A truce that halted weeks of shelling was welcomed.", "inForce"),
    ("A ceasefire which stopped the fighting in Chad was praised.", "inForce"),
    ("The ceasefire of 2012, which ended eight days of war, was recalled.", None),
    ("A ceasefire that ended on Friday was mourned.", "ended"),
    ("Chad and Libya traded fire on Sunday, putting at risk a ceasefire.", "violated"),
    ("Shells fell on the port, testing the truce.", "violated"),
    ("Rebels attacked two posts, jeopardising a ceasefire.", "violated"),
    ("Chad accepted the plan, putting on paper a ceasefire.", None),
    ("Chad raised tariffs, testing the truce.", None),
    ("She saw no peace unless the militants laid down their arms.", "proposed"),
    ("There will be no talks until the rebels lay down their weapons.", "proposed"),
    ("No prisoner goes home unless they cease fire.", "proposed"),
    ("They laid down their weapons before the talks.", None),
    ("They laid down their arms without talks.", None),
    ("Chad and Libya have not stopped attacking each other.", None),
)

AS_FAR = (
    ("Chad and Libya announced on Friday a truce starting on Saturday evening.", "agreed"),
    ("Chad and Libya on Monday announced a truce that begins on July 20.", "agreed"),
    ("Chad and Libya are to observe a truce from Sunday.", "agreed"),
    ("Chad and Libya began a truce on Saturday.", "inForce"),
    ("Chad and Libya have observed a truce since Sunday.", "inForce"),
    ("Chad and Libya signed a declaration on Thursday under which a ceasefire took effect immediately.", "inForce"),
    ("Chad and Libya accepted on Thursday a plan under which a truce takes effect at once.", "inForce"),
    ("Chad and Libya agreed on Thursday to stop fighting at once.", "agreed"),
)


BROKEN = (
    ("An earlier truce between Chad and Libya was broken within hours.", "ended"),
    ("Two previous ceasefires between Chad and Libya were violated within a day.", "ended"),
    ("The last truce between Chad and Libya was violated by both.", "ended"),
    ("A new truce between Chad and Libya was broken within hours.", "violated"),
    ("The truce between Chad and Libya, signed earlier, was violated.", "violated"),
)


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_an_earlier_truce_that_was_broken_is_over(text: str, expected: str) -> None:
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Ceasefire"} == {expected}


NO_TRUCE = (
    "This is not a truce, said Chad of its talks with Libya.",
    "Chad said its step did not mean a ceasefire with Libya.",
    "Between Chad and Libya there had never been a formal ceasefire.",
)


@pytest.mark.parametrize("text", NO_TRUCE)
def test_what_is_no_truce_is_not_told(text: str) -> None:
    assert extract(Article("a", text, published="2025-07-11")).events == ()


@pytest.mark.parametrize(
    "text", ["This is a truce between Chad and Libya.", "The truce between Chad and Libya was not a mistake."]
)
def test_what_only_looks_like_no_truce_is_told(text: str) -> None:
    assert {event.kind for event in extract(Article("a", text, published="2025-07-11")).events} == {"Ceasefire"}


SIGNED = "Chad and Libya signed a ceasefire in Doha on Monday."
SINCE = (
    ("The guns have stayed silent.", "inForce"),
    ("No shots were heard on Tuesday night.", "inForce"),
    ("The border was calm on Tuesday.", "inForce"),
    ("The guns will fall silent tonight.", "agreed"),
    ("The minister stayed silent.", "agreed"),
    ("Each side said that the other had fired first.", "violated"),
    ("Each accused the other of shelling villages.", "violated"),
    ("The two blamed each other for the fire.", "violated"),
    ("Each thanked the other.", "agreed"),
    ("The two may be blamed for this.", "agreed"),
)


@pytest.mark.parametrize(("further", "expected"), SINCE)
def test_what_is_told_of_the_fighting_since(further: str, expected: str) -> None:
    events = extract(Article("a", f"{SIGNED} {further}", published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Ceasefire"} == {expected}


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_what_leaves_no_doubt_of_a_truce(text: str, expected: str | None) -> None:
    doc = annotate(Article("a", text, published="2025-07-11"))
    told = {verdict(each.token) for each in find_triggers(doc, "ceasefire")}
    assert told - {None} == {expected} - {None}


@pytest.mark.parametrize(("text", "expected"), AS_FAR)
def test_a_truce_to_come_is_agreed_and_one_that_holds_at_once_in_force(text: str, expected: str) -> None:
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Ceasefire"} == {expected}
