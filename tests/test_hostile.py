"""The open internet as input: nothing crashes or hangs, every message has a place, every output is well-formed."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from conftest import Run
from hostile import BROKEN, LEFT_SOON, MENDED, READ, TOLD, WAIT, Case, good_files, mutants
from roundtrips import Exported, csv_rows, embedded_json, faults

from kg.articles import read_articles
from kg.articles.webpage import read_page
from kg.cli import main
from kg.defaults import ARTICLE_SECONDS
from kg.extract import extract
from kg.limits import TookTooLong, time_limit
from kg.query import GraphFile
from kg.records import Article, Extraction
from kg.store import Store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about rdflib
BEGUN = ("cut-1", "longer-1", "shorter-1")  # what could be read of archives that are not whole
OUTPUTS = {
    *("graph.ttl", "validation.ttl", "build.json", "events.csv", "explorer.html"),
    *("actors.gexf", "actors-dynamic.gexf", "actors.graphml", ".cache"),
}


def built(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Exit code and messages of a build of `in` below the folder, into `out`."""
    words = ["build", str(folder / "in"), "--out", str(folder / "out"), "--engine", "local://1", *options]
    done = CliRunner().invoke(main, words, prog_name="kg")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stderr.splitlines()


def exported(out: Path) -> Exported:
    """Further exports of the graph that a build left."""

    def export(form: str, *options: str) -> bytes:
        place = out.parent / f"export.{form}"
        done = CliRunner().invoke(main, ["export", str(out / "graph.ttl"), "--to", form, "-o", str(place), *options])
        assert (done.exit_code, done.output) == (0, "")
        return place.read_bytes()

    return export


def write_all(folder: Path, cases: list[Case]) -> None:
    (folder / "in").mkdir()
    for case in cases:
        (folder / "in" / case.name).write_bytes(case.content)


def wrong_quotes(out: Path) -> list[str]:
    """The reports whose quote is not what their offsets cut out of the kept text."""
    asked = """SELECT ?name ?quote ?start ?end WHERE {
        ?report dip:quote ?quote ; dip:start ?start ; dip:end ?end ; dip:article/dcterms:identifier ?name }"""
    with Store(out / ".cache" / "articles.sqlite") as store:
        texts = {name: kept.text for name in store.article_names() if (kept := store.article_named(name))}
    rows = GraphFile(out / "graph.ttl").ask(asked, {})
    assert isinstance(rows, ox.QuerySolutions)
    return [
        row["quote"].value
        for row in rows
        if texts[row["name"].value][int(row["start"].value) : int(row["end"].value)] != row["quote"].value
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, list[str]]:
    """A folder with `in` and `out`, the exit code and the messages of the build."""
    folder = tmp_path_factory.mktemp("hostile")
    write_all(folder, [*READ, *BROKEN])
    (folder / "in" / "loop").symlink_to(folder / "in")
    (folder / "in" / "gone.txt").symlink_to(folder / "nowhere.txt")
    with open(bytes(folder / "in") + b"/caf\xe9.txt", "wb") as file:
        file.write(TOLD.encode())
    return folder, *built(folder, "--time-limit", "2")


def test_what_cannot_be_read_is_named_one_line_each(hostile: tuple[Path, int, list[str]]) -> None:
    folder, code, messages = hostile
    wanted = {case.name: case.message or "" for case in BROKEN} | {"gone.txt": "cannot be read: No such file"}
    told: dict[str, str] = {}
    for message in messages:
        place, _, rest = message.removeprefix(f"{folder}/in/").partition(": ")
        told.setdefault(re.sub(r":\d+$", "", place), re.sub("^article '.*' left out: ", "", rest))
    assert {name: rest for name, rest in told.items() if not rest.startswith(wanted[name])} == {}
    assert (code, set(told), len(messages)) == (1, set(wanted), len(wanted) + 1_000)


def test_all_else_is_read_under_its_name(hostile: tuple[Path, int, list[str]]) -> None:
    with Store(hostile[0] / "out" / ".cache" / "articles.sqlite") as store:
        names = set(store.article_names())
    slow = [case for case in BROKEN if (case.message or "").startswith(WAIT)]
    given = [json.loads(case.content) if case.name.endswith(".json") else {} for case in (*READ, *MENDED, *slow)]
    stems = [case.name.rpartition(".")[0] for case in (*READ, *MENDED, *slow)]
    assert names == {one.get("id", stem) for one, stem in zip(given, stems, strict=True)} | {"caf\\xe9", *BEGUN}


def test_every_output_is_well_formed_and_true(hostile: tuple[Path, int, list[str]]) -> None:
    out = hostile[0] / "out"
    assert faults(out, exported(out)) == []
    assert wrong_quotes(out) == []
    assert json.loads((out / "build.json").read_text("utf-8"))["conforms"] is True
    labels = {one["label"] for one in embedded_json(out / "explorer.html")["events"]}
    assert labels == {row[3] for row in csv_rows((out / "events.csv").read_text("utf-8"))} - {"what"}


def test_no_name_or_id_chooses_where_something_is_written(hostile: tuple[Path, int, list[str]]) -> None:
    folder = hostile[0]
    exports = {f"export.{form}" for form in ("nt", "nq", "jsonld", "svg", "void", "csv")}
    assert {path.name for path in (folder / "out").iterdir()} == OUTPUTS
    assert {path.name for path in folder.iterdir()} - exports == {"in", "out"}


