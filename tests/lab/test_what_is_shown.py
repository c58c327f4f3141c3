"""What the start page shows, apart from any widget."""

import json

import pytest

from wps_eval.lab import markup
from wps_eval.lab.reports import report_files
from wps_eval.lab.run_seen import RunSeen
from wps_eval.lab.studies import StudyHere, last_run, study_here, study_names
from wps_eval.paths import Root
from wps_eval.report.fragment import Fragment
from wps_eval.run.job_event import JobEvent


@pytest.fixture
def root(bench_folder):
    return Root(bench_folder)


def lay_record(root, study, status="complete", files=(), started="2026-01-01T10:00:00+00:00"):
    folder = root.outputs(study)
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        path = root.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    record = {"status": status, "started": started, "ended": "2026-01-01T10:05:00+00:00", "files": dict.fromkeys(files, "0")}  # fmt: skip
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")


def test_every_params_file_is_a_study(root):
    assert study_names(root) == ("demo-final", "demo-midterm", "final-2024", "harmonia-2023", "midterm-2022")  # fmt: skip


def test_the_next_step_follows_from_choices_and_the_last_run(root):
    assert study_here(root, "midterm-2022").next_step == "first_run"
    for status, step in (("failed", "look"), ("interrupted", "look"), ("started", "look"), ("complete", "run"), ("partial", "run")):  # fmt: skip
        lay_record(root, "midterm-2022", status)
        found = study_here(root, "midterm-2022")
        assert (found.run, found.next_step) == (status, step)
    found = StudyHere("x", found.choices, 0, "complete", "", up_to_date=True)
    assert found.next_step == "read"


def test_a_study_with_faulty_choices_says_how_many(root):
    path = root.study("midterm-2022")
    path.write_text("kind: sometime\nplaces: []\n", encoding="utf-8")
    found = study_here(root, "midterm-2022")
    assert (found.choices, found.faults, found.next_step) == (None, 3, "mend")


def test_a_record_that_cannot_be_read_is_no_run(root):
    lay_record(root, "midterm-2022")
    for text in ("{", "[]"):
        (root.outputs("midterm-2022") / "run.json").write_text(text, encoding="utf-8")
        assert study_here(root, "midterm-2022").run == ""


def test_the_study_that_was_run_last_is_begun_with(root):
    assert last_run(root) == "demo-final"  # none was run: the first
    lay_record(root, "midterm-2022", started="2026-01-01T00:00:00+00:00")
    lay_record(root, "demo-midterm", started="2026-01-02T00:00:00+00:00")
    assert last_run(root) == "demo-midterm"


def test_reports_are_those_that_the_record_lists_and_that_are_there(root):
    there = "outputs/midterm-2022/IQ/en/"
    lay_record(
        root, "midterm-2022",
        files=[f"{there}midterm_report.html", f"{there}summary.slides.pdf", f"{there}summary.ipynb",
               "outputs/midterm-2022/measured/verdicts.parquet", "outputs/midterm-2022/notebooks/knowledge.html"],
    )  # fmt: skip
    (root.folder / there / "unlisted.pdf").touch()
    (root.folder / f"{there}midterm_report.html").unlink()
    (found,) = report_files(root, "midterm-2022")
    assert (found.place, found.language, found.name, found.ending) == ("IQ", "en", "summary", ".slides.pdf")  # fmt: skip


def test_a_run_is_seen_as_the_last_that_was_told_of_each_job():
    seen = RunSeen()
    assert (seen.share, seen.counts) == (0.0, {})
    for told in (("a", "started", 0), ("b", "unchanged", 1), ("a", "made", 2), ("c", "started", 2)):
        job, state, ended = told
        seen = seen.after(JobEvent(job, state, "", 0.0, ended, 4))
    assert [(event.job, event.state) for event in seen.events] == [("a", "made"), ("b", "unchanged"), ("c", "started")]  # fmt: skip
    assert (seen.share, seen.counts) == (0.5, {"made": 1, "unchanged": 1, "started": 1})


def test_words_are_escaped_and_fragments_are_not_escaped_twice():
    bad = '<script>&"'
    for made in (markup.heading(bad), markup.paragraph(bad), markup.notice(bad), markup.code(bad), markup.listed([bad]), markup.table([bad], [[bad]], bad), markup.file_link(bad, bad, download=True), markup.copy_button(bad, bad), markup.text(bad)):  # fmt: skip
        assert "<script" not in made
        assert "&lt;script&gt;" in made
    assert markup.table(["a"], [[markup.code("b")]]).count("<code>b</code>") == 1
    assert isinstance(markup.listed([]), Fragment)


def test_what_is_to_be_typed_keeps_its_own_direction():
    assert (
        markup.paragraph("افتح `wps-eval <new>`") == "<p>افتح <code>wps-eval &lt;new&gt;</code></p>"
    )
