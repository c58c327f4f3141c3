"""What the people of a course learned, keep and use, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.report.cells import difference_cell
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    import pandas as pd

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings

LOST_DIFFER_P = 0.05
LOST_UNSURE_P = 0.10  # below it, that no difference was found is no comfort


def course_table(courses: pd.DataFrame, wordings: Wordings, writer: Writer) -> Fragment:
    """A row a construct and pair of waves: who was found again, and what changed in them."""
    words = writer.words
    rows = courses[courses["difference"].notna() | (courses["state"] == State.SUPPRESSED)]
    rows = rows[rows["waves"].str.contains("-")]
    shown = rows.assign(
        name=[wordings.construct(str(c)) for c in rows["construct"]],
        step=[words.say(f"waves.{w}") for w in rows["waves"]],
        matched=[_matched_people(r, writer) for r in each(rows)],
        ends=[_scores_before_and_after(r, writer) for r in each(rows)],
        moved=[difference_cell(r, writer) for r in each(rows)],
        gain=[writer.number(r.gain, 2) for r in each(rows)],
        remark=[_course_remark(r, writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=1.8),
        Head("step", words.say("table.waves"), width=1.2),
        Head("matched", words.say("table.matched"), numeric=True, width=1.4),
        Head("ends", words.say("table.before_after"), numeric=True, width=1.1),
        Head("moved", words.say("table.difference"), numeric=True, width=1.6),
        Head("gain", words.say("table.gain"), numeric=True, width=0.7),
        Head("remark", words.say("table.remark"), width=2),
    ]
    return table(shown, heads, words.say("course.caption"))


def _matched_people(row: object, writer: Writer) -> str:
    """Say how many people were found again, of how many, and their percent."""
    return writer.words.say(
        "course.matched",
        n=writer.number(getattr(row, "n", None), 0),
        before=writer.number(getattr(row, "n_before", None), 0),
        rate=writer.number(getattr(row, "match_rate_pct", None), 0),
    )


def _scores_before_and_after(row: object, writer: Writer) -> str:
    """Write a construct's mean score in both waves."""
    return writer.before_and_now(getattr(row, "before", None), getattr(row, "after", None))


def _course_remark(row: object, writer: Writer) -> str:
    """Say that classes are few, how many had none, and whether people who were lost differ from the others."""
    words, remarks = writer.words, []
    if getattr(row, "few_classes", "") == "yes":
        remarks.append(words.say("course.few", n=writer.number(getattr(row, "classes", None), 0)))
    if (unclassed := getattr(row, "n_no_class", 0)) > 0:
        remarks.append(words.say("course.no_class", n=writer.number(unclassed, 0)))
    lost_p = getattr(row, "lost_p", None)
    if known(lost_p):
        unsure = "course.lost_unsure" if lost_p < LOST_UNSURE_P else "course.lost_alike"
        code = "course.lost_differ" if lost_p < LOST_DIFFER_P else unsure
        remarks.append(words.say(code, p=writer.number(lost_p, 2)))
    return writer.words.joined(remarks)


def levels_table(courses: pd.DataFrame, wordings: Wordings, writer: Writer) -> Fragment:
    """Kirkpatrick's levels apart: reaction and behaviour are never shown as learning."""
    words = writer.words
    rows = courses[~courses["waves"].str.contains("-")]
    if rows.empty:
        return NOTHING
    shown = rows.assign(
        level_name=[words.say(f"kirkpatrick.{int(level)}") for level in rows["kirkpatrick"]],
        name=[wordings.construct(str(c)) for c in rows["construct"]],
        when=[words.say(f"waves.{w}") for w in rows["waves"]],
        value=[
            words.say("reason.suppressed")
            if r.state == State.SUPPRESSED
            else writer.number(r.after, 1)
            for r in each(rows)
        ],
        base=[writer.number(r.n, 0) for r in each(rows)],
    ).sort_values(["kirkpatrick", "name"])
    heads = [
        Head("level_name", words.say("table.level"), width=1.4),
        Head("name", words.say("table.scale"), width=2),
        Head("when", words.say("table.waves"), width=1.2),
        Head("value", words.say("table.score"), numeric=True),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("levels.caption"))
