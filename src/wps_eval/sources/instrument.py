"""A questionnaire: one folder, one CSV a sheet of XLSForm, with the analysis plan in more columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.form_rows import form_rows
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.values.row_holder import RowHolder
from wps_eval.words.catalogue import language_of, languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from wps_eval.files.form_rows import FormRow

TRANSLATED_COLUMNS = ("label", "hint", "constraint_message")
XLSFORM_COLUMNS = (
    "type",
    "name",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "calculation",
)
ANALYSIS_COLUMNS = (
    "construct", "key", "reverse", "points", "indicator", "disaggregate", "sensitive", "role",
)  # fmt: skip
_LANGUAGE_COLUMN = re.compile(rf"^({'|'.join(TRANSLATED_COLUMNS)})::.+ \(([a-z]{{2,3}})\)$")

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


class Role(StrEnum):
    """What a question is for."""

    CONSENT = "consent"
    AGE = "age"
    PRIVACY = "privacy"
    PSU = "psu"
    WEIGHT = "weight"
    CLASS = "class"
    WAVE = "wave"
    MATCH = "match"
    IDENTIFIER = "identifier"
    ITEM = "item"
    DEMOGRAPHIC = "demographic"
    DISABILITY = "disability"
    LANGUAGE = "language"
    DATE = "date"
    DURATION = "duration"
    ENUMERATOR = "enumerator"
    NOTE = "note"
    COUNT = "count"


class Meaning(StrEnum):
    """What an answer means when it is not a point of a scale."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    name: str
    labels: Mapping[str, str]
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One row of the survey sheet.

    Attributes:
        row: Where it stands in ``survey.csv``.
        labels: Its wording, by language.
        choices: The list of its answers; empty where it has none.
        groups: The groups around it, outermost first.
        relevant: When it is asked, in XLSForm's words, the groups' conditions among them.
        results: The texts that a calculation can give, as they stand in it between quotation marks.
    """

    name: str
    type: str
    row: int
    labels: Mapping[str, str]
    choices: str = ""
    groups: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    construct: str = ""
    key: str = ""
    reverse: bool = False
    points: tuple[float, float] | None = None
    indicators: tuple[str, ...] = ()
    disaggregate: bool = False
    sensitive: bool = False
    role: Role = Role.NOTE


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire, read.

    Attributes:
        name: The folder's name.
        version: The form's version.
        questions: Its questions in order.
        lists: Its lists of answers.
        languages: The languages of its wordings.
    """

    name: str
    version: str
    questions: tuple[Question, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    languages: tuple[str, ...]

    def question(self, name: str) -> Question:
        """Find a question by its name."""
        return next(question for question in self.questions if question.name == name)

    def of_role(self, *roles: Role) -> tuple[Question, ...]:
        """Give the questions of some roles, in order."""
        return tuple(question for question in self.questions if question.role in roles)

    def construct(self, name: str) -> tuple[Question, ...]:
        """Give the items of a scale, in order."""
        return tuple(question for question in self.of_role(Role.ITEM) if question.construct == name)

    @property
    def constructs(self) -> tuple[str, ...]:
        """Name the scales, in the order of their first items."""
        return tuple(
            dict.fromkeys(
                question.construct for question in self.of_role(Role.ITEM) if question.construct
            )
        )

    def codes(self, question: Question, *meanings: Meaning) -> tuple[str, ...]:
        """Give the answers of a question that have some meaning."""
        return tuple(
            choice.name
            for choice in self.lists.get(question.choices, ())
            if choice.meaning in meanings
        )


def read_instrument(folder: Path) -> Instrument:
    """Read ``survey.csv``, ``choices.csv`` and ``settings.csv`` of one questionnaire.

    Args:
        folder: Its folder.

    Returns:
        The questionnaire.

    Raises:
        SurveyFaults: All that is wrong with the sheets themselves: a missing file, a column that
            nothing uses, an unknown role, type, meaning or list, a name that stands twice, a key
            that is no answer, points that are no range, groups that do not close.
    """
    faults: list[Fault] = []
    sheets = {
        name: _read_sheet(folder / f"{name}.csv", faults)
        for name in ("survey", "choices", "settings")
    }
    if faults:
        raise SurveyFaults(sorted(faults), "instrument", folder.name)
    survey = sheets["survey"]
    _collect_unused_columns(
        survey.columns, {*XLSFORM_COLUMNS, *ANALYSIS_COLUMNS}, f"{folder.name}/survey.csv", faults
    )
    _collect_unused_columns(
        sheets["choices"].columns,
        {"list_name", "name", "meaning"},
        f"{folder.name}/choices.csv",
        faults,
    )
    lists = _answer_lists(sheets["choices"].rows, folder.name, faults)
    questions = _read_questions(survey.rows, lists, folder.name, faults)
    if faults:
        raise SurveyFaults(sorted(faults), "instrument", folder.name)
    version = next((row.get("version", "") for _, row in sheets["settings"].rows), "")
    return Instrument(
        folder.name, version, tuple(questions), lists, _label_languages(survey.columns)
    )


Row = dict[str, str]
NumberedRows = list[tuple[int, Row]]  # each row with its number in the file


@dataclass(frozen=True, slots=True, repr=False)
class _Sheet(RowHolder):
    """One sheet of a form: its columns, and the rows that hold anything."""

    columns: tuple[str, ...]
    rows: NumberedRows


#: the columns that a sheet cannot be read without
NEEDED_COLUMNS = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ()}


