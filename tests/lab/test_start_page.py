"""The start page by its fields and clicks; longer work is done at once here."""

import json
import re
from pathlib import Path

import ipywidgets
import pytest

from in_memory import lay_figures
from wps_eval.errors import Fault, InputFaults, RunFailed, Where
from wps_eval.lab import check_part, run_part, start_page
from wps_eval.lab.desk import in_thread, told
from wps_eval.lab.start_page import PARTS, StartPage, open_start
from wps_eval.paths import Root
from wps_eval.run.job_event import JobEvent
from wps_eval.run.record import RunRecord
from wps_eval.words.catalogue import Words, untranslated

HOUSE = Path(__file__).parents[2]
STUDY = "midterm-2022"


def at_once(act):
    act()


@pytest.fixture
def root(bench_folder, monkeypatch):
    monkeypatch.chdir(bench_folder)
    return Root(bench_folder)


@pytest.fixture
def page(root):
    return StartPage(root, "en", STUDY, begin=at_once)


def show(page, name):
    page.tabs.selected_index = PARTS.index(name)
    return page.parts[name]


def record(status, **changes):
    return RunRecord(study=STUDY, study_sha256="", package_sha256="", started="", status=status, **changes)  # fmt: skip


def test_the_page_shows_every_study_at_once_and_opens_other_parts_when_they_are_shown(page):
    assert page.parts["studies"].studies.value.count("<tr>") == 6
    assert not page.parts["form"].fields
    show(page, "form")
    assert page.parts["form"].fields["kind"].value == "midterm"


@pytest.mark.parametrize(("language", "rtl"), [("en", False), ("ar_IQ", True), ("ckb_IQ", True)])
def test_it_speaks_every_language_and_runs_its_way(page, language, rtl):
    page.language.value = language
    words = Words(language)
    assert list(page.tabs.titles) == [words.say(f"lab.part.{name}") for name in PARTS]
    assert ("wps-rtl" in page.view._dom_classes) is rtl
    page.language.value = "en"
    assert "wps-rtl" not in page.view._dom_classes


@pytest.mark.parametrize("language", ["ar_IQ", "ckb_IQ"])
def test_no_word_of_it_is_left_to_english(language):
    own = ("lab.", "params.", "job.", "run.status.", "run.end.", "statistic.")
    assert [code for code in untranslated(language) if code.startswith(own)] == []


def test_another_study_fills_the_part_that_is_shown_anew(page):
    form = show(page, "form")
    page.study.value = "final-2024"
    assert page.parts["form"] is not form
    assert page.parts["form"].fields["kind"].value == "final"
    assert page.tabs.selected_index == PARTS.index("form")


def test_what_is_out_of_date_is_told_with_its_reasons(page):
    part = page.parts["studies"]
    part.why.click()
    assert "was never made" in part.reasons.value
    assert "data_quality" in part.reasons.value


def test_a_fault_stands_beside_its_field_until_it_is_mended(page, root):
    form = show(page, "form")
    before = root.study(STUDY).read_text(encoding="utf-8")
    form.fields["rating.on_track"].value = "2"
    form.save.click()
    assert "expected a number below 1" in form.faults["rating.on_track"].value
    assert [key for key, beside in form.faults.items() if beside.value] == ["rating.on_track"]
    assert "Nothing was saved" in form.end.value
    assert root.study(STUDY).read_text(encoding="utf-8") == before
    form.fields["rating.on_track"].value = "0.9"
    form.save.click()
    assert not form.faults["rating.on_track"].value
    assert "is saved" in form.end.value
    assert root.study(STUDY).read_text(encoding="utf-8") == before.replace("on_track: 0.95", "on_track: 0.9")  # fmt: skip
    form.save.click()  # the form knows what it has saved
    assert "is saved" in form.end.value


def test_a_study_saved_under_a_new_name_is_chosen(page):
    form = show(page, "form")
    form.name.value = "own-2022"
    form.save.click()
    assert page.study.value == "own-2022"
    assert page.parts["form"].name.value == "own-2022"


def test_a_params_file_that_is_no_yaml_is_told(page, root):
    root.study(STUDY).write_text("kind: [", encoding="utf-8")
    form = show(page, "form")
    (shown,) = form.view.children
    assert "cannot be read as YAML" in shown.value


def test_a_value_that_cannot_be_chosen_stays_to_be_seen(page, root):
    path = root.study(STUDY)
    path.write_text(
        path.read_text(encoding="utf-8").replace("midterm", "sometime"), encoding="utf-8"
    )
    assert show(page, "form").fields["kind"].value == "sometime"


def test_check_names_the_cell_of_every_fault(tmp_path, monkeypatch):
    head = "indicator,place,date,value,status,source\n"
    folder = lay_figures(tmp_path, f"{head}I1.1.3-a,IQ,2020,12x,final,Made up\n")
    monkeypatch.chdir(folder)
    page = StartPage(Root(folder), "en", STUDY, begin=at_once)
    part = show(page, "check")
    part.check.click()
    assert "f.csv, row 2, column value" in part.found.value
    assert not part.check.disabled
    (folder / "data/figures/f.csv").write_text(f"{head}I1.1.3-a,IQ,2020,12,final,Made up\n", encoding="utf-8")  # fmt: skip
    part.check.click()
    assert part.found.value == '<div class="wps-notice">midterm-2022: no fault found</div>'


