"""A questionnaire: one folder, one CSV a sheet of XLSForm, with the analysis plan in more columns."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.words.catalogue import language_of, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TRANSLATED = ("label", "hint", "constraint_message")
XLSFORM = ("type", "name", "required", "relevant", "constraint", "appearance", "calculation")
ANALYSIS = (
    "construct", "key", "reverse", "points", "indicator", "disaggregate", "sensitive", "role",
)  # fmt: skip
_TAGGED = re.compile(rf"^({'|'.join(TRANSLATED)})::.+ \(([a-z]{{2,3}})\)$")


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
    """

    name: str
    type: str
    row: int
    labels: Mapping[str, str]
    choices: str = ""
    groups: tuple[str, ...] = ()
    relevant: tuple[str, ...] = ()
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
        return next(q for q in self.questions if q.name == name)

    def of_role(self, *roles: Role) -> tuple[Question, ...]:
        """Give the questions of some roles, in order."""
        return tuple(q for q in self.questions if q.role in roles)

    def construct(self, name: str) -> tuple[Question, ...]:
        """Give the items of a scale, in order."""
        return tuple(q for q in self.of_role(Role.ITEM) if q.construct == name)

    @property
    def constructs(self) -> tuple[str, ...]:
        """Name the scales, in the order of their first items."""
        return tuple(dict.fromkeys(q.construct for q in self.of_role(Role.ITEM) if q.construct))

    def codes(self, question: Question, *meanings: Meaning) -> tuple[str, ...]:
        """Give the answers of a question that have some meaning."""
        return tuple(c.name for c in self.lists.get(question.choices, ()) if c.meaning in meanings)


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
        name: _rows(folder / f"{name}.csv", faults) for name in ("survey", "choices", "settings")
    }
    if faults:
        raise SurveyFaults(faults, "instrument", folder.name)
    survey = sheets["survey"]
    _unused(survey, {*XLSFORM, *ANALYSIS}, f"{folder.name}/survey.csv", faults)
    _unused(
        sheets["choices"], {"list_name", "name", "meaning"}, f"{folder.name}/choices.csv", faults
    )
    lists = _lists(sheets["choices"], folder.name, faults)
    questions = _questions(survey, lists, folder.name, faults)
    if faults:
        raise SurveyFaults(sorted(faults), "instrument", folder.name)
    version = sheets["settings"][0].get("version", "") if sheets["settings"] else ""
    return Instrument(folder.name, version, tuple(questions), lists, _languages(survey))


Row = dict[str, str]


def _rows(path: Path, faults: list[Fault]) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return [
                {k: (v or "").strip() for k, v in row.items() if k}
                for row in csv.DictReader(handle)
            ]
    except (OSError, UnicodeDecodeError) as error:
        where = Where(f"{path.parent.name}/{path.name}")
        faults.append(Fault("sheet_unreadable", where, found=type(error).__name__))
        return []


def form_languages() -> dict[str, str]:
    """Give each language by what the columns of a form call it."""
    return {language_of(name).form: name for name in languages()}


def _languages(rows: list[Row]) -> tuple[str, ...]:
    tags = [_TAGGED.match(name) for name in (rows[0] if rows else {})]
    ours = form_languages()
    return tuple(dict.fromkeys(ours.get(m[2], m[2]) for m in tags if m and m[1] == "label"))


def _unused(rows: list[Row], known: set[str], file: str, faults: list[Fault]) -> None:
    faults += [
        Fault("unused_column", Where(file, column=name), found=name, known=tuple(sorted(known)))
        for name in (rows[0] if rows else {})
        if name not in known and not _TAGGED.match(name)
    ]


def _wordings(row: Row) -> dict[str, str]:
    found = ((_TAGGED.match(name), text) for name, text in row.items())
    ours = form_languages()
    return {ours.get(m[2], m[2]): text for m, text in found if m and m[1] == "label" and text}


