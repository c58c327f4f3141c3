"""A whole study from its files to its record, and what happens when it is run again."""

import json
import re
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from filelock import FileLock
from pypdf import PdfReader

from in_english import english
from wps_eval.disclosure.release import RELEASED
from wps_eval.errors import RunFailed
from wps_eval.paths import Root
from wps_eval.results.store import frame, read_table, write_table
from wps_eval.run.check import check_prose, check_study
from wps_eval.run.cli import main
from wps_eval.run.release import release_study
from wps_eval.run.run import run_study
from wps_eval.study.model import DisclosurePolicy
from wps_eval.words.numbers import latin_digits

WPS = [sys.executable, "-c", "from wps_eval.run.cli import main; main()"]


def command(folder, *words):
    """Give what a command prints and its exit code; a run has a process of its own."""
    if words[0] == "run":
        return subprocess.run(
            [*WPS, *words], cwd=folder, capture_output=True, text=True, check=False
        )
    with chdir(folder), patch.object(sys, "argv", ["wps-eval", *words]):
        printed, told = StringIO(), StringIO()
        with redirect_stdout(printed), redirect_stderr(told):
            try:
                main()
            except SystemExit as end:
                code = end.code or 0
    return SimpleNamespace(stdout=printed.getvalue(), stderr=told.getvalue(), returncode=code)


#: a share of women of whom there are 3: its numbers and texts may stand in no file that leaves
PLANTED = (
    "indicator,place,date,value,numerator,denominator,status,source,note,definition\n"
    "I2.2.2-02-b,IQ,2020,,3,1237,final,Register of planted cases,planted note,planted words\n"
    "I2.2.2-02-b,IQ,2022,,4,1291,final,Register of planted cases,planted note,planted words\n"
)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    from pathlib import Path  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("bench")
    house = Path(__file__).parents[2]
    for name in ("data/plan", "data/figures", "params", "notebooks"):
        shutil.copytree(house / name, folder / name)
    (folder / "data/figures/planted.csv").write_text(PLANTED, encoding="utf-8")
    params = folder / "params/midterm-2022.yml"
    text = params.read_text(encoding="utf-8").replace("[en, ar_IQ, ckb_IQ]", "[en, ar_IQ]")
    params.write_text(f"{text}numerals: arab\n", encoding="utf-8")
    return folder, command(folder, "run", "midterm-2022", "--jobs", "1")


def test_a_run_makes_the_report_and_says_where(finished):
    folder, done = finished
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads((folder / "outputs/midterm-2022/run.json").read_text(encoding="utf-8"))
    assert record["status"] == "complete"
    assert {task["status"] for task in record["tasks"]} == {"made"}
    assert "outputs/midterm-2022/IQ/en/midterm_report.html" in done.stdout
    for name in record["files"]:
        assert (folder / name).is_file()


def test_only_what_is_released_and_reports_can_be_read_by_others(finished):
    folder, _ = finished
    outputs = folder / "outputs"
    modes = {
        path.relative_to(outputs).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [outputs, *outputs.rglob("*")]
    }
    ways = {"IQ", "IQ/en", "IQ/ar_IQ", "released", "."}
    ways = {".", *(f"midterm-2022/{way}".removesuffix("/.") for way in ways)}
    reports = (".html", ".pdf", ".docx", ".pptx")
    for name, mode in modes.items():
        path = outputs / name
        is_open = (
            name in ways or name.startswith("midterm-2022/released/") or name.endswith(reports)
        )
        wanted = (0o755, 0o644) if is_open else (0o700, 0o600)
        assert (name, oct(mode)) == (name, oct(wanted[0 if path.is_dir() else 1]))
    assert ways < modes.keys()
    assert len([name for name in modes if name.endswith(reports)]) > 1


def test_folders_that_an_earlier_version_left_open_are_closed_by_the_next_run(finished):
    folder, _ = finished
    measured = folder / "outputs/midterm-2022/measured"
    measured.chmod(0o755)
    assert command(folder, "run", "midterm-2022", "--jobs", "1").returncode == 0
    assert stat.S_IMODE(measured.stat().st_mode) == 0o700


