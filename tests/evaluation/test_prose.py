"""Prose: numbers bound to results, claims held against verdicts, and nothing else runs."""

from pathlib import Path

import pandas as pd
import pytest

from in_english import english, sentence
from wps_eval.evaluation.binding import Results
from wps_eval.evaluation.models import Evidence
from wps_eval.evaluation.prose import read_prose
from wps_eval.results.store import frame

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
        {"indicator": "I1", "place": "IQ", "group": "sex=f", "baseline": 45.0, "current": 55.5, "difference": 10.5,
         "target_value": float("nan"), "ci_low": 4.0, "ci_high": 17.0, "unit": "%", "state": "shown",
         "change": "cannot_tell"},
    ]
).assign(pillar="P1", test="", baseline_date="2020", current_date="2022", baseline_item="", current_item="",
         baseline_round="", current_round="")  # fmt: skip
ESTIMATES = pd.DataFrame(
    [
        {"indicator": "I1", "place": "IQ", "group": g, "item": "", "statistic": "value", "estimate": v,
         "unit": "%", "state": "shown", "period_start": pd.Timestamp(f"{y}-01-01"), "period_end": pd.Timestamp(f"{y}-12-31"), "round": "",
         "ci_low": low, "ci_high": high}
        for g, v, y, low, high in (
            ("", 41.4, 2020, 38.0, 44.0), ("", 51.0, 2022, 46.0, 56.0),
            ("sex=f", 55.5, 2022, 50.0, 61.0),
        )
    ]
)  # fmt: skip


TRENDS = frame("knowledge_trends", [
    {"indicator": code, "place": "IQ", "group": "", "statistic": kind, "rounds": rounds, "difference": moved, "ci_low": moved - 1,
     "ci_high": moved + 1, "unit": "score 0-100", "state": "suppressed" if code == "I2" else "shown"}
    for code in ("I1", "I2")
    for kind, rounds, moved in (("slope", "a;b;c", 4.0), ("since_first", "a;b", 7.0), ("since_first", "a;c", 9.0))
])  # fmt: skip
GROUPS = pd.DataFrame(
    [
        {"indicator": code, "place": "IQ", "group": "", "difference": 8.6, "ci_low": 3.2, "ci_high": 13.9,
         "treated_change": 12.8, "comparison_change": 4.3, "unit": "%", "state": state}
        for code, state in (("programme", "shown"), ("small", "suppressed"))
    ]
)  # fmt: skip


def results(**more):
    return Results(
        groups=GROUPS, trends=TRENDS, estimates=ESTIMATES, verdicts=more.pop("verdicts", VERDICTS), place="IQ",
        resolve=lambda code: {"printed": "I1"}.get(code, code),
        write=lambda number, unit, _: f"{number:.1f}{unit}", **more,
    )  # fmt: skip


BEFORE = results(verdicts=VERDICTS.assign(current=VERDICTS["current"] - 3))
EVIDENCE = [
    Evidence(code=code, type=kind, producer="P", finding="F1", stance="supports", consent=consent,
             reviewed=reviewed, sensitivity=sensitivity)
    for code, kind, consent, reviewed, sensitivity in (
        ("E1", "interview", "yes", "yes", "moderate"),
        ("E2", "interview", "no", "yes", "low"),
        ("E3", "group_discussion", "yes", "", "low"),
        ("E4", "interview", "yes", "yes", "high"),
        ("E5", "document", "", "yes", "low"),
    )
]  # fmt: skip


def read(tmp_path, text):
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    found = results(editions={"midterm": BEFORE}, evidence=EVIDENCE, documents={"D14"})
    return read_prose(path, found, "chapter.md")


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
        ('value("I1", edition="midterm")', "48.0%"),
        ('value("I1", "change_a_year")', "4.0score 0-100"),
        ('value("I1", "change_a_year_low")', "3.0score 0-100"),
        ('value("I1", "change_a_year_high")', "5.0score 0-100"),
    ],
)
def test_numbers_come_from_the_results(tmp_path, call, number):
    found = read(tmp_path, f"The share is {{{{ {call} }}}} now.")
    assert f"The share is {number} now." in found.html
    assert found.faults == ()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ('value("I9")', "unknown_result"),
        ('value("I1", "estimate")', "ambiguous_key"),
        ('value("I2")', "suppressed_value"),
        ('value("I2", "change_a_year")', "suppressed_value"),
        ('value("I1", "change_a_year", place="IQG01")', "unknown_result"),
        ('value("I1", "change_a_year", period="2022")', "bad_binding.period"),
        ('value("I1", place="IQG09")', "unknown_result"),
        ('value("I1", edition="mid-term")', "unknown_edition"),
        ('value("I1"', "bad_binding"),
        ("nothing", "bad_binding"),
        ("value.__globals__", "bad_binding"),
        ("''.__class__.__mro__", "bad_binding"),
        ("value('I1', colour='red')", "bad_binding.argument"),
    ],
)
def test_what_cannot_be_bound_is_a_marked_gap_with_its_line(tmp_path, call, code):
    found = read(tmp_path, f"First line.\n\nThe share is {{{{ {call} }}}} now.")
    assert codes(found) == [code]
    assert found.faults[0].where.row >= 3
    assert "<mark>" in found.html
    assert "2.0" not in found.html  # the suppressed value


