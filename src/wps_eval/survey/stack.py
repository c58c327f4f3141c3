"""Several rounds of one sample as one design: what they share, their covariance knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.codes import DesignKind
from wps_eval.errors import DesignFaults, Fault, Where
from wps_eval.survey.codes import codes_of
from wps_eval.survey.design import UNSTRATIFIED, Design
from wps_eval.survey.design_check import EACH_ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.survey.units import Units

KEY_PARTS = ("stratum", "psu", "ssu")  #: that name what is shared, 1 and 1.0 and "1" alike
DESIGN_PARTS = (*KEY_PARTS, "fpc", "fpc_ssu")
#: the words that say of a part that there is none
STATED_NONE = {"stratum": UNSTRATIFIED, "psu": EACH_ROW}


def stack(designs: Sequence[Design], by: str) -> Design:
    """Put designs of one sample under each other; a shared unit has one code in all of them.

    Args:
        designs: Designs of rows, of one kind, that name the same parts of their design; what their
            columns are called may differ.
        by: The column that says which design a row comes from: 0, 1 and so on.

    Returns:
        A design of all rows that keeps each one's weights, strata, sampling units, population counts,
        the rule for single units, and the labels of the last. Columns that a design lacks are missing in its rows.

    Raises:
        DesignFaults: The designs are not of one kind, differ in the parts that they name, have no
            sampling units, or were grouped elsewhere.

    Source: Kish, Survey Sampling (1965), chapter 12, on samples that overlap; the covariance comes of the
    shared units.

    Examples:
        Two made-up rounds of the same three villages, each a point higher in the second:

        >>> import pandas as pd
        >>> from wps_eval import change, survey
        >>> drawn = {"kind": "probability", "weight": "equal", "stratum": "unstratified", "psu": "village"}
        >>> first = pd.DataFrame({"y": [1, 2, 4, 5, 3, 3], "village": [1, 1, 2, 2, 3, 3]})
        >>> rounds = [survey.open(each, **drawn) for each in (first, first.assign(y=first["y"] + [1, 1, 1, 1, 2, 0]))]
        >>> both = survey.stack(rounds, "round")
        >>> change.change_within(survey.mean(both, "y", "round")).difference
        1.0
    """
    first = designs[0]
    units = _units_alike(designs)
    column_by_part = {part: name for part, name in first.described if part in DESIGN_PARTS and name}
    frames = [_marked_rows(design, by, wave) for wave, design in enumerate(designs)]
    columns = {
        part: STATED_NONE[part] if name in STATED_NONE.values() else _part_column(part)
        for part, name in column_by_part.items()
    }
    stacked = Design.from_rows(
        pd.concat(frames, ignore_index=True),
        kind=first.kind,
        weight=_part_column("weight"),
        stratum=columns.get("stratum", ""),
        psu=columns.get("psu", ""),
        ssu=columns.get("ssu", ""),
        fpc=columns.get("fpc", ""),
        fpc_ssu=columns.get("fpc_ssu", ""),
        single_psu=units.single_psu,
        single_psu_in_domains=units.single_in_domains,
    )
    return replace(stacked, codebook=designs[-1].codebook)


def _part_column(part: str) -> str:
    """Name the column that holds a part of every stacked design."""
    return f"_{part}"


def _marked_rows(design: Design, by: str, wave: int) -> pd.DataFrame:
    """Give a design's rows with the parts of the design in columns of one name."""
    frame = design.frame
    column_by_part = {
        part: name for part, name in design.described if part in DESIGN_PARTS and name
    }
    parts = {
        _part_column(part): codes_of(frame[name]) if part in KEY_PARTS else frame[name]
        for part, name in column_by_part.items()
        if name not in STATED_NONE.values()
    }
    marked = frame.assign(**parts, **{_part_column("weight"): design.weights})
    return marked.assign(**{by: wave})


def _units_alike(designs: Sequence[Design]) -> Units:
    """Refuse designs that cannot be one, and give the units of the first."""
    kinds_and_parts = {(design.kind, _stated_parts(design)) for design in designs}
    units = designs[0].units
    if len(kinds_and_parts) != 1 or units is None or designs[0].kind is not DesignKind.PROBABILITY:
        found = tuple(
            sorted(f"{design_kind}:{'+'.join(parts)}" for design_kind, parts in kinds_and_parts)
        )
        raise DesignFaults([Fault("designs_differ", Where(), found)], "design")
    return units


def _stated_parts(design: Design) -> tuple[str, ...]:
    """Name the parts of a design: those in a column, and those that are said to be none."""
    stated = ((part, name) for part, name in design.described if part in DESIGN_PARTS and name)
    return tuple(
        f"{part} {name}" if name in STATED_NONE.values() else part for part, name in stated
    )
