"""The design of a survey: who could be drawn, with what chance, and in which clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.codes import DesignKind, SinglePsu
from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.arguments import refuse_unequal_lengths
from wps_eval.survey.codebook import NO_LABELS, Codebook
from wps_eval.survey.codes import one_of
from wps_eval.survey.design_check import EACH_ROW, ReadUnits, read_units
from wps_eval.survey.duck_rows import Connection, DuckSource, open_rows
from wps_eval.survey.memory_rows import MemoryRows
from wps_eval.survey.row_sources import GroupedSource, MemorySource, Source
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from wps_eval.survey.calibration import Calibration
    from wps_eval.survey.replicates import Replicates
    from wps_eval.survey.units import Units

EQUAL = "equal"
UNSTRATIFIED = "unstratified"


@dataclass(frozen=True, repr=False)
class Design(RowHolder):
    """A survey's rows and how they were drawn. Nothing is assumed where it is not said.

    Attributes:
        kind: How people came into the survey.
        source: The rows.
        units: The sampling units; None where no sampling variance is to be had.
        described: The names of the design's columns, for the design table.
        replicates: Replicate weights, if the variance is to come from them.
        calibration: What the weights were calibrated to, if they were.
        codebook: What columns and answers are called.
    """

    kind: DesignKind
    source: Source
    units: Units | None
    described: tuple[tuple[str, str], ...]
    replicates: Replicates | None = None
    calibration: Calibration | None = None
    codebook: Codebook = NO_LABELS

    def __repr__(self) -> str:
        """Tell the design in a few lines; none of its rows."""
        units = self.units
        drawn = (
            "no sampling variance"
            if units is None
            else f"{len(set(units.stratum.tolist()))} strata, {len(units.stratum)} primary units"
        )
        made = [
            name
            for name, there in (
                ("calibrated", self.calibration),
                ("replicate weights", self.replicates),
            )
            if there is not None
        ]
        named = ", ".join(f"{role}: {column}" for role, column in self.described if column)
        return "\n".join(
            [
                f"Survey design, {self.kind}",
                drawn,
                named or "no column of the design named",
                ", ".join(made) or "weights as they came",
                *self.codebook.told(),
            ]
        )

    @classmethod
    def from_rows(  # noqa: PLR0913 - a design is made of this many columns
        cls,
        rows: object,
        *,
        kind: DesignKind | str,
        weight: str = "",
        stratum: str = "",
        psu: str = "",
        ssu: str = "",
        fpc: str = "",
        fpc_ssu: str = "",
        single_psu: SinglePsu | str = SinglePsu.FAIL,
        single_psu_in_domains: bool = False,
        threads: int = 1,
    ) -> Design:
        """Make a design of one row a person.

        A probability sample must say its weight, stratum and psu, in so many words: ``EQUAL``,
        ``UNSTRATIFIED`` and ``EACH_ROW`` stand for "none". A census and a convenience sample
        have no sampling units, hence no standard error.

        Args:
            rows: A pandas or polars table, or the path of a Parquet file.
            kind: ``probability``, ``census``, ``convenience`` or ``training_intake``.
            weight: Column of design weights, or ``EQUAL``.
            stratum: Column of strata, or ``UNSTRATIFIED``.
            psu: Column of primary sampling units, or ``EACH_ROW``. Of a training intake, the
                column of classes or units.
            ssu: Column of second-stage units, if their population counts are known.
            fpc: Column of the stratum's count of primary units in the population (or the share
                drawn, if no value is above 1).
            fpc_ssu: The same for second-stage units in their primary unit.
            single_psu: What to do with strata of one primary unit.
            single_psu_in_domains: Whether ``adjust`` and ``average`` hold too for strata of which a domain has one
                unit (R's ``survey.adjust.domain.lonely``).
            threads: Threads for DuckDB; one gives the same last bit every time.

        Returns:
            The design. Rows with missing items are kept: they are left out item by item.

        Raises:
            DesignFaults: All that is wrong with the design, at once.

        Examples:
            Made-up rows in three villages; every part of the design is said:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> survey.Design.from_rows(
            ...     rows, kind="probability", weight=survey.EQUAL, stratum=survey.UNSTRATIFIED, psu="village"
            ... )
            Survey design, probability
            1 strata, 3 primary units
            weight: equal, stratum: unstratified, psu: village
            weights as they came
        """
        columns = _DesignColumns(weight, stratum, psu, ssu, fpc, fpc_ssu)
        kind = DesignKind(one_of(kind, list(DesignKind), "kind"))
        opened = open_rows(rows, threads, in_memory=psu == EACH_ROW)
        _refuse_unstated(kind, columns, opened.columns)
        read = read_units(
            opened.rows,
            weight=_column_or_none(weight, EQUAL),
            keys=columns.keys(kind),
            fpc=fpc,
            fpc_ssu=fpc_ssu,
            kind=kind,
            single_psu=SinglePsu(one_of(single_psu, list(SinglePsu), "single_psu")),
        )
        source = _source_of_rows(
            opened.rows, _column_or_none(weight, EQUAL), columns.key_columns(kind), read
        )
        units = read.units
        if units is not None and single_psu_in_domains:
            units = replace(units, single_in_domains=True)
        return cls(kind, source, units, columns.described())

    @classmethod
    def from_psu_table(
        cls,
        table: pd.DataFrame,
        *,
        stratum: str = "stratum",
        psu: str = "psu",
        fpc: str = "",
        single_psu: SinglePsu | str = SinglePsu.FAIL,
    ) -> Design:
        """Make a design of sums that were grouped elsewhere.

        Args:
            table: One row per stratum, psu, domain and item, with the columns ``item``, ``n``,
                ``missing``, ``weight`` (sum of w), ``total`` (sum of w y) and ``square`` (sum of
                w y y). Every psu of the sample needs a row, if only with n = 0.
            stratum: Its column of strata.
            psu: Its column of primary units.
            fpc: Its column of population counts, if they are known.
            single_psu: What to do with strata of one primary unit.

        Raises:
            DesignFaults: A column is missing, or the design is wrong.

        Examples:
            Made-up sums of one item in two villages:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> sums = pd.DataFrame({
            ...     "stratum": [1, 1], "psu": [1, 2], "item": ["y", "y"], "n": [2, 2], "missing": [0, 0],
            ...     "weight": [2.0, 2.0], "total": [3.0, 9.0], "square": [5.0, 41.0],
            ... })
            >>> survey.mean(survey.Design.from_psu_table(sums), "y").estimate.tolist()
            [3.0]
        """
        needed = [
            stratum,
            psu,
            "item",
            "n",
            "missing",
            "weight",
            "total",
            "square",
            *filter(None, [fpc]),
        ]
        _refuse_missing_columns(needed, [str(name) for name in table.columns])
        read = read_units(
            table,
            weight="",
            keys=(stratum, psu, ""),
            fpc=fpc,
            fpc_ssu="",
            kind=DesignKind.PROBABILITY,
            single_psu=SinglePsu(single_psu),
        )
        source = GroupedSource(MemoryRows(table), read.unit, read.count)
        described = (("weight", "in the sums"), ("stratum", stratum), ("psu", psu), ("fpc", fpc))
        return cls(DesignKind.PROBABILITY, source, read.units, described)

    def with_columns(self, columns: Mapping[str, ArrayLike]) -> Design:
        """Add columns to the rows, scores say. Rows of a file are read into memory for it.

        Args:
            columns: Values by name, one a row (n,).

        Raises:
            DesignFaults: The rows were grouped elsewhere, or values are not as many as rows.

        Examples:
            Made-up scores of six people beside their rows:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> scored = design.with_columns({"score": [0, 25, 75, 100, 50, 50]})
            >>> survey.mean(scored, "score").estimate.tolist()
            [50.0]
        """
        source = self.memory()
        for name, values in columns.items():
            refuse_unequal_lengths(**{"rows": len(source.rows), name: len(np.asarray(values))})
        rows = MemoryRows(
            source.rows.frame.assign(
                **{name: np.asarray(values) for name, values in columns.items()}
            )
        )
        return replace(self, source=replace(source, rows=rows))

    @property
    def frame(self) -> pd.DataFrame:
        """Give the rows; those of a file are read into memory."""
        return self.memory().rows.frame

    def with_replicates(self, replicates: Replicates) -> Design:
        """Take the variance from replicate weights.

        Args:
            replicates: The replicates of the design's sampling units. If the weights are calibrated, each
                replicate is calibrated anew, to the same totals.

        Returns:
            The design with the replicates. The degrees of freedom of a domain are the least of those of
            its units, of the rank of its replicate weights less one, and of the replicates' own. Replicates of
            single rows (``replicate_weights``) may stand beside units of several rows.

        Raises:
            DesignFaults: The replicates are of neither the units nor the rows of the design; or one of calibrated
                weights cannot meet the totals.

        Source: as ``Replicates.influence`` and ``Calibration.replicated``.

        Examples:
            Three made-up villages:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> jackknifed = design.with_replicates(survey.jackknife(design.units))
            >>> survey.mean(jackknifed, "y").method
            'JK1'
        """
        units = self.units
        if units is None:
            return replace(self, replicates=replicates)
        source = self.source
        is_by_unit = self.calibration is None and replicates.factors.shape[1] == len(units)
        if not is_by_unit:
            rows = self.memory()
            units = replace(units, psu=units.psu[rows.unit], second_fraction=None)
            source = replace(rows, unit=np.arange(len(rows.unit)), units=len(rows.unit))
        if self.calibration is not None:
            replicates = self.calibration.replicated(self, replicates)
        if replicates.factors.shape[1] != len(units):
            raise DesignFaults([Fault("bad_replicates", Where())], "design")
        return replace(
            self, source=source, replicates=replicates, units=units.replicated(replicates)
        )

    def unweighted(self) -> Design:
        """Give the same people in the same strata and sampling units, each with the weight 1.

        Raises:
            DesignFaults: The rows were grouped elsewhere.

        Examples:
            Made-up weights:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [0, 1], "w": [1.0, 3.0]})
            >>> design = survey.open(rows, kind="convenience", weight="w")
            >>> [survey.mean(each, "y").estimate.tolist() for each in (design, design.unweighted())]
            [[0.75], [0.5]]
        """
        source = self.memory()
        equal = replace(source, weight=np.ones(len(source.weight)))
        units = None if self.units is None else replace(self.units, replicates=None)
        return replace(self, source=equal, units=units, replicates=None, calibration=None)

    def memory(self) -> MemorySource:
        """Give the rows, for what must look at each of them; those of a file are read into memory.

        Raises:
            DesignFaults: The rows were grouped elsewhere.

        Examples:
            Made-up rows:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> design.memory().units
            3
        """
        if isinstance(self.source, MemorySource):
            return self.source
        if isinstance(self.source, DuckSource):
            return self.source.in_memory()
        raise DesignFaults([Fault("not_in_memory", Where())], "design")

    @property
    def weights(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Give the weight of each row."""
        return self.memory().weight


