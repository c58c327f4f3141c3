"""``wps-eval release-microdata``: the rows of a round that nobody can be recognised by, to be shared."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wps_eval.disclosure.anonymous_keys import LARGEST_RISK, make_anonymous
from wps_eval.disclosure.answer_diversity import answer_diversity
from wps_eval.errors import Data, Fault, InputFaults, SurveyFaults, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.files.whole_file import write_whole
from wps_eval.run.microdata_codebook import UNIT, WEIGHT, codebook
from wps_eval.run.microdata_keys import microdata_keys, unit_column
from wps_eval.run.microdata_rows import Microdata
from wps_eval.sources.identifiers import read_salt
from wps_eval.sources.microdata_columns import microdata_columns
from wps_eval.sources.round_facts import load_round
from wps_eval.workspace.people import open_people, people_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wps_eval.disclosure.anonymous_keys import Safety
    from wps_eval.words.catalogue import Words
    from wps_eval.workspace.opened import Workspace
    from wps_eval.workspace.people import People

ACCOUNT, CODEBOOK = ".json", "-codebook.csv"  #: what the names of the files beside the rows end in


def anonymous_rows(workspace: Workspace, code: str) -> Microdata:
    """Make the rows of a round that nobody can be recognised by.

    Args:
        workspace: The study; a run has taken in the round.
        code: The round.

    Raises:
        SurveyFaults: The study does not name the round, no run has taken it in, those who took part were
            not asked, the round holds counts of survivors, or people stand out whatever is done.
    """
    people = _shareable_people(workspace, code)
    columns = microdata_columns(people.instrument)
    keys = tuple(microdata_keys(people, columns, workspace.national))
    smallest = workspace.study.disclosure.smallest_count
    anonymous = make_anonymous(tuple(key.key for key in keys), people.design.weights, smallest)
    if not anonymous.after.holds():
        found = Data(
            below=anonymous.after.below, n=len(people.frame), risk=_percent(anonymous.after)
        )
        expected = Data(smallest=smallest, limit=100 * LARGEST_RISK)
        raise _refused(Fault("microdata_unsafe", Where(code), found, expected), code)
    secret = read_salt(workspace.root.data(workspace.study.private) / "salt")
    return Microdata(people, columns, keys, anonymous, smallest, secret)


def write_microdata(microdata: Microdata, workspace: Workspace) -> list[Path]:
    """Write the rows, what was done and the codebook, for their owner, who hands them on.

    Raises:
        SurveyFaults: Other rows of the same round were released before: who holds both may find a
            person in neither of which one could be found. Nothing is written then.
    """
    facts = microdata.people.round
    code = f"demonstration-{facts.code}" if facts.demonstration else facts.code
    text = _csv_text([microdata.rows.columns, *microdata.rows.itertuples(index=False)])
    _refuse_other_rows(workspace, code, text)
    folder = workspace.root.microdata(workspace.study.name)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    labels = codebook(microdata, workspace)
    contents = {
        f"{code}{ACCOUNT}": json.dumps(account(microdata, workspace), indent=2) + "\n",
        f"{code}{CODEBOOK}": _csv_text(labels),
        f"{code}.csv": text,
    }
    return [
        write_whole(folder / name, text.encode(), OWNER_ONLY) for name, text in contents.items()
    ]


def account(microdata: Microdata, workspace: Workspace) -> dict[str, object]:
    """Say what was done to the rows of a round, in counts; never a value of a person."""
    facts = microdata.people.round
    return {
        "study": workspace.study.name,
        "surveys": workspace.study.surveys,
        "round": facts.code,
        "demonstration": facts.demonstration,
        "people": len(microdata.rows),
        "keys": [key.key.name for key in microdata.keys if key.key.name not in microdata.left_out],
        "smallest": microdata.smallest,
        "largest_risk": LARGEST_RISK,
        "before": asdict(microdata.anonymous.before),
        "after": asdict(microdata.anonymous.after),
        "categories_left": microdata.merged,
        "keys_left_out": microdata.left_out,
        "cells_hidden": microdata.hidden,
        "questions_left_out": microdata.columns.left_out,
        "diversity": _diversity(microdata),
        "sampling_units": UNIT in microdata.rows,
        "weights": "mean_of_those_who_share_the_keys" if WEIGHT in microdata.rows else "equal",
    }


def lines(microdata: Microdata, words: Words) -> Iterator[str]:
    """Say what is done to the rows of a round, a line each, in counts.

    Args:
        microdata: The rows.
        words: The language.
    """
    n, done = len(microdata.rows), microdata.anonymous
    yield words.say(
        "microdata.people", number=n, keys=words.listed(each.key.name for each in microdata.keys)
    )
    for when, safety in (("before", done.before), ("after", done.after)):
        yield words.say(
            f"microdata.{when}", below=safety.below, smallest=microdata.smallest,
            expected=f"{safety.expected:.2g}", risk=_percent(safety),
        )  # fmt: skip
    for name, categories in microdata.merged.items():
        yield words.say("microdata.merged", key=name, categories=words.listed(categories))
    for name in microdata.left_out:
        yield words.say("microdata.left_out", key=name)
    for name, number in microdata.hidden.items():
        if number:
            yield words.say("microdata.hidden", key=name, number=number)
    for scale, diversity in _diversity(microdata).items():
        if diversity["alike"]:
            yield words.say("microdata.alike", scale=scale, number=diversity["alike"])
    if unit_column(microdata.people) and UNIT not in microdata.rows:
        yield words.say("microdata.no_units")


def _shareable_people(workspace: Workspace, code: str) -> People:
    """Open the people of a round whose rows may be shared."""
    rounds = workspace.study.rounds
    if code not in rounds:
        where = Where(f"params/{workspace.study.name}.yml", column="rounds")
        raise _refused(Fault("round_not_named", where, code, known=tuple(sorted(rounds))), code)
    if not load_round(workspace.folders.surveys / code).microdata:
        where = Where(f"{code}/round.yml", column="microdata")
        raise _refused(Fault("microdata_not_agreed", where), code)
    file = people_file(workspace, code)
    if not file.is_file():
        where = Where(file.relative_to(workspace.root.folder).as_posix())
        raise _refused(Fault("round_not_taken_in", where), code)
    people = open_people(workspace, code)
    if people.is_feedback:
        raise _refused(Fault("microdata_of_counts", Where(code)), code)
    return people


def _refused(fault: Fault, code: str) -> InputFaults:
    """Make the error of one fault of a round."""
    return SurveyFaults([fault], "round", code)


def _percent(safety: Safety) -> float:
    """Give the global risk in percent, two digits of it."""
    return float(f"{100 * safety.risk:.2g}")


def _diversity(microdata: Microdata) -> dict[str, dict[str, int]]:
    """Say by scale how different the answers of those who share their keys are."""
    found: dict[str, dict[str, int]] = {}
    for question in microdata.columns.answers:
        if question.name in microdata.people.frame:
            answers = pd.factorize(microdata.people.frame[question.name])[0].astype(np.intp)
            one = answer_diversity(microdata.anonymous.codes, answers)
            scale = found.setdefault(
                question.construct or question.name, {"least": one.least, "alike": one.alike}
            )
            scale["least"] = min(scale["least"], one.least)
            scale["alike"] = max(scale["alike"], one.alike)
    return found


def _refuse_other_rows(workspace: Workspace, code: str, text: str) -> None:
    """Refuse if other rows of the same round lie released, in this study or another."""
    for path in sorted(workspace.root.folder.glob(f"outputs/*/microdata/{code}.csv")):
        told = path.with_name(f"{code}{ACCOUNT}")
        surveys = json.loads(told.read_text(encoding="utf-8"))["surveys"] if told.is_file() else ""
        if surveys in ("", workspace.study.surveys) and path.read_text(encoding="utf-8") != text:
            where = Where(path.relative_to(workspace.root.folder).as_posix())
            raise _refused(Fault("microdata_other_rows", where), code)


def _csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Write rows as CSV; what a spreadsheet would compute is a text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()
