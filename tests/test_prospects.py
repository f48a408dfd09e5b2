"""Words beside a duty that overrule the plain sense of its verb, or only look like it: one line is one case."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Article

CASES = (
    ("Morocco on Monday reinstated a 20 percent tariff on Spanish tomatoes that it had suspended in May.", "inForce"),
    ("Rabat has restored a 20 percent tariff on Spanish tomatoes, suspended for 90 days in May.", "inForce"),
    ("Morocco reimposed on Friday a 20 percent tariff on Spanish tomatoes it had lifted in May.", "inForce"),
    ("Morocco has not restored its 20 percent tariff on Spanish tomatoes, suspended for 90 days in May.", "suspended"),
    ("Morocco said in May that it had restored and then lifted its 20 percent tariff on Spanish tomatoes.", "lifted"),
    ("China suspended its 40% tariff on Australian cherries, and last month withdrew its threat of war.", "suspended"),
    ("Japan's tariffs on American whisky, held back four times since autumn, are in force.", "inForce"),
    ("Moldova's 15 percent duty on Ukrainian oil took effect on 18 June and has been suspended since.", "suspended"),
    ("Japan said it would lift its 20% tariff on American whisky once the car duty fell.", "inForce"),
    ("Japan would lift its 20% tariff on American whisky on the day on which the car duty fell.", "inForce"),
    ("Japan will lift its 20% tariff on American whisky on May 1.", "lifted"),
    ("The EU's tariff of 12 per cent on British fish was to have been charged from midnight.", "suspended"),
    ("The 35% U.S. tariff on Malaysian chips should have been collected from Saturday.", "suspended"),
    ("The 35% U.S. tariff on Malaysian chips was charged from midnight.", "inForce"),
    ("Uganda would otherwise tax Kenyan cooking oil at 25 percent, its trade minister said.", "threatened"),
    ("The 22% tariff on Brazilian beef that the United States had threatened kicked in on Friday.", "inForce"),
    ("A 12 percent Hungarian duty on Ukrainian honey has been in force since midnight.", "inForce"),
    ("The 15% U.S. tariff on Swiss watches that the White House had promised took effect on Monday.", "inForce"),
    ("The United States threatened a 22% tariff on Swiss watches before the talks took effect.", "threatened"),
    ("South Korean machines are subject to a duty of 20 percent in Canada, Ottawa said.", "inForce"),
    ("Japan will not answer China's 10% tariff on scallops with a duty of its own.", "inForce+denied"),
    ("India will not, for now, go through with its 35% tariff on Malaysian chips.", "suspended"),
    ("Brussels decided not to impose its 30% duty on American clothing for the time being.", "suspended"),
    ("Botswana will not collect its 15% duty on Belgian stones for the moment.", "suspended"),
    ("Brussels imposed a 30% duty on American clothing, for now without protest.", "inForce"),
    ("Brussels decided not to prolong its 10% duty on Chinese ironing boards.", "lifted"),
    ("Nigeria will not renew its 15% duty on Ghanaian rice.", "lifted"),
    ("Nigeria renewed its 15% duty on Ghanaian rice.", "inForce"),
    ("Nigeria withdrew the 40% levy it had placed on Ghanaian cocoa, then put back and suspended twice.", "lifted"),
    (
        "Indonesia scrapped its 5% duty on Thai cattle with immediate effect but will tax Indian wheat.",
        "lifted+announced",
    ),
    ("Japan gave no sign on Friday that it would drop its 15% duty on Korean steel.", "inForce"),
    ("Turkey has no plans to scrap its 40% tariff on Bulgarian cheese.", "inForce"),
    ("Moscow shows no intention of lifting its 10% duty on Moldovan wine.", "inForce"),
    ("Japan has scrapped its 15% duty on Korean steel, a sign of thaw.", "lifted"),
    ("Norway has no plans to impose a 10% tariff on Swedish steel.", "denied"),
    ("China no longer levies an 80% duty on Australian barley.", "lifted"),
    ("Poland will no longer collect its 20% duty on Ukrainian sugar.", "lifted"),
    ("Kenya has stopped charging a 16% duty on Ugandan eggs.", "lifted"),
    ("China has not stopped collecting an 80% duty on Australian barley.", "inForce"),
    ("China charged an 80% duty on Australian barley longer than planned.", "inForce"),
    ("The United States imposed a 25% tariff on Colombian roses in January and withdrew it a day later.", "lifted"),
    ("Chile levied a 12% duty on Peruvian fish in May and suspended it in June.", "suspended"),
    ("India imposed a 30% duty on Nepali tea in May and scrapped it on Friday.", "lifted"),
    ("India imposed a 30% duty on Nepali tea in May and defended it on Friday.", "inForce"),
    ("India imposed a 30% duty on Nepali tea in May and may scrap it.", "inForce"),
    ("Ivory Coast said a 20% duty on Thai gloves was under consideration.", "threatened"),
    ("A 30% U.S. tariff on French wine is on the table, the White House said.", "threatened"),
    ("Kenya said a 40% duty on Egyptian onions was in the works.", "threatened"),
    ("Ivory Coast said a 20% duty on Thai gloves was not under consideration.", "denied"),
    ("A 30% U.S. tariff on French wine took effect while talks were on the table.", "inForce"),
    ("India would not hesitate to slap a 25% duty on Malaysian palm oil, its trade minister said.", "threatened"),
    ("Canada will not hesitate to impose a 20% tariff on American wine.", "threatened"),
    ("Brussels said it would not hesitate to hit Chinese tyres with a 35% duty.", "threatened"),
    ("India did not hesitate: it slapped a 25% duty on Malaysian palm oil on Monday.", "inForce"),
    ("India imposed a 25% duty on Malaysian palm oil after hesitating for weeks.", "inForce"),
    ("The EU would be forced to impose a 20% duty on British steel, its trade chief said.", "threatened"),
    ("Canada would have to levy a 25% tariff on American milk, its trade minister said.", "threatened"),
    ("India would like to impose a 10% duty on Nepali tea.", "threatened"),
    ("Canada had to impose a 25% tariff on American milk.", "inForce"),
    ("India would begin to charge a 10% duty on Nepali tea on August 1, it said.", "announced"),
    ("Washington gave Vietnam until August 1 to agree or face a 46% tariff.", "threatened"),
    ("Peru must open its market or pay a 20% U.S. tariff on its fish.", "threatened"),
    ("Chile has a month to sign or face a 30% U.S. tariff on its copper.", "threatened"),
    ("Vietnam agreed and now faces a 20% U.S. tariff on its shoes.", "inForce"),
    ("The EU fears a 30% U.S. tariff on its wine.", "threatened"),
    ("Fiji is bracing for a 32% U.S. tariff on its sugar.", "threatened"),
    ("A 25% EU duty on Tunisian olive oil is to be scrapped on August 1.", "lifted"),
    ("A 12% Peruvian duty on Chilean wine is to be suspended in August.", "suspended"),
    ("A 30% Indian duty on Nepali tea was to be lifted in May.", "lifted"),
    ("A 25% EU duty on Tunisian olive oil is not to be scrapped.", "inForce"),
    ("A 25% EU duty on Tunisian olive oil is in force.", "inForce"),
    ("A U.S. senator introduced a bill that would impose a 500% tariff on Indian goods.", "threatened"),
    ("Ghana has drafted legislation that would put a 35% duty on Chinese tiles.", "threatened"),
    ("A motion before Peru's congress would impose a 20% tariff on Chilean apples.", "threatened"),
    ("Peru said it would impose a 20% tariff on Chilean apples under a bill passed in May.", "announced"),
    ("Ghana's parliament approved a bill that will put a 35% duty on Chinese tiles.", "announced"),
    ("Nigeria's president signed a decree on Tuesday putting a 20% duty on Chinese cement.", "announced"),
    ("Canada's prime minister signed an order imposing a 40% tariff on goods from Myanmar.", "announced"),
    ("Ghana published a regulation raising its duty on Chinese tiles to 35%.", "announced"),
    ("Nigeria's president signed a decree on Tuesday putting a 20% duty on Chinese cement at once.", "inForce"),
    ("Nigeria ignored a treaty, putting a 20% duty on Chinese cement.", "inForce"),
    ("Taiwan won a 90-day reprieve from a 32% U.S. tariff on its machinery.", "suspended"),
    ("Switzerland obtained a reprieve from a 39% U.S. tariff on watches.", "suspended"),
    ("Fiji was given a respite from a 32% U.S. tariff on sugar.", "suspended"),
    ("Taiwan got no reprieve from a 32% U.S. tariff on its machinery.", "inForce"),
    ("Taiwan has suffered from a 32% U.S. tariff on its machinery.", "inForce"),
)

LEVIED = "Hungary's duty of 12 percent on Ukrainian honey has been in force since midnight, the government said."
PLEDGED = "Tanzania said it would impose a 10 percent levy on Malawian tea from January unless a ban was dropped."
WENT_ON = (
    (LEVIED, "It decided on the duty in December and dropped the plan in January.", "inForce"),
    (LEVIED, "The government had suspended the duty in March.", "inForce"),
    (LEVIED, "The duty was withdrawn in 2023 and came back.", "inForce"),
    (LEVIED, "The government suspended the duty on Thursday.", "suspended"),
    (LEVIED, "The government has suspended the duty.", "suspended"),
    (PLEDGED, "The levy has been approved by the cabinet, its trade minister said.", "threatened"),
    (PLEDGED, "The levy will start in January.", "threatened"),
    (PLEDGED, "No decision on such a levy has been taken.", "threatened"),
    (PLEDGED.replace(" unless a ban was dropped", ""), "The levy has been approved by the cabinet.", "announced"),
    (LEVIED, "Courts allowed the government's other duties to lapse.", "inForce"),
)


@pytest.mark.parametrize(("told", "further", "status"), WENT_ON)
def test_where_an_article_leaves_a_duty(told: str, further: str, status: str) -> None:
    events = extract(Article("a", f"{told} {further}", published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Tariff" and event.number == 0} == {status}


@pytest.mark.parametrize(("text", "status"), CASES)
def test_where_a_duty_stands(text: str, status: str) -> None:
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Tariff"} == set(status.split("+"))
