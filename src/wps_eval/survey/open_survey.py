"""A survey file or table as a design, with its labels, and with its declared missing codes missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from wps_eval.codes import SinglePsu
from wps_eval.errors import Data, DesignFaults, Fault, InputFaults, Where
from wps_eval.files.open_table import TABLE_ENDINGS, open_table
from wps_eval.files.safe_file import refuse_unsafe
from wps_eval.survey.codebook import NO_LABELS, Codebook
from wps_eval.survey.codes import MOST_POINTS, code_of, codes_of, listed
from wps_eval.survey.design import Design
from wps_eval.survey.form import by_form, read_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wps_eval.codes import DesignKind
    from wps_eval.files.open_table import Lines
    from wps_eval.survey.table import Value

    MissingCodes = Value | Sequence[Value] | Mapping[str, Value | Sequence[Value]]

SPSS_ENDINGS, STATA_ENDINGS, PARQUET_ENDINGS = (".sav", ".zsav"), (".dta",), (".parquet",)
ENDINGS = (*SPSS_ENDINGS, *STATA_ENDINGS, *PARQUET_ENDINGS, *TABLE_ENDINGS)
#: a number as a table writes it; 007 is a code and stays a text
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
#: how R, pandas, Stata, Excel and databases write a cell that holds nothing
_NOTHING = frozenset({"", "NA", "NaN", ".", "#N/A", "NULL"})


def open_survey(  # noqa: PLR0913 - a design is made of this many columns
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
    missing: MissingCodes | None = None,
    user_missing: bool = True,
    sheet: str = "",
    form: str | Path = "",
    form_language: str = "",
    threads: int = 1,
) -> Design:
    """Open a survey: a file of SPSS, Stata, Parquet, CSV or Excel, or a table in memory.

    What the file calls its columns and answers is kept and shown in results. What SPSS declares as
    user-missing, and Stata's ``.a`` to ``.z``, is missing; of a CSV file or workbook so is a cell ``NA``, ``NaN``,
    ``NULL``, ``#N/A`` or ``.``, as R, pandas, databases, Excel and Stata write it. Nothing else is: a "don't know"
    that the file does not declare is an answer until ``missing`` says otherwise.

    Args:
        rows: A path (a text will do), or a pandas or polars table. A column of a CSV file or workbook that holds
            numbers alone, in Arabic digits too, is one of numbers.
        kind: As in ``Design.from_rows``, and so are the columns of the design.
        weight: Column of weights, or ``EQUAL``.
        stratum: Column of strata, or ``UNSTRATIFIED``.
        psu: Column of primary units, or ``EACH_ROW``.
        ssu: Column of second-stage units.
        fpc: Column of population counts of primary units.
        fpc_ssu: The same of second-stage units.
        single_psu: What to do with strata of one primary unit.
        missing: Codes or labels that are no answer, by column, or as a list of every column of codes (those with
            labels or with at most 11 other values: an age of 98 stays); 98, 98.0 and "98" are one code.
        user_missing: Whether what SPSS declares as user-missing is missing. Say no where "don't know" is declared so
            and counts, as in a test of knowledge. Stata's are always missing.
        sheet: The sheet of a workbook that has several with rows.
        form: The XLSForm that asked, as Kobo and ODK take it. Columns are named as its questions, without the groups
            around them, and have its labels; answers that were exported as labels become codes; a question with
            several answers has a column of 1 and 0 for each, ``question/answer``, also where the export has one text
            alone. What its ``choices`` sheet marks in a column ``meaning`` is missing, as ``user_missing`` says.
        form_language: The language of its labels, as its columns say: ``English (en)``, ``English`` or ``en``. Unsaid,
            the form's default language, else English, else the first.
        threads: Threads for DuckDB.

    Returns:
        The design. What counts as missing stands in its ``codebook`` and where it is shown. A Parquet file without
        ``missing`` stays in its file; everything else lies in memory.

    Raises:
        DesignFaults: The file cannot be read, holds several sheets of which none is named, a column is not there, a
            missing code is one that no row holds and no label names, the form is no form, of another file, or does not
            know an answer, or the design is wrong.

    Examples:
        Made-up answers of six people, 98 for "don't know":

        >>> import pandas as pd
        >>> from wps_eval import survey
        >>> rows = pd.DataFrame({"trust": [1, 2, 98, 4, 5, 3], "sex": ["f", "m", "f", "m", "f", "m"]})
        >>> design = survey.open(rows, kind="convenience", missing={"trust": 98})
        >>> found = survey.mean(design, "trust")
        >>> found.estimate.tolist(), found.n_missing.tolist()
        ([3.0], [1.0])
    """
    table, codebook = _read(rows, sheet, user_missing=user_missing)
    if form:
        asked = read_form(Path(form), form_language)
        table, of_form = by_form(_in_memory(table), asked, user_missing=user_missing)
        codebook = codebook.joined(of_form)
    if missing is not None:
        table = _in_memory(table)
        columns_of_design = (weight, stratum, psu, ssu, fpc, fpc_ssu)
        table, codebook = _without(table, missing, codebook, columns_of_design)
    design = Design.from_rows(
        table, kind=kind, weight=weight, stratum=stratum, psu=psu, ssu=ssu, fpc=fpc,
        fpc_ssu=fpc_ssu, single_psu=single_psu, threads=threads,
    )  # fmt: skip
    return replace(design, codebook=codebook)


def _in_memory(table: Any) -> pd.DataFrame:
    """Give rows as a table in memory, whatever they are."""
    if isinstance(table, pd.DataFrame):
        return table
    return Design.from_rows(table, kind="convenience").frame


def _read(rows: object, sheet: str, *, user_missing: bool) -> tuple[Any, Codebook]:
    """Read what was given: a table with its labels; a Parquet file stays a path."""
    if not isinstance(rows, (str, Path)):
        collect = getattr(rows, "collect", None)  # of a table that polars has not read yet
        return (collect() if collect else rows), _ordered_categories(rows)
    path = Path(rows)
    ending = path.suffix.lower()
    where = Where(path.name)
    if ending not in ENDINGS:
        raise DesignFaults([Fault("unknown_format", where, path.suffix, ENDINGS)], path.name)
    try:
        refuse_unsafe(path, path.name)
    except InputFaults as error:
        raise DesignFaults(error.faults, path.name) from None
    if ending in PARQUET_ENDINGS:
        return path, NO_LABELS
    if ending in TABLE_ENDINGS:
        return _read_table(path, sheet), NO_LABELS
    return _read_labelled(path, ending, user_missing=user_missing)


def _ordered_categories(rows: object) -> Codebook:
    """Say which columns of a pandas table have answers in an order."""
    dtypes = rows.dtypes.items() if isinstance(rows, pd.DataFrame) else ()
    ordered = (
        str(name)
        for name, dtype in dtypes
        if isinstance(dtype, pd.CategoricalDtype) and dtype.ordered
    )
    return Codebook(ordered=frozenset(ordered))


def _read_table(path: Path, sheet: str) -> pd.DataFrame:
    """Read a CSV file or one sheet of a workbook; columns of numbers are numbers."""
    faults: list[Fault] = []
    tables = open_table(path, path.name, faults, as_shown=False)
    if not faults and not tables:
        faults = [Fault("empty_file", Where(path.name, "", 1))]
    if faults:
        raise DesignFaults(faults, path.name)
    (_, head), *lines = _chosen_sheet(tables, sheet, path.name).rows
    names = [cell.strip() for cell in head]
    doubled = sorted({name for name in names if names.count(name) > 1})
    long = [number for number, cells in lines if len(cells) > len(names)]
    faults = [
        *(Fault("doubled_column", Where(path.name, row=1, column=n), found=n) for n in doubled),
        *(Fault("too_many_cells", Where(path.name, row=number)) for number in long),
    ]
    if faults:
        raise DesignFaults(faults, path.name)
    padded = [[*cells, *[""] * (len(names) - len(cells))] for _, cells in lines]
    frame = pd.DataFrame(padded, columns=names).map(str.strip)
    return frame.mask(frame.isin(_NOTHING)).apply(_as_numbers)


def _chosen_sheet(sheets: Sequence[Lines], sheet: str, file: str) -> Lines:
    """Give the sheet that is named, or the only one; of several one must be named."""
    names = tuple(each.sheet for each in sheets)
    if sheet and sheet not in names:
        raise DesignFaults([Fault("unknown_sheet", Where(file), sheet, known=names)], file)
    if not sheet and len(sheets) > 1:
        found = Data(count=len(sheets), sheets=names)
        raise DesignFaults([Fault("several_sheets", Where(file), found)], file)
    return sheets[names.index(sheet) if sheet else 0]


def _as_numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Turn a column into numbers where every cell is one; 007 and 1,5 are none."""
    cells = column.map(_in_latin_digits, na_action="ignore")
    told = cells.dropna()
    is_number = len(told) > 0 and told.map(lambda cell: bool(_NUMBER.fullmatch(cell))).all()
    return pd.to_numeric(cells) if is_number else column


