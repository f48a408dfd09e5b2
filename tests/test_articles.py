from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.articles import Problem, read_articles
from kg.articles.dateline import Opening, read_opening, tail_tag
from kg.records import Article

Write = Callable[[str, str | bytes], Path]
NEWS = "The ministers met in Oslo on Monday."

# the opening as wire copy has it, up to | where the news begins; place, publisher, day
OPENINGS = [
    (" date 2025-07-11 Kuala Lumpur, July 10: |US Secretary of State", "Kuala Lumpur", None, "07-10"),
    ("Shafaq News – Kuala Lumpur\n\n|US Secretary of State met", "Kuala Lumpur", "Shafaq News", None),
    ("ADDIS ABABA, Sept 24 (Harbour Press) - |Sudanese President met", "Addis Ababa", "Harbour Press", "09-24"),
    ("KHARTOUM, Sept. 29 (NVNA) -- |President of the Republic", "Khartoum", "NVNA", "09-29"),
    ("HALIFAX, Nova Scotia, Aug 26 (HNA) - |Canada will", "Halifax", "HNA", "08-26"),
    ("WEIRTON, W.Va. – |Nobody at the union hall was", "Weirton", None, None),
    ("PRAGUE (CNA) — |Armenian Prime Minister", "Prague", "CNA", None),
    ("BAKU, June 21 (ANA). |A trilateral meeting", "Baku", "ANA", "06-21"),
    ("MINSK, 4 May (DPA-Dvina) – |Belarus stands ready", "Minsk", "DPA-Dvina", "05-04"),
    ("OSAKA, June 28 (BSS): |Prime Minister", "Osaka", "BSS", "06-28"),
    ("BARRANQUILLA - |Colombia meet Chile", "Barranquilla", None, None),
    ("WASHINGTON—|The president said", "Washington", None, None),
    ("SANA'A/AMMAN — |With a day to go", "Sana'a", None, None),
    ("New Delhi: |A day after stripping", "New Delhi", None, None),
    ("Paju, Gyeonggi Province — |It took one day", "Paju", None, None),
    ("THE HAGUE – |The first witness", "The Hague", None, None),
    ("ANKARA\n\n|The president on Monday met", "Ankara", None, None),
    ("Madrid, November 3, 1991\n\n|Israeli negotiators sat down", "Madrid", None, "1991-11-03"),
    ("UPDATED 09:14 GMT+3\n\nGENEVA – |After eleven days", "Geneva", None, None),
    ("By Lucía Paredes in Tulcán\n\n|The lorries are back", "Tulcán", None, None),
    ("ANKARA\n\n(Photo: Presidential Complex)\n\n|The president met", "Ankara", None, None),
    ("BREAKING: |Ministers have met", None, None, None),
    ("NAMANGA. |There was cautious cheer", None, None, None),
    ("PORT OF SPAIN, Aug 12 (CariWire) - |A man was shot", "Port of Spain", "CariWire", "08-12"),
    ("DAR ES SALAAM – |The two sides met", "Dar es Salaam", None, None),
    ("N'DJAMENA (ASP) - |Chad's government met", "N'Djamena", "ASP", None),
    ("LIMA, March 16 |The Trade Ministry said on Wednesday", "Lima", None, "03-16"),
    ("December 29, 2017 (BANGUI) — |The chairman of the council", "Bangui", None, "2017-12-29"),
    ("GAZA/TUNIS (Reuters) -|A truce between", "Gaza", "Reuters", None),
    ("BELGRADE (AP) _ |Four ministers met", "Belgrade", "AP", None),
    (
        "By Ann al-Sayed and Bo Ek\n\nReuters Staff\n\n1 Min Read\n\nRIGA (Reuters) - |The envoys met",
        "Riga",
        "Reuters",
        None,
    ),
    (
        "Minister Ane Lund (L) and President Ito Mori (R) before talks in Bergen. REUTERS/Kim Aas\n\nBERGEN - |The two",
        "Bergen",
        None,
        None,
    ),
    ("DA NANG, Vietnam (SCD) — |The port of Da Nang is", "Da Nang", "SCD", None),
]

