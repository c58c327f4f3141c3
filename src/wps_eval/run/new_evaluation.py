"""``wps-eval new``: a study of an evaluator's own, with inputs that no other study reads; faultless at once."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

from pydantic import ValidationError

from wps_eval.codes import EvaluationKind
from wps_eval.errors import Fault, StudyFaults, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.permissions import FOLDER_OF_OWNER
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.whole_file import write_whole
from wps_eval.paths import NAME
from wps_eval.plan.load import load_plan
from wps_eval.plan.models import Target
from wps_eval.run.params_text import params_text
from wps_eval.sources.indicator_sheets import IndicatorSheet
from wps_eval.study import Study
from wps_eval.study.load import check_against_plan, choice_fault
from wps_eval.words.catalogue import languages
from wps_eval.words.translated import record_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from wps_eval.paths import Root
    from wps_eval.plan import Plan
    from wps_eval.words.catalogue import Words

PLAN_HEAD, TARGETS, SHEETS = "plan.yml", "targets.csv", "sheets.csv"
DEMONSTRATION = "demo"  #: the folder of ``data/`` where everything is made up, targets too
OF_ALL_STUDIES = ("forms", "lab", "ledger")  #: folders in ``outputs/`` that are no study's
_YEAR_LATER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvaluation:
    """What somebody says of a study that is to begin; what is empty follows from the plan.

    Attributes:
        name: The study's name, by which commands and folders call it.
        plan: The folder below ``data/`` whose plan it evaluates.
        kind: ``annual``, ``midterm`` or ``final``.
        title: What it is called.
        start: The first day of its current period.
        end: The last day.
        languages: The languages of its reports.
        places: The places that it reports on.
    """

    name: str
    plan: str
    kind: str
    title: str
    start: str
    end: str
    languages: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written for a new study.

    Attributes:
        paths: The files and folders, the params file last.
        left_out: How many targets of the plan's folder were not copied, since they are of context figures.
    """

    paths: tuple[Path, ...]
    left_out: int


def plans_there(root: Root) -> tuple[str, ...]:
    """Name the plans of a workbench by their folders below ``data/``."""
    data = root.folder / "data"
    heads = [*data.glob(f"*/{PLAN_HEAD}"), *data.glob(f"*/*/{PLAN_HEAD}")]
    return tuple(sorted(head.parent.relative_to(data).as_posix() for head in heads))


def refuse_taken(root: Root, name: str) -> None:
    """Refuse a name that is none, or that something in the workbench has already.

    Raises:
        StudyFaults: Nothing was written.
    """
    if not re.fullmatch(NAME, name):
        raise StudyFaults([Fault("bad_study_name", Where("params/"), found=name)], "asked")
    places = (root.study(name), root.judgement(name), root.data(name), root.outputs(name))
    taken = [path.relative_to(root.folder).as_posix() for path in places if file_is_there(path)]
    if name in OF_ALL_STUDIES and not taken:
        taken = [f"outputs/{name}"]
    if taken:
        raise StudyFaults([Fault("name_taken", Where(taken[0]), found=name)], "asked")


def plan_of(root: Root, plan: str) -> Plan:
    """Read a plan by its folder below ``data/``.

    Raises:
        InputFaults: There is no such plan, or it has faults.
    """
    known = plans_there(root)
    if plan not in known:
        raise StudyFaults([Fault("unknown_plan", Where("data/"), found=plan, known=known)], "asked")
    return load_plan(root.data(plan))


def usual_period(plan: Plan, kind: str) -> tuple[date, date]:
    """Give the current period of a kind of evaluation, where nobody says another.

    Returns:
        From the plan's start to its middle, to its end, or, of an annual study, for one year.
    """
    period = plan.head.period
    if kind == EvaluationKind.MIDTERM:
        return period.start, period.mid_term
    if kind == EvaluationKind.FINAL:
        return period.start, period.end
    year_later = date(period.start.year + _YEAR_LATER, period.start.month, 1)
    return period.start, min(period.end, year_later - timedelta(days=1))


