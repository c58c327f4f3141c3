"""Everything that can go wrong, worded for the person who has to put it right.

WpsEvalError
├── InputFaults       the data or the choices hold faults; all of them, as a table
│   ├── PlanFaults    in a plan folder
│   ├── StudyFaults   in a study's params file
│   ├── FigureFaults  in the figures that were dropped into data/
│   ├── DesignFaults  in the design of a survey
│   ├── SurveyFaults  in a questionnaire, a round or its answers
│   └── ProseFaults   in the authors' texts
├── NotReleased       something asked for results that disclosure has not let out
├── ExportRefused     a notebook may not leave in the form asked for
└── RunFailed         a notebook, a kernel or the work list stopped
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


SHOWN = 10  # longer lists of names help nobody


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file that a person can go to: file, sheet, column, row."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Name the place in words, leaving out what is not known."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an input: where, what was found, what was expected, what to do."""

    where: Where
    code: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        """Give the fault as one line."""
        return f"{self.where}: found {self.found}; expected {self.expected}. {self.remedy}"


class WpsEvalError(Exception):
    """Base of every error that wps-eval raises on purpose."""


@dataclass
class InputFaults(WpsEvalError):
    """Faults in what was given, collected and raised once."""

    faults: Sequence[Fault] = field(default_factory=tuple)
    what: str = "the input"

    def __str__(self) -> str:
        """List every fault, one a line, under a line that counts them."""
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in {self.what}:"
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


class PlanFaults(InputFaults):
    """Faults in a plan folder."""


class StudyFaults(InputFaults):
    """Faults in a study's params file."""


class FigureFaults(InputFaults):
    """Faults in the figures."""


class DesignFaults(InputFaults):
    """Faults in the design of a survey."""


class SurveyFaults(InputFaults):
    """Faults in a questionnaire, a round or its answers."""


class ProseFaults(InputFaults):
    """Faults in the authors' texts."""


class NotReleased(WpsEvalError):
    """Results were asked for that disclosure has not released."""


class ExportRefused(WpsEvalError):
    """A notebook may not leave in the form asked for."""


class RunFailed(WpsEvalError):
    """A notebook, its kernel or the work list stopped."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant, or which names there are.

    Args:
        name: What was written.
        known: The names that exist.

    Returns:
        A sentence that ends a remedy.
    """
    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {str(close[0])!r}?"
    shown = ", ".join(names[:SHOWN]) + (
        f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    )
    return f"Use one of: {shown}."
