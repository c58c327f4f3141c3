"""The bench: what a notebook opens, and how the outside is kept out."""

import ast
from pathlib import Path

import pandas as pd
import pytest

from wps_eval.errors import NotReleased, StudyFaults
from wps_eval.pages import bench as module
from wps_eval.pages.bench import open_bench
from wps_eval.report import html
from wps_eval.report.fragment import MIME as FRAGMENTS
from wps_eval.report.seal import MIME

ROWS = [{"file": "f.csv", "checksum": "0", "rows": 1}]


def test_the_bench_shows_saves_and_seals_and_no_more():
    made = next(
        node
        for node in ast.parse(Path(module.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == "Bench"
    )
    assert [each.name for each in made.body if isinstance(each, ast.FunctionDef)] == [
        "save",
        "policy",
        "disclosed",
        "show",
    ]


def test_a_notebook_run_by_hand_saves_to_scratch(bench_folder, monkeypatch):
    monkeypatch.delenv("WPS_EVAL_RUNNER", raising=False)
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda *_, **__: None)
    monkeypatch.chdir(bench_folder)
    open_bench("midterm-2022").save("inputs", ROWS)
    saved = [p.parent.name for p in (bench_folder / "outputs").rglob("*.parquet")]
    assert saved == ["scratch"]


def test_opening_leaves_a_seal_that_says_what_it_is_made_from(bench_folder, monkeypatch):
    shown = []
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda data, **_: shown.append(data))
    monkeypatch.chdir(bench_folder / "notebooks")
    open_bench("midterm-2022", "IQ", "en")
    open_bench("midterm-2022")
    first, second = (data[MIME] for data in shown)
    assert (first["released"], first["place"], first["direction"]) == (True, "Iraq", "ltr")
    assert second["released"] is False


def test_what_was_saved_says_nothing_of_what_it_holds(bench_folder, monkeypatch):
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda *_, **__: None)
    monkeypatch.chdir(bench_folder)
    bench = open_bench("midterm-2022")
    saved = bench.save("inputs", [{"file": "secret.csv", "checksum": "abc", "rows": 12345}])
    assert not hasattr(saved, "_repr_html_")
    assert "secret" not in repr(saved)
    assert "12345" not in repr(saved)
    shown = bench.disclosed(saved)["inputs"]
    assert shown["file"].tolist() == ["secret.csv"]
    assert shown["checksum"].iloc[0] != "abc"  # keyed, or a guess could be tried against it


def test_the_bench_shows_fragments_and_nothing_else(bench_folder, monkeypatch):
    shown = []
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda data, **_: shown.append(data))
    monkeypatch.chdir(bench_folder)
    bench = open_bench("midterm-2022", "IQ", "ar_IQ")
    saved = bench.save("inputs", ROWS)
    for other in ("<p>a text</p>", pd.DataFrame(ROWS), saved, bench.disclosed(saved)["inputs"]):
        with pytest.raises(NotReleased, match="expected what"):
            bench.show(html.paragraph("ok"), other)
    assert len(shown) == 1  # the seal
    bench.show(html.paragraph("<b>"), html.heading("x"))
    (displayed,) = shown[1:]
    assert FRAGMENTS in displayed
    assert displayed["text/html"] == (
        '<div lang="ar-IQ" dir="rtl">\n<p>&lt;b&gt;</p>\n<h2>x</h2>\n</div>'
    )


@pytest.mark.parametrize(
    ("place", "language", "column", "found"),
    [("Baghdad", "", "places", "Baghdad"), ("IQ", "ar", "languages", "ar"), ("IQG99", "en", "places", "IQG99")],
)  # fmt: skip
def test_a_notebook_by_hand_refuses_an_unknown_place_and_language_as_a_run_does(
    bench_folder, monkeypatch, place, language, column, found
):
    monkeypatch.setattr("wps_eval.pages.bench.display", lambda *_, **__: None)
    monkeypatch.chdir(bench_folder)
    with pytest.raises(StudyFaults) as caught:
        open_bench("midterm-2022", place, language)
    (fault,) = caught.value.faults
    assert (fault.where.column, fault.found) == (column, found)
