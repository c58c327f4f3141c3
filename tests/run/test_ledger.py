"""Why a job is out of date: each reason once, in true words."""

import json
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from wps_eval.run import ledger as ledgers
from wps_eval.run.digests import input_digest
from wps_eval.run.job import Job
from wps_eval.run.ledger import Ledger, Reason, needs_now, reasons_of
from wps_eval.run.outdated import outdated_jobs


@pytest.fixture
def made(tmp_path):
    """Give a job that has been done, its ledger, and its folder."""
    for name in ("a.csv", "b.csv", "out.html"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "export.csv").write_text("answers", encoding="utf-8")
    job = Job(
        name="report IQ en", notebook="report", task=SimpleNamespace(),
        needs=(tmp_path / "a.csv", tmp_path / "b.csv"), makes=(tmp_path / "out.html",),
        exports=(tmp_path / "export.csv",),
    )  # fmt: skip
    ledger = Ledger(tmp_path / "jobs", tmp_path)
    ledger.enter(job, now(job, ledger))
    return SimpleNamespace(job=job, ledger=ledger, folder=tmp_path)


def now(job, ledger):
    digests = {path: input_digest(path) for path in job.needs if path.is_file()}
    return needs_now(job, ledger, digests)


def reasons(made, **changes):
    job = Job(**{name: changes.get(name, getattr(made.job, name)) for name in Job.__slots__})
    return list(reasons_of(job, made.ledger, now(job, made.ledger)))


def test_what_is_there_and_rests_on_the_same_is_up_to_date(made):
    assert reasons(made) == []


def test_a_changed_a_new_and_a_lost_input_are_three_reasons(made):
    (made.folder / "a.csv").write_text("corrected", encoding="utf-8")
    (made.folder / "b.csv").unlink()
    (made.folder / "c.csv").write_text("new", encoding="utf-8")
    found = reasons(made, needs=(*made.job.needs, made.folder / "c.csv"))
    assert found == [
        Reason("changed", "a.csv"),
        Reason("input_gone", "b.csv"),
        Reason("new_input", "c.csv"),
    ]


def test_an_input_that_is_no_longer_listed_is_gone(made):
    assert reasons(made, needs=made.job.needs[:1]) == [Reason("input_gone", "b.csv")]


def test_changed_code_is_a_reason(made, monkeypatch):
    monkeypatch.setattr(ledgers, "package_digest", lambda: "another")
    assert reasons(made) == [Reason("code")]


def test_a_raw_export_is_watched_by_its_size_and_time_and_never_opened(made, monkeypatch):
    opened = []
    monkeypatch.setattr("pathlib.Path.open", lambda *args, **_: opened.append(args))
    needs = needs_now(made.job, made.ledger, {})
    assert opened == []
    monkeypatch.undo()
    (made.folder / "export.csv").write_text("more answers", encoding="utf-8")
    assert needs_now(made.job, made.ledger, {})["exports"] != needs["exports"]
    assert reasons(made) == [Reason("exports")]


def test_what_was_made_and_is_missing_or_altered_is_made_again(made):
    out = made.folder / "out.html"
    out.write_text("edited by hand", encoding="utf-8")
    assert reasons(made) == [Reason("altered", "out.html")]
    out.unlink()
    assert reasons(made) == [Reason("missing", "out.html")]


def test_a_format_that_was_left_out_last_time_is_of_an_earlier_state(made):
    pdf = made.folder / "out.pdf"
    pdf.write_text("pdf", encoding="utf-8")
    both = Job(
        **{name: getattr(made.job, name) for name in Job.__slots__ if name != "makes"},
        makes=(*made.job.makes, pdf),
    )
    made.ledger.enter(both, now(both, made.ledger))
    (made.folder / "a.csv").write_text("corrected", encoding="utf-8")
    made.ledger.enter(
        made.job, now(made.job, made.ledger)
    )  # the page alone, from the corrected file
    assert reasons(made) == []
    assert reasons(made, makes=both.makes) == [Reason("older", "out.pdf")]


def test_a_format_that_was_never_made_is_a_reason(made):
    assert reasons(made, makes=(*made.job.makes, made.folder / "out.pdf")) == [Reason("never_made")]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"needs": 3}', '{"needs": {"a": "b"}, "made": {"x": {}}}']
)
def test_a_damaged_entry_is_told_and_the_job_is_done_again(made, content):
    (entry,) = (made.folder / "jobs").iterdir()
    entry.write_text(content, encoding="utf-8")
    assert reasons(made) == [Reason("damaged")]


def test_without_an_entry_a_job_was_never_made(made):
    (entry,) = (made.folder / "jobs").iterdir()
    entry.unlink()
    assert reasons(made) == [Reason("never_made")]


def test_an_entry_holds_checksums_and_names_alone(made):
    (entry,) = (made.folder / "jobs").iterdir()
    content = json.loads(entry.read_text(encoding="utf-8"))
    assert set(content["needs"]) == {"code", "exports", "a.csv", "b.csv"}
    assert set(content["made"]) == {"out.html"}


def test_what_rests_on_something_out_of_date_is_out_of_date_with_its_name(made, tmp_path):
    after = Job(
        name="after",
        notebook="after",
        task=SimpleNamespace(),
        needs=made.job.makes,
        makes=(tmp_path / "z",),
    )
    (tmp_path / "z").write_text("z", encoding="utf-8")
    made.ledger.enter(after, now(after, made.ledger))
    assert outdated_jobs((made.job, after), made.ledger) == {}
    (made.folder / "a.csv").write_text("corrected", encoding="utf-8")
    assert outdated_jobs((made.job, after), made.ledger) == {
        "report IQ en": (Reason("changed", "a.csv"),),
        "after": (Reason("comes_before", "report IQ en"),),
    }


def page(folder, *, note="A note.", code="x = 1", tags=(), output=""):
    cell = new_code_cell(code, metadata={"tags": list(tags)})
    if output:
        cell.outputs = [nbformat.v4.new_output("stream", text=output)]
        cell.execution_count = 3
    path = folder / "page.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell(note), cell]), path)
    return input_digest(path)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"note": "Another note."}, False),
        ({"output": "an editor saved it"}, False),
        ({"code": "x = 2"}, True),
        ({"tags": ["parameters"]}, True),
    ],
)
def test_of_a_notebook_its_code_cells_count_and_nothing_else(tmp_path, change, counts):
    assert (page(tmp_path) != page(tmp_path, **change)) is counts


def test_a_notebook_that_is_none_counts_as_the_file_that_it_is(tmp_path):
    path = tmp_path / "page.ipynb"
    path.write_text("no notebook", encoding="utf-8")
    before = input_digest(path)
    path.write_text("no notebook either", encoding="utf-8")
    assert input_digest(path) != before
