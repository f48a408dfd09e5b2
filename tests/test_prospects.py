"""Words beside a duty that overrule the plain sense of its verb, or only look like it: one line is one case."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.records import Article

CASES = (
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


@pytest.mark.parametrize(("text", "status"), CASES)
def test_where_a_duty_stands(text: str, status: str) -> None:
    events = extract(Article("a", text, published="2025-07-11")).events
    assert {event.status for event in events if event.kind == "Tariff"} == {status}
