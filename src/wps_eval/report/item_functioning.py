"""Whether items of right and wrong answers work alike in two groups, as tables and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from wps_eval.codes import Reason, State
from wps_eval.report import html
from wps_eval.report.cells import p_text
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.groups import group_name
from wps_eval.report.numbers import NO_NUMBER
from wps_eval.report.tables import Head, table
from wps_eval.results.rows import each, known
from wps_eval.survey.item_functioning import LEAST_OF_A_GROUP, ItemClass
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wps_eval.report.edition import Edition
    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings

CLASSES = (ItemClass.NEGLIGIBLE, ItemClass.MODERATE, ItemClass.LARGE)


class _Pair(NamedTuple):
    """Which groups were compared on the items of which scale."""

    construct: str
    round: str
    trait: str
    focal: str
    reference: str


def functioning_parts(
    rows: pd.DataFrame, edition: Edition, round_titles: Mapping[str, str]
) -> list[Fragment]:
    """Show how many items work alike in two groups, which do not, and what that means.

    Args:
        rows: Released rows of items in two groups.
        edition: The edition, for its words.
        round_titles: What rounds are called.
    """
    if rows.empty:
        return [html.notice(edition.say("functioning.none"))]
    wordings, writer = edition.wordings, edition.writer
    parts = (
        pairs_table(rows, round_titles, wordings, writer),
        items_table(rows, round_titles, wordings, writer),
    )
    note = html.notice(edition.say("functioning.note"))
    return [*(part for part in parts if part), note]


def pairs_table(
    rows: pd.DataFrame, round_titles: Mapping[str, str], wordings: Wordings, writer: Writer
) -> Fragment:
    """A row a scale, round and pair of groups: how many of its items are of each class.

    Args:
        rows: Released rows of items in two groups.
        round_titles: What rounds are called.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    say = writer.words.say
    shown = pd.DataFrame(
        [
            _names(_Pair(*map(str, key)), round_titles, wordings, writer)
            | _counts(part, writer)
            | {"remark": _remark(part, writer)}
            for key, part in rows.groupby(list(_Pair._fields), sort=True)
        ]
    )
    heads = [
        Head("scale", say("table.scale"), width=2.2),
        Head("round", say("table.round"), width=1.6),
        Head("pair", say("table.groups_compared"), width=1.8),
        Head("base", say("table.base"), numeric=True, width=1.2),
        *(Head(str(c), str(c), numeric=True, width=0.5, isolated=True) for c in CLASSES),
        Head("remark", say("table.remark"), width=1.6),
    ]
    return table(shown, heads, say("functioning.caption"))


def items_table(
    rows: pd.DataFrame, round_titles: Mapping[str, str], wordings: Wordings, writer: Writer
) -> Fragment:
    """A row an item that works differently in two groups, the largest differences first; nothing where none does.

    Args:
        rows: Released rows of items in two groups.
        round_titles: What rounds are called.
        wordings: What scales, questions and answers are called.
        writer: Writes the numbers.
    """
    different = rows[rows["item_class"].isin([ItemClass.MODERATE, ItemClass.LARGE])]
    if different.empty:
        return NOTHING
    say = writer.words.say
    ordered = different.assign(size=different["delta"].abs()).sort_values(
        ["item_class", "size"], ascending=False, kind="stable"
    )
    shown = pd.DataFrame(
        [
            _names(_pair_of(row), round_titles, wordings, writer)
            | {
                "item": wordings.question(str(row.item)),
                "delta": writer.number(row.delta, 2),
                "p": p_text(row, writer),
                "item_class": str(row.item_class),
            }
            for row in each(ordered)
        ]
    )
    heads = [
        Head("item", say("table.question"), width=2.8),
        Head("scale", say("table.scale"), width=1.8),
        Head("round", say("table.round"), width=1.4),
        Head("pair", say("table.groups_compared"), width=1.6),
        Head("delta", say("table.delta"), numeric=True, width=0.8),
        Head("p", say("table.p"), numeric=True, width=0.8),
        Head("item_class", say("table.item_class"), width=0.7),
    ]
    return table(shown, heads, say("functioning.items_caption"))


def _pair_of(row: Any) -> _Pair:
    """Give the pair that a row is about."""
    return _Pair(*(str(getattr(row, name)) for name in _Pair._fields))


def _names(
    pair: _Pair, round_titles: Mapping[str, str], wordings: Wordings, writer: Writer
) -> dict[str, str]:
    """Name scale, round and groups."""
    focal, reference = (
        group_name(Group.of([(pair.trait, code)]), wordings, writer)
        for code in (pair.focal, pair.reference)
    )
    return {
        "scale": wordings.construct(pair.construct),
        "round": round_titles.get(pair.round, pair.round),
        "pair": writer.words.say("functioning.pair", focal=focal, reference=reference),
    }


def _counts(part: pd.DataFrame, writer: Writer) -> dict[str, str]:
    """Count a pair's items by class, with its bases or why those are hidden; dashes where it was not compared."""
    compared = part[(part["item"] != "") & (part["state"] != State.SUPPRESSED)]
    if compared.empty:
        return dict.fromkeys(("base", *map(str, CLASSES)), NO_NUMBER)
    bases = {name: compared[f"n_{name}"].max() for name in ("focal", "reference")}
    told = {name: writer.count(n) for name, n in bases.items() if known(n)}
    say = writer.words.say
    base = say("functioning.bases", **told) if told else say(f"reason.{Reason.COMPLEMENTARY}")
    return {"base": base} | {
        str(c): writer.count((compared["item_class"] == c).sum()) for c in CLASSES
    }


def _remark(part: pd.DataFrame, writer: Writer) -> str:
    """Say why a pair, or some of its items, has no class."""
    untold = part[part["state"] != State.SHOWN]
    remarks = []
    for reason, count in untold["reason"].value_counts(sort=False).items():
        if reason == Reason.BASE_TOO_SMALL:
            remarks.append(
                writer.words.say("functioning.too_few", least=writer.count(LEAST_OF_A_GROUP))
            )
        elif (untold["state"] == State.SUPPRESSED).any():
            remarks.append(writer.words.say(f"reason.{reason}"))
        else:
            told = writer.words.say(f"reason.{reason}")
            remarks.append(
                writer.words.say("functioning.untold", count=writer.count(count), why=told)
            )
    return writer.words.joined(remarks)
