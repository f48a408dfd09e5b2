import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from views import SMALL, iri, kg, small

from kg.views.explain import explained
from kg.views.nodes import DIP, Iri, View
from kg.views.show import marked, reports_in
from kg.views.things import UnclearThing, forms_in, match, the_one
from kg.views.why import disputes, events_of, evidence, timeline

GRAPH = ("--graph", str(SMALL))


def test_every_report_behind_an_event() -> None:
    first, second = evidence(small(), iri("meeting-0001"))
    assert (first.outlet, first.date, first.start, first.end) == ("Fjord Courier", "2031-03-07", 0, 93)
    assert (
        first.quote == "Foreign Minister Astrid Nordahl met Tomas Quiroga in Geneva on Thursday for a 50-minute talk."
    )
    assert (second.outlet, second.confidence, second.reasons) == (
        "Lakeside Wire",
        "0.90",
        ("same participants (1.00)",),
    )
    assert (first.near_miss, first.apart) == ("", ())


def test_a_country_is_explained_by_the_reports_that_name_it() -> None:
    assert [report.quote for report in evidence(small(), iri("country-KE"))] == [
        "Mali and the Desert Column are close to a 60-day truce in Gao, mediated by Kenya, she said"
    ]


def test_disputes_side_by_side() -> None:
    rows = disputes(small(), events_of(small(), None))
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Astrid Nordahl met Tomas Quiroga in Geneva", "50", "Fjord Courier", "2031-03-07"),
        ("Astrid Nordahl met Tomas Quiroga in Geneva", "60", "Lakeside Wire", "2031-03-08"),
    ]


def test_status_over_time_with_its_sources() -> None:
    rows = timeline(small(), events_of(small(), iri("tariff-0003")))
    assert [row[:2] + row[3:5] for row in rows] == [
        ("2031-02-20", "announced", "Lakeside Wire", ""),
        ("2031-03-08", "suspended", "Lakeside Wire", "Luisa Prado"),
    ]


def test_what_an_article_tells_twice_stands_in_tables_once() -> None:
    first, second = small().reports_on(iri("meeting-0001"))
    again = replace(first, iri=iri("report-0001b"), start=first.end + 1, quote="They met for 50 minutes.")
    view = replace(small(), reports=(first, again, second))
    rows = timeline(view, events_of(view, iri("meeting-0001")))
    assert [row[5] for row in rows] == [first.quote, second.quote]
    assert [row[5] for row in disputes(view, events_of(view, None))] == [first.quote, second.quote]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (iri("country-NO"), ["country-NO"]),
        ("country-no", ["country-NO"]),
        ("no", ["country-NO"]),
        ("NORWAY", ["country-NO"]),
        ("tomás quiroga", ["person-tomas-quiroga"]),
        ("Nordahl", ["person-astrid-nordahl"]),
        ("nordahl geneva", ["meeting-0001"]),
        ("truce", ["ceasefire-0005"]),
        ("Nobody", []),
        ("", []),
        ("***", []),
    ],
)
def test_what_words_stand_for(words: str, found: list[str]) -> None:
    assert [thing.name for thing in match(words, forms_in(small()))] == found


def test_words_that_may_be_several_things_list_them() -> None:
    with pytest.raises(UnclearThing) as told:
        the_one(
            "nordahl met",
            [(iri("a"), "Nordahl met X"), (iri("b"), "Nordahl met Y")],
        )
    assert str(told.value) == "'nordahl met' may be any of these; name one:\n  a  Nordahl met X\n  b  Nordahl met Y"


def test_why_prints_both_quotes_with_outlet_and_offsets() -> None:
    output = kg("why", "meeting-0001", *GRAPH).output
    assert "1. Fjord Courier, 2031-03-07 (article a1, characters 0-93, confidence 0.95)" in output
    assert "“Nordahl and Tomás Quiroga sat down for an hour to talk fisheries.”" in output
    assert "merged: same participants" in output
    assert "2 passages by 2 outlets" in output


def test_reports_of_one_passage_are_told_together() -> None:
    event, twin = iri("meeting-0001"), iri("report-0001b")
    first, second = small().reports_on(event)
    again = replace(
        first,
        iri=twin,
        slots={"mode": (Iri(f"{DIP}inPerson"),), "place": first.slots["place"]},
        inferred=("mode",),
        reasons=("participant person-astrid-nordahl (1.00)", "announcedDate 2031-03 (0.00)", "taken together (0.80)"),
    )
    told = explained(replace(small(), reports=(first, again, second)), event)
    assert told.count("characters 0-93") == 1
    assert "2 passages by 2 outlets" in told
    assert "mode: in person (inferred); " in told
    assert "merged (chance 0.80 of one event): participant Astrid Nordahl\n   yet: announced on 2031-03" in told


