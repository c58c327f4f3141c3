"""What stands behind a released number, as data: two values, their sources, the choices, the notebooks.

Released tables say what may be told; of a value that was hidden nothing is told but its key. Of measured
tables only the places of figures are read, and only for values that are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wps_eval.errors import Where
    from wps_eval.results.keys import ValueKey

#: a choice of the params file: its key, with a dot below a key, and its value
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a survey round asked for a value.

    Attributes:
        round: The round's code.
        title: What it is called; empty where nobody said.
        form: The questionnaire.
        scales: The scales that feed the value.
        questions: The questions of these scales, by their names in the form.
        design: How people were drawn, fact by fact: ``kind``, ``stratum``, ``psu``, ``weight``.
        checksum: The keyed checksum of the raw export.
        choices: What the study chose for such scales.
        notebook: The notebook that made the estimate.
    """

    round: str
    title: str
    form: str
    scales: tuple[str, ...]
    questions: tuple[str, ...]
    design: tuple[tuple[str, str], ...]
    checksum: str
    choices: Choices
    notebook: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator, and what it was made of.

    Attributes:
        key: Which value it is.
        number: The value; None where it is hidden or there is none.
        unit: Its unit.
        hidden: Whether it was hidden to protect people; then it says nothing of its sources.
        sum_of: What a sum was added up of, such as ``12 month``.
        figures: The rows of figures that it is, or was added up of; files by their path in the workbench.
        source: Who published or returned it.
        document: What it was returned in.
        body: Who returned it.
        asked: The survey round; None for a register.
        notebook: The notebook that made it.
        study: The study of a university that handed it in; empty where it is the evaluation's own.
        statistic: What of the indicator it is, where it is more than its value.
    """

    key: ValueKey
    number: float | None
    unit: str
    hidden: bool = False
    sum_of: str = ""
    figures: tuple[Where, ...] = ()
    source: str = ""
    document: str = ""
    body: str = ""
    asked: Asked | None = None
    notebook: str = ""
    study: str = ""
    statistic: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """The target that a verdict is held against.

    Attributes:
        number: Its value.
        date: The day by which it is to be reached.
        codes: Its codes in a table of the plan; none where a day of the plan's own activities sets it.
        file: That table, of targets or of commitments.
        source: Who set it, and where that was read.
    """

    number: float
    date: str
    codes: tuple[str, ...] = ()
    file: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands behind one verdict.

    Attributes:
        indicator: The indicator's code.
        title: What it is called.
        place: Of which place it speaks.
        group: Of which group; empty for everybody.
        unit: The unit of its values.
        change: What happened.
        status: Where that leaves the target.
        reason: Why nothing more can be said; empty where something can.
        hidden: Whether it was hidden to protect people.
        test: How the two values were compared.
        ends: Baseline and current, as far as there are such, by those names.
        goal: The target; None where none is told.
        choices: What the study chose that mattered here.
        notebook: The notebook that judged.
    """

    indicator: str
    title: str
    place: str
    group: str
    unit: str
    change: str
    status: str
    reason: str
    hidden: bool
    test: str
    ends: tuple[tuple[str, Value], ...]
    goal: Goal | None
    choices: Choices
    notebook: str