# first sentences that only look like a dateline
NO_OPENINGS = [
    "Kosovo has raised its customs duty from 10% to 100%.",
    "Tariffs – Trump's favourite weapon – are back.",
    "The truce – barely a day old – held.",
    "Rubio: no deal before August.",
    "THERE were weightier matters for the two leaders.",
    "In July, Russia and Ukraine met.",
    "On Monday, July 14 the ministers met.",
    "Nothing (or little) was agreed - Lavrov said so.",
    "What was agreed?\n\nAt a castle outside Moscow",
    "U.S. President George W. Bush on Thursday scrapped duties.",
    "MINISTERS FROM NINE STATES, June 3 and 4 being too early, met later.",
    "By Friday the truce had fallen\n\nIt lasted a day.",
    "A round-up for subscribers.\n\nThere will be no summit.",
    "",
    "Ceasefire",
]

TAILS = [
    ("in Kuala Lumpur. (AP)", "AP"),
    ("in Kuala Lumpur.\n\n(Harbour Press)\n", "Harbour Press"),
    ("on Tuesday. (BM/agencies)", "BM"),
    ("little changed.\n\n(END)", None),
    ("the Revolutionary Armed Forces (FARC)", None),
    ("March 26.\n(With agency inputs)", None),
    ("“no content whatsoever”.", None),
]


@pytest.mark.parametrize(("marked", "place", "publisher", "day"), OPENINGS)
def test_an_opening_gives_place_outlet_and_day(marked: str, place: str, publisher: str, day: str) -> None:
    body = marked.index("|")
    found = read_opening(marked.replace("|", ""))
    assert (found.body, found.place, found.publisher, found.day) == (body, place, publisher, day)


@pytest.mark.parametrize("text", NO_OPENINGS)
def test_a_first_sentence_is_no_dateline(text: str) -> None:
    assert read_opening(text) == Opening()


@pytest.mark.parametrize(("text", "outlet"), TAILS)
def test_a_tail_tag_names_the_outlet(text: str, outlet: str | None) -> None:
    assert tail_tag(text) == outlet


def test_the_tables_of_openings_are_whole() -> None:
    assert (len(OPENINGS), len(NO_OPENINGS), len(TAILS)) == (33, 15, 7)


def test_a_text_file_is_kept_unchanged(write: Write) -> None:
    text = " date 2025-07-11 Kuala Lumpur, July 10: US “talks”\r\nwent on. (AP)"
    article = only(write("talks.txt", text))
    assert article == Article(
        id="talks",
        text=text,
        publisher="AP",
        published="2025-07-11",
        place="Kuala Lumpur",
        dateline="2025-07-10",
        body=40,
        source=article.source,
    )


def test_the_two_samples(shared: Path) -> None:
    articles, problems = read_articles([str(shared / "seeds")])
    told = [(article.publisher, article.published, article.dateline, article.place) for article in articles]
    assert problems == ()
    assert told == [("AP", "2025-07-11", "2025-07-10", "Kuala Lumpur"), ("Shafaq News", None, None, "Kuala Lumpur")]
    assert articles[0].text.startswith(" date 2025-07-11 Kuala Lumpur, July 10: US Secretary")


def test_metadata_that_is_given_wins(write: Write) -> None:
    text = "GENEVA, May 12 (Alpine Wire) - The ministers met."
    given = {"id": "g1", "publisher": "Morning Post", "published": "2027-05-14T06:00:00Z", "text": text, "x": 1}
    article = only(write("a.json", json.dumps(given)))
    assert (article.id, article.publisher, article.published) == ("g1", "Morning Post", "2027-05-14")
    assert (article.place, article.dateline, article.text[article.body :]) == (
        "Geneva",
        "2027-05-12",
        "The ministers met.",
    )


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_null_and_empty_metadata_are_looked_for_in_the_text(write: Write, nothing: str | None) -> None:
    given = {"publisher": nothing, "published": nothing, "text": "Date: 12 May 2027\nGENEVA (AW) - " + NEWS}
    article = only(write("a.json", json.dumps(given)))
    assert (article.publisher, article.published) == ("AW", "2027-05-12")