def with_copy() -> View:
    """The small graph, the second outlet's passage on the meeting repeated by the article that copies it."""
    first, second = small().reports_on(iri("meeting-0001"))
    copy = replace(second, iri=iri("report-0002b"), article=iri("article-a3"))
    return replace(small(), reports=(first, second, copy))


def test_the_words_of_a_copy_are_told_with_those_of_the_original() -> None:
    told = explained(with_copy(), iri("meeting-0001"))
    assert told.count("sat down for an hour") == 1
    assert "2 passages by 2 outlets, repeated by 1 more" in told
    assert f"word for word in {with_copy().outlet(iri('article-a3'))}" in told


def test_copies_are_counted_where_sources_differ() -> None:
    rows = disputes(with_copy(), events_of(with_copy(), None))
    assert [row[3] for row in rows] == ["Fjord Courier", "Lakeside Wire and 1 copy"]


@pytest.mark.parametrize(("inferred", "told"), [("2031-03-08", "2031-03-08 (inferred)"), ("", "undated")])
def test_an_undated_article_stands_in_the_timeline_by_the_day_inferred(inferred: str, told: str) -> None:
    undated = replace(small().articles[iri("article-a1")], published="", inferred=inferred)
    view = replace(small(), articles=small().articles | {undated.iri: undated})
    rows = timeline(view, events_of(view, iri("meeting-0001")))
    assert [row[0] for row in rows] == [told, "2031-03-08"]


def test_why_for_programs() -> None:
    told = json.loads(kg("why", "meeting-0001", "--format", "json", *GRAPH).output)
    assert [(report["start"], report["end"]) for report in told["reports"]] == [(0, 93), (10, 75)]


def test_disputes_and_timeline_as_csv_and_json() -> None:
    rows = list(csv.DictReader(io.StringIO(kg("disputes", "--format", "csv", *GRAPH).output)))
    assert [row["value"] for row in rows] == ["50", "60"]
    told = json.loads(kg("timeline", "salmon", "--format", "json", *GRAPH).output)
    assert [row["status"] for row in told] == ["announced", "suspended"]


def test_nothing_found_is_said_and_no_error() -> None:
    assert kg("disputes", "Brazil", *GRAPH).stderr == "nothing found\n"


def test_an_unknown_thing_is_one_line() -> None:
    assert kg("why", "Nobody", *GRAPH, code=2).output == "Error: nothing here is called 'Nobody'\n"


def test_a_missing_graph_is_one_line(tmp_path: Path) -> None:
    output = kg("why", "x", "--graph", str(tmp_path / "none.ttl"), code=2).output
    assert output.startswith(f"Error: {tmp_path / 'none.ttl'}: not a graph that can be read: ")
    assert output.count("\n") == 1


def test_an_article_with_its_passages_marked() -> None:
    reports = list(reports_in(small(), "a4"))
    text = "President Luisa Prado ordered a 20% duty on salmon as of March 1." + " " * 80
    assert marked(text, reports[:1]) == f"[[{text[:66]}]](tariff-0003 announced){text[66:]}"


def test_passages_inside_each_other() -> None:
    inner, outer = (r for r in reports_in(small(), "a1") if r.iri.name in ("report-0001", "report-0007"))
    assert marked("x" * 250, [inner, outer]).count("[[") == 2


def test_show_says_where_it_looked(tmp_path: Path) -> None:
    output = kg("show", "a1", "--cache", str(tmp_path), *GRAPH, code=2).output
    assert "no texts are kept there: name the build's cache folder with --cache" in output
    assert list(tmp_path.iterdir()) == [], "asking makes no store"


def test_show_prints_the_text_as_it_was_read(tmp_path: Path) -> None:
    store = pytest.importorskip("kg.store")
    from kg.records import Article

    with store.Store(tmp_path / "articles.sqlite") as kept:
        kept.keep_articles([Article("a2", "Headline. Nordahl\x1b[2J" + "y" * 200)])
    output = kg("show", "a2", "--cache", str(tmp_path), *GRAPH).output
    assert output.startswith("Headline. [[Nordahl\ufffd[2J")
    assert output.count("]](meeting-0001 held)") == 1
    assert "did you mean a2" in kg("show", "a22", "--cache", str(tmp_path), *GRAPH, code=2).output
