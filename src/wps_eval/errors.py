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
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


NAMES_SHOWN = 10  # longer lists of names help nobody
#: least likeness of a name that was probably meant, 0 to 1, as difflib counts it
LEAST_LIKENESS = 0.5
#: what somebody reads who installed the light part alone and asks for runs, plans or studies
WORKBENCH_IS_MISSING = (
    "Only the light part is installed (wps_eval.survey, wps_eval.change). Plans, studies, runs and reports "
    "need the workbench: in the project's folder, pip install '.[workbench]'."
)


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file that a person can go to: file, sheet, column, row."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""


Datum: TypeAlias = "str | float | date | Where | tuple[str | Where, ...]"
"""What a sentence can hold: what stood in a cell, a number, a day, a place, or a list of names."""


@dataclass(frozen=True, slots=True, init=False)
class Data:
    """Several data of one sentence, by the names under which its words ask for them."""

    named: tuple[tuple[str, Datum], ...]

    def __init__(self, **named: Datum) -> None:
        """Keep the data in the order in which they are given; the first is what is looked up."""
        object.__setattr__(self, "named", tuple(named.items()))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, as data; ``words.faults`` words it in the reader's language.

    What to do belongs to the words of the code, which stand in the catalogues as
    ``fault.<code>.found``, ``.expected`` and ``.remedy``.

    Attributes:
        code: What is wrong.
        where: Where.
        found: What was found there; data only, never a sentence.
        expected: What was expected; the same.
        known: The names that there are, if one of them was probably meant.
        blocks: Whether nothing is measured before it is put right; else it is only asked about.
    """

    code: str
    where: Where
    found: Datum | Data = ""
    expected: Datum | Data = ""
    known: tuple[str, ...] = ()
    blocks: bool = True

    def __lt__(self, other: Fault) -> bool:
        """Order faults by their place, then by their code."""
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[Where, str, str, str]:
        """Give what faults are ordered by; found and expected as texts, since they are of several types."""
        return self.where, self.code, repr(self.found), repr(self.expected)


class WpsEvalError(Exception):
    """Base of every error that wps-eval raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Show a notebook the sentence alone; the lines of code that led to it help nobody who reads them."""
        return f"{type(self).__name__}: {self}".splitlines()


@dataclass
class InputFaults(WpsEvalError):
    """Faults in what was given, collected and raised once.

    Attributes:
        faults: The faults.
        what: In what: a code of the catalogues' ``faults.in``, or a file's name.
        name: What the code's words call by its name, such as a study.
    """

    faults: Sequence[Fault] = field(default_factory=tuple)
    what: str = "input"
    name: str = ""

    def __str__(self) -> str:
        """List every fault in English, one a line, under a line that counts them."""
        # The one import that points down: an exception words itself when it is printed, and only then.
        from wps_eval.words.faults import faults_in_english  # noqa: PLC0415

        return faults_in_english(self)


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


class NotebookFailed(RunFailed):
    """A cell of a notebook raised: what its inputs say now has no report."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant, or which names there are.

    Args:
        name: What was written.
        known: The names that exist.

    Returns:
        A sentence that ends a remedy.
    """
    names = list(known)
    if likest_name := closest(name, names):
        return f"Did you mean {likest_name!r}?"
    names_told = ", ".join(names[:NAMES_SHOWN]) + (
        f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    )
    return f"Use one of: {names_told}."


def closest(name: str, known: Sequence[str]) -> str:
    """Give the known name that was probably meant, or nothing if none is like it.

    Args:
        name: What was written.
        known: The names that exist.
    """
    likest = get_close_matches(name, known, n=1, cutoff=LEAST_LIKENESS)
    return str(likest[0]) if likest else ""
