"""Verdicts on survey indicators, with their tests and how robust they are."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from wps_eval.change.comparability import UNRELIABLE
from wps_eval.change.robustness import Robustness
from wps_eval.codes import Reason
from wps_eval.report.cells import difference_cell, p_text
from wps_eval.report.charts.forest import forest_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each
from wps_eval.values import read_codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from wps_eval.report.numbers import Writer

LABEL_LETTERS = 38  # in a line of a label


def survey_verdict_table(
    verdicts: pd.DataFrame,
    titles: dict[str, str],
    writer: Writer,
    asked: Mapping[str, str] | None = None,
) -> Fragment:
    """Survey indicators: both values, the difference with its interval, and what may be said.

    Args:
        verdicts: The verdicts of one domain.
        titles: The indicators' titles.
        writer: Writes the numbers.
        asked: Of whom each was asked, by indicator; its title may speak of others.
    """
    words = writer.words
    rows = verdicts[(verdicts["test"] != "") & verdicts["p"].notna()]
    if rows.empty:
        return NOTHING
    shown = rows.assign(
        name=[
            title_with_people_asked(
                title_with_caveat(r, titles, writer),
                (asked or {}).get(str(r.indicator), ""),
                writer,
            )
            for r in each(rows)
        ],
        ends=[writer.before_and_now(r.baseline, r.current) for r in each(rows)],
        moved=[difference_cell(r, writer) for r in each(rows)],
        p=[p_text(r, writer) for r in each(rows)],
        least=[writer.number(r.mdc, 1) for r in each(rows)],
        changed=[_change_word(r, writer) for r in each(rows)],
        holds=[robustness_text(str(r.robustness), writer) for r in each(rows)],
    )
    heads = [
        Head("name", words.say("table.indicator"), width=2.6),
        Head("ends", words.say("table.before_after"), numeric=True, width=1.1),
        Head("moved", words.say("table.difference"), numeric=True, width=1.7),
        Head("p", words.say("table.p"), numeric=True, width=0.8),
        Head("least", words.say("table.mdc"), numeric=True, width=0.9),
        Head("changed", words.say("table.change"), width=1.1),
        Head("holds", words.say("table.robustness"), width=1.6),
    ]
    return table(shown, heads, words.say("survey.verdicts"))


def forest_figure(
    verdicts: pd.DataFrame,
    titles: dict[str, str],
    writer: Writer,
    smallest: float = 0.0,
) -> Fragment:
    """The changes that were declared beforehand, with their intervals; exploratory ones stay out.

    Args:
        verdicts: The verdicts of one domain.
        titles: The indicators' titles.
        writer: Writes the numbers.
        smallest: The smallest change that matters.
    """
    rows = verdicts[
        (verdicts["test"] != "")
        & verdicts["ci_low"].notna()
        & (verdicts["reason"] != Reason.EXPLORATORY)
    ]
    if rows.empty:
        return NOTHING
    labelled = rows.assign(
        label=[fill(title_with_caveat(r, titles, writer), LABEL_LETTERS) for r in each(rows)]
    )
    return forest_chart(labelled, smallest, writer, writer.words.say("forest.caption"))


def _change_word(row: object, writer: Writer) -> str:
    """Say what a row's test lets say of its change, or that it was exploratory."""
    exploratory = getattr(row, "reason", "") == Reason.EXPLORATORY
    return writer.words.say(
        "change.exploratory" if exploratory else f"change.{getattr(row, 'change', '')}"
    )


def title_with_people_asked(title: str, asked: str, writer: Writer) -> str:
    """Give a title with the people who were asked; alone where those are not named."""
    return writer.words.say("survey.asked_of", name=title, asked=asked) if asked else title


def title_with_caveat(row: Any, titles: Mapping[str, str], writer: Writer) -> str:
    """Give a row's title, with the caveat of a scale whose items hang together too loosely."""
    title = titles.get(str(row.indicator), str(row.indicator))
    unreliable = UNRELIABLE in read_codes(str(row.warnings))
    return writer.words.say("scale.unreliable", name=title) if unreliable else title


def robustness_text(robustness: str, writer: Writer) -> str:
    """Word how often a verdict holds, and which other ways of computing it come out otherwise."""
    words = writer.words
    if not robustness:
        return words.say("robust.exploratory")
    read = Robustness.read(robustness)
    counts = {"holds": writer.count(read.holds), "ways": writer.count(read.ways)}
    sentence = words.say("robust.holds", **counts)
    if not read.flipped_by:
        return sentence
    flipping_ways = words.listed(words.say(f"robust.{name}") for name in read.flipped_by)
    return words.joined([sentence, words.say("robust.flips", ways=flipping_ways)])
