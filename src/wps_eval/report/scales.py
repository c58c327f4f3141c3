"""Scales as tables and figures: scores, items, groups and places."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.indicators.scale_statistics import answer_of
from wps_eval.report.cells import estimate_cell
from wps_eval.report.charts.likert import likert_chart
from wps_eval.report.charts.scores import rounds_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.own import rows_of_last_rounds
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.report.cards import Cards
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.words.catalogue import Words


LABEL_LETTERS = 46  # in a line of a label
SCALE_POINTS = ("1", "2", "3", "4", "5")


def scale_table(
    scales: pd.DataFrame,
    place: str,
    wordings: Wordings,
    writer: Writer,
    cards: Cards | None = None,
) -> Fragment:
    """A row a scale and round: mean score with interval and base, and how its items hang together.

    Args:
        scales: A released table of scales.
        place: The place reported on.
        wordings: What scales are called.
        writer: Writes the numbers.
        cards: Puts a card behind each score; none where it is left out.
    """
    words = writer.words
    scores = _score_rows(scales, place)
    shown = scores.assign(
        name=[wordings.construct(str(c)) for c in scores["indicator"]],
        round=[words.tell(str(source)) for source in scores["source"]],
        value=[_score_with_card(r, writer, cards) for r in each(scores)],
        base=[base_text(r, writer) for r in each(scores)],
        passed=[_passed_share(scales, r, writer) for r in each(scores)],
        alpha=[_alpha_text(scales, r, writer) for r in each(scores)],
        remark=[_scale_remark(scales, r, writer) for r in each(scores)],
    )
    heads = [
        Head("name", words.say("table.scale"), width=2.2),
        Head("round", words.say("table.round"), width=1.6),
        Head("value", words.say("table.score"), numeric=True, write=str, width=1.7),
        Head("base", words.say("table.base"), numeric=True, width=0.9),
        *(
            [Head("passed", words.say("table.passed"), numeric=True)]
            if shown["passed"].any()
            else []
        ),
        Head("alpha", words.say("table.alpha"), numeric=True, width=0.8),
        Head("remark", words.say("table.remark"), width=1.6),
    ]
    return table(shown, heads, words.say("scale.caption", scales=scale_names(shown["name"], words)))


def _score_with_card(row: object, writer: Writer, cards: Cards | None) -> str:
    """Write a score with its interval, as HTML, with a card where cards are given."""
    text = estimate_cell(row, writer)
    return cards.value_card(text, row) if cards else escape(text)


def _score_rows(scales: pd.DataFrame, place: str) -> pd.DataFrame:
    """Give the scores of everybody in a place, round after round of each scale."""
    rows = scales[
        (scales["statistic"] == "value") & (scales["group"] == "") & (scales["place"] == place)
    ]
    return rows.sort_values(["indicator", "period_end"])


def base_text(row: object, writer: Writer) -> str:
    """Write how many answered."""
    return writer.number(getattr(row, "n", None), 0)


def _row_of_same_scale(scales: pd.DataFrame, row: Any, statistic: str, item: str = "") -> Any:
    """Give another statistic of the same scale, round and domain; None where there is none."""
    rows_by_key = {(r.indicator, r.round, r.item, r.place, r.group): r
          for r in each(scales[scales["statistic"] == statistic])}  # fmt: skip
    return rows_by_key.get((row.indicator, row.round, item, row.place, row.group))


def _passed_share(scales: pd.DataFrame, row: Any, writer: Writer) -> str:
    """Write the percent who passed, with its interval; nothing where the scale has no pass mark."""
    pass_row = _row_of_same_scale(scales, row, "pass", "passed")
    return estimate_cell(pass_row, writer) if pass_row is not None else ""


def _alpha_text(scales: pd.DataFrame, row: Any, writer: Writer) -> str:
    """Write Cronbach's alpha with two decimals; nothing where it is not known."""
    alpha_row = _row_of_same_scale(scales, row, "alpha")
    return writer.number(alpha_row.estimate, 2) if alpha_row and known(alpha_row.estimate) else ""


def _scale_remark(scales: pd.DataFrame, row: Any, writer: Writer) -> str:
    """Say what the alpha allows, and whether the sample gives a margin of error."""
    from wps_eval.survey.reliability import band_of  # noqa: PLC0415 - scipy is slow to load

    alpha_row, remarks = _row_of_same_scale(scales, row, "alpha"), []
    if alpha_row and known(alpha_row.estimate):
        remarks.append(writer.words.say(f"band.{band_of(float(alpha_row.estimate))}"))
    if known(row.estimate) and not known(row.ci_low):
        remarks.append(writer.words.say("survey.no_margin"))
    return writer.words.joined(remarks)


