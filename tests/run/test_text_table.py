"""The translators' table: what is missing is added, and nothing that was there is lost."""

import csv

import pytest

from in_english import english
from wps_eval.errors import InputFaults
from wps_eval.report.edition import load_edition
from wps_eval.report.typed_texts import typed_texts, untranslated_texts
from wps_eval.run.check import check_study
from wps_eval.run.text_table import list_texts

STUDY = "midterm-2022"


def table(folder):
    return folder / "params" / STUDY / "texts.csv"


def rows(folder):
    return list(csv.DictReader(table(folder).read_text(encoding="utf-8-sig").splitlines()))


def test_a_table_is_laid_for_the_languages_that_need_one(bench_folder):
    table(bench_folder).unlink()
    added, empty = list_texts(STUDY, start=bench_folder)
    listed = rows(bench_folder)
    assert added == len(listed) > 40
    assert empty == 2 * added
    assert list(listed[0]) == ["text", "text_ar", "text_ckb"]
    assert table(bench_folder).read_bytes().startswith(b"\xef\xbb\xbf")  # a spreadsheet asks for it
    assert "Women in the Council of Representatives" in {row["text"] for row in listed}
    assert list_texts(STUDY, start=bench_folder) == (0, empty)


def test_what_was_told_stays_and_is_not_asked_again(bench_folder):
    table(bench_folder).write_text(
        'text,text_ckb\nA text of old,کۆن\n"Statements of officials",لێدوان\n', encoding="utf-8"
    )
    list_texts(STUDY, start=bench_folder)
    first, second, third, *_ = rows(bench_folder)
    assert first == {"text": "A text of old", "text_ckb": "کۆن", "text_ar": ""}
    assert second == {"text": "Statements of officials", "text_ckb": "لێدوان", "text_ar": ""}
    assert third["text_ckb"] == ""
    bench = load_edition(STUDY, start=bench_folder)
    assert "Statements of officials" not in untranslated_texts(bench, "ckb_IQ")
    assert "Statements of officials" in untranslated_texts(bench, "ar_IQ")


def test_a_table_with_faults_is_not_written_over(bench_folder):
    spoilt = "text,text_ar\nCensus,تعداد\nCensus,إحصاء\n"
    table(bench_folder).write_text(spoilt, encoding="utf-8")
    with pytest.raises(InputFaults, match=r"texts\.csv"):
        list_texts(STUDY, start=bench_folder)
    assert table(bench_folder).read_text(encoding="utf-8") == spoilt


def test_an_english_report_asks_for_nothing_and_codes_are_no_words(bench_folder):
    bench = load_edition(STUDY, start=bench_folder)
    assert untranslated_texts(bench, "en") == ()
    sheets = bench_folder / "data/figures/sheets.csv"
    text = sheets.read_text(encoding="utf-8").replace("Statements of officials", "F3 12%")
    sheets.write_text(text.replace("Secondary data", "بيانات ثانوية"), encoding="utf-8")
    table(bench_folder).unlink()
    bench = load_edition(STUDY, start=bench_folder)
    assert {"F3 12%", "بيانات ثانوية"} <= set(typed_texts(bench))
    assert not {"F3 12%", "بيانات ثانوية"} & set(untranslated_texts(bench, "ar_IQ"))
    assert untranslated_texts(bench, "en") == ("بيانات ثانوية",)


def test_a_final_edition_is_refused_while_texts_stand_as_they_were_typed(bench_folder):
    table(bench_folder).unlink()
    params = bench_folder / "params" / f"{STUDY}.yml"
    _, faults, _ = check_study(STUDY, start=bench_folder)
    assert "untold_text" not in {f.code for f in faults}
    params.write_text(
        params.read_text(encoding="utf-8").replace("state: draft", "state: final"), encoding="utf-8"
    )
    _, faults, _ = check_study(STUDY, start=bench_folder)
    owed = [f for f in faults if f.code == "untold_text"]
    assert [f.where.column for f in owed] == ["text_ar", "text_ckb"]
    assert "wps-eval texts midterm-2022" in english(owed[0]).remedy


def test_the_studies_of_the_house_leave_nothing_as_it_was_typed():
    bench = load_edition(STUDY)
    assert [untranslated_texts(bench, language) for language in bench.study.languages] == [
        (),
        (),
        (),
    ]


def test_a_text_that_a_spreadsheet_would_compute_is_written_so_that_it_does_not(bench_folder):
    sheets = bench_folder / "data/figures/sheets.csv"
    text = sheets.read_text(encoding="utf-8")
    title = "Women in the Council of Representatives"
    sheets.write_text(text.replace(title, f"={title}"), encoding="utf-8")
    assert f"={title}" in typed_texts(load_edition(STUDY, start=bench_folder))
    list_texts(STUDY, start=bench_folder)
    listed = [row["text"] for row in rows(bench_folder)]
    assert f"'={title}" in listed
    assert [text for text in listed if text.startswith(("=", "+", "@"))] == []
    assert list_texts(STUDY, start=bench_folder)[0] == 0  # and is known when it is read again