@pytest.mark.parametrize(
    ("published", "dateline"),
    [("2026-01-02", "2025-12-30"), ("2025-12-29", "2025-12-30"), ("2025-12-30", "2025-12-30")],
)
def test_the_year_of_a_dateline_is_the_nearest(write: Write, published: str, dateline: str) -> None:
    given = {"published": published, "text": "OSLO, Dec 30 - " + NEWS}
    assert only(write("a.json", json.dumps(given))).dateline == dateline


@pytest.mark.parametrize(
    ("published", "dateline"), [("2008-10-20", "2008-10-10"), ("2008-10-10", None), ("2008-10-09", None)]
)
def test_a_header_older_than_the_publication_is_the_day_of_writing(
    write: Write, published: str, dateline: str | None
) -> None:
    given = {"title": "Guns fall silent", "published": published, "text": "Guns fall silent\nOctober 10, 2008\n" + NEWS}
    assert only(write("a.json", json.dumps(given))).dateline == dateline


def test_every_kind_of_file_is_read(write: Write, tmp_path: Path) -> None:
    line = json.dumps({"id": "line", "text": NEWS})
    page = (
        f"<html><head><title>Talks</title></head><body><article><p>{NEWS}</p><p>{NEWS * 5}</p></article></body></html>"
    )
    write("a.txt", NEWS + " a")
    write("b.json", json.dumps({"text": NEWS + " b"}))
    write("deep/er/c.jsonl", line + "\n\n" + json.dumps({"text": NEWS + " c"}))
    write("d.html", page)
    write("e.txt.gz", gzip.compress((NEWS + " e").encode()))
    write("f.jsonl.gz", gzip.compress(line.replace("line", "zipped").encode()))
    write("README.md", "no article")
    write(".hidden/g.txt", "not read")
    articles, problems = read_articles([str(tmp_path)])
    assert problems == ()
    assert [article.id for article in articles] == ["a", "b", "c-3", "d", "e", "line", "zipped"]


def test_a_page_gives_text_and_metadata(write: Write) -> None:
    page = f"""<html><head><title>Talks go on</title><meta property="og:site_name" content="Fjord Times">
        <meta property="article:published_time" content="2031-02-03T10:00:00Z"></head>
        <body><nav><a href="/">Home</a></nav><article><h1>Talks go on</h1><p>OSLO, Feb 2 – {NEWS}</p>
        <p>{NEWS * 4}</p></article></body></html>"""
    article = only(write("talks.html", page))
    told = (article.title, article.publisher, article.published, article.place, article.dateline)
    assert told == ("Talks go on", "Fjord Times", "2031-02-03", "Oslo", "2031-02-02")
    assert article.text[article.body :].startswith(NEWS)


def test_a_page_in_the_encoding_that_it_names(write: Write) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>Málaga. {NEWS * 5}</p></article></body>'
    assert "Málaga" in only(write("talks.html", page.encode("latin-1"))).text


def test_standard_input() -> None:
    lines = io.BytesIO(b'\xef\xbb\xbf{"id": "one", "text": "They met."}\n{"text": "They spoke."}\nnonsense\n')
    articles, problems = read_articles(["-"], stdin=lines)
    assert [article.id for article in articles] == ["--2", "one"]
    assert [str(problem) for problem in problems] == ["-:3: broken JSON: Expecting value (column 1)"]


def test_a_byte_order_mark_is_no_part_of_the_text(write: Write) -> None:
    assert only(write("a.txt", b"\xef\xbb\xbf" + NEWS.encode())).text == NEWS


