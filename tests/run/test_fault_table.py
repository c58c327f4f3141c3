"""The commands tell faults in the language asked for, to the last word."""

import re
import subprocess
import sys

import pytest

from wps_eval.errors import Fault, Where
from wps_eval.run.fault_table import show_faults
from wps_eval.words.catalogue import Words

WPS = [sys.executable, "-c", "from wps_eval.run.cli import main; main()"]
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = {"params", "midterm", "yml", "plcaes", "places", "current"}  # left as they are


def command(folder, *words):
    return subprocess.run([*WPS, *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def spoilt(bench_folder):
    """A workbench whose params file has a misspelt key and a period that ends before it begins."""
    path = bench_folder / "params/midterm-2022.yml"
    text = path.read_text(encoding="utf-8").replace("places:", "plcaes:")
    path.write_text(re.sub(r"end: 2\d+", "end: 2001", text), encoding="utf-8")
    return bench_folder


@pytest.mark.parametrize(
    ("language", "title", "head", "remedy"),
    [
        ("ar_IQ", "3 حالات خلل في midterm-2022", "ما العمل", "هل تقصد «places»؟"),
        ("ckb_IQ", "3 هەڵە لە midterm-2022", "چی بکرێت", "مەبەستت «places»ە؟"),
    ],
)
def test_a_check_in_another_language_holds_no_english_word(spoilt, language, title, head, remedy):
    done = command(spoilt, "check", "midterm-2022", "--language", language)
    assert done.returncode == 1
    for words in (title, head, remedy):
        assert words in done.stdout
    assert set(LATIN.findall(done.stdout)) <= NAMES


def test_a_check_is_in_english_where_nothing_else_is_asked_for(spoilt):
    done = command(spoilt, "check", "midterm-2022")
    for words in ("3 faults in midterm-2022", "what to do", "Did you mean 'places'?"):
        assert words in done.stdout


def test_a_run_tells_faults_in_the_first_language_that_there_is(spoilt):
    done = command(spoilt, "run", "midterm-2022", "--language", "xx", "--language", "ar_IQ")
    assert done.returncode == 1
    assert "3 حالات خلل في الدراسة midterm-2022" in done.stdout
    assert "faults in the study midterm-2022" in command(spoilt, "run", "midterm-2022").stdout


def test_an_unknown_language_is_a_fault_with_the_nearest(bench_folder):
    done = command(bench_folder, "check", "midterm-2022", "--language", "ar_IR")
    assert done.returncode == 1
    assert "Did you mean 'ar_IQ'?" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_that_there_is_no_fault_is_told_too(capsys):
    for language in ("en", "ar_IQ", "ckb_IQ"):
        show_faults([], "s", Words(language))
    english, arabic, kurdish = capsys.readouterr().out.splitlines()
    assert english == "s: no fault found"
    assert arabic == "s: لم يعثر على خلل"
    assert kurdish == "s: هیچ هەڵەیەک نەدۆزرایەوە"


def test_brackets_in_what_was_found_are_shown(capsys):
    show_faults([Fault("untaken_mark", Where("t.md"), found="[red]x")], "s", Words("en"))
    assert "'[red]x'" in capsys.readouterr().out
