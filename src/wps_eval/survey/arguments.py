"""What a caller gives is held against what is wanted, so that a slip is told as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from wps_eval.errors import Data, DesignFaults, Fault, Where
from wps_eval.survey.codes import refuse_no_share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def numbers_given(values: ArrayLike, name: str) -> Floats:
    """Read values that a caller gives as numbers.

    Args:
        values: Numbers, true or false (n,); missing in any way.
        name: What they are called in a fault.

    Returns:
        The numbers (n,), NaN where missing.

    Raises:
        DesignFaults: One of them is a word; none is told.
    """
    array = np.asarray(values)
    if array.dtype.kind in "biuf":
        return array.astype(np.float64).reshape(-1)
    try:
        given = pd.Series(array.reshape(-1))
        return np.asarray(pd.to_numeric(given).to_numpy(np.float64, na_value=np.nan))
    except (ValueError, TypeError):
        raise DesignFaults([Fault("no_numbers", Where(column=name))], "asked") from None


def refuse_unequal_lengths(**lengths: int) -> None:
    """Stop where values that belong to the same people are not as many.

    Args:
        **lengths: How many there are, by what they are called.

    Raises:
        DesignFaults: They differ.
    """
    if len(set(lengths.values())) > 1:
        counted = tuple(f"{name} {count}" for name, count in lengths.items())
        raise DesignFaults([Fault("unequal_lengths", Where(), Data(lengths=counted))], "asked")


def refuse_absent_columns(frame: Any, names: Iterable[str]) -> None:
    """Stop where what should be a table is none, or lacks columns.

    Args:
        frame: The table that a caller gives.
        names: The columns that are wanted.

    Raises:
        DesignFaults: By column, with the nearest name.
    """
    if not isinstance(frame, pd.DataFrame):
        raise DesignFaults([Fault("no_table", Where(), type(frame).__name__)], "asked")
    known = tuple(map(str, frame.columns))
    absent = [name for name in names if name not in frame]
    if absent:
        faults = [Fault("no_column", Where(), str(name), known=known) for name in absent]
        raise DesignFaults(faults, "rows")


def refuse_no_part(value: object, name: str) -> None:
    """Stop where a share from 0 to 1 is wanted, both ends among them, such as a share of items: 80 is none.

    Args:
        value: What was given.
        name: What it is called.

    Raises:
        DesignFaults: It is none.
    """
    if value not in (0, 1):
        refuse_no_share(value, name)


def names_given(names: str | Collection[str]) -> list[str]:
    """Give names as a list; one name is a list of one, and no list of letters."""
    return [names] if isinstance(names, str) else list(names)


def refuse_no_design(design: object) -> None:
    """Stop where a table or a path is given in place of a design.

    Args:
        design: What was given.

    Raises:
        DesignFaults: It is no design.
    """
    if not (hasattr(design, "source") and hasattr(design, "codebook")):
        raise DesignFaults([Fault("no_design_given", Where(), type(design).__name__)], "asked")


def refuse_no_positions(positions: Iterable[int], count: int) -> None:
    """Stop where numbers are asked for at positions that there are not.

    Args:
        positions: The positions, from 0; negative ones count from the end.
        count: How many numbers there are.

    Raises:
        DesignFaults: By position.
    """
    beyond = [each for each in positions if not -count <= each < count]
    if beyond:
        raise DesignFaults(
            [Fault("no_such_position", Where(), each, count - 1) for each in beyond], "estimates"
        )


def path_to_write(path: str | Path, ending: str) -> Path:
    """Give the path of a file that is to be written, in a folder that is there.

    Args:
        path: The path.
        ending: How the file's name must end.

    Raises:
        DesignFaults: Its name ends otherwise, or its folder is not there.
    """
    file = Path(path)
    if file.suffix.lower() != ending:
        fault = Fault("other_ending", Where(file.name), file.suffix, ending)
        raise DesignFaults([fault], file.name)
    if not file.parent.is_dir():
        raise DesignFaults([Fault("no_folder", Where(file.name), str(file.parent))], file.name)
    return file


def refuse_no_mapping(value: object, name: str) -> None:
    """Stop where numbers by code are wanted, ``{"f": 60, "m": 40}``, and something else is given.

    Args:
        value: What was given.
        name: What it is called.

    Raises:
        DesignFaults: It is no mapping.
    """
    if not isinstance(value, Mapping):
        fault = Fault("no_mapping", Where(column=name), type(value).__name__)
        raise DesignFaults([fault], "asked")
