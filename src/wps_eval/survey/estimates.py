"""Estimates with their full covariance, and whatever is linear in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.codes import Interval
from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.files.whole_file import write_whole
from wps_eval.survey.arguments import (
    path_to_write,
    refuse_no_positions,
)
from wps_eval.survey.codebook import NO_LABELS, Codebook
from wps_eval.survey.codes import one_of, refuse_no_share
from wps_eval.survey.delta import gradient
from wps_eval.survey.find import Named, group_named, positions_named
from wps_eval.survey.intervals import share_interval, student_interval
from wps_eval.survey.label import Label
from wps_eval.survey.linear_combinations import combined
from wps_eval.survey.readable_table import as_html, readable_table, table_note
from wps_eval.survey.t_and_wald import t_tests, wald_test
from wps_eval.survey.tidy_table import tidy_table
from wps_eval.survey.word_table import word_document
from wps_eval.values import EVERYBODY, Group
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from wps_eval.survey.t_and_wald import FTest
    from wps_eval.survey.units import Units

    Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Estimates(RowHolder):
    """Numbers from one sample, each knowing how it moves with every other.

    Attributes:
        labels: What each of the k numbers is.
        estimate: The numbers (k,), NaN where the domain holds no case.
        influence: A matrix (r, k) whose cross-product is the covariance; None where the sample gives
            no sampling error (convenience samples, training intakes).
        n: The base of each number: unweighted rows (k,).
        n_missing: Rows of the domain whose item is missing (k,).
        n_weighted: Sum of the weights of the base (k,).
        method: How the variance was made.
        units: The sampling units, for degrees of freedom.
        present: Which units hold a case of each number (U, k).
        fixed_df: Degrees of freedom where they do not come from the units.
        deff: Variance over that of a simple random sample of as many (k,), NaN where not asked.
        whole: What the whole counts as where a number lies between nothing and it (k,): 1 for a share,
            100 for a share in percent or a score from 0 to 100. NaN for any other number; empty where
            all are such. Intervals stay between 0 and the whole.
        intervals: Intervals that were made with the estimate (Woodruff's), at ``intervals_level``.
        intervals_level: Their level.
        codebook: What items and answers are called.
    """

    labels: tuple[Label, ...]
    estimate: Floats
    influence: Floats | None
    n: Floats
    n_missing: Floats
    n_weighted: Floats
    method: str
    units: Units | None = None
    present: NDArray[np.bool_] | None = None
    fixed_df: float = np.nan
    deff: Floats = field(default_factory=lambda: np.zeros(0))
    whole: Floats = field(default_factory=lambda: np.zeros(0))
    intervals: tuple[Floats, Floats] | None = None
    intervals_level: float = np.nan
    codebook: Codebook = NO_LABELS

    def __len__(self) -> int:
        """Count the numbers."""
        return len(self.labels)

    @property
    def full_count(self) -> bool:
        """Whether everybody was asked, so that there is no sampling error."""
        return self.influence is not None and len(self.influence) == 0

    @property
    def se(self) -> Floats:
        """Give the standard errors (k,); NaN where there is no sampling error to be had."""
        if self.influence is None:
            return np.full(len(self), np.nan)
        return np.where(
            np.isnan(self.estimate),
            np.nan,
            np.sqrt(np.einsum("rk,rk->k", self.influence, self.influence)),
        )

    @property
    def covariance(self) -> Floats:
        """Give the covariance of all numbers (k, k)."""
        if self.influence is None:
            return np.full((len(self), len(self)), np.nan)
        return self.influence.T @ self.influence

    @property
    def cv(self) -> Floats:
        """Give the coefficients of variation, SE over estimate (k,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.se / np.abs(self.estimate)

    @property
    def df(self) -> Floats:
        """Give the degrees of freedom of each number (k,)."""
        return np.array([self.degrees([k]) for k in range(len(self))], dtype=np.float64)

    def degrees(self, which: Sequence[int]) -> float:
        """Give the degrees of freedom of what rests on some of the numbers together.

        Args:
            which: Their positions.

        Returns:
            Primary units that hold a case of any of them, less the strata of those units; with replicate
            weights at most their rank there, less 1.

        Examples:
            Three made-up villages in one stratum:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> survey.mean(design, "y").degrees([0])
            2.0
        """
        if self.units is None or self.present is None:
            return self.fixed_df
        present = np.asarray(self.present[:, list(which)].any(axis=1))
        return float(self.units.degrees(present))

    def interval(
        self, level: float = 0.95, how: Interval | str | None = None
    ) -> tuple[Floats, Floats]:
        """Give confidence intervals.

        Args:
            level: The confidence level, a share.
            how: ``student`` (estimate and t), or for what lies between nothing and a whole ``logit``,
                ``beta``, ``wilson``, ``asin`` or ``likelihood`` (``xlogit`` is ``logit``). Unsaid: ``logit``
                for those and ``student`` for all else.

        Returns:
            Low and high ends (k,), NaN where there is no standard error or no degree of freedom.
            Both ends of a share of a full count are the share.
            Quantiles have their own, at the level that they were asked for.

        Raises:
            ValueError: Quantiles were made for another level.

        Examples:
            Three made-up villages with the means 1.5, 4.5 and 3:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> low, high = survey.mean(design, "y").interval(0.90)
            >>> round(float(low[0]), 3), round(float(high[0]), 3)
            (0.471, 5.529)
        """
        refuse_no_share(level, "level")
        if self.intervals is not None:
            if level != self.intervals_level:
                raise ValueError(
                    f"these intervals were made at {self.intervals_level}, not {level}"
                )
            return self.intervals
        student = student_interval(self.estimate, self.se, self.df, level)
        kind = Interval(one_of(how, list(Interval), "how")) if how else Interval.LOGIT
        whole = self._wholes if how is None else np.nan_to_num(self._wholes, nan=1.0)
        is_part = ~np.isnan(whole)
        if kind is Interval.STUDENT or not is_part.any():
            return student
        if self.full_count:
            return self.estimate.copy(), self.estimate.copy()
        ends = self._ends_inside(whole, level, kind)
        low, high = (np.where(is_part, *each) for each in zip(ends, student, strict=True))
        return low, high

    @property
    def _wholes(self) -> Floats:
        """What the whole counts as, one a number."""
        return self.whole if len(self.whole) else np.full(len(self), np.nan)

    def _ends_inside(self, whole: Floats, level: float, kind: Interval) -> tuple[Floats, Floats]:
        """Give both ends of intervals that stay between 0 and the whole."""
        total_df = self.df
        if self.units is not None:
            total_df = np.full(len(self), self.units.degrees(np.ones(len(self.units), dtype=bool)))
        low, high = share_interval(
            self.estimate / whole, self.se / whole, self.df, self.n, total_df, level, kind
        )
        return low * whole, high * whole

    def frame(self, level: float = 0.95, how: Interval | str | None = None) -> pd.DataFrame:
        """Lay the estimates out as a table, one row a number.

        Args:
            level: The confidence level.
            how: The kind of interval, as in ``interval``.

        Examples:
            Three made-up villages:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> survey.mean(design, "y").frame()[["item", "estimate", "n"]].to_dict("records")
            [{'item': 'y', 'estimate': 3.0, 'n': 6.0}]
        """
        low, high = self.interval(level, how)
        deff = self.deff if len(self.deff) else np.full(len(self), np.nan)
        return pd.DataFrame(
            {
                "statistic": [label.statistic for label in self.labels],
                "item": [label.item for label in self.labels],
                "group": [str(label.group) for label in self.labels],
                "estimate": self.estimate,
                "se": self.se,
                "ci_low": low,
                "ci_high": high,
                "level": level,
                "df": self.df,
                "n": self.n,
                "n_missing": self.n_missing,
                "n_weighted": self.n_weighted,
                "deff": deff,
                "method": self.method,
            }
        )

    def tidy(self, level: float = 0.95) -> pd.DataFrame:
        """Lay the estimates out for further work: as ``frame``, with tests, by the names of R's broom.

        Args:
            level: The level of the intervals.

        Returns:
            Columns ``term`` (the item), ``answer``, ``group``, ``estimate``, ``std_error``, ``statistic`` (t against
            0), ``p_value``, ``conf_low``, ``conf_high``, ``df``, ``n``, ``n_missing``, ``deff``, ``kind``. The test
            against 0 means something for differences, contrasts and coefficients alone.

        Examples:
            Made-up answers of forty people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5] * 10, "sex": ["f", "m", "f", "m"] * 10})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.tidy()[["term", "group", "estimate", "n"]].to_dict("records")[0]
            {'term': 'trust', 'group': 'sex=f', 'estimate': 2.5, 'n': 20.0}
        """
        return tidy_table(self, level)

    def table(self, level: float = 0.95) -> pd.DataFrame:
        """Lay the estimates out for a reader: by name and label, rounded, shares in percent, with bases.

        Args:
            level: The level of the intervals.

        Returns:
            One row a number, all as text; a number of fewer than 25 people stands in brackets.

        Examples:
            Made-up answers of forty people, twenty of either sex:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5] * 10, "sex": ["f", "m", "f", "m"] * 10})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.table()["Estimate"].tolist()
            ['(2.50)', '(3.50)']
        """
        return readable_table(self, level)

    def __repr__(self) -> str:
        """Show the readable table as text; nothing in it is about one person."""
        return self.table().to_string(index=False)

    def _repr_html_(self) -> str:
        """Show the readable table in a notebook; nothing in it is about one person."""
        return as_html(self)

    def plot(self, kind: str = "", level: float = 0.95, axes: Axes | None = None) -> Axes:
        """Draw the estimates.

        Args:
            kind: ``forest`` (a point with its interval a number), ``bars``, or ``likert`` (one bar an item, its
                answers around the middle). Unsaid: for all answers of items ``likert`` where the file says that they have
                an order, else ``bars``; ``forest`` for anything else.
            level: The level of the intervals.
            axes: Where to draw; a new drawing unless given.

        Returns:
            The axes, to change what they say or to save: ``found.plot().figure.savefig("trust.png")``.

        Raises:
            DesignFaults: There is no such kind, or nothing that can be drawn so.

        Examples:
            Made-up answers of forty people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5] * 10, "sex": ["f", "m", "f", "m"] * 10})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> [line.get_text() for line in found.plot().get_yticklabels()]
            ['trust · sex: f', 'trust · sex: m']
        """
        from wps_eval.survey.plot import plot  # noqa: PLC0415 - only where something is drawn

        return plot(self, kind, level, axes)

    def to_excel(self, path: str | Path, level: float = 0.95) -> None:
        """Write three sheets: ``table`` for a reader, ``numbers`` with every digit, and what brackets mean in ``notes``.

        Args:
            path: The workbook.
            level: The level of the intervals.

        Raises:
            DesignFaults: The name does not end in ``.xlsx``, or the folder is not there.

        Examples:
            Made-up answers of forty people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5] * 10, "sex": ["f", "m", "f", "m"] * 10})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.to_excel("trust.xlsx")
            >>> list(pd.read_excel("trust.xlsx", sheet_name=None, engine="openpyxl"))
            ['table', 'numbers', 'notes']
        """
        content = BytesIO()
        with pd.ExcelWriter(content, engine="openpyxl") as book:
            self.table(level).to_excel(book, sheet_name="table", index=False)
            self.tidy(level).to_excel(book, sheet_name="numbers", index=False)
            pd.DataFrame({"notes": [table_note(self)]}).to_excel(
                book, sheet_name="notes", index=False
            )
        write_whole(path_to_write(path, ".xlsx"), content.getvalue())

    def to_word(self, path: str | Path, caption: str, level: float = 0.95) -> None:
        """Write the readable table as a Word file, with a caption above, and below it the method and what brackets mean.

        Args:
            path: The Word file.
            caption: What stands above the table.
            level: The level of the intervals.

        Raises:
            DesignFaults: The name does not end in ``.docx``, or the folder is not there.

        Examples:
            Made-up answers of forty people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5] * 10, "sex": ["f", "m", "f", "m"] * 10})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.to_word("trust.docx", "Trust by sex, made-up answers")
        """
        document = word_document(self.table(level), caption, table_note(self))
        write_whole(path_to_write(path, ".docx"), document)

    def __getitem__(self, named: int | Named) -> Estimates:
        """Give the numbers of an item, group, answer or statistic, or of several together: ``found["q1", "sex=f"]``.

        Labels are as good as codes (``sex=Woman``); the empty text is the whole sample.

        Raises:
            IndexError: There is no number at such a position.
            DesignFaults: Nothing is called so; the nearest name, or the groups that there are, are told.
        """
        if isinstance(named, int):
            return self.select([range(len(self))[named]])
        return self.select(positions_named(self.labels, named, self.codebook))

    def find(self, item: str = "", group: Group | str = EVERYBODY, statistic: str = "") -> int:
        """Find the position of one number.

        Args:
            item: Its item; unsaid, any.
            group: Its group, or how it is spelled (``sex=f``, ``sex=Woman``); the whole sample is everybody.
            statistic: Its statistic; unsaid, any.

        Raises:
            DesignFaults: None or several match; the nearest name, or those that match, are told.

        Examples:
            Made-up answers of four people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5], "sex": ["f", "m", "f", "m"]})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.find("trust", "sex=m")
            1
        """
        whole = group_named(self.labels, group, self.codebook) if isinstance(group, str) else group
        named = tuple(name for name in (item, whole, statistic) if name != "")
        return self._only(positions_named(self.labels, named, self.codebook))

    def contrast(
        self, weights: Mapping[str, ArrayLike] | ArrayLike, names: Sequence[str] = ()
    ) -> Estimates:
        """Form linear combinations of the numbers, with their covariance.

        Args:
            weights: Coefficients by name, each (k,), or a matrix (m, k).
            names: Names for the rows of a matrix.

        Returns:
            The combinations. A coefficient of 0 leaves a number out even where it is NaN.
            The base of a combination is the smallest base in it, its degrees of freedom those of
            its parts together.

        Raises:
            DesignFaults: Coefficients are no numbers, or not as many as the estimates.

        Examples:
            Made-up answers of four people; the mean of both sexes, each counting half:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5], "sex": ["f", "m", "f", "m"]})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.contrast({"both": [0.5, 0.5]}).estimate.tolist()
            [3.0]
        """
        return combined(self, weights, names)

    def function(self, functions: Mapping[str, Callable[[Any], Any]]) -> Estimates:
        """Form any smooth functions of the numbers, with their covariance.

        Args:
            functions: Functions by name. Each takes the numbers as one array, in the order of the labels, and gives
                one number: ``{"ratio": lambda x: x[1] / x[0]}``.

        Returns:
            Their values. The covariance is that of their linear approximation at the estimates; base and
            degrees of freedom are those of the numbers that they use, as in ``contrast``.

        Source: the delta method, Wolter (2007), chapter 6; R survey ``svycontrast(quote(...))``; slopes as in
        ``gradient``.

        Examples:
            The ratio of two made-up means:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"women": [1, 2, 3], "adults": [2, 4, 6]})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), ["women", "adults"])
            >>> found.function({"share of women": lambda x: x[0] / x[1]}).estimate.round(6).tolist()
            [0.5]
        """
        with np.errstate(all="ignore"):
            values = [float(np.real(each(self.estimate.copy()))) for each in functions.values()]
        slopes = {name: gradient(each, self.estimate) for name, each in functions.items()}
        return replace(self.contrast(slopes), labels=tuple(Label("function", name) for name in functions),
                       estimate=np.array(values, dtype=np.float64))  # fmt: skip

    def select(self, which: Sequence[int]) -> Estimates:
        """Keep some of the numbers, in the order asked for.

        Args:
            which: Their positions, from 0.

        Raises:
            DesignFaults: There is no number at a position.

        Examples:
            Made-up answers of four people:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5], "sex": ["f", "m", "f", "m"]})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.select([1]).estimate.tolist()
            [3.5]
        """
        kept = list(which)
        refuse_no_positions(kept, len(self))
        return replace(
            self,
            labels=tuple(self.labels[k] for k in kept),
            estimate=self.estimate[kept],
            influence=None if self.influence is None else self.influence[:, kept],
            n=self.n[kept],
            n_missing=self.n_missing[kept],
            n_weighted=self.n_weighted[kept],
            present=None if self.present is None else self.present[:, kept],
            deff=self.deff[kept] if len(self.deff) else self.deff,
            whole=self.whole[kept] if len(self.whole) else self.whole,
            intervals=None
            if self.intervals is None
            else (self.intervals[0][kept], self.intervals[1][kept]),
        )

    def difference(
        self, first: int | Named, second: int | Named, name: str = "difference"
    ) -> Estimates:
        """Give the second number less the first.

        Args:
            first: Position or name of the number that is taken away: 0, ``"sex=m"`` or ``("q1", "sex=m")``.
            second: The same of the other.
            name: What to call it.

        Raises:
            DesignFaults: A name means nothing, or several numbers.

        Examples:
            Made-up answers of four people; men less women:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"trust": [1, 2, 4, 5], "sex": ["f", "m", "f", "m"]})
            >>> found = survey.mean(survey.open(rows, kind="convenience"), "trust", "sex")
            >>> found.difference("sex=f", "sex=m").estimate.tolist()
            [1.0]
        """
        weights = np.zeros(len(self))
        weights[self._position(second)] += 1
        weights[self._position(first)] -= 1
        return self.contrast({name: weights})

    def _position(self, named: int | Named) -> int:
        """Give the position of the one number that is named."""
        if isinstance(named, (int, np.integer)):
            refuse_no_positions([int(named)], len(self))
            return int(named)
        return self._only(positions_named(self.labels, named, self.codebook))

    def _only(self, positions: Sequence[int]) -> int:
        """Give the one position; several are refused, and told."""
        if len(positions) > 1:
            there = tuple(str(self.labels[position]) for position in positions)
            raise DesignFaults([Fault("several_numbers", Where(), there)], "estimates")
        return positions[0]

    def t_test(self, null: float = 0.0) -> pd.DataFrame:
        """Test each number against a value, with its own degrees of freedom.

        Args:
            null: The value.

        Returns:
            Columns ``item``, ``t``, ``df`` and two-sided ``p``. Where the standard error is missing, or
            zero but for rounding, there is no test, and t and p are NaN.

        Source: Korn and Graubard (1999), chapter 3.

        Examples:
            Three made-up villages with the means 1.5, 4.5 and 3, against a mean of 2:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> tested = survey.mean(design, "y").t_test(2)
            >>> round(float(tested["t"].iloc[0]), 4), float(tested["df"].iloc[0])
            (1.1547, 2.0)
        """
        return t_tests(self, null)

    def wald(self, which: Sequence[int | Named], *, df: float | None = None) -> FTest:
        """Test whether several numbers are all zero.

        Args:
            which: Their positions or names.
            df: Denominator degrees of freedom; unsaid, those of the numbers together.

        Returns:
            F = estimate' V^-1 estimate / m on m and df degrees of freedom; NaN where V has no
            inverse.

        Source: Korn and Graubard (1999), chapter 3; R survey ``regTermTest(method = "Wald")``.

        Examples:
            Three made-up villages:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
            >>> drawn = {"weight": "equal", "stratum": "unstratified", "psu": "village"}
            >>> design = survey.open(rows, kind="probability", **drawn)
            >>> found = survey.mean(design, "y").wald([0])
            >>> round(found.statistic, 4), found.ndf, found.ddf
            (12.0, 1, 2.0)
        """
        return wald_test(self, [self._position(each) for each in which], df)

    def scaled(self, factor: float) -> Estimates:
        """Give the numbers in another unit, shares as percent say.

        Examples:
            A made-up share in percent:

            >>> import pandas as pd
            >>> from wps_eval import survey
            >>> rows = pd.DataFrame({"vote": ["yes", "no", "yes", "yes"]})
            >>> share = survey.proportion(survey.open(rows, kind="convenience"), "vote", among="yes")
            >>> share.scaled(100).estimate.tolist()
            [75.0]
        """
        influence = None if self.influence is None else self.influence * factor
        scaled_ends = (
            None
            if self.intervals is None
            else (self.intervals[0] * factor, self.intervals[1] * factor)
        )
        return replace(
            self,
            estimate=self.estimate * factor,
            influence=influence,
            whole=self.whole * factor,
            intervals=scaled_ends,
        )
