"""The authors' own text of a chapter, with what is wrong in it beside it until the final edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.errors import ProseFaults
from wps_eval.evaluation.binding import Results
from wps_eval.evaluation.prose import Prose, read_prose
from wps_eval.report import html
from wps_eval.report.compared_groups import joined_groups
from wps_eval.report.fragment import Fragment
from wps_eval.report.survey_trend import trends_in
from wps_eval.results.columns import STUDY_ESTIMATES
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    from wps_eval.errors import Fault
    from wps_eval.report.edition import Edition


def prose(edition: Edition, text_name: str) -> list[Fragment]:
    """Give a text of authors, or nothing where its file does not exist.

    Raises:
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    read = read_text(edition, text_name)
    if read is None:
        return []
    faults = [fault for fault in read.faults if fault.blocks]
    if faults and edition.study.state == "final":
        raise ProseFaults(faults, "chapter", text_name)
    if not faults:
        return [Fragment(read.html)]
    listed = [
        f"{wording.where}: {edition.say(_short_sentence_code(fault))} ({wording.found})"
        for fault in faults
        for wording in (worded(fault, edition.words),)
    ]
    return [Fragment(read.html), html.notice(edition.say("prose.faults")), html.item_list(listed)]


def _short_sentence_code(fault: Fault) -> str:
    """Name the few words for what is wrong; those of a code's first part serve all of its kinds."""
    return f"prose.{fault.code.partition('.')[0]}"


def read_text(edition: Edition, text_name: str) -> Prose | None:
    """Read a text of authors against the released results."""
    language = edition.words.language
    path = edition.root.judgement(edition.study.name) / language / f"{text_name}.md"
    file_name = f"params/{edition.study.name}/{language}/{text_name}.md"
    return read_prose(path, _bindable_results(edition), file_name)


def _bindable_results(edition: Edition) -> Results:
    """Give what a text may bind to, cite and quote; the edition before has its own plan's codes."""
    earlier = edition.earlier
    return Results(
        estimates=pd.concat(
            [edition.released["estimates"], edition.released[STUDY_ESTIMATES]], ignore_index=True
        ),
        verdicts=edition.released["verdicts"],
        trends=trends_in(edition.released),
        groups=_groups_by_code(edition),
        place=edition.place,
        resolve=edition.plan.indicator_code,
        write=lambda number, unit, statistic: _bound_number_text(edition, number, unit, statistic),
        editions={earlier.study.name: _bindable_results(earlier)} if earlier else {},
        evidence=edition.judgement.evidence,
        documents={document.code for document in edition.judgement.documents},
    )


def _groups_by_code(edition: Edition) -> pd.DataFrame:
    """Give the groups that were compared as a text names them: by the code of their comparison, for everybody."""
    rows = joined_groups(edition.released)
    return rows.assign(indicator=rows["comparison"], group="")


def _bound_number_text(edition: Edition, number: float, unit: str, statistic: str) -> str:
    """Write a number in its unit; of a change, with its sign."""
    writer = edition.writer
    is_difference = statistic.startswith(("change", "groups_"))
    return writer.difference(number, unit) if is_difference else writer.value(number, unit)