def test_a_second_run_with_nothing_changed_starts_no_kernel(finished):
    folder, _ = finished
    page = folder / "outputs/midterm-2022/IQ/en/midterm_report.ipynb"
    before = page.stat().st_mtime_ns
    done = command(folder, "run", "midterm-2022", "--jobs", "1")
    assert done.returncode == 0
    assert page.stat().st_mtime_ns == before
    assert done.stdout.endswith("everything is up to date\n")
    assert "outputs/midterm-2022/IQ/en/midterm_report.html" in done.stdout


def test_where_nothing_has_changed_next_to_nothing_is_imported(finished):
    folder, _ = finished
    code = "import sys; from wps_eval.run.cli import app; app(['run', 'midterm-2022', '--jobs', '1'], standalone_mode=False); print(sorted({m.partition('.')[0] for m in sys.modules} & {'pandas', 'numpy', 'nbformat', 'rich', 'duckdb'}))"
    command(folder, "run", "midterm-2022", "--jobs", "1")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-2:] == ["everything is up to date", "[]"]


def test_status_says_what_is_out_of_date_and_why(finished):
    folder, _ = finished
    assert "up to date" in command(folder, "status", "midterm-2022").stdout
    figures = folder / "data/figures/iraq-context.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text + "\n", encoding="utf-8")
    try:
        output = command(folder, "status", "midterm-2022").stdout
    finally:
        figures.write_text(text, encoding="utf-8")
    assert "iraq-context.csv has changed" in output


def test_the_report_reads_only_what_was_released(finished):
    folder, _ = finished
    released = folder / "outputs/midterm-2022/released"
    measured = folder / "outputs/midterm-2022/measured"
    names, kept = ({p.stem for p in f.glob("*.parquet")} for f in (released, measured))
    assert names == set(RELEASED)
    assert names < kept
    assert {"figures", "subjects", "knowledge_differences"} <= kept - names
    page = (folder / "notebooks/midterm_report.ipynb").read_text(encoding="utf-8")
    assert "measured" not in page


def test_faults_are_told_all_at_once_and_nothing_is_written(bench_folder):
    figures = bench_folder / "data/figures/iraq-context.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(
        text.replace("28.88,95,329", "140,,", 1).replace("2021-12-31", "2021-12-32", 1),
        encoding="utf-8",
    )
    done = command(bench_folder, "check", "midterm-2022")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "2 faults in midterm-2022" in done.stdout
    assert "0 to 100" in " ".join(done.stdout.split())
    assert not (bench_folder / "outputs").exists()


def test_what_an_older_version_released_does_not_stay(bench_folder):
    root = Root(bench_folder)
    study = SimpleNamespace(
        name="s", disclosure=DisclosurePolicy(), figures="figures", plan="plan", private="private"
    )
    write_table(frame("inputs", []), "inputs", root.measured("s"))
    root.released("s").mkdir(parents=True)
    (root.released("s") / "faults.parquet").write_text("old", encoding="utf-8")
    left = {"inputs.parquet", "disclosure.json"}
    assert {path.name for path in release_study(root, study)} == left
    assert {path.name for path in root.released("s").iterdir()} == left


def test_check_prints_faults_and_marks_a_copy(bench_folder):
    figures = bench_folder / "data/figures/iraq-context.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace("28.88,95,329", "140,,", 1), encoding="utf-8")
    done = command(bench_folder, "check", "midterm-2022", "--mark")
    assert done.returncode == 1
    assert (bench_folder / "outputs/midterm-2022/faults/iraq-context.csv-marked.xlsx").is_file()


def test_check_of_a_sound_study_exits_with_0(bench_folder):
    assert command(bench_folder, "check", "midterm-2022").returncode == 0


def test_wrong_usage_exits_with_2(bench_folder):
    assert command(bench_folder, "run", "midterm-2022", "--plce", "IQ").returncode == 2


def test_an_unknown_study_place_or_language_is_a_sentence(bench_folder):
    for words in (
        ("midterm-202",),
        ("midterm-2022", "--place", "Atlantis"),
        ("midterm-2022", "--language", "xx"),
    ):
        done = command(bench_folder, "run", *words)
        assert done.returncode == 1
        assert "Traceback" not in done.stdout + done.stderr


def test_a_second_run_into_the_same_outputs_is_refused(bench_folder):
    work = bench_folder / "outputs/midterm-2022/.work"
    work.mkdir(parents=True)
    with FileLock(work / "lock"), pytest.raises(RunFailed, match="another run"):
        run_study("midterm-2022", start=bench_folder)


