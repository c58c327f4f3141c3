"""Which data of a study may be deposited: open ones, anonymous rows, and for all else rows that were made up."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wps_eval.disclosure.synthetic_rows import synthetic_rows
from wps_eval.errors import Data, Fault, SurveyFaults, Where
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.files.spss_file import write_spss
from wps_eval.run.microdata import CODEBOOK
from wps_eval.sources.identifying_words import says_who
from wps_eval.survey.codebook import Codebook
from wps_eval.survey.codes import codes_of
from wps_eval.survey.open_survey import SPSS_ENDINGS, STATA_ENDINGS, open_survey
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from wps_eval.sources.partner_studies import EnteredStudy

SYNTHETIC = "synthetic"  #: the column by which each made-up row says that it is one
MOST_DIGITS = 6  #: of the number of a village or a class
PEOPLE_PER_CODE = 2  #: a number that fewer people share on average is a person's
MOST_FOUND = 5  #: identifying columns of a file that are told
_PLACE_CODE = re.compile(rf"[A-Za-z]{{0,4}}[-_]?\d{{1,{MOST_DIGITS}}}")


class Access(StrEnum):
    """In which form a file of data is in a deposit."""

    OPEN = "open"
    ANONYMOUS = "anonymous"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, repr=False)
class DepositedData(RowHolder):
    """A file of data as it leaves.

    Attributes:
        parameter: The name in the notebook that says which file is read.
        name: What the file is called in the deposit.
        access: In which form it leaves.
        content: The file.
        frame: Its rows.
        codebook: What its columns and answers are called.
        empty: The columns of made-up rows of which nothing may be shown.
    """

    parameter: str
    name: str
    access: Access
    content: bytes
    frame: pd.DataFrame
    codebook: Codebook
    empty: tuple[str, ...] = ()


def deposited_data(
    study: EnteredStudy,
    chosen: Mapping[str, str],
    private: Path,
    microdata: Path,
    smallest: int,
) -> tuple[DepositedData, ...]:
    """Give the data of a study in the form in which they may leave.

    Args:
        study: The study.
        chosen: The texts that the notebook's cell of parameters sets; those that name a file of the study's
            private folder are its data.
        private: The study's private folder.
        microdata: The folder of anonymous rows that `wps-eval release-microdata` wrote.
        smallest: The fewest people of whom a value may be told.

    Returns:
        A file a parameter. It leaves as it is where the study names the licence under which it is open, or where it is
        byte for byte anonymous rows that were released and the data agreement lets rows be handed on. All else is
        made up from margins without small cells.

    Raises:
        SurveyFaults: No parameter names a file of the study; a file cannot be read; it has columns that say who
            somebody is.
    """
    files = {
        name: private / text
        for name, text in chosen.items()
        if text and Path(text).name == text and (private / text).is_file()
    }
    if not files:
        where = Where(f"notebooks/studies/{study.facts.code}.ipynb")
        there = tuple(sorted(each.name for each in private.glob("*"))) if private.is_dir() else ()
        raise SurveyFaults([Fault("no_file_parameter", where, known=there)], study.facts.code)
    return tuple(_leaving(name, path, study, microdata, smallest) for name, path in files.items())


def _leaving(
    parameter: str, path: Path, study: EnteredStudy, microdata: Path, smallest: int
) -> DepositedData:
    """Give one file in the form in which it may leave."""
    content, facts = path.read_bytes(), study.facts
    released = _released_rows(content, microdata)
    if released is not None and facts.agreement is not None and facts.agreement.rows:
        frame = open_survey(path, kind="convenience").frame
        name = f"anonymous-{released.name}"
        codebook = _codebook_beside(released)
        return DepositedData(parameter, name, Access.ANONYMOUS, content, frame, codebook)
    design = open_survey(path, kind="convenience")
    raw = open_survey(path, kind="convenience", user_missing=False).frame
    faults = [] if released is not None else [*_identifying(raw, design.codebook, path.name)]
    if faults:
        raise SurveyFaults(faults[:MOST_FOUND], path.name)
    if facts.data_licence:
        return DepositedData(
            parameter, path.name, Access.OPEN, content, design.frame, design.codebook
        )
    return _made_up(parameter, path, raw, design.codebook, facts.code, smallest)


def _released_rows(content: bytes, microdata: Path) -> Path | None:
    """Give the released file of anonymous rows that a file is a copy of."""
    for path in sorted(microdata.glob("*.csv")):
        if not path.name.endswith(CODEBOOK) and path.read_bytes() == content:
            return path
    return None


def _codebook_beside(rows: Path) -> Codebook:
    """Read what the columns of anonymous rows are called, from the file beside them."""
    columns: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    with rows.with_name(f"{rows.stem}{CODEBOOK}").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            label = line["label_en"]
            if not line["code"]:
                columns[line["column"]] = label
            elif label:
                answers.setdefault(line["column"], {})[line["code"]] = label
    return Codebook(columns, answers)


def _identifying(frame: pd.DataFrame, codebook: Codebook, file: str) -> Iterator[Fault]:
    """Find the columns that say who somebody is: by name or label, unless they are numbers that people share."""
    for name in map(str, frame):
        if not (says_who(name) or says_who(codebook.column(name))):
            continue
        codes = codes_of(frame[name]).dropna()
        are_codes = codes.map(lambda code: bool(_PLACE_CODE.fullmatch(code))).all()
        if len(codes) and not (are_codes and len(codes) >= PEOPLE_PER_CODE * codes.nunique()):
            found = Data(column=name)
            yield Fault("deposit_names_people", Where(file, column=name), found)


def _made_up(
    parameter: str, path: Path, raw: pd.DataFrame, codebook: Codebook, code: str, smallest: int
) -> DepositedData:
    """Make rows up in the shape of a file; each says in a column of its own that it is none of a person."""
    seed = int.from_bytes(hashlib.sha256(f"{code}/{path.name}".encode()).digest()[:8], "big")
    rows, empty = synthetic_rows(raw, smallest=smallest, seed=seed)
    rows[SYNTHETIC] = 1
    labels = {**codebook.columns, SYNTHETIC: "Made up, no row is a person"}
    told = Codebook(labels, codebook.answers, codebook.missing, codebook.ordered)
    is_labelled = path.suffix.lower() in (*SPSS_ENDINGS, *STATA_ENDINGS)
    name = f"synthetic-{path.stem}{'.sav' if is_labelled else '.csv'}"
    content = _spss_content(rows, told) if is_labelled else _csv_content(rows)
    return DepositedData(parameter, name, Access.SYNTHETIC, content, rows, told, empty)


def _spss_content(rows: pd.DataFrame, codebook: Codebook) -> bytes:
    """Give rows as an SPSS file with the labels and missing codes of the file that they are made after."""
    held = set(rows.select_dtypes("number"))
    answers = {
        name: {number: label for code, label in labels.items() if (number := _number(code)) is not None}
        for name, labels in codebook.answers.items()
        if name in held
    }  # fmt: skip
    missing = {
        name: tuple(number for code in codes if (number := _number(code)) is not None)
        for name, codes in codebook.missing.items()
        if name in held
    }
    with tempfile.TemporaryDirectory() as folder:
        path = write_spss(
            Path(folder) / "rows.sav", rows, columns=codebook.columns, answers=answers,
            file_label="Synthetic: made up, no row is a person", ordinal=(*sorted(codebook.ordered),),
            missing={name: codes for name, codes in missing.items() if codes},
        )  # fmt: skip
        return path.read_bytes()


def _number(code: str) -> float | None:
    """Give a code as the number that an SPSS file labels; none where it is a word."""
    try:
        return float(code)
    except ValueError:
        return None


def _csv_content(rows: pd.DataFrame) -> bytes:
    """Give rows as CSV; what a spreadsheet would compute is a text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([guarded(str(name)) for name in rows])
    for row in rows.astype(object).where(rows.notna(), "").itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    """Give a cell as a table writes it: whole numbers without a point, texts that nothing computes."""
    if isinstance(value, str):
        return guarded(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