def _read_sheet(path: Path, faults: list[Fault]) -> _Sheet:
    """Read one sheet, cells stripped; without rows where it cannot be read."""
    file = f"{path.parent.name}/{path.name}"
    if not file_is_there(path):
        faults.append(Fault("missing_file", Where(file), expected=(file,)))
        return _Sheet((), [])
    before = len(faults)
    tables = open_table(path, file, faults)
    if len(faults) > before:
        return _Sheet((), [])
    (_, header), *lines = tables[0].rows if tables else ((1, ()),)
    columns = tuple(name.strip() for name in header)
    faults += [
        Fault("missing_column", Where(file, column=name), columns, name)
        for name in NEEDED_COLUMNS[path.stem]
        if name not in columns
    ]
    rows = [
        (
            number,
            {
                name: cell.strip()
                for name, cell in zip_longest(columns, cells[: len(columns)], fillvalue="")
            },
        )
        for number, cells in lines
    ]
    return _Sheet(columns, rows)


def form_languages() -> dict[str, str]:
    """Give each language by what the columns of a form call it."""
    return {language_of(name).form: name for name in languages()}


def _label_languages(columns: Iterable[str]) -> tuple[str, ...]:
    """Name the languages of the form's wordings, in the order of their columns."""
    matches = [_LANGUAGE_COLUMN.match(name) for name in columns]
    language_by_tag = form_languages()
    return tuple(
        dict.fromkeys(
            language_by_tag.get(match[2], match[2])
            for match in matches
            if match and match[1] == "label"
        )
    )


def _collect_unused_columns(
    columns: Iterable[str], known: set[str], file: str, faults: list[Fault]
) -> None:
    """Add a fault for each column that nothing uses."""
    faults += [
        Fault("unused_column", Where(file, column=name), found=name, known=tuple(sorted(known)))
        for name in columns
        if name and name not in known and not _LANGUAGE_COLUMN.match(name)
    ]


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    """Give a row's wordings by language; an empty cell gives none."""
    matches = ((_LANGUAGE_COLUMN.match(name), text) for name, text in row.items())
    language_by_tag = form_languages()
    return {
        language_by_tag.get(match[2], match[2]): text
        for match, text in matches
        if match and match[1] == "label" and text
    }