@dataclass(frozen=True)
class _DesignColumns:
    """The columns that a design names, or the words that stand for none."""

    weight: str
    stratum: str
    psu: str
    ssu: str
    fpc: str
    fpc_ssu: str

    def keys(self, kind: DesignKind) -> tuple[str, str, str]:
        """Name the columns of stratum, psu and ssu; empty where there is none."""
        if kind in (DesignKind.CENSUS, DesignKind.CONVENIENCE):
            return ("", "", "")
        return (_column_or_none(self.stratum, UNSTRATIFIED), self.psu, self.ssu)

    def key_columns(self, kind: DesignKind) -> tuple[str, ...]:
        """Name the columns that a lowest unit is known by: no psu lies in two strata."""
        stratum, psu, ssu = self.keys(kind)
        return tuple(name for name in (psu or stratum, ssu) if name)

    def described(self) -> tuple[tuple[str, str], ...]:
        """Give every part of the design with what was said of it."""
        names = ("weight", "stratum", "psu", "ssu", "fpc", "fpc_ssu")
        return tuple((name, getattr(self, name)) for name in names)


def _source_of_rows(
    rows: pd.DataFrame | Connection, weight: str, keys: tuple[str, ...], read: ReadUnits
) -> Source:
    """Join the rows to their units and weights; without a weight column each weighs 1."""
    if not isinstance(rows, pd.DataFrame):
        return DuckSource(rows, weight, keys, read.index)
    memory = MemoryRows(rows)
    weights = memory.numbers(weight) if weight else np.ones(len(rows))
    return MemorySource(memory, read.unit, weights, read.count)