def test_a_template_cannot_read_a_file_or_loop(tmp_path):
    found = read(
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
    found = read(tmp_path, f'We saw that [the share rose]{{claim="{claim}"}} here.')
    assert codes(found) == ([code] if code else [])
    assert "We saw that the share rose here." in found.html


@pytest.mark.parametrize(
    "text", ["It rose by 12 points.", "ارتفعت ١٢ نقطة.", "١٢٫٥ خاڵ زیادی کرد.", "۱۲ خاڵ.", "A majority agreed.",
             "نصف النساء.", "نیوەی ژنان."]
)  # fmt: skip
def test_numbers_that_are_neither_bound_nor_cited_are_listed(tmp_path, text):
    assert codes(read(tmp_path, text)) == ["loose_number"]


def test_a_cited_number_is_let_through(tmp_path):
    found = read(tmp_path, 'The report counts [12]{cited="D14"} centres.')
    assert found.faults == ()
    assert "counts 12 [<bdi>D14</bdi>] centres" in found.html  # the reader sees from where


def test_a_number_cited_from_a_document_that_is_not_listed_is_told(tmp_path):
    found = read(tmp_path, 'The report counts [12]{cited="D15"} centres.')
    assert codes(found) == ["unknown_document"]
    assert "D14" in english(found.faults[0]).remedy


@pytest.mark.parametrize(
    "text",
    ['She said [we wait for an answer]{quoted="E1"}.', 'The paper says ["it is a matter of time only"]{quoted="E5"}.',
     '> [we wait for an answer]{quoted="E1"}', "The plan's bodies don't say what the people's needs are.",
     'The key `"a"` stands in the list of keys that authors use.',
     '- ["we wait for an answer"]{quoted="E1"}\n    - below', 'The chapter "Women in security" says more.'],
)  # fmt: skip
def test_words_with_consent_and_review_are_shown(tmp_path, text):
    found = read(tmp_path, text)
    assert found.faults == ()
    assert "[…]" not in found.html


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('She said [we wait SECRET]{quoted="E2"}.', "unreviewed_quotation"),
        ('She said [we wait SECRET]{quoted="E3"}.', "unreviewed_quotation"),
        ('She said [we wait SECRET]{quoted="E4"}.', "unreviewed_quotation"),
        ('She said [we wait SECRET]{quoted="E9"}.', "unknown_quotation"),
        ("> we wait for an answer SECRET", "unmarked_quotation"),
        ('> [we wait]{quoted="E1"}, and then SECRET', "unmarked_quotation"),
        ('A woman said: "we wait for an answer SECRET".', "unmarked_quotation"),
        ("A woman said: “we *wait* for an answer SECRET”.", "unmarked_quotation"),
        ('She said: "we said «no» and wait for a long time SECRET".', "unmarked_quotation"),
        ("She said: 'we wait for the people's answer every day SECRET'.", "unmarked_quotation"),
        ("She said: “we wait for an answer every day SECRET", "unmarked_quotation"),
        ('# "we wait for an answer every day SECRET"', "unmarked_quotation"),
        ('- "we wait for an answer every day SECRET"\n    - below', "unmarked_quotation"),
        ('| "we wait for an answer every day SECRET"', "unmarked_quotation"),
        ('| a |\n|---|\n| "we wait for an answer SECRET" |', "unmarked_quotation"),
        ("- قالت امرأة: «ننتظر جواباً منذ وقت طويل SECRET».", "unmarked_quotation"),
    ],
)
def test_words_without_them_are_withheld_and_told(tmp_path, text, code):
    found = read(tmp_path, f"First line.\n\n{text}")
    assert codes(found) == [code]
    assert "SECRET" not in found.html
    assert "<mark>[…]</mark>" in found.html
    assert found.faults[0].where.row >= 3


def test_html_is_shown_and_never_runs(tmp_path):
    found = read(tmp_path, "A <script>alert(1)</script> text")
    assert "<script>" not in found.html