def _answer_lists(
    rows: NumberedRows, form: str, faults: list[Fault]
) -> dict[str, tuple[Choice, ...]]:
    """Read the lists of answers by name; faults where a meaning is unknown or an answer stands twice."""
    lists: dict[str, tuple[Choice, ...]] = {}
    for number, row in rows:
        meaning = row.get("meaning", "")
        if meaning and meaning not in set(Meaning):
            where = Where(f"{form}/choices.csv", row=number, column="meaning")
            faults.append(Fault("unknown_meaning", where, found=meaning, known=tuple(Meaning)))
            meaning = ""
        choice = Choice(row["name"], _labels(row), Meaning(meaning) if meaning else None)
        earlier = lists.setdefault(row["list_name"], ())
        if choice.name in {answer.name for answer in earlier}:
            where = Where(f"{form}/choices.csv", row=number, column="name")
            faults.append(Fault("answer_twice", where, found=choice.name))
        lists[row["list_name"]] = (*earlier, choice)
    return lists


def _read_questions(
    rows: NumberedRows, lists: Mapping[str, tuple[Choice, ...]], form: str, faults: list[Fault]
) -> list[Question]:
    """Read the questions in order, each with the groups around it."""
    names_seen: set[str] = set()
    questions = []
    asked, left_open = form_rows(rows)
    for each in asked:
        question = _question_of_row(each)
        faults += _question_faults(question, each.cells, lists, names_seen, form)
        names_seen.add(question.name)
        questions.append(question)
    if left_open:
        where = Where(f"{form}/survey.csv", column="type")
        faults.append(Fault("open_group", where, found=left_open))
    return questions


def _question_of_row(each: FormRow) -> Question:
    """Make a question of a row of ``survey.csv``."""
    row = each.cells
    low, _, high = row.get("points", "").partition("-")
    role = row.get("role", "")
    conditions = (*(condition for _, condition in each.groups), row.get("relevant", ""))
    return Question(
        name=row["name"],
        type=each.type,
        row=each.number,
        labels=_labels(row),
        choices=each.argument if each.type.startswith("select") else "",
        groups=tuple(name for name, _ in each.groups),
        relevant=tuple(filter(None, conditions)),
        results=_results(row) if each.type == "calculate" else (),
        construct=row.get("construct", ""),
        key=row.get("key", ""),
        reverse=row.get("reverse", "") == "yes",
        points=(float(low), float(high)) if low.isdigit() and high.isdigit() else None,
        indicators=tuple(row.get("indicator", "").split()),
        disaggregate=row.get("disaggregate", "") == "yes",
        sensitive=row.get("sensitive", "") == "yes",
        role=Role(role) if role in set(Role) else Role.NOTE,
    )


def _results(row: Mapping[str, str]) -> tuple[str, ...]:
    """Give the texts between quotation marks of a calculation, each once."""
    quoted = _QUOTED.findall(row.get("calculation", ""))
    return tuple(dict.fromkeys(single or double for single, double in quoted))


def _question_faults(
    question: Question,
    row: Mapping[str, str],
    lists: Mapping[str, tuple[Choice, ...]],
    names_seen: set[str],
    form: str,
) -> Iterator[Fault]:
    """Find what is wrong in one question; ``names_seen`` are those of the questions before it."""
    where = Where(f"{form}/survey.csv", row=question.row)
    role, answer_codes = (
        row.get("role", ""),
        {choice.name for choice in lists.get(question.choices, ())},
    )
    if not question.name or question.name in names_seen:
        yield Fault("question_twice", replace(where, column="name"), found=question.name)
    if role not in tuple(Role):
        yield Fault("unknown_role", replace(where, column="role"), found=role, known=tuple(Role))
    if question.choices and not answer_codes:
        known = tuple(sorted(lists))
        yield Fault(
            "unknown_list", replace(where, column="type"), found=question.choices, known=known
        )
    if question.key and question.key not in answer_codes:
        known = tuple(sorted(answer_codes))
        yield Fault(
            "key_not_an_answer", replace(where, column="key"), found=question.key, known=known
        )
    yield from _scoring_faults(question, row, where)


def _scoring_faults(question: Question, row: Mapping[str, str], where: Where) -> Iterator[Fault]:
    """Find points that are no range, and scales of questions that are no items."""
    if row.get("points") and question.points is None:
        yield Fault("bad_points", replace(where, column="points"), found=row["points"])
    if question.construct and question.role not in (Role.ITEM, Role.COUNT):
        yield Fault("not_an_item", replace(where, column="construct"), found=row.get("role", ""))