def test_a_target_worse_than_its_baseline_is_a_fault(bench_folder):
    targets = bench_folder / "data/plan/targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace(",floor,", ",target,"), encoding="utf-8"
    )
    faults = check_study("midterm-2022", start=bench_folder)[1]
    assert {fault.code for fault in faults} == {"target_worse_than_baseline"}


def test_a_final_report_with_working_titles_is_refused(bench_folder):
    params = bench_folder / "params/midterm-2022.yml"
    text = params.read_text(encoding="utf-8")
    assert check_study("midterm-2022", start=bench_folder)[1] == []
    params.write_text(
        text.replace("state: draft", "state: final").replace(
            "languages: [en, ar_IQ, ckb_IQ]", "languages: [ar_IQ]"
        ),
        encoding="utf-8",
    )
    faults = check_study("midterm-2022", start=bench_folder)[1]
    assert {fault.code for fault in faults} & {"working_titles", "unknown_languages"}


def test_a_final_report_says_who_issued_it_when_and_who_evaluated(bench_folder):
    params = bench_folder / "params/midterm-2022.yml"
    final = params.read_text(encoding="utf-8").replace("state: draft", "state: final")
    params.write_text(final, encoding="utf-8")

    def lacking():
        _, faults, _ = check_study("midterm-2022", start=bench_folder)
        return [fault.where.column for fault in faults if fault.code == "no_cover"]

    assert lacking() == ["cover.issuer", "cover.dated", "evaluators"]
    cover = "cover:\n  issuer: {text: An office}\n  dated: 2023-03-31\nevaluators:\n- role: {text: Leader}\n"
    params.write_text(final + cover, encoding="utf-8")
    assert lacking() == []


def test_a_target_for_an_unknown_indicator_is_a_fault(bench_folder):
    targets = bench_folder / "data/plan/targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("C-cor-women", "C-cor-wmen"), encoding="utf-8"
    )
    faults = check_study("midterm-2022", start=bench_folder)[1]
    assert [(f.code, "C-cor-women" in english(f).remedy) for f in faults] == [
        ("unknown_indicator", True)
    ]


@pytest.mark.parametrize(
    "text", ["", "notebooks: 3\n", "notebooks: [\n", "notebooks:\n- name: nothing\n"]
)
def test_a_spoilt_pipeline_is_told_in_sentences(text, bench_folder):
    (bench_folder / "notebooks/pipeline.yml").write_text(text, encoding="utf-8")
    done = command(bench_folder, "check", "midterm-2022")
    assert done.returncode == 1
    assert "pipeline.yml" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_check_names_the_line_of_a_text_that_the_results_do_not_bear_out(finished, tmp_path):

    folder = tmp_path / "bench"
    shutil.copytree(finished[0], folder)
    assert command(folder, "check", "midterm-2022").returncode == 0
    texts = folder / "params/midterm-2022/en"
    texts.mkdir(parents=True)
    (texts / "summary.md").write_text(
        'Few women.\n\nNow {{ value("I9.9.9-01-a") }} of them.\n', encoding="utf-8"
    )
    (texts / "sumary.md").write_text("Lost.\n", encoding="utf-8")
    bench, faults, _ = check_study("midterm-2022", start=folder)
    assert faults == []  # no gate of a run
    found = {(fault.code, fault.where.file, fault.where.row) for fault in check_prose(bench)}
    assert found == {
        ("unknown_result", "params/midterm-2022/en/summary.md", 3),
        ("unread_text", "params/midterm-2022/en/sumary.md", 0),
    }
    assert command(folder, "check", "midterm-2022").returncode == 1


def test_before_the_first_run_there_is_nothing_to_hold_a_text_against(bench_folder):
    texts = bench_folder / "params/midterm-2022/en"
    texts.mkdir(parents=True)
    (texts / "summary.md").write_text("99\n", encoding="utf-8")
    bench, _, _ = check_study("midterm-2022", start=bench_folder)
    assert check_prose(bench) == []


def texts_of(path):
    """Give all that a file says: of tables the cells, of archives their parts, of a PDF its text."""
    if path.suffix == ".parquet":
        yield from (
            str(cell)
            for row in read_table(path.parent, path.stem).to_dict("records")
            for cell in row.values()
        )
    elif path.suffix in (".docx", ".pptx"):
        with zipfile.ZipFile(path) as book:
            yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
    elif path.suffix == ".pdf":
        yield from (page.extract_text() for page in PdfReader(path).pages)
    else:  # how long a cell took is a number of chance
        text = path.read_text(encoding="utf-8", errors="replace")
        yield re.sub(r'"(duration|seconds|processor_s)": [\d.e-]+', "", text)