def scale_figure(scales: pd.DataFrame, place: str, wordings: Wordings, writer: Writer) -> Fragment:
    """The mean scores of all scales and rounds, each with its interval."""
    rows = _score_rows(scales, place)
    rows = rows[rows["estimate"].notna()]
    if rows.empty:
        return NOTHING
    labelled = rows.assign(
        label=[
            f"{fill(wordings.construct(str(r.indicator)), LABEL_LETTERS)}\n{r.period_end:%Y}"
            for r in each(rows)
        ]
    )
    words = writer.words
    return rounds_chart(labelled, writer, words.say("scale.figure"), words.say("axis.score"))


def knowledge_items_table(
    scales: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> Fragment:
    """A row a question of the latest round: right and don't know, with intervals."""
    words = writer.words
    rows = _latest_rows(scales, place, "correct")
    unsure_rows = scales[
        (scales["statistic"] == "unsure") & (scales["group"] == "") & (scales["place"] == place)
    ]
    unsure_by_item = {(r.item, r.round): r for r in each(unsure_rows)}
    shown = rows.assign(
        question=[wordings.question(str(item)) for item in rows["item"]],
        right=[estimate_cell(r, writer) for r in each(rows)],
        unsure=[estimate_cell(unsure_by_item.get((r.item, r.round)), writer) for r in each(rows)],
        base=[base_text(r, writer) for r in each(rows)],
    )
    heads = [
        Head("question", words.say("table.question"), width=3.4),
        Head("right", words.say("table.right_pct"), numeric=True, width=1.4),
        Head("unsure", words.say("table.unsure_pct"), numeric=True, width=1.4),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("items.caption", round=round_names(rows, words)))


def _latest_rows(scales: pd.DataFrame, place: str, statistic: str) -> pd.DataFrame:
    """Give a statistic of everybody in a place, from each scale's last round."""
    rows = scales[
        (scales["statistic"] == statistic) & (scales["group"] == "") & (scales["place"] == place)
    ]
    return rows_of_last_rounds(rows)


def round_names(rows: pd.DataFrame, words: Words) -> str:
    """Name the rounds that rows come from."""
    return words.joined(map(words.tell, dict.fromkeys(map(str, rows["source"]))))


def likert_figures(
    scales: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> list[Fragment]:
    """A diverging chart of the latest round for each scale of five points."""
    rows = scales[
        scales["statistic"].map(lambda statistic: bool(answer_of(statistic))).astype(bool)
        & (scales["group"] == "")
        & (scales["place"] == place)
        & scales["estimate"].notna()
    ]
    if rows.empty:
        return []
    parts = rows_of_last_rounds(rows).groupby(["indicator", "round"], sort=True)
    return [_likert_figure(str(name), part, wordings, writer) for (name, _), part in parts]


def _likert_figure(
    scale: str, scale_rows: pd.DataFrame, wordings: Wordings, writer: Writer
) -> Fragment:
    """Draw the answers to the items of one scale in one round, in the form's order."""
    answers = scale_rows["statistic"].map(answer_of)
    by_item = scale_rows.assign(answer=answers).pivot(
        index="item", columns="answer", values="estimate"
    )
    by_item = by_item.reindex(columns=sorted({*SCALE_POINTS, *by_item.columns})).fillna(0.0)
    no_points = [c for c in by_item.columns if c not in SCALE_POINTS]
    items = list(by_item.index)
    item_order = [q for q in wordings.questions if q in items]
    rows = by_item.loc[item_order]
    shown = pd.DataFrame(
        {f"p{i}": rows[point].to_numpy() for i, point in enumerate(SCALE_POINTS)}
        | {"other": rows[no_points].sum(axis=1).to_numpy()}
    ).assign(label=[_item_label(q, wordings) for q in item_order])
    labels = [wordings.answers.get((item_order[0], point), point) for point in SCALE_POINTS]
    smallest_base = writer.number(float(scale_rows["n"].min()), 0)
    caption = writer.words.say(
        "likert.caption",
        scale=wordings.construct(scale),
        round=round_names(scale_rows, writer.words),
        base=smallest_base,
    )
    if any(question in wordings.reverse for question in item_order):
        caption = writer.words.say("likert.reversed", caption=caption)
    return likert_chart(shown, labels, writer, caption)


def _item_label(item: str, wordings: Wordings) -> str:
    """Word an item as a label of several lines; one that is scored the other way has a minus."""
    mark = " (−)" if item in wordings.reverse else ""
    return fill(wordings.question(item) + mark, LABEL_LETTERS)


def scale_names(scales: Iterable[object], words: Words) -> str:
    """List scales, each once."""
    return words.joined(dict.fromkeys(str(scale) for scale in scales))