def test_check_tells_what_is_only_asked_and_the_marked_copies(page, monkeypatch):
    asked = Fault("no_study", Where("a"), found="x", blocks=False)
    copy = page._root.folder / "f.csv"
    seen = {}

    def check(study, **options):
        seen.update(options, study=study)
        return None, [asked], [copy]

    monkeypatch.setattr(check_part, "check_study", check)
    part = show(page, "check")
    part.mark.value = True
    part.check.click()
    assert (seen["study"], seen["mark"], seen["language"]) == (STUDY, True, "en")
    assert "no fault found" in part.found.value
    assert "outputs/midterm-2022/faults/" in part.found.value


def test_what_nobody_foresaw_is_told_without_its_words(page, monkeypatch):
    def fail(*_, **__):
        raise ValueError("SECRET ANSWER")

    monkeypatch.setattr(check_part, "check_study", fail)
    part = show(page, "check")
    part.check.click()
    assert "ValueError" in part.found.value
    assert "SECRET" not in part.found.value
    assert not part.check.disabled


def test_known_errors_are_told_in_the_page_s_language():
    words = Words("ar_IQ")
    shown = told(InputFaults([Fault("not_yaml", Where("params/x.yml"))]), words)
    assert words.say("fault.not_yaml.found") in shown
    assert "another run" in told(RunFailed("another run is at work"), words)
    assert "SECRET" not in told(RuntimeError("SECRET"), words)


def test_a_run_is_shown_job_by_job_and_its_end_in_words(page, monkeypatch):
    shown = []

    def run(study, *, watch, cancelled, **_):
        assert study == STUDY
        assert not cancelled()
        for job, state, ended in (("a", "started", 0), ("a", "made", 1), ("b", "unchanged", 2)):
            watch(JobEvent(job, state, "", 1.5, ended, 3))
            shown.append(part.bar.value)
        watch(JobEvent("c", "failed", "the sentence", 0.0, 3, 3))
        return record("failed", warnings=("careful",))

    monkeypatch.setattr(run_part, "run_study", run)
    part = show(page, "run")
    part.run.click()
    assert shown == pytest.approx([0, 1 / 3, 2 / 3])
    assert part.bar.value == 1
    rows = part.jobs.value
    assert rows.index("the sentence") < rows.index(">a<")  # the last first
    assert ">b<" not in rows  # only counted
    assert "3 of 3 jobs have ended, 1 of them unchanged" in rows
    assert "A job failed" in part.end.value
    assert "careful" in part.end.value
    assert (part.run.disabled, part.cancel.disabled) == (False, True)


def test_a_run_can_be_stopped_while_it_is_at_work(page, monkeypatch):
    def run(*_, cancelled, **__):
        assert (part.run.disabled, part.cancel.disabled, part.at_work) == (True, False, True)
        page.language.value = "ar_IQ"  # the run stays in sight
        assert page.parts["run"] is part
        part.cancel.click()
        assert cancelled()
        return record("interrupted")

    monkeypatch.setattr(run_part, "run_study", run)
    part = show(page, "run")
    part.run.click()
    assert "What was finished is kept" in part.end.value


def test_after_a_run_other_parts_are_read_anew(page, root, monkeypatch):
    reports = show(page, "reports")
    assert "No run has made a report" in reports.files.value

    def run(*_, **__):
        path = root.outputs(STUDY) / "IQ/en/midterm_report.docx"
        path.parent.mkdir(parents=True)
        path.touch()
        files = {path.relative_to(root.folder).as_posix(): "0"}
        (root.outputs(STUDY) / "run.json").write_text(json.dumps({"status": "complete", "files": files}), encoding="utf-8")  # fmt: skip
        return record("complete")

    monkeypatch.setattr(run_part, "run_study", run)
    show(page, "run").run.click()
    shown = show(page, "reports").files.value
    assert "<td>Iraq</td><td>English</td>" in shown
    assert "files/outputs/midterm-2022/IQ/en/midterm_report.docx?download=1" in shown


@pytest.mark.parametrize("name", ["owed", "picker"])
def test_before_a_run_nothing_is_shown_of_results(page, name):
    part = show(page, name)
    shown = part.tables.value if name == "owed" else part.said.value
    assert "Nothing of midterm-2022 was released yet" in shown


def test_every_word_of_the_page_is_in_the_catalogue():
    states = ("started", "made", "unchanged", "failed", "not_reached", "interrupted")
    ends = ("complete", "partial", "failed", "interrupted")
    steps = ("mend", "first_run", "look", "run", "read")
    codes = [*(f"job.{s}" for s in states), *(f"run.status.{e}" for e in (*ends, "started")), *(f"run.end.{e}" for e in ends), *(f"lab.next.{s}" for s in steps)]  # fmt: skip
    assert [code for code in codes if not Words("en").knows(code)] == []


def test_the_guide_names_the_parts_as_the_page_does():
    guide = (HOUSE / "docs/guide-evaluator.md").read_text(encoding="utf-8")
    section = guide[guide.index("### The start page") : guide.index("## 2.")]
    named = re.findall(r"^\| ([A-Z][\w ]+) \|", section, re.MULTILINE)
    assert named == [Words("en").say(f"lab.part.{name}") for name in PARTS]


@pytest.mark.usefixtures("root")
def test_the_notebook_opens_it(monkeypatch):
    shown = []
    monkeypatch.setattr(start_page, "display", shown.append)
    page = open_start("ckb_IQ")
    assert shown == [page.view]
    assert page.language.value == "ckb_IQ"
    assert isinstance(page.view, ipywidgets.VBox)


def test_longer_work_does_not_hold_the_kernel():
    import threading  # noqa: PLC0415

    begun, go_on = threading.Event(), threading.Event()

    def act():
        begun.set()
        go_on.wait(5)

    in_thread(act)
    assert begun.wait(5)
    go_on.set()