def test_no_file_is_no_text(tmp_path):
    assert read_prose(tmp_path / "none.md", results(), "none.md") is None


@pytest.mark.parametrize("language", ["en", "ar_IQ", "ckb_IQ"])
def test_planted_faults_are_found_in_a_copy_of_the_demonstration(tmp_path, language):
    text = (DEMO / language / "survey.md").read_text(encoding="utf-8")
    text = text.replace("I2.1.2-08-b", "I1").replace("I3.1.1-02-b", "I2")
    assert read(tmp_path, text).faults == ()
    spoilt = text.replace("I1:increased", "I1:decreased").replace(
        'value("I1", "current")', 'value("I7")'
    )
    assert sorted(codes(read(tmp_path, f"{spoilt}\n\n99"))) == [
        "loose_number",
        "stale_claim",
        "unknown_result",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[they came at night to our house]{qouted="E1"}',
        '[they came at night to our house] {quoted="E1"}',
        "[they came at night to our house]{.quoted}",
        '# They came at night {quotd="E1"}',
    ],
)
def test_words_with_a_mark_that_nobody_knows_are_left_out(tmp_path, text):
    found = read(tmp_path, f"They said {text}." if text[0] == "[" else text)
    assert set(codes(found)) & {"unknown_mark", "untaken_mark"}
    assert "night" not in found.html


@pytest.mark.parametrize(
    "text",
    [
        "»they came at night to our house«",
        "”they came at night to our house”",
        "’they came at night to our house’",
        "❝they came at night to our house❞",
        "<<they came at night to our house>>",
        "‚they came at night to our house‘",
        "“We waited.\n\nThey came at night to our house.”",
        "«انتظرنا.\n\nجاؤوا night إلى بيتنا في المخيم»",
    ],
)
def test_quotation_marks_that_typists_turn_round_or_part_are_seen(tmp_path, text):
    found = read(tmp_path, text)
    assert set(codes(found)) == {"unmarked_quotation"}
    assert "night" not in found.html


@pytest.mark.parametrize(
    "text",
    ["The «term» and another «term» stay here.", "The women's council and men's clubs met.",
     "A “term”, a ‘word’ and its author's «name» are no quotation."],
)  # fmt: skip
def test_terms_and_apostrophes_are_no_quotations(tmp_path, text):
    assert codes(read(tmp_path, text)) == []


def test_one_call_that_cannot_be_read_spoils_no_other_on_its_line(tmp_path):
    found = read(tmp_path, '{{ value("I1", color=1) }} and {{ value("I1") }}')
    assert codes(found) == ["bad_binding.argument"]
    assert "51.0%" in found.html
    assert "argument" not in sentence(found.faults[0])  # said for an author, not for a programmer


@pytest.mark.parametrize(
    ("call", "number"),
    [('"current_low"', "46.0%"), ('"baseline_high"', "44.0%"), ('"change_low"', "6.0%")],
)
def test_an_interval_is_that_of_the_value_that_is_asked_for(tmp_path, call, number):
    assert number in read(tmp_path, f'{{{{ value("I1", {call}) }}}}').html


@pytest.mark.parametrize(
    ("call", "code", "remedy"),
    [
        (
            'value("I1", period="2020")',
            "bad_binding.period",
            'value("I1", "estimate", period="2020")',
        ),
        ('value("I1", "Baseline")', "unknown_statistic", "baseline"),
        ('value("I1", "ci_low")', "unknown_statistic", "_low"),
        ('value("I1", place="IQG02")', "unknown_result", "IQG01"),
        ('value("I1x")', "unknown_result", "I1"),
    ],
)
def test_a_key_that_leads_nowhere_is_told_with_the_nearest_one(tmp_path, call, code, remedy):
    (fault,) = read(tmp_path, f"{{{{ {call} }}}}").faults
    assert fault.code == code
    assert remedy in english(fault).remedy


def test_a_loose_number_is_told_at_its_own_line(tmp_path):
    found = read(
        tmp_path, 'See [12]{cited="D14"} here.\n\nFinding F12 stands.\n\nIt was 12.\n\nAnd 12.'
    )
    assert [(f.code, f.where.row) for f in found.faults] == [
        ("loose_number", 5),
        ("loose_number", 7),
    ]


def test_a_footnote_has_no_loose_number_of_its_own(tmp_path):
    assert codes(read(tmp_path, "A note[^a].\n\n[^a]: Said elsewhere.")) == []


@pytest.mark.parametrize(
    "text",
    ["Two thirds.", "½ of them.", "Most agreed.", "five of six", "ثلثا النساء.", "أغلبية.", "نصفهم.",
     "آلاف.", "زۆربەی ژنان.", "هەزاران.", "دوو لە سێ."],
)  # fmt: skip
def test_further_number_words_are_listed(tmp_path, text):
    assert "loose_number" in codes(read(tmp_path, text))