def test_nothing_of_a_hidden_row_stands_in_any_file_that_may_be_read(finished):
    folder, _ = finished
    outputs = folder / "outputs"
    internal = (outputs / "midterm-2022/measured", outputs / "midterm-2022/.work")
    files = [
        path
        for path in outputs.rglob("*")
        if path.is_file() and not any(path.is_relative_to(each) for each in internal)
    ]
    assert {path.suffix for path in files} >= {
        ".html",
        ".docx",
        ".pptx",
        ".pdf",
        ".parquet",
        ".ipynb",
        ".json",
    }
    # 3 of 1237 are 0.2425 %, 4 of 1291 are 0.3098 %; the change is 0.0673 points
    whole = r"(?<![\w.-])1,?(237|291)(?![\w-])"  # a number by itself: no piece of a moment or an identity
    secrets = re.compile(rf"{whole}|\b0\.(2425|3098|0673)|planted (cases|note|words)")
    found = {
        (path.relative_to(outputs).as_posix(), hit[0])
        for path in files
        for text in texts_of(path)
        for hit in [secrets.search(latin_digits(text))]
        if hit
    }
    assert found == set()
    hidden = read_table(outputs / "midterm-2022/released", "estimates").query(
        "indicator == 'I2.2.2-02-b'"
    )
    assert set(hidden["state"]) == {"suppressed"}


def test_one_chapter_of_one_language_in_one_format_is_a_part_of_the_run_and_the_rest_is_told(
    finished,
):
    folder, _ = finished
    page = folder / "params/midterm-2022/ar_IQ/summary.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("نص.\n", encoding="utf-8")
    try:
        told = command(folder, "status", "midterm-2022").stdout
        assert "a new input: params/midterm-2022/ar_IQ/summary.md" in told
        assert "summary IQ en: a new input" not in told
        done = command(
            folder,
            "run",
            "midterm-2022",
            "--only",
            "summary",
            "--language",
            "ar_IQ",
            "--format",
            "html",
        )
        assert "made         summary IQ ar_IQ" in done.stdout
        assert done.stdout.rstrip().endswith("run.json: partial")
        assert "نص" in (folder / "outputs/midterm-2022/IQ/ar_IQ/summary.html").read_text(
            encoding="utf-8"
        )
        told = command(folder, "status", "midterm-2022").stdout
        assert "summary.docx is of an earlier state" in told
    finally:
        page.unlink()


def test_a_run_that_is_stopped_says_so_and_loses_no_earlier_report(finished):
    """Ctrl-C while reports are made of changed data: exit 130, and what was there before is there still."""
    folder, _ = finished
    outputs = folder / "outputs/midterm-2022"
    reports = {path: path.read_bytes() for path in outputs.rglob("*.html")}
    figures = folder / "data/figures/planted.csv"
    figures.write_text(PLANTED.replace("planted note", "another note"), encoding="utf-8")
    try:
        running = subprocess.Popen(
            [*WPS, "run", "midterm-2022"],
            cwd=folder,
            text=True,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for line in running.stderr:
            if line.startswith("release: made"):
                running.send_signal(signal.SIGINT)
                break
        output = running.communicate(timeout=60)[0]
        assert running.returncode == 130
        assert "run again to go on" in output
        record = json.loads((outputs / "run.json").read_text(encoding="utf-8"))
        assert record["status"] == "interrupted"
        statuses = {task["name"].partition(" ")[0]: task["status"] for task in record["tasks"]}
        assert statuses["release"] == "made"
        assert {statuses["midterm_report"], statuses["summary"]} <= {"interrupted", "not reached"}
        assert not any(name.endswith(".html") for name in record["files"])
        assert {path: path.read_bytes() for path in outputs.rglob("*.html")} == reports
        assert "out of date" in command(folder, "status", "midterm-2022").stdout
    finally:
        figures.write_text(PLANTED, encoding="utf-8")
    again = command(folder, "run", "midterm-2022", "--language", "en", "--format", "html")
    assert again.stdout.rstrip().endswith("run.json: partial")
    english = {path: page for path, page in reports.items() if path.parent.name == "en"}
    assert len(english) > 1
    assert {path: path.read_bytes() for path in english} == english