def _in_latin_digits(cell: str) -> str:
    """Write the digits of any script as 0 to 9, and the Arabic decimal sign as a point."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in cell).replace("٫", ".")


def _read_labelled(path: Path, ending: str, *, user_missing: bool) -> tuple[pd.DataFrame, Codebook]:
    """Read SPSS or Stata with labels; what the file declares as missing is missing, unless it shall not."""
    import pyreadstat  # noqa: PLC0415 - heavy, and only here

    read = pyreadstat.read_sav if ending in SPSS_ENDINGS else pyreadstat.read_dta
    try:
        frame, told = cast("tuple[pd.DataFrame, Any]", read(str(path), user_missing=True))
    except Exception as error:
        fault = Fault("not_labelled_data", Where(path.name), ending)
        raise DesignFaults([fault], path.name) from error
    missing: dict[str, list[str]] = {}
    for name, ranges in told.missing_ranges.items() if user_missing else ():
        labelled = pd.Series([*told.variable_value_labels.get(name, {})], dtype=object)
        for each in ranges:
            low, high = each["lo"], each["hi"]
            is_missing = _lies_between(frame[name], low, high)
            declared = [frame[name][is_missing], labelled[_lies_between(labelled, low, high)]]
            missing.setdefault(name, []).extend(codes_of(pd.concat(declared)).dropna().unique())
            frame[name] = frame[name].mask(is_missing)
    for name, codes in told.missing_user_values.items():  # .a to .z of Stata
        missing[name] = list(codes)
        frame[name] = pd.to_numeric(frame[name].mask(frame[name].isin(codes)))
    labels = {
        name: {code_of(code): str(label) for code, label in labels.items()}
        for name, labels in told.variable_value_labels.items()
    }
    columns = {name: label for name, label in told.column_names_to_labels.items() if label}
    measures = told.variable_measure.items()
    ordered = frozenset(name for name, measure in measures if measure == "ordinal")
    return frame, Codebook(columns, labels, ordered=ordered).with_missing(missing)


def _lies_between(column: pd.Series[Any], low: Any, high: Any) -> pd.Series[bool]:
    """Say which values lie in a declared range of missing codes, of numbers or of texts."""
    if isinstance(low, str):
        return column.isin([low, high])
    numbers = pd.to_numeric(column, errors="coerce")
    return numbers.between(low, high)


def _without(
    frame: pd.DataFrame, missing: MissingCodes, codebook: Codebook, design_columns: Sequence[str]
) -> tuple[pd.DataFrame, Codebook]:
    """Give the rows without the codes that are no answer, and the codebook that knows of them."""
    by_column = _missing_by_column(frame, missing, codebook, design_columns)
    if unknown := [name for name in by_column if name not in frame]:
        known = tuple(map(str, frame.columns))
        raise DesignFaults([Fault("no_column", Where(), n, known=known) for n in unknown], "design")
    emptied, unmet, met = frame.copy(), {}, {}
    near = {name: _known(frame, name, codebook) for name in by_column}
    for name, asked in by_column.items():
        codes = {code_of(code) for code in codebook.codes(name, asked)} - _NOTHING
        held = codes_of(frame[name])
        emptied[name] = frame[name].mask(held.isin(codes))
        unmet[name] = (
            codes
            - {*held.dropna()}
            - {*codebook.answers.get(name, {}), *codebook.missing.get(name, ())}
        )
        met[name] = sorted(codes - unmet[name])
    if not isinstance(missing, Mapping):  # a code of every column is met where one column knows it
        everywhere = (
            set.intersection(*unmet.values())
            if unmet
            else {*map(code_of, listed(missing))} - _NOTHING
        )
        labels = {label for answers in codebook.answers.values() for label in answers.values()}
        unmet = {"": everywhere - labels}
        near = {"": tuple(sorted({code for codes in near.values() for code in codes}))}
    faults = [
        Fault("missing_code_unmet", Where(column=name), code, known=near[name])
        for name, codes in unmet.items()
        for code in sorted(codes)
    ]
    if faults:
        raise DesignFaults(faults, "design")
    spared = _spared(frame, missing, by_column, design_columns)
    return emptied.infer_objects(), codebook.with_missing(met, spared)


def _spared(
    frame: pd.DataFrame,
    missing: MissingCodes,
    by_column: Mapping[str, object],
    design_columns: Sequence[str],
) -> list[str]:
    """Name the columns of measures in which a code that was declared for all columns stays a number."""
    if isinstance(missing, Mapping):
        return []
    asked = {*map(code_of, listed(missing))}
    others = [str(name) for name in frame if name not in by_column and name not in design_columns]
    return [name for name in others if codes_of(frame[name]).isin(asked).any()]


def _missing_by_column(
    frame: pd.DataFrame, missing: MissingCodes, codebook: Codebook, design_columns: Sequence[str]
) -> dict[str, tuple[Value, ...]]:
    """Give what is missing in each column; a plain list means the columns of codes, no age and no weight."""
    if isinstance(missing, Mapping):
        return {name: listed(codes) for name, codes in missing.items()}
    asked = listed(missing)
    return {
        str(name): asked
        for name in frame
        if name not in design_columns
        and (name in codebook.answers or _is_of_codes(frame[name], asked))
    }


def _is_of_codes(column: pd.Series[Any], asked: Sequence[Value]) -> bool:
    """Whether a column holds few answers besides the missing ones; what has more is measured."""
    codes = {*codes_of(column).dropna().unique()} - {*map(code_of, asked)}
    return len(codes) <= MOST_POINTS


def _known(frame: pd.DataFrame, name: str, codebook: Codebook) -> tuple[str, ...]:
    """Give the codes and labels of a column that a fault may name: none of a column that names people."""
    labels = tuple(codebook.answers.get(name, {}).values())
    if name not in frame or not _is_of_codes(frame[name], ()):
        return labels
    return (*sorted(codes_of(frame[name]).dropna().unique()), *labels)
