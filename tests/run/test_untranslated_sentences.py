"""What a catalogue does not say yet is told by a run, and stops a final edition."""

from in_english import english
from wps_eval.run.check import check_study
from wps_eval.run.run import untranslated_sentence_warnings


def chosen(folder, language, state):
    path = folder / "params" / "midterm-2022.yml"
    text = path.read_text(encoding="utf-8").replace("[en, ar_IQ, ckb_IQ]", f"[{language}]")
    path.write_text(text.replace("state: draft", f"state: {state}"), encoding="utf-8")


def faults_of(folder):
    _, faults, _ = check_study("midterm-2022", start=folder)
    return [fault for fault in faults if fault.code == "untranslated"]


def test_a_run_warns_of_sentences_that_are_left_to_english(lay_kurmanji):
    name = lay_kurmanji({"seal.sort": "", "seal.search": ""})
    (warning,) = untranslated_sentence_warnings(["en", "ar_IQ", name])
    assert warning.startswith("kmr_Arab_IQ: 2 sentences")
    assert "kmr_Arab_IQ.po" in warning


def test_a_final_edition_leaves_no_sentence_to_english(lay_kurmanji, bench_folder):
    chosen(bench_folder, lay_kurmanji({"seal.sort": ""}), "final")
    (fault,) = faults_of(bench_folder)
    assert "seal.sort" in english(fault).found
    assert "kmr_Arab_IQ.po" in fault.where.file


def test_a_whole_catalogue_and_a_draft_are_let_through(lay_kurmanji, bench_folder):
    name = lay_kurmanji({"seal.sort": ""})
    chosen(bench_folder, name, "draft")
    assert faults_of(bench_folder) == []
