"""``wps-eval next-round``: what a round that was taken in tells of the size of the next one."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from wps_eval.errors import Fault, SurveyFaults, Where
from wps_eval.files.permissions import OWNER_ONLY
from wps_eval.files.whole_file import write_whole
from wps_eval.indicators.next_round import ScalePlan, plan_next_round
from wps_eval.indicators.rules import rules_of
from wps_eval.report.charts.detectable import detectable_chart
from wps_eval.report.numbers import Writer
from wps_eval.report.tables import Head, table
from wps_eval.sources.wordings import read_wordings
from wps_eval.survey.detectable_change import detectable_mean_change
from wps_eval.survey.fieldwork import Fieldwork
from wps_eval.workspace.people import open_people, people_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wps_eval.report.fragment import Fragment
    from wps_eval.words.catalogue import Words
    from wps_eval.workspace.opened import Workspace
    from wps_eval.workspace.people import People

PEOPLE_PER_UNIT = (5, 10, 20)  # of the lines drawn
ANSWERS = tuple(range(100, 3001, 100))  # of the points of a line
_STYLE = "body{font-family:sans-serif;max-width:60em;margin:2em auto}td,th{padding:.3em;text-align:start}"


def open_planned_round(workspace: Workspace, code: str) -> People:
    """Open the people of a round that the study names and a run has taken in.

    Raises:
        SurveyFaults: The study does not name the round, or no run has taken it in.
    """
    rounds = workspace.study.rounds
    if code not in rounds:
        where = Where(f"params/{workspace.study.name}.yml", column="rounds")
        fault = Fault("round_not_named", where, code, known=tuple(sorted(rounds)))
        raise SurveyFaults([fault], "round", code)
    file = people_file(workspace, code)
    if not file.is_file():
        where = Where(file.relative_to(workspace.root.folder).as_posix())
        raise SurveyFaults([Fault("round_not_taken_in", where)], "round", code)
    return open_people(workspace, code)


def write_next_round(
    workspace: Workspace, people: People, change: float, words: Words
) -> tuple[tuple[ScalePlan, ...], Path | None]:
    """Plan the next round and write the page of it, with its picture, for the owner of the study.

    Args:
        workspace: The study.
        people: The round.
        change: The change that must not be missed, in points.
        words: The language.

    Returns:
        The plans, and the page; no page where nothing can be planned.
    """
    study = workspace.study
    plans = plan_next_round(
        people,
        rules_of(study, workspace.plan),
        change=change,
        smallest_base=study.disclosure.smallest_base,
    )
    if not plans:
        return (), None
    mark = words.say("seal.demonstration") if study.demonstration else ""
    writer = Writer(words, study.numerals, mark)
    names = read_wordings(workspace.folders.instruments, (), words.language)
    title = words.say("planning.title", round=people.round.code)
    hardest = max(plans, key=lambda plan: plan.size.answers if plan.size else 0)
    caption = words.say("planning.caption", scale=names.construct(hardest.construct))
    parts = [
        plan_table(plans, change, writer, [names.construct(plan.construct) for plan in plans]),
        detectable_chart(detectable_rows(hardest, study.power), change, writer, caption),
    ]
    page = (
        f'<!DOCTYPE html><html lang="{words.html_lang}" dir="{words.direction}"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
        + (f"<p><strong>{escape(mark)}</strong></p>" if mark else "")
        + "".join(parts)
        + "</html>\n"
    )
    folder = workspace.root.outputs(study.name)
    path = folder / f"next-round-{people.round.code}-{words.html_lang}.html"
    return plans, write_whole(path, page.encode(), OWNER_ONLY)


def plan_table(
    plans: Sequence[ScalePlan], change: float, writer: Writer, names: Sequence[str]
) -> Fragment:
    """Give a row a scale: its spread, likeness and answers, what they find, and what the change needs."""
    say = writer.words.say
    sizes = [plan.size for plan in plans]
    rows = pd.DataFrame(
        {
            "name": names,
            "n": [plan.n for plan in plans],
            "sd": [plan.sd for plan in plans],
            "icc": [plan.icc for plan in plans],
            "detectable": [plan.detectable for plan in plans],
            "answers": [size.answers if size else None for size in sizes],
            "units": [size.units if size else None for size in sizes],
        }
    )

    def one_decimal(value: float) -> str:
        return writer.number(value, 1)

    heads = [
        Head("name", say("table.scale"), width=3),
        Head("n", say("planning.n"), numeric=True, write=writer.count),
        Head("sd", say("planning.sd"), numeric=True, write=one_decimal),
        Head("icc", say("planning.icc"), numeric=True, write=lambda value: writer.number(value, 3)),
        Head("detectable", say("planning.detectable"), numeric=True, write=one_decimal),
        Head("answers", say("planning.answers"), numeric=True, write=writer.count),
        Head("units", say("planning.units"), numeric=True, write=writer.count),
    ]
    return table(rows, heads, say("planning.table", change=writer.number(change, 1)))


def detectable_rows(plan: ScalePlan, power: float) -> pd.DataFrame:
    """Give the points of the picture: detectable changes by answers and by people in a unit."""
    rows = []
    for people in PEOPLE_PER_UNIT:
        fieldwork = Fieldwork(
            people_per_unit=people,
            icc=plan.fieldwork.icc,
            weight_cv=plan.fieldwork.weight_cv,
            strata=plan.fieldwork.strata,
        )
        rows += [
            {
                "people_per_unit": people,
                "answers": answers,
                "detectable": detectable_mean_change(
                    plan.sd, answers, fieldwork, plan.pair, power=power
                ),
            }
            for answers in ANSWERS
        ]
    return pd.DataFrame(rows)


def lines(
    plans: Sequence[ScalePlan], change: float, words: Words, instruments: Path
) -> Iterator[str]:
    """Say what each scale needs, a line each; that nothing can be planned, where nothing can.

    Args:
        plans: The scales.
        change: The change that must not be missed, in points.
        words: The language.
        instruments: The folder of questionnaires, which names the scales.
    """
    writer, names = Writer(words), read_wordings(instruments, (), words.language)
    if not plans:
        yield words.say("planning.nothing")
    for plan in plans:
        yield words.say(
            "planning.line" if plan.size else "planning.line_without_end",
            scale=names.construct(plan.construct),
            number=writer.count(plan.n),
            detectable=writer.number(plan.detectable, 1),
            change=writer.number(change, 1),
            answers=writer.count(plan.size.answers if plan.size else 0),
            units=writer.count(plan.size.units if plan.size else 0),
        )
