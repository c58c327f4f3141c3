"""Prose: numbers bound to results, claims held against verdicts, and nothing else runs."""

from pathlib import Path

import pandas as pd
import pytest

from wps_eval.evaluation.prose import Results, read_prose

DEMO = Path(__file__).parents[2] / "params" / "demo-midterm"
VERDICTS = pd.DataFrame(
    [
        {"indicator": "I1", "place": "IQ", "group": "", "baseline": 41.4, "current": 51.0, "difference": 9.6,
         "target_value": 60.0, "ci_low": 6.0, "ci_high": 13.0, "unit": "%", "state": "shown", "change": "increased"},
        {"indicator": "I2", "place": "IQ", "group": "", "baseline": 1.0, "current": 2.0, "difference": 1.0,
         "target_value": float("nan"), "ci_low": 0.0, "ci_high": 0.0, "unit": "%", "state": "suppressed",
         "change": "cannot_tell"},
        {"indicator": "I1", "place": "IQG01", "group": "", "baseline": 7.0, "current": 8.0, "difference": 1.0,
         "target_value": 1.0, "ci_low": 0.0, "ci_high": 0.0, "unit": "%", "state": "shown", "change": "cannot_tell"},
    ]
)  # fmt: skip
ESTIMATES = pd.DataFrame(
    [
        {"indicator": "I1", "place": "IQ", "group": g, "item": "", "statistic": "value", "estimate": v,
         "unit": "%", "state": "shown", "period_end": pd.Timestamp(f"{y}-12-31")}
        for g, v, y in (("", 41.4, 2020), ("", 51.0, 2022), ("sex=f", 55.5, 2022))
    ]
)  # fmt: skip


def told(tmp_path, text):
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    results = Results(
        estimates=ESTIMATES, verdicts=VERDICTS, place="IQ",
        resolve=lambda code: {"printed": "I1"}.get(code, code),
        write=lambda number, unit, _: f"{number:.1f}{unit}",
    )  # fmt: skip
    return read_prose(path, results, "chapter.md")


def codes(prose):
    return [fault.code for fault in prose.faults]


@pytest.mark.parametrize(
    ("call", "number"),
    [
        ('value("I1")', "51.0%"),
        ('value("printed", "baseline")', "41.4%"),
        ('value("I1", "change_pp")', "9.6%"),
        ('value("I1", place="IQG01")', "8.0%"),
        ('value("I1", "estimate", period="2022")', "51.0%"),
        ('value("I1", "estimate", group="sex=f")', "55.5%"),
    ],
)
def test_numbers_come_from_the_results(tmp_path, call, number):
    found = told(tmp_path, f"The share is {{{{ {call} }}}} now.")
    assert f"The share is {number} now." in found.html
    assert found.faults == ()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ('value("I9")', "unknown_key"),
        ('value("I1", "estimate")', "ambiguous_key"),
        ('value("I2")', "suppressed_value"),
        ('value("I1", place="IQG09")', "unknown_key"),
        ('value("I1"', "bad_binding"),
        ("nothing", "bad_binding"),
        ("value.__globals__", "bad_binding"),
        ("''.__class__.__mro__", "bad_binding"),
        ("value('I1', colour='red')", "bad_binding"),
    ],
)
def test_what_cannot_be_bound_is_a_marked_gap_with_its_line(tmp_path, call, code):
    found = told(tmp_path, f"First line.\n\nThe share is {{{{ {call} }}}} now.")
    assert codes(found) == [code]
    assert found.faults[0].where.row == 3
    assert "<mark>" in found.html
    assert "2.0" not in found.html  # the suppressed value


def test_a_template_cannot_read_a_file_or_loop(tmp_path):
    found = told(
        tmp_path, "{% include '/etc/passwd' %}\n\n{% for x in range(10**9) %}x{% endfor %}"
    )
    assert set(codes(found)) == {"bad_binding"}
    assert "root:" not in found.html


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("I1:increased", None),
        ("printed:increased", None),
        ("I1:decreased", "stale_claim"),
        ("I2:increased", "stale_claim"),
        ("I9:increased", "stale_claim"),
        ("I1:caused", "claim_of_cause"),
        ("I1:improved", "unknown_claim"),
    ],
)
def test_claims_are_held_against_the_verdict_and_keep_the_authors_words(tmp_path, claim, code):
    found = told(tmp_path, f'We saw that [the share rose]{{claim="{claim}"}} here.')
    assert codes(found) == ([code] if code else [])
    assert "We saw that the share rose here." in found.html


@pytest.mark.parametrize(
    "text", ["It rose by 12 points.", "ارتفعت ١٢ نقطة.", "١٢٫٥ خاڵ زیادی کرد.", "۱۲ خاڵ.", "A majority agreed.",
             "نصف النساء.", "نیوەی ژنان."]
)  # fmt: skip
def test_numbers_that_are_neither_bound_nor_cited_are_listed(tmp_path, text):
    assert codes(told(tmp_path, text)) == ["loose_number"]


def test_a_cited_number_is_let_through(tmp_path):
    found = told(tmp_path, 'The report counts [12]{cited="D14"} centres.')
    assert found.faults == ()
    assert "counts 12 centres" in found.html


def test_html_is_shown_and_never_runs(tmp_path):
    found = told(tmp_path, "A <script>alert(1)</script> text")
    assert "<script>" not in found.html


def test_no_file_is_no_text(tmp_path):
    results = Results(ESTIMATES, VERDICTS, "IQ", str, lambda *_: "")
    assert read_prose(tmp_path / "none.md", results, "none.md") is None


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_planted_faults_are_found_in_a_copy_of_the_demonstration(tmp_path, language):
    text = (DEMO / language / "survey.md").read_text(encoding="utf-8")
    text = text.replace("I2.1.2-08-b", "I1").replace("I3.1.1-02-b", "I2")
    assert told(tmp_path, text).faults == ()
    spoilt = text.replace("I1:increased", "I1:decreased").replace(
        'value("I1", "current")', 'value("I7")'
    )
    assert sorted(codes(told(tmp_path, f"{spoilt}\n\n99"))) == [
        "loose_number",
        "stale_claim",
        "unknown_key",
    ]
