"""One partner study as its researcher opens it: its facts, its private data, and the way back into reports."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.paths import find_root
from wps_eval.sources.partner_studies import ESTIMATES, EnteredStudy, read_partner_study
from wps_eval.sources.partner_study import StudyEstimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.survey.estimates import Estimates

COLUMNS = tuple(StudyEstimate.model_fields)
CONTRAST = "contrast"  #: the statistic of a difference of estimates


@dataclass(frozen=True, repr=False)
class OpenStudy:
    """A study in its researcher's hands.

    Attributes:
        root: The workbench.
        folder: The study's folder.
        entered: What it is, what it looks at, what it declared.
    """

    root: Root
    folder: Path
    entered: EnteredStudy

    def __repr__(self) -> str:
        """Tell the study in a few lines: its question, and of each outcome whether it was declared in time."""
        facts = self.entered.facts
        lines = [f"{facts.code}: {facts.title}", facts.question]
        for outcome in self.entered.outcomes:
            day = self.entered.declared_on(outcome.code)
            lines.append(
                f"{outcome.code}: {outcome.text} ({f'declared {day}' if day else 'exploratory'})"
            )
        return "\n".join(lines)

    def private(self, name: str) -> Path:
        """Give the path of one of the study's own files of data, in ``private`` beside its folder of studies."""
        return private_folder(self.folder) / name

    def write_estimates(
        self,
        found: Mapping[str, Estimates],
        *,
        start: str,
        end: str,
        unit: str = "",
        place: str = "",
        level: float = 0.95,
    ) -> int:
        """Hand numbers in: write them where an evaluation that names the study reads them.

        A report prints a number only where enough people stand behind it; that is decided at release. The
        file is for its owner only and never in git.

        Args:
            found: Estimates by the outcome that they belong to.
            start: The first day that they speak of, ``2022-09-01``.
            end: The last day.
            unit: Their unit; shares are written in percent, whatever is said, and with them the differences that were
                combined with them.
            place: The place that they speak of; the country unless said.
            level: The level of the intervals.

        Returns:
            How many numbers were written. One without a value is left out; an older file is replaced.

        Raises:
            SurveyFaults: An outcome is not in ``outcomes.csv``.
        """
        known = tuple(outcome.code for outcome in self.entered.outcomes)
        faults = [
            Fault("dangling_code", Where(ESTIMATES, column="outcome"), found=code, known=known)
            for code in found
            if code not in known
        ]
        if faults:
            raise SurveyFaults(faults, self.entered.facts.code)
        about = {"start": start, "end": end, "place": place}
        rows = [
            {"outcome": code} | about | row
            for code, estimates in found.items()
            for row in _rows(estimates, unit, level)
        ]
        text = io.StringIO()
        table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        write_whole(self.folder / ESTIMATES, text.getvalue().encode(), OWNER_ONLY)
        return len(rows)


def private_folder(study: Path) -> Path:
    """Give the folder of a study's own data, for its owner only and never in git.

    Args:
        study: The study's folder in the folder of studies.
    """
    return study.parents[1] / "private" / study.name


def open_partner_study(
    code: str, start: Path | None = None, *, studies: str = "studies"
) -> OpenStudy:
    """Open a study of the workbench.

    Args:
        code: The name of its folder.
        start: Where to look for the workbench from.
        studies: The folder of studies in ``data/``; that of the demonstration is ``demo/studies``.

    Raises:
        SurveyFaults: There is no such study, or something in its files cannot be read.
    """
    root = find_root(start)
    folder = root.data(studies) / code
    faults: list[Fault] = []
    entered = read_partner_study(folder, faults)
    if faults or entered is None:
        raise SurveyFaults(sorted(faults), code)
    return OpenStudy(root, folder, entered)


def _rows(found: Estimates, unit: str, level: float) -> Iterator[dict[str, Any]]:
    """Give one row a number; shares in percent, and no item where all are of one."""
    is_share = _is_of_shares(found)
    in_unit, unit = (found.scaled(100.0), "%") if is_share else (found, unit)
    of_one_item = len({label.item for label in found.labels}) == 1
    for label, row in zip(in_unit.labels, in_unit.frame(level).to_dict("records"), strict=True):
        if np.isnan(row["estimate"]):
            continue
        numbers = {
            name: row[name] for name in ("estimate", "se", "ci_low", "ci_high", "level", "df")
        }
        yield {
            "statistic": label.statistic,
            "item": "" if of_one_item else label.item,
            "group": str(label.group),
            "n": int(row["n"]),
            "unit": unit,
            "method": row["method"],
        } | {name: repr(float(value)) for name, value in numbers.items() if np.isfinite(value)}


def _is_of_shares(found: Estimates) -> bool:
    """Whether all are shares, or differences that stand beside shares."""
    if not len(found.whole):
        return False
    is_share = found.whole == 1
    is_difference = np.array([label.statistic == CONTRAST for label in found.labels])
    return bool(is_share.any() and (is_share | is_difference).all())