def test_mutants_of_good_files(tmp_path: Path) -> None:
    assert mutation_faults(tmp_path, list(mutants(40, 1, good_files()))) == []


def mutation_faults(folder: Path, cases: list[Case]) -> list[str]:
    """What goes wrong with a build of mutated files; what cannot be read must be named, and nothing else is asked."""
    write_all(folder, cases)
    code, messages = built(folder)
    names = {case.name for case in cases}
    found = [message for message in messages if not _place_of(message, folder / "in") & names]
    found += [message for message in messages if "Error" in message]
    if code not in (0, 1) or not (folder / "out" / "graph.ttl").exists():
        return [*found, f"exit code {code}"]
    out = folder / "out"
    record = json.loads((out / "build.json").read_text("utf-8"))
    found += [] if record["conforms"] else record["violations"]
    return [*found, *faults(out, exported(out)), *wrong_quotes(out)]


def _place_of(message: str, folder: Path) -> set[str]:
    """The file that a message begins with."""
    return {re.sub(r"(:\d+)?:.*", "", message.removeprefix(f"{folder}/"))}


def test_a_file_that_changes_or_goes_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    versions = [TOLD, TOLD * 2_000]
    ended = threading.Event()

    def change() -> None:
        while not ended.is_set():
            for text in versions:
                (tmp_path / "in" / "one.txt").write_text(text)
            (tmp_path / "in" / "one.txt").unlink()

    writer = threading.Thread(target=change)
    writer.start()
    read = [read_articles([str(tmp_path / "in")]) for _ in range(50)]
    ended.set()
    writer.join()
    texts = {article.text for articles, _ in read for article in articles}
    assert {text for text in texts if not versions[1].startswith(text)} == set()
    told = {problem.message for _, problems in read for problem in problems}
    assert {
        message for message in told if not message.startswith(("empty file", "cannot be read: ", "no article in"))
    } == set()


def endless() -> Iterator[None]:
    while True:
        yield


LONG = [
    lambda: re.match(r"(a+)+$", "a" * 64 + "b"),
    lambda: [None for _ in endless()],
    lambda: [_swallowed() for _ in endless()],
]


def _swallowed() -> None:
    try:
        sum(range(1_000))
    except Exception:
        return


@pytest.mark.parametrize("name", LEFT_SOON)
def test_what_goes_on_and_on_comes_to_an_end_by_itself(name: str) -> None:
    article = Article(id="x", text=LEFT_SOON[name])
    with time_limit():
        assert extract(article) == Extraction(article, (), ())


@pytest.mark.parametrize("work", LONG, ids=("pattern", "loop", "swallowed"))
def test_what_takes_too_long_is_ended(work: Callable[[], object]) -> None:
    with pytest.raises(TookTooLong, match=r"took longer than 0.2 seconds"), time_limit(0.2):
        work()


def test_the_limit_holds_in_other_threads_too() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            with time_limit(0.2):
                LONG[1]()
        except TookTooLong as error:
            told.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["took longer than 0.2 seconds"]


def test_a_page_that_no_signal_ends_is_read_in_a_process_that_can_be_ended() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    with pytest.raises(TookTooLong, match=r"took longer than 1 seconds"):
        read_page(f"<div {attributes}>{TOLD}</div>", 1)
    long = f"<html><body><article><p title='{'~ ' * 60_000}'>{TOLD}</p><p>{TOLD} é</p></article></body></html>"
    plain = read_page(long.replace("~ ", ""))
    assert plain is not None
    assert read_page(long) == plain


def test_an_article_has_as_long_as_the_help_says(kg: Run, tmp_path: Path) -> None:
    told = " ".join(kg("kg build --help", tmp_path).stdout.split())
    assert (ARTICLE_SECONDS, f"[default: {ARTICLE_SECONDS:g}]" in told) == (60, True)


def test_what_ends_in_time_is_left_alone() -> None:
    with time_limit(0.05):
        pass
    start = time.process_time()
    while time.process_time() < start + 0.1:
        pass


def test_an_article_that_takes_too_long_is_named_and_read_the_next_time(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import kg.extract as module

    whole = module.extract

    def slow(article: object, **options: object) -> object:
        if getattr(article, "id", "") == "slow":
            LONG[1]()
        return whole(article, **options)  # type: ignore[arg-type]

    (tmp_path / "in").mkdir()
    for name in ("slow", "quick"):
        (tmp_path / "in" / f"{name}.txt").write_text(TOLD.replace("Erik", name.title()))
    line = "kg build in --out out --no-pictures"
    assert kg(line, tmp_path).returncode == 0
    graph = (tmp_path / "out" / "graph.ttl").read_bytes()
    shutil.rmtree(tmp_path / "out" / ".cache")
    monkeypatch.setattr(module, "extract", slow)
    done = kg(f"{line} --time-limit 3", tmp_path)
    assert (done.returncode, done.stderr) == (1, "in/slow.txt: article 'slow' left out: took longer than 3 seconds\n")
    monkeypatch.undo()
    assert (kg(line, tmp_path).returncode, (tmp_path / "out" / "graph.ttl").read_bytes()) == (0, graph)
