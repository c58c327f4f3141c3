"""Whether nothing at all has changed: every single thing that a run may read or has made counts."""

import json
from datetime import UTC, datetime

import pytest

from wps_eval.paths import Root
from wps_eval.run import unchanged
from wps_eval.run.asked_words import AskedWords
from wps_eval.run.digests import file_digest
from wps_eval.run.unchanged import forget_state, record_in_force, state_now, write_state

ALL = AskedWords()
FILES = {
    "params/s.yml": "choices",
    "notebooks/a.ipynb": "{}",
    "data/figures/f.csv": "1",
    "data/private/r/export.csv": "answers",
    "outputs/s/declared.json": "[]",
    "outputs/s/made_from.json": "{}",
    "outputs/s/IQ/en/report.html": "page",
    "outputs/earlier/released/verdicts.parquet": "rows",
}


@pytest.fixture
def finished(tmp_path):
    """Give a workbench whose study was run, and nothing happened since."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    root, page = Root(tmp_path), "outputs/s/IQ/en/report.html"
    record = {"status": "complete", "files": {page: file_digest(tmp_path / page)}}
    (tmp_path / "outputs/s/run.json").write_text(json.dumps(record), encoding="utf-8")
    root.work("s").mkdir()
    write_state(root, "s", state_now(root, "s", ALL))
    return root


def test_the_record_holds_while_nothing_has_changed(finished):
    assert record_in_force(finished, "s", ALL)["status"] == "complete"


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_is_read_or_made_counts(finished, name):
    (finished.folder / name).write_text(f"{FILES[name]} ", encoding="utf-8")
    assert record_in_force(finished, "s", ALL) is None


@pytest.mark.parametrize(
    "name", ["params/s/en/summary.md", "data/figures/new.csv", "data/private/r/second.csv"]
)
def test_a_new_file_counts(finished, name):
    path = finished.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new", encoding="utf-8")
    assert record_in_force(finished, "s", ALL) is None


@pytest.mark.parametrize("name", ["outputs/s/IQ/en/report.html", "outputs/s/run.json"])
def test_what_was_made_and_is_gone_counts(finished, name):
    (finished.folder / name).unlink()
    assert record_in_force(finished, "s", ALL) is None


@pytest.mark.parametrize("name", ["outputs/s/run.json", "outputs/s/.work/state.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "3"])
def test_a_damaged_note_is_no_answer(finished, name, content):
    (finished.folder / name).write_text(content, encoding="utf-8")
    assert record_in_force(finished, "s", ALL) is None


def test_something_else_that_is_asked_for_counts(finished):
    assert record_in_force(finished, "s", AskedWords(formats=("html",))) is None


def test_other_code_and_another_day_count(finished, monkeypatch):
    with monkeypatch.context() as other:
        other.setattr(unchanged, "package_digest", lambda: "other")
        assert record_in_force(finished, "s", ALL) is None

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2999, 1, 1, tzinfo=tz or UTC)

    monkeypatch.setattr(unchanged, "datetime", Tomorrow)
    assert record_in_force(finished, "s", ALL) is None


def test_a_run_that_has_begun_is_no_answer(finished):
    forget_state(finished, "s")
    assert record_in_force(finished, "s", ALL) is None


def test_a_hidden_file_of_an_editor_does_not_count_and_an_export_is_never_opened(
    finished, monkeypatch
):
    (finished.folder / "params/.s.yml.swp").write_text("x", encoding="utf-8")
    opened = []
    monkeypatch.setattr(
        unchanged, "file_digest", lambda path: opened.append(path) or file_digest(path)
    )
    assert record_in_force(finished, "s", ALL)
    assert not [path for path in opened if "private" in path.parts]
    assert opened
