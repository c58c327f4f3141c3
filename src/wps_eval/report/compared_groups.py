"""Those reached by something beside a comparison group: what changed in both, how alike they are, what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from wps_eval.codes import Change, Comparability, State
from wps_eval.report import html
from wps_eval.report.cells import IN_BRACKETS, p_text
from wps_eval.report.fragment import NOTHING, Fragment
from wps_eval.report.groups import group_name
from wps_eval.report.tables import Head, table
from wps_eval.results.columns import SCALES, balance_of, groups_of
from wps_eval.results.rows import each, known
from wps_eval.survey.balance_moments import NO_ANSWER
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wps_eval.report.numbers import Writer
    from wps_eval.sources.wordings import Wordings
    from wps_eval.study.model import ComparisonGroup

EFFECT = "effect"
_CODE_SEPARATOR = ";"


def joined_groups(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the released groups of all survey notebooks under each other."""
    return pd.concat([tables[groups_of(name)] for name in SCALES], ignore_index=True)


def joined_balance(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the released balance of all survey notebooks under each other."""
    return pd.concat([tables[balance_of(name)] for name in SCALES], ignore_index=True)


def compared_groups_parts(
    rows: pd.DataFrame, declared: Sequence[ComparisonGroup], wordings: Wordings, writer: Writer
) -> list[Fragment]:
    """Show the table of compared groups, and what it can and cannot show.

    Args:
        rows: Released rows of groups.
        declared: What the study declared, with its words.
        wordings: What scales are called.
        writer: Writes the numbers.

    Returns:
        Nothing where no groups were compared.
    """
    if rows.empty:
        return []
    titles = _titles(declared, writer)
    return [
        _changes_table(rows, titles, wordings, writer),
        html.notice(writer.words.say("compared.cannot_show")),
        html.item_list(list(_sentences(rows, titles, declared, writer))),
    ]


def _changes_table(
    rows: pd.DataFrame, titles: Mapping[str, str], wordings: Wordings, writer: Writer
) -> Fragment:
    """A row a comparison: both groups before and now with their changes, the difference, and what may be said."""
    words = writer.words
    shown = rows.assign(
        name=[
            words.say(
                "compared.name",
                title=titles[row.comparison],
                scale=wordings.construct(row.indicator),
            )
            for row in each(rows)
        ],
        reached=[_arm_cell(row, "treated", writer) for row in each(rows)],
        others=[_arm_cell(row, "comparison", writer) for row in each(rows)],
        moved=[_difference_cell(row, writer) for row in each(rows)],
        p=["" if row.state == State.SUPPRESSED else p_text(row, writer) for row in each(rows)],
        said=[
            "" if row.state == State.SUPPRESSED else words.say(f"compared.change.{row.change}")
            for row in each(rows)
        ],
    )
    heads = [
        Head("name", words.say("compared.head.what"), width=2.0),
        Head("reached", words.say("compared.head.reached"), numeric=True, width=1.7),
        Head("others", words.say("compared.head.others"), numeric=True, width=1.7),
        Head("moved", words.say("compared.head.difference"), numeric=True, width=1.6),
        Head("p", words.say("table.p"), numeric=True, width=0.7),
        Head("said", words.say("compared.head.said"), width=1.5),
    ]
    return table(shown, heads, words.say("compared.caption"))


def _titles(declared: Sequence[ComparisonGroup], writer: Writer) -> dict[str, str]:
    """Give what each comparison is called in the run's language."""
    return {groups.code: groups.title.in_language(writer.words.language) for groups in declared}


def _arm_cell(row: Any, arm: str, writer: Writer) -> str:
    """Write a group's means before and now, its change with the interval, and its bases; a hidden one is a word."""
    if row.state == State.SUPPRESSED:
        return writer.words.say(f"reason.{row.reason}")
    change = writer.difference(getattr(row, f"{arm}_change"), row.unit)
    low, high = getattr(row, f"{arm}_low"), getattr(row, f"{arm}_high")
    if known(low):
        ends = {"low": writer.number(low, 1), "high": writer.number(high, 1)}
        change = writer.words.say("number.interval", value=change, **ends)
    return writer.words.say(
        "compared.cell",
        ends=writer.before_and_now(getattr(row, f"{arm}_baseline"), getattr(row, f"{arm}_current")),
        change=change,
        before=writer.count(getattr(row, f"n_{arm}_baseline")),
        now=writer.count(getattr(row, f"n_{arm}_current")),
    )


def _difference_cell(row: Any, writer: Writer) -> str:
    """Write the difference of changes with the interval that decides; what is in doubt in brackets."""
    if row.state == State.SUPPRESSED:
        return writer.words.say(f"reason.{row.reason}")
    value = writer.difference(row.difference, row.unit)
    if not known(row.ci_low) or not known(row.ci_high):
        return f"({value})" if row.state in IN_BRACKETS else value
    code = "number.flagged" if row.state in IN_BRACKETS else "number.interval"
    ends = {"low": writer.number(row.ci_low, 1), "high": writer.number(row.ci_high, 1)}
    return writer.words.say(code, value=value, **ends)


def _sentences(
    rows: pd.DataFrame,
    titles: Mapping[str, str],
    declared: Sequence[ComparisonGroup],
    writer: Writer,
) -> Iterator[str]:
    """Say of each comparison what it may be called, what lacks, how it was tested, and why both were to move alike."""
    words = writer.words
    by_code = {groups.code: groups for groups in declared}
    for row in each(rows):
        if row.state == State.SUPPRESSED:
            continue
        title = titles[row.comparison]
        lacking = [words.say(f"compared.lacking.{code}") for code in _codes(row.lacking)]
        if row.word == EFFECT and row.change != Change.CANNOT_TELL:
            yield words.say("compared.effect", title=title)
        elif row.word != EFFECT:
            yield words.say("compared.no_effect", title=title, lacking=words.joined(lacking))
        if row.comparability == Comparability.BROKEN:
            yield words.say("compared.broken", title=title)
        elif known(row.p):
            yield words.say(
                f"compared.test.{row.test}", title=title, least=writer.number(row.mdc, 1),
                reached=writer.count(row.clusters_treated), others=writer.count(row.clusters_comparison),
            )  # fmt: skip
        argument = by_code[row.comparison].parallel_trends
        if argument is not None:
            yield words.say(
                "compared.argument", title=title, text=argument.in_language(words.language)
            )


def balance_parts(
    rows: pd.DataFrame, declared: Sequence[ComparisonGroup], wordings: Wordings, writer: Writer
) -> list[Fragment]:
    """Show how alike the groups are, before and after weighting, a table a comparison.

    Args:
        rows: Released rows of balance.
        declared: What the study declared, with its words.
        wordings: What questions and answers are called.
        writer: Writes the numbers.
    """
    return [
        _balance_table(rows[rows["comparison"] == code], title, wordings, writer)
        for code, title in _titles(declared, writer).items()
        if (rows["comparison"] == code).any()
    ]


def _balance_table(rows: pd.DataFrame, title: str, wordings: Wordings, writer: Writer) -> Fragment:
    """A row an answer and group: those reached at baseline, the group before and after, and both gaps."""
    words = writer.words
    rows = rows.sort_values(["arm", "wave", "item", "answer"], kind="stable")
    if rows.empty:
        return NOTHING
    shown = rows.assign(
        who=[_who(row, writer) for row in each(rows)],
        what=[_trait(row, wordings, writer) for row in each(rows)],
        **{
            f"{name}_text": [_share_or_mean(row, name, writer) for row in each(rows)]
            for name in ("target", "before", "after")
        },
        gap_before=[writer.number(row.standardised_before, 2) for row in each(rows)],
        gap_after=[writer.number(row.standardised_after, 2) for row in each(rows)],
    )
    heads = [
        Head("who", words.say("balance.head.group"), width=1.8),
        Head("what", words.say("balance.head.what"), width=1.8),
        Head("target_text", words.say("balance.head.target"), numeric=True),
        Head("before_text", words.say("balance.head.before"), numeric=True),
        Head("after_text", words.say("balance.head.after"), numeric=True),
        Head("gap_before", words.say("balance.head.gap_before"), numeric=True),
        Head("gap_after", words.say("balance.head.gap_after"), numeric=True),
    ]
    return table(shown, heads, words.say("balance.caption", title=title))


def _who(row: Any, writer: Writer) -> str:
    """Name a group and round, with what its weights come to."""
    words = writer.words
    name = words.say(f"balance.{row.arm}_{row.wave}")
    if not known(row.n):
        return name
    return words.say(
        "balance.weights", group=name, n=writer.count(row.n),
        effective=writer.count(row.effective_n), largest=writer.number(row.largest_pct, 1),
    )  # fmt: skip


def _trait(row: Any, wordings: Wordings, writer: Writer) -> str:
    """Name an answer by its question; a number by its question alone."""
    if not row.answer:
        return writer.words.say("balance.mean", name=wordings.question(row.item))
    if row.answer == NO_ANSWER:
        return writer.words.say("balance.no_answer", name=wordings.question(row.item))
    return group_name(Group.of(((row.item, row.answer),)), wordings, writer)


def _share_or_mean(row: Any, name: str, writer: Writer) -> str:
    """Write a share in percent, a mean with one decimal; a hidden one is a word."""
    if row.state == State.SUPPRESSED:
        return writer.words.say("reason.suppressed")
    value = getattr(row, name)
    return writer.value(100 * value, "%") if row.answer else writer.number(value, 1)


def _codes(text: str) -> list[str]:
    """Read codes as they were written."""
    return [code for code in str(text).split(_CODE_SEPARATOR) if code]