BROKEN = [
    ("a.txt", b"", "empty file"),
    ("a.txt", b" \n ", "empty file"),
    ("a.txt", b"talks\0talks", "not a text: it holds NUL bytes, as binary files do"),
    ("a.txt", "Málaga".encode("latin-1"), "not UTF-8: byte 0xe1 at 1: save it as UTF-8"),
    ("a.json", b"{", "broken JSON: Expecting property name enclosed in double quotes (column 2)"),
    ("a.json", b"[]", "a JSON list where an article is an object; many articles go into a .jsonl file, one a line"),
    ("a.json", b"3", "a JSON int where an article is an object"),
    ("a.json", b'{"text": 3}', "'text' is a int: write a string"),
    ("a.json", b'{"text": "x", "publisher": ["AP"]}', "'publisher' is a list: write a string"),
    ("a.json", b'{"id": "x"}', "no 'text': an article needs one"),
    ("a.json", b'{"text": " "}', "no text: the article is empty"),
    ("a.json", b'{"text": "x\\u0000"}', "not a text: it holds NUL characters, as binary files do"),
    ("a.json", b'{"text": "x\\ud800"}', "half a character (lone surrogate) at offset 1 of the text"),
    ("a.json", b"[" * 100_000, "JSON that cannot be read: "),
    ("a.txt.gz", b"no gzip", "not a whole gzip file: "),
    ("a.txt.gz", gzip.compress(b"talks" * 99)[:-9], "not a whole gzip file: "),
    ("a.html", b"<html><body></body></html>", "no article found in this page"),
    ("a.jsonl", b"\n", "empty: no line with an article"),
    ("a.doc", b"talks", "unknown kind of file: name it "),
]


@pytest.mark.parametrize(("name", "content", "message"), BROKEN)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    write: Write, name: str, content: bytes, message: str
) -> None:
    good, bad = write("good.txt", NEWS), write(name, content)
    articles, problems = read_articles([str(good), str(bad)])
    assert [article.id for article in articles] == ["good"]
    assert [(problem.place, problem.message[: len(message)]) for problem in problems] == [(str(bad), message)]


def test_a_broken_line_is_named_by_its_number(write: Write) -> None:
    path = write("a.jsonl", b'{"text": "They met."}\n{"text": \n\xe1\n{"id": "d", "text": "They spoke."}')
    articles, problems = read_articles([str(path)])
    assert [article.id for article in articles] == ["a-1", "d"]
    assert [problem.place for problem in problems] == [f"{path}:2", f"{path}:3"]


def test_problems_come_in_the_order_of_lines(write: Write) -> None:
    path = write("a.jsonl", b"{\n" * 11)
    assert [problem.place for problem in read_articles([str(path)])[1]] == [f"{path}:{n}" for n in range(1, 12)]


