"""Made-up memoranda and one made-up study: declared outcomes, one that was not, and a group too small to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.run.demonstration.truth import KNOWLEDGE, WOMEN_KNOWLEDGE_EFFECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.plan import Plan

Row = dict[str, object]
STUDY, SECONDARY = "demo-university", "demo-secondary"
#: units of the indicators that the register counts, so that no body returns them
COUNTED_UNITS = MEMORANDA_UNIT, STUDIES_UNIT = ("memoranda", "studies")
SIGNED = ("2021-06-15", "2022-03-01", "2023-05-20")
SPOKEN_OF = ("2022-09-01", "2022-09-30")
DATA_SEEN, DECLARED_ON, HANDED_IN = "2022-08-20", "2022-07-01", "2022-12-10"


def memoranda(plan: Plan) -> Iterator[Row]:
    """Give the rows of ``memoranda.csv``."""
    counting = _counting(plan, MEMORANDA_UNIT)
    body = plan.bodies[0].code
    for number, day in enumerate(SIGNED, start=1):
        yield {"code": f"DEMO-MOU-{number}", "text": "Cooperation on studies (demonstration)",
               "text_ar": "التعاون في الدراسات (توضيحي)", "text_ckb": "هاوکاری لە لێکۆڵینەوەدا (نموونەیی)",
               "institution": "A university (demonstration)", "body": body, "signed": day,
               "document": f"Memorandum {number} (demonstration)", "counts_towards": counting}  # fmt: skip


def study_facts(plan: Plan, definition: str, ethics: dict[str, str]) -> dict[str, object]:
    """Give what ``study.yml`` holds."""
    counting = _counting(plan, STUDIES_UNIT)
    return {
        "title": "What women know of protection (demonstration)",
        "title_ar": "ما تعرفه النساء عن الحماية (توضيحي)",
        "title_ckb": "ژنان چی دەربارەی پاراستن دەزانن (نموونەیی)",
        "question": "Do women know more of protection mechanisms than men? (demonstration)",
        "question_ar": "هل تعرف النساء أكثر من الرجال عن آليات الحماية؟ (توضيحي)",
        "question_ckb": "ئایا ژنان زیاتر لە پیاوان میکانیزمەکانی پاراستن دەزانن؟ (نموونەیی)",
        "institution": "A university (demonstration)",
        "design": "cross_section",
        "population": "Adults in households (demonstration)",
        "population_ar": "البالغون في الأسر (توضيحي)",
        "population_ckb": "گەورەساڵان لە خێزانەکاندا (نموونەیی)",
        "sample": "Drawn from a made-up frame",
        "sample_ar": "سُحبت من إطار مختلق",
        "sample_ckb": "لە چوارچێوەیەکی دروستکراو هەڵبژێردراوە",
        "owner": "Head of research (demonstration)",
        "data_seen": DATA_SEEN,
        "memorandum": "DEMO-MOU-1",
        "ethics": ethics,
        "handed_in": HANDED_IN,
        "publication": {"citation": definition},
        "counts_towards": [counting] if counting else [],
        "rounds": ["population-2022"],
        "appraisal": {
            "design": "fair", "sample": "strong", "measurement": "fair", "independence": "strong",
            "by": "Survey statistician (demonstration)", "note": "One survey cannot say why (demonstration)",
        },
        "demonstration": True,
    }  # fmt: skip


def secondary_facts() -> dict[str, object]:
    """Give what ``study.yml`` holds of a study on a file that others collected."""
    return {
        "title": "Who feels safe in the evening (demonstration)",
        "question": "Do women feel less safe than men in the evening? (demonstration)",
        "institution": "A university (demonstration)",
        "design": "secondary",
        "population": "Adults (demonstration)",
        "sample": "900 people in 45 clusters of 3 strata, made up",
        "owner": "Head of research (demonstration)",
        "secondary": "A synthetic stand-in for a file of others (demonstration)",
        "data_seen": DATA_SEEN,
        "demonstration": True,
    }


def secondary_outcome() -> Row:
    """Give the one row of its ``outcomes.csv``, declared in time."""
    return {"code": "S1", "text": "Feeling safe in the evening (demonstration)",
            "measure": "Percent who say yes (demonstration)", "test": "Women less men (demonstration)", "primary": "yes"}  # fmt: skip


def outcomes() -> tuple[Row, Row]:
    """Give the rows of ``outcomes.csv``: the first declared in time, the second added afterwards."""
    return (
        {"code": "O1", "text": "Knowledge of protection mechanisms (demonstration)",
         "text_ar": "المعرفة بآليات الحماية (توضيحي)", "text_ckb": "زانیاری لەسەر میکانیزمەکانی پاراستن (نموونەیی)",
         "measure": "Percent right (demonstration)", "test": "Difference of means (demonstration)", "primary": "yes"},
        {"code": "O2", "text": "Knowledge of the youngest (demonstration)",
         "text_ar": "معرفة الأصغر سنًّا (توضيحي)", "text_ckb": "زانیاریی گەنجترینەکان (نموونەیی)",
         "measure": "Percent right (demonstration)", "test": "None (demonstration)", "primary": "no"},
    )  # fmt: skip


def study_estimates() -> Iterator[Row]:
    """Give the rows of ``estimates.csv``; one group is so small that no report shows it."""
    everybody, more = 100 * KNOWLEDGE[2022], 100 * WOMEN_KNOWLEDGE_EFFECT
    start, end = SPOKEN_OF
    for outcome, statistic, group, value, se, n in (
        ("O1", "mean", "", everybody, 1.1, 1200),
        ("O1", "mean", "sex=f", everybody + more, 1.5, 640),
        ("O1", "mean", "sex=m", everybody - more, 1.6, 560),
        ("O1", "difference", "", 2 * more, 2.2, 560),
        ("O2", "mean", "age=18-24", everybody, 9.0, 18),
        ("O2", "mean", "age=25-34", everybody, 2.4, 260),
    ):
        yield {"outcome": outcome, "statistic": statistic, "group": group, "start": start, "end": end,
               "estimate": value, "se": se, "ci_low": value - 2 * se, "ci_high": value + 2 * se, "level": 0.95,
               "df": 60, "n": n, "unit": "points", "method": "made up (demonstration)"}  # fmt: skip


def _counting(plan: Plan, unit: str) -> str:
    """Give the plan's indicator that is counted in a unit; nothing where it has none."""
    return next((indicator.code for indicator in plan.indicators if indicator.unit == unit), "")
