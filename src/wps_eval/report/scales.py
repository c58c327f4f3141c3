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
from wps_eval.report.own import last_rounds
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wps_eval.report.cards import Cards
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.words.catalogue import Words


WRAP = 46
POINTS = ("1", "2", "3", "4", "5")


def scale_table(
    found: pd.DataFrame,
    place: str,
    wordings: Wordings,
    writer: Writer,
    cards: Cards | None = None,
) -> str:
    """A row a scale and round: mean score with interval and base, and how its items hang together.

    Args:
        found: A released table of scales.
        place: The place reported on.
        wordings: What scales are called.
        writer: Writes the numbers.
        cards: Puts a card behind each score; none where it is left out.
    """
    words = writer.words
    scores = _scores(found, place)
    shown = scores.assign(
        name=[wordings.construct(str(c)) for c in scores["indicator"]],
        round=[words.tell(str(source)) for source in scores["source"]],
        value=[_carded(r, writer, cards) for r in each(scores)],
        base=[base_of(r, writer) for r in each(scores)],
        passed=[_passed(found, r, writer) for r in each(scores)],
        alpha=[_alpha(found, r, writer) for r in each(scores)],
        remark=[_remark(found, r, writer) for r in each(scores)],
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


def _carded(row: object, writer: Writer, cards: Cards | None) -> str:
    text = estimate_cell(row, writer)
    return cards.card(text, row) if cards else escape(text)


def _scores(found: pd.DataFrame, place: str) -> pd.DataFrame:
    rows = found[
        (found["statistic"] == "value") & (found["group"] == "") & (found["place"] == place)
    ]
    return rows.sort_values(["indicator", "period_end"])


def base_of(row: object, writer: Writer) -> str:
    """Write how many answered."""
    return writer.number(getattr(row, "n", None), 0)


def _beside(found: pd.DataFrame, row: Any, statistic: str, item: str = "") -> Any:
    """Give another statistic of the same scale, round and domain; None where there is none."""
    at = {(r.indicator, r.round, r.item, r.place, r.group): r
          for r in each(found[found["statistic"] == statistic])}  # fmt: skip
    return at.get((row.indicator, row.round, item, row.place, row.group))


def _passed(found: pd.DataFrame, row: Any, writer: Writer) -> str:
    beside = _beside(found, row, "pass", "passed")
    return estimate_cell(beside, writer) if beside is not None else ""


def _alpha(found: pd.DataFrame, row: Any, writer: Writer) -> str:
    beside = _beside(found, row, "alpha")
    return writer.number(beside.estimate, 2) if beside and known(beside.estimate) else ""


def _remark(found: pd.DataFrame, row: Any, writer: Writer) -> str:
    """Say what the alpha allows, and whether the sample gives a margin of error."""
    from wps_eval.survey.reliability import band_of  # noqa: PLC0415 - scipy is slow to load

    beside, remarks = _beside(found, row, "alpha"), []
    if beside and known(beside.estimate):
        remarks.append(writer.words.say(f"band.{band_of(float(beside.estimate))}"))
    if known(row.estimate) and not known(row.ci_low):
        remarks.append(writer.words.say("survey.no_margin"))
    return writer.words.joined(remarks)


def scale_figure(found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer) -> str:
    """The mean scores of all scales and rounds, each with its interval."""
    rows = _scores(found, place)
    rows = rows[rows["estimate"].notna()]
    if rows.empty:
        return ""
    labelled = rows.assign(
        label=[
            f"{fill(wordings.construct(str(r.indicator)), WRAP)}\n{r.period_end:%Y}"
            for r in each(rows)
        ]
    )
    words = writer.words
    return rounds_chart(labelled, writer, words.say("scale.figure"), words.say("axis.score"))


def knowledge_items_table(
    found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> str:
    """A row a question of the latest round: right and don't know, with intervals."""
    words = writer.words
    rows = _latest(found, place, "correct")
    unsure = found[
        (found["statistic"] == "unsure") & (found["group"] == "") & (found["place"] == place)
    ]
    by_item = {(r.item, r.round): r for r in each(unsure)}
    shown = rows.assign(
        question=[wordings.question(str(item)) for item in rows["item"]],
        right=[estimate_cell(r, writer) for r in each(rows)],
        unsure=[estimate_cell(by_item.get((r.item, r.round)), writer) for r in each(rows)],
        base=[base_of(r, writer) for r in each(rows)],
    )
    heads = [
        Head("question", words.say("table.question"), width=3.4),
        Head("right", words.say("table.right_pct"), numeric=True, width=1.4),
        Head("unsure", words.say("table.unsure_pct"), numeric=True, width=1.4),
        Head("base", words.say("table.base"), numeric=True, width=0.8),
    ]
    return table(shown, heads, words.say("items.caption", round=round_of(rows, words)))


def _latest(found: pd.DataFrame, place: str, statistic: str) -> pd.DataFrame:
    rows = found[
        (found["statistic"] == statistic) & (found["group"] == "") & (found["place"] == place)
    ]
    return last_rounds(rows)


def round_of(rows: pd.DataFrame, words: Words) -> str:
    """Name the rounds that rows come from."""
    return words.joined(map(words.tell, dict.fromkeys(map(str, rows["source"]))))


def likert_figures(
    found: pd.DataFrame, place: str, wordings: Wordings, writer: Writer
) -> list[str]:
    """A diverging chart of the latest round for each scale of five points."""
    rows = found[
        found["statistic"].map(lambda statistic: bool(answer_of(statistic))).astype(bool)
        & (found["group"] == "")
        & (found["place"] == place)
        & found["estimate"].notna()
    ]
    if rows.empty:
        return []
    parts = last_rounds(rows).groupby(["indicator", "round"], sort=True)
    return [_likert(str(name), part, wordings, writer) for (name, _), part in parts]


def _likert(name: str, part: pd.DataFrame, wordings: Wordings, writer: Writer) -> str:
    answer = part["statistic"].map(answer_of)
    wide = part.assign(answer=answer).pivot(index="item", columns="answer", values="estimate")
    wide = wide.reindex(columns=sorted({*POINTS, *wide.columns})).fillna(0.0)
    other = [c for c in wide.columns if c not in POINTS]
    items = list(wide.index)
    order = [q for q in wordings.questions if q in items]
    rows = wide.loc[order]
    shown = pd.DataFrame(
        {f"p{i}": rows[point].to_numpy() for i, point in enumerate(POINTS)}
        | {"other": rows[other].sum(axis=1).to_numpy()}
    ).assign(label=[_item_label(q, wordings) for q in order])
    labels = [wordings.answers.get((order[0], point), point) for point in POINTS]
    base = writer.number(float(part["n"].min()), 0)
    caption = writer.words.say(
        "likert.caption",
        scale=wordings.construct(name),
        round=round_of(part, writer.words),
        base=base,
    )
    if any(question in wordings.reverse for question in order):
        caption = writer.words.say("likert.reversed", caption=caption)
    return likert_chart(shown, labels, writer, caption)


def _item_label(name: str, wordings: Wordings) -> str:
    mark = " (−)" if name in wordings.reverse else ""
    return fill(wordings.question(name) + mark, WRAP)


def scale_names(scales: Iterable[object], words: Words) -> str:
    """List scales, each once."""
    return words.joined(dict.fromkeys(str(scale) for scale in scales))