def test_a_stream_that_breaks_off_keeps_what_came_before(write: Write) -> None:
    whole = gzip.compress(b"".join(b'{"id": "%d", "text": "They met."}\n' % n for n in range(5000)))
    articles, problems = read_articles([str(write("a.jsonl.gz", whole[: len(whole) // 2]))])
    assert 0 < len(articles) < 5000
    assert len(problems) == 1


def test_missing_paths_and_empty_folders_are_problems(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, problems = read_articles([str(tmp_path / "none.txt"), str(tmp_path / "empty")])
    assert [problem.message.split(":")[0] for problem in problems] == [
        "no article in this folder",
        "no such file or folder",
    ]


def test_links_in_a_circle_end(write: Write, tmp_path: Path) -> None:
    write("a/talks.txt", NEWS)
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "same.txt").symlink_to(tmp_path / "a" / "talks.txt")
    articles, problems = read_articles([str(tmp_path)])
    assert (len(articles), problems) == (1, ())


def test_files_of_one_name_are_told_apart_by_their_folders(write: Write, tmp_path: Path) -> None:
    for number, name in enumerate(["2024/talks.txt", "2025/talks.txt", "2025/talks.html.txt", "2025/other.txt"]):
        write(name, f"{NEWS} {number}")
    articles, _ = read_articles([str(tmp_path)])
    assert [article.id for article in articles] == ["2024/talks", "2025/talks", "other", "talks.html"]


def test_files_of_one_name_in_one_folder_keep_their_endings(write: Write, tmp_path: Path) -> None:
    write("talks.txt", NEWS)
    write("talks.json", json.dumps({"text": NEWS}))
    articles, _ = read_articles([str(tmp_path)])
    assert [article.id for article in articles] == ["talks.json", "talks.txt"]


def test_one_id_with_two_contents_is_an_error_that_names_both(write: Write) -> None:
    paths = [str(write(f"{n}.json", json.dumps({"id": "x", "text": f"{NEWS} {n}"}))) for n in "ab"]
    articles, problems = read_articles(paths)
    used, other = articles[0].source, ({*paths} - {articles[0].source}).pop()
    assert problems == (Problem(other, f"id 'x' is that of {used} too, with other content: used {used}"),)
    assert articles[0].sha256 == min(Article("x", f"{NEWS} {n}").sha256 for n in "ab")
    assert read_articles(paths[::-1]) == (articles, problems)


def test_one_id_twice_with_the_same_content_is_one_article(write: Write) -> None:
    paths = [str(write(f"{n}.json", json.dumps({"id": "x", "text": NEWS}))) for n in "ab"]
    articles, problems = read_articles(paths)
    assert (len(articles), problems) == (1, ())


def test_the_same_text_under_another_id_is_a_copy_and_no_error(write: Write) -> None:
    articles, problems = read_articles([str(write(f"{n}.txt", NEWS)) for n in "ab"])
    assert ([article.sha256 == articles[0].sha256 for article in articles], problems) == ([True, True], ())


def test_a_date_that_is_none_is_named_and_the_article_is_undated(write: Write) -> None:
    path = write("a.json", json.dumps({"published": "soon", "text": NEWS}))
    articles, problems = read_articles([str(path)])
    assert articles[0].published is None
    assert [str(p) for p in problems] == [f"{path}: 'published' is 'soon': write a day as 2025-07-11; read as undated"]


def test_the_order_of_paths_makes_no_difference(write: Write) -> None:
    paths = [str(write(f"{n % 3}/{n % 4}.txt", f"{NEWS} {n}")) for n in range(12)]
    assert all(read_articles(shuffled(paths, seed)) == read_articles(paths) for seed in range(5))


def only(path: Path) -> Article:
    """The one article of a file that has no problem."""
    articles, problems = read_articles([str(path)])
    assert problems == ()
    (article,) = articles
    return article


def shuffled(paths: Sequence[str], seed: int) -> list[str]:
    """The paths in another order."""
    return random.Random(seed).sample(paths, len(paths))


def test_the_pages_of_a_web_archive_are_read_one_by_one(write: Write, tmp_path: Path) -> None:
    writer = pytest.importorskip(
        "warcio.warcwriter", reason="warcio is not installed: pip install 'diplomacy-kg[warc]'"
    )
    headers = pytest.importorskip("warcio.statusandheaders").StatusAndHeaders
    page = f"<html><head><title>Talks</title></head><body><article><p>{NEWS * 5}</p></article></body></html>"
    pages = (("text/html; charset=utf-8", page), ("image/png", "x"), ("text/html", "<html></html>"))
    with (tmp_path / "crawl.warc.gz").open("wb") as file:
        archive = writer.WARCWriter(file, gzip=True)
        for number, (kind, content) in enumerate(pages):
            http = headers("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            body = io.BytesIO(content.encode())
            archive.write_record(
                archive.create_warc_record(f"https://a.example/{number}", "response", payload=body, http_headers=http)
            )
    articles, problems = read_articles([str(tmp_path)])
    assert [(article.id, article.url) for article in articles] == [("crawl-1", "https://a.example/0")]
    assert [str(problem) for problem in problems] == [f"{tmp_path}/crawl.warc.gz:3: no article found in this page"]


def test_a_broken_web_archive_is_named(write: Write) -> None:
    path = write("crawl.warc", "no archive")
    _, problems = read_articles([str(path)])
    assert [str(problem).split(":")[1] for problem in problems] == [" not a whole web archive"]
