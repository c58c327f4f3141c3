"""Survey methodology, where the study has rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.compared_groups import balance_parts, joined_balance
from wps_eval.report.round_tables import intake_table, losses_table, rounds_table

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment

ROUNDS_ABREAST = 3


def parts(edition: Edition) -> list[Fragment]:
    """Show how rounds were made and what their intake left, a few rounds abreast."""
    rows = edition.released["rounds"]
    if rows.empty:
        return [html.notice(edition.say("survey.no_rounds"))]
    codes = list(dict.fromkeys(rows["round"]))
    return [
        *(rounds_table(rows, part, edition.writer) for part in _rounds_abreast(codes)),
        *(intake_table(rows, part, edition.writer) for part in _rounds_abreast(codes)),
        losses_table(rows[rows["part"] != "dropped"], codes, edition.place_names, edition.writer),
        *_balance_parts(edition),
    ]


def _balance_parts(edition: Edition) -> list[Fragment]:
    """Show how alike compared groups are, in the country's report; or that none was declared."""
    if edition.place != edition.workspace.national:
        return []
    if not edition.study.comparison_groups:
        return [html.notice(edition.say("compared.none"))]
    return balance_parts(
        joined_balance(edition.released),
        edition.study.comparison_groups,
        edition.wordings,
        edition.writer,
    )


def _rounds_abreast(codes: list[str]) -> list[list[str]]:
    """Part the rounds' codes into tables of a few columns."""
    return [codes[start : start + ROUNDS_ABREAST] for start in range(0, len(codes), ROUNDS_ABREAST)]


CHAPTER = Annex(code="rounds", order=80, parts=parts)