def _lists(rows: list[Row], form: str, faults: list[Fault]) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, tuple[Choice, ...]] = {}
    for number, row in enumerate(rows, start=2):
        meaning = row.get("meaning", "")
        if meaning and meaning not in set(Meaning):
            where = Where(f"{form}/choices.csv", row=number, column="meaning")
            faults.append(Fault("unknown_meaning", where, found=meaning, known=tuple(Meaning)))
            meaning = ""
        choice = Choice(row["name"], _wordings(row), Meaning(meaning) if meaning else None)
        held = lists.setdefault(row["list_name"], ())
        if choice.name in {each.name for each in held}:
            where = Where(f"{form}/choices.csv", row=number, column="name")
            faults.append(Fault("answer_twice", where, found=choice.name))
        lists[row["list_name"]] = (*held, choice)
    return lists


def _questions(
    rows: list[Row], lists: Mapping[str, tuple[Choice, ...]], form: str, faults: list[Fault]
) -> list[Question]:
    open_groups: list[tuple[str, str]] = []
    seen: set[str] = set()
    out = []
    for number, row in enumerate(rows, start=2):
        question_type, _, argument = row["type"].partition(" ")
        if question_type in ("begin_group", "begin_repeat"):
            open_groups.append((row["name"], row.get("relevant", "")))
        elif question_type in ("end_group", "end_repeat"):
            if open_groups:
                open_groups.pop()
        else:
            question = _question(row, number, question_type, argument, open_groups)
            faults += _question_faults(question, row, lists, seen, form)
            seen.add(question.name)
            out.append(question)
    if open_groups:
        where = Where(f"{form}/survey.csv", column="type")
        faults.append(Fault("open_group", where, found=open_groups[-1][0]))
    return out


def _question(
    row: Row, number: int, question_type: str, argument: str, groups: list[tuple[str, str]]
) -> Question:
    low, _, high = row.get("points", "").partition("-")
    role = row.get("role", "")
    return Question(
        name=row["name"],
        type=question_type,
        row=number,
        labels=_wordings(row),
        choices=argument if question_type.startswith("select") else "",
        groups=tuple(name for name, _ in groups),
        relevant=tuple(filter(None, [*(when for _, when in groups), row.get("relevant", "")])),
        construct=row.get("construct", ""),
        key=row.get("key", ""),
        reverse=row.get("reverse", "") == "yes",
        points=(float(low), float(high)) if low.isdigit() and high.isdigit() else None,
        indicators=tuple(row.get("indicator", "").split()),
        disaggregate=row.get("disaggregate", "") == "yes",
        sensitive=row.get("sensitive", "") == "yes",
        role=Role(role) if role in set(Role) else Role.NOTE,
    )


def _question_faults(
    q: Question, row: Row, lists: Mapping[str, tuple[Choice, ...]], seen: set[str], form: str
) -> Iterator[Fault]:
    where = Where(f"{form}/survey.csv", row=q.row)
    role, answers = row.get("role", ""), {choice.name for choice in lists.get(q.choices, ())}
    if not q.name or q.name in seen:
        yield Fault("question_twice", replace(where, column="name"), found=q.name)
    if role not in tuple(Role):
        yield Fault("unknown_role", replace(where, column="role"), found=role, known=tuple(Role))
    if q.choices and not answers:
        known = tuple(sorted(lists))
        yield Fault("unknown_list", replace(where, column="type"), found=q.choices, known=known)
    if q.key and q.key not in answers:
        known = tuple(sorted(answers))
        yield Fault("key_not_an_answer", replace(where, column="key"), found=q.key, known=known)
    yield from _scoring_faults(q, row, where)


def _scoring_faults(q: Question, row: Row, where: Where) -> Iterator[Fault]:
    if row.get("points") and q.points is None:
        yield Fault("bad_points", replace(where, column="points"), found=row["points"])
    if q.construct and q.role not in (Role.ITEM, Role.COUNT):
        yield Fault("not_an_item", replace(where, column="construct"), found=row.get("role", ""))
