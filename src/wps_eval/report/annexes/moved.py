"""Every number of the edition before beside this one's, where the study names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.change.editions import changed_between
from wps_eval.report import html
from wps_eval.report.chapter import Annex
from wps_eval.report.editions import edition_changes_table
from wps_eval.results.history import code_changed, data_changed, rounds_changed

if TYPE_CHECKING:
    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment


def parts(edition: Edition) -> list[Fragment]:
    """Show what moved and why, or that the edition before was not run here."""
    earlier = edition.earlier
    if earlier is None:
        return [html.notice(edition.say("moved.not_run"))]
    changes, hidden_count = changed_between(
        earlier.own_rows("verdicts"),
        edition.own_rows("verdicts"),
        earlier_values=earlier.released["estimates"],
        later_values=edition.released["estimates"],
        data_changed=data_changed(earlier.made_from, edition.made_from)
        or rounds_changed(earlier.released["rounds"], edition.released["rounds"]),
        code_changed=code_changed(earlier.made_from, edition.made_from),
    )
    return [
        edition_changes_table(changes, edition.plan, edition.domain, edition.writer),
        html.paragraph(edition.say("moved.hidden", hidden=edition.writer.count(hidden_count))),
    ]


def applies(edition: Edition) -> bool:
    """Whether the study follows another edition."""
    return bool(edition.study.earlier)


CHAPTER = Annex(code="moved", order=110, parts=parts, applies=applies)
