"""``wps-eval study rebuild``: the numbers of a deposit, made again from what lies in it and compared."""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
from contextlib import chdir
from math import isclose, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from wps_eval.codes import State
from wps_eval.errors import Data, Fault, SurveyFaults, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.run.study_notebook import read_study_notebook, run_cells
from wps_eval.sources.partner_studies import ESTIMATES, estimate_key, read_partner_study
from wps_eval.survey.design import Design

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOTEBOOK, ACCOUNT, CHECKSUMS = "notebook.ipynb", "deposit.json", "sha256sums.txt"
RELEASED, REBUILT = "results/released.csv", "results/from-deposited-data.csv"
DATA, STUDY_FILES = "data/", "study/"
#: how near two numbers are that are the same on other machines and versions of the arithmetic
NEAR = 1e-9
NUMBERS = ("estimate", "se", "ci_low", "ci_high", "level", "df", "n")

Row = dict[str, Any]


class Account(BaseModel):
    """What a rebuild must know of a deposit, ``deposit.json``.

    Attributes:
        code: The study's code.
        evaluation: The evaluation that released its numbers.
        demonstration: Whether it was made up.
        package: The version of the package that made the deposit.
        smallest_base: Numbers of fewer people are not told.
        parameters: What the notebook's parameters are set to.
        access: In which form each file of data is here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    evaluation: str
    demonstration: bool
    package: str
    smallest_base: int
    parameters: dict[str, str]
    access: dict[str, str]

    def written(self) -> bytes:
        """Give it as a file."""
        return f"{self.model_dump_json(indent=2)}\n".encode()


def rebuild(folder: Path) -> tuple[int, list[Fault]]:
    """Make the numbers of a deposit again and hold them against those that lie in it.

    Args:
        folder: The unpacked deposit.

    Returns:
        How many numbers were compared, and all that differs: files that are not those of the checksums, numbers that
        are others, that are missing or that are new. Two numbers are the same within a billionth.

    Raises:
        SurveyFaults: It is no deposit, or its notebook stops.
    """
    if missing := [
        n for n in (ACCOUNT, NOTEBOOK, REBUILT, CHECKSUMS) if not file_is_there(folder / n)
    ]:
        faults = [Fault("missing_file", Where(name), expected=(name,)) for name in missing]
        raise SurveyFaults(faults, folder.name)
    changed = _changed_files(folder)
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in (DATA, STUDY_FILES)
        for path in sorted((folder / part).glob("*"))
    }
    contents |= {name: (folder / name).read_bytes() for name in (ACCOUNT, NOTEBOOK)}
    rows, _ = rebuilt_study(contents)
    with (folder / REBUILT).open(encoding="utf-8", newline="") as file:
        deposited = list(csv.DictReader(file))
    made = list(csv.DictReader(io.StringIO(csv_text(rows).decode())))
    return len(deposited), [*changed, *_differences(deposited, made)]


def rebuilt_study(contents: Mapping[str, bytes]) -> tuple[list[Row], dict[str, str]]:
    """Run the notebook of a deposit over its data, in a workbench of its own that is gone afterwards.

    Args:
        contents: The deposit's files by their path.

    Returns:
        The numbers that it hands in, those of too few people without a value; and the columns of its designs by
        their role.

    Raises:
        SurveyFaults: The account cannot be read, the notebook stops, or it hands no number in.
    """
    try:
        account = Account.model_validate_json(contents[ACCOUNT])
    except ValidationError:
        raise SurveyFaults([Fault("not_a_deposit", Where(ACCOUNT))], ACCOUNT) from None
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        study = root / "data" / "studies" / account.code
        for folder in (root / "params", study, root / "data" / "private" / account.code):
            folder.mkdir(parents=True)
        for name, content in contents.items():
            for part, target in (
                (STUDY_FILES, study),
                (DATA, root / "data" / "private" / account.code),
            ):
                if name.startswith(part):
                    (target / Path(name).name).write_bytes(content)
        path = root / NOTEBOOK
        path.write_bytes(contents[NOTEBOOK])
        with chdir(root):
            names = run_cells(read_study_notebook(path), account.parameters, NOTEBOOK)
        rows = _handed_in(study, account.smallest_base)
    if not rows:
        raise SurveyFaults([Fault("nothing_handed_in", Where(NOTEBOOK))], NOTEBOOK)
    return rows, _drawn(names.values())


def _handed_in(folder: Path, smallest: int) -> list[Row]:
    """Read what the notebook handed in; a number of too few people keeps its name alone."""
    faults: list[Fault] = []
    study = read_partner_study(folder, faults)
    if faults or study is None:
        raise SurveyFaults(sorted(faults), f"{folder.name}/{ESTIMATES}")
    rows = []
    for _, estimate in sorted(
        study.estimates, key=lambda each: tuple(map(str, estimate_key(each[1])))
    ):
        row = estimate.model_dump()
        hidden = estimate.n < smallest
        state = State.SUPPRESSED if hidden else State.SHOWN
        rows.append(row | dict.fromkeys(NUMBERS if hidden else ()) | {"state": str(state)})
    return rows


def _drawn(values: Iterable[object]) -> dict[str, str]:
    """Give the columns of the designs that a notebook made, by their role."""
    return {
        role: column
        for value in values
        if isinstance(value, Design)
        for role, column in value.described
        if column
    }


def csv_text(rows: Iterable[Mapping[Any, Any]]) -> bytes:
    """Write rows as CSV, their columns as the first has them; what holds nothing is empty."""
    text = io.StringIO()
    told = [{str(name): _cell(value) for name, value in row.items()} for row in rows]
    writer = csv.DictWriter(text, [*told[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(told)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """Write one cell: numbers in full, texts that no spreadsheet computes."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return repr(float(value)) if isinstance(value, int | float) else guarded(str(value))


def checksums(contents: Mapping[str, bytes]) -> bytes:
    """Give the checksums of files as ``sha256sum -c`` reads them."""
    lines = [f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents)]
    return "".join(lines).encode()


def _changed_files(folder: Path) -> list[Fault]:
    """Find files that are missing or are not those of the checksums."""
    faults = []
    for line in (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines():
        mark, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != mark:
            faults.append(Fault("checksum_differs", Where(name)))
    return faults


def _differences(deposited: list[dict[str, str]], made: list[dict[str, str]]) -> list[Fault]:
    """Say which numbers differ, are missing, or are new."""
    before, after = ({_key(row): row for row in rows} for rows in (deposited, made))
    faults = []
    for key in sorted({*before, *after}):
        name = " ".join(filter(None, key))
        where = Where(REBUILT, column=name)
        if key not in after:
            faults.append(Fault("number_not_rebuilt", where))
        elif key not in before:
            faults.append(Fault("number_not_deposited", where))
        else:
            faults += _differing(before[key], after[key], where)
    return faults


def _differing(deposited: Mapping[str, str], made: Mapping[str, str], where: Where) -> list[Fault]:
    """Say in which of its parts a number is another."""
    return [
        Fault("number_differs", where, Data(part=part, made=made[part]), Data(deposited=there))
        for part in (*NUMBERS, "state")
        if not _same(there := deposited.get(part, ""), made[part])
    ]


def _key(row: Mapping[str, str]) -> tuple[str, ...]:
    """Give what tells one number from another."""
    names = ("outcome", "statistic", "item", "group", "place", "start", "end")
    return tuple(row.get(name, "") for name in names)


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same: as texts, or as numbers within a billionth."""
    if one == other:
        return True
    try:
        return isclose(float(one), float(other), rel_tol=NEAR, abs_tol=NEAR)
    except ValueError:
        return False