def new_evaluation(root: Root, asked: NewEvaluation, words: Words) -> Begun:
    """Write what a study needs to be checked and run at once: params, plan, figures, folders.

    The plan is copied, so that its targets are the study's own; targets of context figures are left
    out, as no reference sheet of this study describes them yet. A study of the demonstration's plan, whose
    targets are made up, is one of demonstration data.

    Args:
        root: The workbench.
        asked: What is said of it.
        words: The language in which its params file is explained.

    Returns:
        What was written.

    Raises:
        InputFaults: The name is none or taken, there is no such plan, or something that was said is not
            so; nothing is written then.
    """
    refuse_taken(root, asked.name)
    plan = plan_of(root, asked.plan)
    study = _study_of(asked, plan)
    data = root.data(asked.name)
    figures, private = root.data(study.figures), root.data(study.private)
    folders = [
        *(root.data(name) for name in (study.surveys, study.returns, study.studies)),
        *(root.judgement(asked.name) / language for language in study.languages),
    ]
    for folder in (data / "plan", figures, *folders):
        folder.mkdir(parents=True)
    for folder in (private.parent, private):  # closed one by one: those above would not be
        folder.mkdir(mode=FOLDER_OF_OWNER, exist_ok=True)
    codes = {indicator.code for indicator in plan.indicators}
    written = [
        *_copied_plan(root.data(asked.plan), data / "plan", codes),
        write_whole(figures / SHEETS, _row(record_columns(IndicatorSheet))),
    ]
    text = params_text(study, asked.title or asked.name, words)
    params = write_whole(root.study(asked.name), text.encode())
    left_out = sum(target.indicator not in codes for target in plan.targets)
    return Begun((*written, *folders, private, params), left_out)


def _study_of(asked: NewEvaluation, plan: Plan) -> Study:
    """Make the choices of a new study, its inputs all in folders of its own.

    Raises:
        StudyFaults: Something that was said is not so.
    """
    name, file = asked.name, f"params/{asked.name}.yml"
    start, end = usual_period(plan, asked.kind)
    own = {key: f"{name}/{key}" for key in ("plan", "figures", "surveys", "returns", "studies")}
    choices = {
        "name": name,
        "kind": asked.kind,
        **own,
        "private": f"private/{name}",
        "demonstration": asked.plan.partition("/")[0] == DEMONSTRATION,
        "current": {"start": asked.start or start, "end": asked.end or end},
        "places": asked.places or (plan.head.national_place,),
        "languages": asked.languages or ("en",),
    }
    try:
        study = Study.model_validate(choices)
    except ValidationError as error:
        faults = [choice_fault(detail, Where(file)) for detail in error.errors()]
        raise StudyFaults(sorted(faults), "asked") from error
    if faults := check_against_plan(study, plan, languages()):
        raise StudyFaults(sorted(faults), "asked")
    return study


def _copied_plan(plan: Path, folder: Path, indicators: Iterable[str]) -> Iterator[Path]:
    """Copy the tables of a plan, of its targets those of its own indicators."""
    for path in sorted(plan.iterdir()):
        if path.is_file() and not path.name.startswith((".", "~")):
            content = path.read_bytes()
            if path.name == TARGETS:
                content = _own_targets(path, frozenset(indicators))
            yield write_whole(folder / path.name, content)
    if not (folder / TARGETS).exists():
        yield write_whole(folder / TARGETS, _row(record_columns(Target)))


def _own_targets(path: Path, indicators: frozenset[str]) -> bytes:
    """Give a table of targets with the rows alone whose indicator is one of some."""
    (table,) = open_table(path, path.name, [])
    (_, head), *rows = table.rows
    at = head.index("indicator")
    kept = (cells for _, cells in rows if cells[at] in indicators)
    return _rows([head, *((*cells, *[""] * (len(head) - len(cells))) for cells in kept)])


def _row(cells: Sequence[str]) -> bytes:
    """Give a table that has nothing but its first row."""
    return _rows([cells])


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as a CSV file."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