def test_an_author_s_own_notes_are_left_out_and_lines_keep_their_numbers(tmp_path):
    found = read(tmp_path, "One <!-- ask\nagain --> line.\n\nIt was 12.")
    assert "ask" not in found.html
    assert [(f.code, f.where.row) for f in found.faults] == [("loose_number", 4)]
    assert codes(read(tmp_path, "<!-- todo -->\n")) == ["empty_text"]


@pytest.mark.parametrize("text", ["[the annex](annex.pdf)", '[it rose](claim="I1:decreased")'])
def test_a_link_to_a_file_is_told_before_an_export_stumbles_over_it(tmp_path, text):
    found = read(tmp_path, f"See {text}.")
    assert codes(found) == ["link"]
    assert "href" not in found.html
    assert codes(read(tmp_path, "See [the site](https://example.org/a).")) == []


def test_a_superlative_is_no_number(tmp_path):
    assert codes(read(tmp_path, "Those at most risk were not asked.")) == []


def test_a_picture_a_text_that_is_not_utf8_and_an_empty_one_are_faults_and_no_traceback(tmp_path):
    found = read(tmp_path, "Line.\n\n![](missing.png)")
    assert [(f.code, f.where.row) for f in found.faults] == [("picture", 3)]
    assert "img" not in found.html
    for data, code in (("نص".encode("cp1256"), "encoding_named"), (b" \n\n", "empty_text")):
        path = tmp_path / "spoilt.md"
        path.write_bytes(data)
        assert codes(read_prose(path, results(), "spoilt.md")) == [code]


def of_shelters(*more):
    """Verdicts of which two count shelters and moved apart."""
    row = VERDICTS.iloc[0].to_dict() | {"unit": "shelters"}
    rows = [row | {"indicator": "I5", "change": "decreased"}, row | {"indicator": "I6"}]
    return pd.DataFrame([*rows, *(row | each for each in more)])


TELLS_ONE = 'The number [fell]{claim="I5:decreased"}.'


@pytest.mark.parametrize(
    ("text", "more", "asked"),
    [
        (TELLS_ONE, (), True),
        (TELLS_ONE + ' Others: {{ value("I6") }}.', (), False),
        (TELLS_ONE, ({"indicator": "I7", "change": "decreased"},), True),  # three of one unit
        (TELLS_ONE, ({"indicator": "I7"}, {"indicator": "I8"}), False),  # four are not alike
        ('It [rose]{claim="I6:increased"}.', (), True),
    ],
)
def test_a_text_that_tells_of_one_side_alone_is_asked_about(tmp_path, text, more, asked):
    path = tmp_path / "chapter.md"
    path.write_text(text, encoding="utf-8")
    found = read_prose(path, results(verdicts=of_shelters(*more)), "chapter.md").faults
    assert [(f.code, f.where.row, f.blocks) for f in found] == [("one_sided", 1, False)] * asked


def test_percentages_and_scores_are_not_alike_for_their_unit(tmp_path):
    path = tmp_path / "chapter.md"
    path.write_text(TELLS_ONE, encoding="utf-8")
    for change in ({"unit": "% of seats"}, {"unit": "score 0-100", "test": "independent rounds"}):
        verdicts = of_shelters().assign(**change)
        assert read_prose(path, results(verdicts=verdicts), "chapter.md").faults == ()


def test_a_difference_between_groups_is_bound_by_the_code_of_its_comparison(tmp_path):
    text = 'It was {{ value("programme", "groups_difference") }} ({{ value("programme", "groups_low") }} to {{ value("programme", "groups_high") }}).'
    prose = read(tmp_path, text)
    assert prose.faults == ()
    assert [number in prose.html for number in ("8.6%", "3.2%", "13.9%")] == [True] * 3
    changes = '{{ value("programme", "groups_treated_change") }} {{ value("programme", "groups_comparison_change") }}'
    assert [n in read(tmp_path, changes).html for n in ("12.8%", "4.3%")] == [True] * 2


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ('value("program", "groups_difference")', "unknown_result"),
        ('value("small", "groups_difference")', "suppressed_value"),
        ('value("programme", "groups_differenc")', "unknown_statistic"),
        ('value("programme", "groups_difference", period="2022")', "bad_binding.period"),
        ('value("programme", "estimate")', "unknown_result"),
    ],
)
def test_what_is_not_there_of_groups_is_a_gap(tmp_path, call, code):
    prose = read(tmp_path, "{{ " + call + " }}")
    assert codes(prose) == [code]
