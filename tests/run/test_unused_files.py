"""What lies beside the params file and nothing reads is told, with the name it was meant to have."""

from dataclasses import replace

import pytest

from in_english import english
from wps_eval.codes import EvaluationKind
from wps_eval.report.edition import load_edition
from wps_eval.run.unused_files import unused_files

STUDY = "midterm-2022"


def faults_by_file(folder):
    return {
        fault.where.file.removeprefix(f"params/{STUDY}/"): english(fault).remedy
        for fault in unused_files(load_edition(STUDY, start=folder))
    }


def test_the_studies_of_the_house_hold_nothing_that_is_not_read(bench_folder):
    bench = load_edition(STUDY, start=bench_folder)
    for study, kind in (
        (STUDY, EvaluationKind.MIDTERM),
        ("demo-midterm", EvaluationKind.MIDTERM),
        ("demo-final", EvaluationKind.FINAL),
    ):
        other = bench.study.model_copy(update={"name": study, "kind": kind})
        workspace = replace(bench.workspace, study=other)
        assert unused_files(replace(bench, workspace=workspace)) == []


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("en/sumary.md", "summary.md"),
        ("en/conclusions.md.txt", "conclusions.md"),
        ("en/survey.MD", "survey.md"),
        ("en/scope.md", ""),  # a chapter of final evaluations only
        ("en/texts/summary.md", ""),
        ("ar/summary.md", "ar_IQ"),
        ("ckb/summary.md", "ckb_IQ"),
        ("comments.xlsx", "Save it as comments.csv"),
        ("comment.csv", "comments.csv"),
        ("introduction.md", ""),
    ],
)
def test_a_file_that_nothing_reads_is_told(bench_folder, name, remedy):
    path = bench_folder / "params" / STUDY / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    ((where, text),) = faults_by_file(bench_folder).items()
    assert name.startswith(where)
    assert remedy in text


def test_locks_and_hidden_files_are_left_alone(bench_folder):
    for name in (".DS_Store", "~$findings.xlsx", ".~lock.findings.csv#"):
        (bench_folder / "params" / STUDY / name).write_text("x", encoding="utf-8")
    assert faults_by_file(bench_folder) == {}
