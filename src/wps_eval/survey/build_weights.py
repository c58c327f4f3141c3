"""Design weights from the sample list: primary unit, household, respondent."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.codes import codes_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDED_COLUMNS = (
    "psu", "stratum", "stratum_size", "frame_size", "listed", "selected", "completed", "replaced",
    "inaccessible",
)  # fmt: skip
COUNT_COLUMNS = ("stratum_size", "frame_size", "listed", "selected", "completed", "replaced")
_FIRST_ROW = 2  #: of the sample list in a spreadsheet; the header is row 1


@dataclass(frozen=True, repr=False)
class BuiltWeights(RowHolder):
    """Weights of the people who answered, and what the sample list says of the others.

    Attributes:
        weights: One row a person, in their order: ``psu_weight``, ``household_weight``, ``weight``
            (of the respondent); NaN for people whose unit is not in the sample list.
        unknown_psus: Units that people name and the sample list does not hold.
        silent_psus: Units of the list that were reached and that no person names.
        miscounted: Units whose completed interviews differ from the people in the file: ``psu``,
            ``completed``, ``people``.
        coverage: One row a stratum: ``stratum``, ``units``, ``inaccessible``, ``lost_pct`` (share
            of the stratum's population in units that could not be reached) and ``reasons``.
    """

    weights: pd.DataFrame
    unknown_psus: tuple[str, ...]
    silent_psus: tuple[str, ...]
    miscounted: pd.DataFrame
    coverage: pd.DataFrame


def build_weights(
    sample: pd.DataFrame, people: pd.DataFrame, *, psu: str = "psu", adults: str = ""
) -> BuiltWeights:
    """Make weights from a sample of units drawn with probability proportional to size.

    Args:
        sample: The sample list, one row a primary unit: ``psu``, ``stratum``, ``stratum_size``
            (households of the stratum in the frame), ``frame_size`` (of the unit in the frame),
            ``listed`` (found in the field), ``selected``, ``completed``, ``replaced``,
            ``inaccessible`` (1 where the unit could not be reached), and ``reason`` for it.
        people: One row a respondent.
        psu: Their column of the unit's code.
        adults: Their column of eligible adults in the household; unsaid, everyone was asked.

    Returns:
        The weights, 1 / (pi_unit pi_household) and, of the respondent, times the eligible adults;
        pi_unit = n x frame_size / stratum_size, at most 1, with n the units drawn in the stratum;
        pi_household = completed / listed, so that those who answered stand for those of their unit
        who did not. Replaced households count as completed and are told. Units that could not be
        reached are not made up for by others: the population covered is smaller, by ``lost_pct``.

    Raises:
        DesignFaults: A column is missing, a count is missing or negative, a code stands twice,
            more were selected than listed, or eligible adults are missing or below 1.

    Source: Lohr, Sampling: Design and Analysis (2nd ed. 2010), chapter 6 (probability
    proportional to size); UN Statistics Division, Designing Household Survey Samples
    (2005), chapter 6.

    Examples:
        A made-up sample of two of some units, drawn by size; two people of each were asked:

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> sample = pd.DataFrame({
        ...     "psu": ["a", "b"], "stratum": ["north", "north"], "stratum_size": [1000, 1000],
        ...     "frame_size": [100, 250], "listed": [100, 250], "selected": [2, 2], "completed": [2, 2],
        ...     "replaced": [0, 0], "inaccessible": [0, 0], "reason": ["", ""],
        ... })
        >>> people = pd.DataFrame({"psu": ["a", "a", "b", "b"]})
        >>> survey.build_weights(sample, people).weights["weight"].tolist()
        [250.0, 250.0, 250.0, 250.0]
    """
    _refuse_faulty_list(sample, people, psu, adults)
    unit_codes = codes_of(sample["psu"])
    units_drawn = sample.groupby("stratum", observed=True)["psu"].transform("size")
    unit_chance = np.minimum(units_drawn * sample["frame_size"] / sample["stratum_size"], 1.0)
    reached = (sample["inaccessible"] == 0) & (sample["completed"] > 0)
    household_factor = sample["listed"] / sample["completed"].where(reached)
    by_unit = pd.DataFrame(
        {
            "psu_weight": 1 / np.asarray(unit_chance),
            "household_weight": (household_factor / unit_chance).to_numpy(),
        },
        index=unit_codes.to_numpy(),
    )
    unit_of_person = codes_of(people[psu]).fillna("")
    weights = by_unit.reindex(unit_of_person).set_axis(people.index, axis=0)
    weights["weight"] = weights["household_weight"] * (people[adults] if adults else 1.0)
    people_by_unit = unit_of_person.value_counts()
    people_in_unit = unit_codes.map(people_by_unit).fillna(0).astype(int)
    counts = sample.assign(people=people_in_unit)[["psu", "completed", "people"]]
    return BuiltWeights(
        weights=weights,
        unknown_psus=tuple(sorted(set(unit_of_person) - set(unit_codes))),
        silent_psus=tuple(sorted(unit_codes[reached & (people_in_unit == 0)])),
        miscounted=counts[
            (people_in_unit != sample["completed"]) & (people_in_unit > 0)
        ].reset_index(drop=True),
        coverage=_coverage_by_stratum(sample),
    )


def _coverage_by_stratum(sample: pd.DataFrame) -> pd.DataFrame:
    """Give what share of each stratum could not be reached, with the reasons, one row a stratum."""
    rows = []
    for stratum, units in sample.groupby("stratum", sort=True, observed=True):
        unreached = units[units["inaccessible"] != 0]
        reasons = (
            unreached["reason"].dropna().astype(str)
            if "reason" in unreached
            else pd.Series(dtype=str)
        )
        # each drawn unit stands for 1/n of the stratum, whatever its size
        rows.append(
            {
                "stratum": stratum,
                "units": len(units),
                "inaccessible": len(unreached),
                "lost_pct": 100 * len(unreached) / len(units),
                "reasons": "; ".join(sorted(set(filter(None, reasons)))),
            }
        )
    return pd.DataFrame(rows)


def _refuse_faulty_list(sample: pd.DataFrame, people: pd.DataFrame, psu: str, adults: str) -> None:
    """Raise everything that is wrong with the sample list and the people, at once."""
    faults = [
        *_missing_columns(sample, NEEDED_COLUMNS, "sample.csv"),
        *_missing_columns(people, [name for name in (psu, adults) if name], "people"),
    ]
    if not faults:
        faults = [*_count_faults(sample), *_unit_faults(sample), *_adult_faults(people, adults)]
    if faults:
        raise DesignFaults(faults, "sample_list")


def _missing_columns(frame: pd.DataFrame, needed: Sequence[str], file: str) -> list[Fault]:
    """Name the needed columns that a table does not have."""
    columns = tuple(map(str, frame.columns))
    return [
        Fault("no_column", Where(file=file, column=name), found=name, known=columns)
        for name in needed
        if name not in columns
    ]


def _count_faults(sample: pd.DataFrame) -> list[Fault]:
    """Name the cells of the sample list that hold no count; sizes may not be 0 either."""
    faults = []
    for name in (*COUNT_COLUMNS, "inaccessible"):
        counts = _as_numbers(sample[name])
        is_bad = counts.isna() | (counts < 0)
        if name in ("stratum_size", "frame_size"):
            is_bad |= counts == 0
        faults += [
            Fault("bad_count", _cell_of_sample(name, row), found=str(sample[name].iloc[row]))
            for row in np.flatnonzero(is_bad).tolist()
        ]
    return faults


def _as_numbers(column: pd.Series[Any]) -> pd.Series[float]:
    """Give a column as finite numbers (n,), NaN where a cell holds none."""
    return column.map(_finite_number).astype(np.float64)


def _finite_number(cell: object) -> float:
    """Give the finite number of a cell, else NaN; a text is none, though Python may read it as one."""
    number = float(cell) if isinstance(cell, Real) else nan
    return number if isfinite(number) else nan


def _unit_faults(sample: pd.DataFrame) -> list[Fault]:
    """Name units that stand twice, and those with more households than there can be.

    A cell that holds no count is more than nothing; it is named by itself.
    """
    stands_twice = codes_of(sample["psu"]).duplicated()
    counts = {name: _as_numbers(sample[name]) for name in COUNT_COLUMNS}
    selected_too_many = counts["selected"] > counts["listed"]
    completed_too_many = counts["completed"] > counts["selected"] + counts["replaced"]
    return [
        *(
            Fault("unit_twice", _cell_of_sample("psu", row), found=str(sample["psu"].iloc[row]))
            for row in np.flatnonzero(stands_twice).tolist()
        ),
        *(
            Fault(
                "too_many_selected",
                _cell_of_sample("selected", row),
                Data(
                    selected=_count_in_sample(sample, "selected", row),
                    listed=_count_in_sample(sample, "listed", row),
                ),
            )
            for row in np.flatnonzero(selected_too_many).tolist()
        ),
        *(
            Fault(
                "too_many_completed",
                _cell_of_sample("completed", row),
                _count_in_sample(sample, "completed", row),
            )
            for row in np.flatnonzero(completed_too_many).tolist()
        ),
    ]


def _adult_faults(people: pd.DataFrame, adults: str) -> list[Fault]:
    """Count the people whose number of eligible adults is missing or below 1."""
    if not adults:
        return []
    counts = pd.to_numeric(people[adults], errors="coerce")
    bad_rows = int((~(counts >= 1)).sum())
    if not bad_rows:
        return []
    return [Fault("bad_adults", Where(column=adults), found=bad_rows)]


def _cell_of_sample(column: str, row: int) -> Where:
    """Say where a cell of the sample list stands, its row as a spreadsheet counts."""
    return Where(file="sample.csv", column=column, row=row + _FIRST_ROW)


def _count_in_sample(sample: pd.DataFrame, column: str, row: int) -> float:
    return float(sample[column].to_numpy()[row])
