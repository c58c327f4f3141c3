"""The codebook beside anonymous rows: each column and each of its categories, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.codes import State
from wps_eval.words.catalogue import Words, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from wps_eval.run.microdata_keys import KeyColumn
    from wps_eval.run.microdata_rows import Microdata
    from wps_eval.sources.instrument import Question
    from wps_eval.workspace.opened import Workspace
    from wps_eval.workspace.people import People

WEIGHT, UNIT = "design_weight", "design_unit"
DESIGN = (WEIGHT, UNIT)


def codebook(microdata: Microdata, workspace: Workspace) -> list[list[str]]:
    """Name every column of the rows and every category in it.

    Args:
        microdata: The rows that leave.
        workspace: The study, whose plan names the places.

    Returns:
        A header, then ``column``, ``kind`` (key, answer or design), ``code`` (empty for the column itself)
        and a label in each language; one that the form or the plan lacks is empty.
    """
    spoken = languages()
    lines = [["column", "kind", "code", *(f"label_{language}" for language in spoken)]]
    rows, people = microdata.rows, microdata.people
    for key in microdata.keys:
        if key.key.name in rows:
            lines += _key_lines(key, rows[key.key.name], people, workspace)
    for question in microdata.columns.answers:
        if question.name in rows:
            lines += _question_lines(question, "answer", people)
    for name in DESIGN:
        if name in rows:
            labels = [Words(language).say(f"microdata.column.{name}") for language in spoken]
            lines.append([name, "design", "", *labels])
    return lines


def _question_lines(question: Question, kind: str, people: People) -> Iterator[list[str]]:
    """Name a question and each of its answers as the form does."""
    spoken = languages()
    yield [question.name, kind, "", *(question.labels.get(each, "") for each in spoken)]
    for choice in people.instrument.lists.get(question.choices, ()):
        labels = [choice.labels.get(language, "") for language in spoken]
        yield [question.name, kind, choice.name, *labels]


def _key_lines(
    key: KeyColumn, cells: pd.Series[str], people: People, workspace: Workspace
) -> Iterator[list[str]]:
    """Name a key and the categories of it that the rows hold."""
    name, spoken = key.key.name, [Words(language) for language in languages()]
    labels = key.question.labels if key.question else {}
    yield [
        name,
        "key",
        "",
        *(labels.get(words.language, "") or _of_group(name, words) for words in spoken),
    ]
    choices = people.instrument.lists.get(key.question.choices, ()) if key.question else ()
    labels_by_code = {choice.name: choice.labels for choice in choices}
    for code in sorted({*cells} - {"", str(State.SUPPRESSED)}):
        own = labels_by_code.get(code, {})
        yield [
            name,
            "key",
            code,
            *(own.get(w.language, "") or _of_place(code, w, workspace) for w in spoken),
        ]
    if State.SUPPRESSED in set(cells):
        yield [
            name,
            "key",
            str(State.SUPPRESSED),
            *(words.say("microdata.suppressed") for words in spoken),
        ]


def _of_group(name: str, words: Words) -> str:
    """Name a key that the form gives no label, such as one that it calculates."""
    for code in (f"microdata.column.{name}", f"group.{name}"):
        if words.knows(code):
            return words.say(code)
    return name


def _of_place(code: str, words: Words, workspace: Workspace) -> str:
    """Name a place that others were merged to; a category that is none is its own name."""
    place = next((place for place in workspace.plan.places if place.code == code), None)
    if place is None:
        return code
    name = place.in_language(words.language)
    return words.say("microdata.elsewhere", place=name) if code == workspace.national else name