def _column_or_none(column: str, stated_none: str) -> str:
    """Give a column's name; empty where the word stands for none."""
    return "" if column == stated_none else column


def _refuse_unstated(
    kind: DesignKind, columns: _DesignColumns, columns_there: Sequence[str]
) -> None:
    """Refuse a probability sample that leaves its design unsaid, and unknown columns."""
    faults = []
    if kind is DesignKind.PROBABILITY:
        faults = [
            Fault("design_not_said", Where(), Data(what=(part,), none=none))
            for part, value, none in (
                ("weight", columns.weight, EQUAL),
                ("stratum", columns.stratum, UNSTRATIFIED),
                ("psu", columns.psu, EACH_ROW),
            )
            if not value
        ]
    if faults:
        raise DesignFaults(faults, "design")
    stated_none = (EQUAL, UNSTRATIFIED, EACH_ROW, "")
    _refuse_missing_columns(
        [name for _, name in columns.described() if name not in stated_none], columns_there
    )


def _refuse_missing_columns(needed: Sequence[str], columns_there: Sequence[str]) -> None:
    """Refuse a design that names columns which the rows do not have."""
    faults = [
        Fault("no_column", Where(), found=name, known=tuple(columns_there))
        for name in needed
        if name not in columns_there
    ]
    if faults:
        raise DesignFaults(faults, "design")
