"""Memoranda and studies are counted for the plan's own indicators of them."""

from datetime import date

from wps_eval.codes import Evidence
from wps_eval.indicators.partner_study_counts import counted_figures
from wps_eval.sources.partner_studies import EnteredStudy, PartnerStudies
from wps_eval.sources.partner_study import Memorandum, PartnerStudy


def memorandum(code, signed, towards="I-a"):
    return Memorandum.model_validate(
        {"code": code, "text": "Studies", "institution": "A university", "body": "B", "signed": signed,
         "document": "Letter", "counts_towards": towards}
    )  # fmt: skip


def study(code, handed_in):
    return EnteredStudy(
        PartnerStudy.model_validate(
            {"code": code, "title": "Study", "question": "Why?", "institution": "A university",
             "design": "review", "population": "Women", "sample": "None", "owner": "Head",
             "secondary": "Published papers", "handed_in": handed_in, "counts_towards": ["I-b"]}
        )
    )  # fmt: skip


def counted(entered):
    figures = counted_figures(
        entered, national="IQ", start=date(2021, 1, 1), until=date(2022, 6, 30)
    )
    return {(f.indicator, f.span.end): f.value for f in figures}


def test_memoranda_count_from_the_plan_s_start_at_the_end_of_every_year_and_today():
    """Hand: one before the plan, one on its first day, one on the last of a year, one on the last day, one after."""
    days = ("2020-12-31", "2021-01-01", "2021-12-31", "2022-06-30", "2022-07-01")
    entered = PartnerStudies(memoranda=tuple(memorandum(f"M{d}", d) for d in days))
    assert counted(entered) == {
        ("I-a", date(2021, 12, 31)): 2.0,
        ("I-a", date(2022, 6, 30)): 3.0,
    }


def test_a_study_counts_when_it_was_handed_in():
    entered = PartnerStudies(studies=(study("one", "2022-03-01"), study("two", None)))
    assert counted(entered) == {("I-b", date(2021, 12, 31)): 0.0, ("I-b", date(2022, 6, 30)): 1.0}


def test_where_nothing_counts_towards_an_indicator_there_is_no_value_and_no_nought():
    assert counted(PartnerStudies(memoranda=(memorandum("M", "2021-05-05", ""),))) == {}


def test_a_counted_value_says_where_it_comes_from():
    entered = PartnerStudies(memoranda=(memorandum("M", "2021-05-05"),))
    figure = next(
        counted_figures(entered, national="IQ", start=date(2021, 1, 1), until=date(2021, 12, 31))
    )
    assert (figure.evidence, figure.domain.place) == (Evidence.REGISTER, "IQ")
    assert figure.source.startswith("counted")
