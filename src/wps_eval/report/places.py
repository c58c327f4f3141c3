"""Places beside each other: a table, and a map of tiles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import State
from wps_eval.report.cells import IN_BRACKETS, bracket_note, estimate_cell
from wps_eval.report.charts.tiles import tile_chart
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.own import rows_of_last_rounds, rows_of_other_places
from wps_eval.report.scales import round_names, scale_names
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known

if TYPE_CHECKING:
    from wps_eval.plan.models import Place
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.values import Domain


def places_table(
    scales: pd.DataFrame,
    names: dict[str, str],
    domain: Domain,
    wordings: Wordings,
    writer: Writer,
) -> Fragment:
    """A row a place other than the report's own, and a column a scale, of the latest round.

    Args:
        scales: A released table of scales.
        names: What places are called.
        domain: The place reported on, and everybody there.
        wordings: What scales are called.
        writer: Writes the numbers.
    """
    words = writer.words
    rows = rows_of_last_rounds(rows_of_other_places(scales[scales["statistic"] == "value"], domain))
    if rows.empty:
        return NOTHING
    rows = rows.sort_values(["indicator", "place"])
    cells = rows.assign(cell=[estimate_cell(r, writer) for r in each(rows)])
    by_place = cells.pivot(index="place", columns=["indicator", "round"], values="cell")
    scales_and_rounds = [(str(column[0]), str(column[1])) for column in by_place.columns]
    by_place.columns = pd.Index([f"{scale} {code}" for scale, code in scales_and_rounds])
    scale_titles = [wordings.construct(scale) for scale, _ in scales_and_rounds]
    heads = [
        Head("name", words.say("table.place"), width=1.2),
        *(
            Head(column, name, numeric=True, width=1.6)
            for column, name in zip(by_place.columns, scale_titles, strict=True)
        ),
    ]
    shown = by_place.assign(name=[names.get(str(place), str(place)) for place in by_place.index])
    caption = {
        "scales": scale_names(scale_titles, words),
        "brackets": bracket_note(rows, writer),
        "round": round_names(rows, words),
    }
    return table(shown.reset_index(drop=True), heads, words.say("places.caption", **caption))


def places_figures(
    scales: pd.DataFrame,
    places: tuple[Place, ...],
    names: dict[str, str],
    wordings: Wordings,
    writer: Writer,
) -> list[Fragment]:
    """A map of tiles a scale, of the latest round; none for a plan whose places have no tiles.

    Args:
        scales: A released table of scales.
        places: The plan's places, with the position of each one's tile.
        names: What they are called.
        wordings: What scales are called.
        writer: Writes the numbers.
    """
    tiles = {p.code: p for p in places if p.tile_row is not None and p.tile_column is not None}
    rows = scales[
        (scales["statistic"] == "value") & (scales["group"] == "") & scales["place"].isin(tiles)
    ]
    return [
        _tile_map(str(scale), part, tiles, names, wordings, writer)
        for (scale, _), part in rows_of_last_rounds(rows).groupby(["indicator", "round"], sort=True)
    ]


def _tile_map(
    scale: str,
    scale_rows: pd.DataFrame,
    tiles: dict[str, Place],
    names: dict[str, str],
    wordings: Wordings,
    writer: Writer,
) -> Fragment:
    """Draw the map of one scale in one round; a tile whose place has no row says so."""
    row_by_place = {str(r.place): r for r in each(scale_rows)}
    shown = pd.DataFrame(
        [
            {"label": names.get(code, code), "row": place.tile_row, "column": place.tile_column}
            | _tile_contents(row_by_place.get(code), writer)
            for code, place in tiles.items()
        ]
    )
    caption = writer.words.say(
        "places.figure",
        scale=wordings.construct(scale),
        brackets=bracket_note(scale_rows, writer),
        round=round_names(scale_rows, writer.words),
    )
    return tile_chart(shown, writer, caption)


def _tile_contents(row: object, writer: Writer) -> dict[str, object]:
    """Say what a tile holds: a score and its interval, or the word that stands for them."""
    estimate, state = getattr(row, "estimate", None), str(getattr(row, "state", ""))
    word_for_missing = "suppressed" if state == State.SUPPRESSED else "not_available"
    value = writer.number(estimate, 1)
    interval_ends = {
        "low": writer.number(getattr(row, "ci_low", None), 1),
        "high": writer.number(getattr(row, "ci_high", None), 1),
    }
    return {
        "estimate": float(estimate) if known(estimate) else math.nan,
        "text": estimate_cell(row, writer),
        "value": (f"({value})" if state in IN_BRACKETS else value)
        if known(estimate)
        else writer.words.say(f"tile.{word_for_missing}"),
        "range": writer.words.say("tile.range", **interval_ends)
        if known(getattr(row, "ci_low", None))
        else "",
    }
