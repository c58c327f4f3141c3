"""Design weights from the sample list: primary unit, household, respondent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDED = (
    "psu", "stratum", "stratum_size", "frame_size", "listed", "selected", "completed", "replaced",
    "inaccessible",
)  # fmt: skip
COUNTS = ("stratum_size", "frame_size", "listed", "selected", "completed", "replaced")


@dataclass(frozen=True)
class BuiltWeights:
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
    """
    _check(sample, people, psu, adults)
    codes = sample["psu"].astype(str)
    drawn = sample.groupby("stratum")["psu"].transform("size")
    chance = np.minimum(drawn * sample["frame_size"] / sample["stratum_size"], 1.0)
    reached = (sample["inaccessible"] == 0) & (sample["completed"] > 0)
    household = sample["listed"] / sample["completed"].where(reached)
    by_unit = pd.DataFrame(
        {
            "psu_weight": 1 / np.asarray(chance),
            "household_weight": (household / chance).to_numpy(),
        },
        index=codes.to_numpy(),
    )
    named = people[psu].astype(str)
    weights = by_unit.reindex(named).set_axis(people.index, axis=0)
    weights["weight"] = weights["household_weight"] * (people[adults] if adults else 1.0)
    counted = named.value_counts()
    people_of = codes.map(counted).fillna(0).astype(int)
    wrong = sample.assign(people=people_of)[["psu", "completed", "people"]]
    return BuiltWeights(
        weights=weights,
        unknown_psus=tuple(sorted(set(named) - set(codes))),
        silent_psus=tuple(sorted(codes[reached & (people_of == 0)])),
        miscounted=wrong[(people_of != sample["completed"]) & (people_of > 0)].reset_index(
            drop=True
        ),
        coverage=_coverage(sample),
    )


def _coverage(sample: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for stratum, units in sample.groupby("stratum", sort=True):
        lost = units[units["inaccessible"] != 0]
        reasons = lost["reason"].dropna().astype(str) if "reason" in lost else pd.Series(dtype=str)
        # each drawn unit stands for 1/n of the stratum, whatever its size
        rows.append(
            {
                "stratum": stratum,
                "units": len(units),
                "inaccessible": len(lost),
                "lost_pct": 100 * len(lost) / len(units),
                "reasons": "; ".join(sorted(set(filter(None, reasons)))),
            }
        )
    return pd.DataFrame(rows)


def _check(sample: pd.DataFrame, people: pd.DataFrame, psu: str, adults: str) -> None:
    faults = [
        *_missing_columns(sample, NEEDED, "sample.csv"),
        *_missing_columns(people, [name for name in (psu, adults) if name], "people"),
    ]
    if not faults:
        faults = [*_count_faults(sample), *_list_faults(sample), *_adult_faults(people, adults)]
    if faults:
        raise DesignFaults(faults, "sample_list")


def _missing_columns(frame: pd.DataFrame, need: Sequence[str], file: str) -> list[Fault]:
    have = tuple(map(str, frame.columns))
    return [
        Fault("no_column", Where(file=file, column=name), found=name, known=have)
        for name in need
        if name not in have
    ]


def _count_faults(sample: pd.DataFrame) -> list[Fault]:
    out = []
    for name in (*COUNTS, "inaccessible"):
        number = pd.to_numeric(sample[name], errors="coerce")
        bad = number.isna() | (number < 0)
        if name in ("stratum_size", "frame_size"):
            bad |= number == 0
        out += [
            Fault("bad_count", _at(name, row), found=str(sample[name].iloc[row]))
            for row in np.flatnonzero(bad).tolist()
        ]
    return out


def _list_faults(sample: pd.DataFrame) -> list[Fault]:
    twice = sample["psu"].astype(str).duplicated()
    more = sample["selected"] > sample["listed"]
    over = sample["completed"] > sample["selected"] + sample["replaced"]
    return [
        *(
            Fault("unit_twice", _at("psu", row), found=str(sample["psu"].iloc[row]))
            for row in np.flatnonzero(twice).tolist()
        ),
        *(
            Fault(
                "too_many_selected",
                _at("selected", row),
                Data(
                    selected=_count(sample, "selected", row), listed=_count(sample, "listed", row)
                ),
            )
            for row in np.flatnonzero(more).tolist()
        ),
        *(
            Fault("too_many_completed", _at("completed", row), _count(sample, "completed", row))
            for row in np.flatnonzero(over).tolist()
        ),
    ]


def _adult_faults(people: pd.DataFrame, adults: str) -> list[Fault]:
    if not adults:
        return []
    number = pd.to_numeric(people[adults], errors="coerce")
    bad = int((~(number >= 1)).sum())
    if not bad:
        return []
    return [Fault("bad_adults", Where(column=adults), found=bad)]


def _at(column: str, row: int) -> Where:
    return Where(file="sample.csv", column=column, row=row + 2)


def _count(sample: pd.DataFrame, column: str, row: int) -> float:
    return float(sample[column].to_numpy()[row])
