"""What questions, answers and scales are called, in one language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.open_table import open_table
from wps_eval.files.safe_file import file_is_there
from wps_eval.sources.instrument import (
    Choice,
    Instrument,
    Question,
    form_languages,
    read_instrument,
)
from wps_eval.values import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from wps_eval.plan.lists import PlanGroup
CONSTRUCTS_FILE = "constructs.csv"


@dataclass(frozen=True)
class Wordings:
    """The words of the questionnaires.

    Attributes:
        questions: Wording by the question's name.
        answers: Wording by the question's name and the answer's code.
        meanings: What an answer means when it is no point, by the same.
        reverse: Questions where agreement means less of what their scale measures.
        constructs: What each scale is called.
        asks: Names of the questions that a scale or an indicator is made from.
    """

    questions: Mapping[str, str]
    answers: Mapping[tuple[str, str], str]
    meanings: Mapping[tuple[str, str], str]
    reverse: frozenset[str]
    constructs: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_groups(self, groups: Iterable[PlanGroup], language: str) -> Wordings:
        """Add the plan's names of groups, for those that no questionnaire words."""
        named = {
            part: group.in_language(language, "name")
            for group in groups
            if "=" in group.code
            for part in Group.read(group.code).parts
        }
        return replace(self, answers={**named, **self.answers})

    def question(self, name: str) -> str:
        """Give a question's wording, its name where there is none."""
        return self.questions.get(name, name)

    def asked(self, code: str) -> tuple[str, ...]:
        """Give the wordings of the questions behind a scale or an indicator; none for a register."""
        return tuple(self.question(name) for name in self.asks.get(code, ()))

    def construct(self, name: str) -> str:
        """Give what a scale is called, its name in words where nothing is written down."""
        return self.constructs.get(name, name.replace("_", " "))


def read_wordings(folder: Path, forms: Iterable[str], language: str) -> Wordings:
    """Read the wordings of the questionnaires that a study used.

    Args:
        folder: The folder of questionnaires; one that does not exist holds none.
        forms: The questionnaires of the study's rounds; codes in any other are another plan's.
        language: The language; English where a wording is not translated.

    Raises:
        SurveyFaults: A questionnaire holds faults, or the names of scales do not open.
    """
    used = [read_instrument(folder / name) for name in sorted(set(forms))]
    questions = [q for form in used for q in form.questions]
    return Wordings(
        questions={q.name: wording_in(q.labels, language) for q in questions if q.labels},
        answers={(q, c.name): wording_in(c.labels, language) for q, c in _question_choices(used)},
        meanings={(q, c.name): str(c.meaning) for q, c in _question_choices(used) if c.meaning},
        reverse=frozenset(q.name for q in questions if q.reverse),
        constructs=_construct_names(folder / CONSTRUCTS_FILE, language),
        asks=_questions_by_code(questions),
    )


def _questions_by_code(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """Give the names of the questions that each scale or indicator is made from, in order."""
    names_by_code: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for question in questions:
        for code in filter(None, (question.construct, *question.indicators)):
            names_by_code[code][question.name] = None
    return {code: tuple(names) for code, names in names_by_code.items()}


def _question_choices(forms: Iterable[Instrument]) -> list[tuple[str, Choice]]:
    """Give each answer that can be chosen, with its question's name."""
    return [
        (question.name, choice)
        for form in forms
        for question in form.questions
        for choice in form.lists.get(question.choices, ())
    ]


def wording_in(labels: Mapping[str, str], language: str) -> str:
    """Give a wording in a language, in English where it is not translated."""
    return labels.get(language) or labels.get("en", "")


def _construct_names(path: Path, language: str) -> dict[str, str]:
    """Read what each scale is called in a language; nothing where no file says so.

    Raises:
        SurveyFaults: The file does not open, or has no column ``construct``.
    """
    if not file_is_there(path):
        return {}
    file = f"{path.parent.name}/{path.name}"
    faults: list[Fault] = []
    tables = open_table(path, file, faults)
    (_, columns), *lines = tables[0].rows if tables else ((1, ()),)
    if not faults and "construct" not in columns:
        faults.append(
            Fault("missing_column", Where(file, column="construct"), columns, "construct")
        )
    if faults:
        raise SurveyFaults(faults, file)
    rows = [dict(zip_longest(columns, cells[: len(columns)], fillvalue="")) for _, cells in lines]
    language_by_tag = {f"({tag})": name for tag, name in form_languages().items()}
    return {
        row["construct"]: wording_in(
            {
                language_by_tag.get(column.rpartition(" ")[2], column): cell
                for column, cell in row.items()
                if "::" in column
            },
            language,
        )
        for row in rows
    }
