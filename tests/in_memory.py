"""A study measured in this process, nothing kept: what tests look at."""

import shutil
from pathlib import Path
from types import SimpleNamespace

from wps_eval.change.difference_rows import differences_in
from wps_eval.change.judging import judge_study
from wps_eval.change.survey_results import course_results, survey_results
from wps_eval.disclosure.release import Policy, release
from wps_eval.indicators.activity_rows import activity_rows, bodies_by_activity, budget_rows
from wps_eval.indicators.commitment_rows import commitment_rows
from wps_eval.indicators.constructs import TABLES
from wps_eval.indicators.evaluability_rows import evaluability_rows
from wps_eval.indicators.pairing import values_since_start
from wps_eval.indicators.register import read_register, windows_of
from wps_eval.indicators.round_rows import round_rows
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject import subjects
from wps_eval.indicators.subject_rows import subject_rows
from wps_eval.indicators.value_rows import value_rows, values_in
from wps_eval.plan.body_names import BodyNames
from wps_eval.results.columns import differences_of, indicators_of
from wps_eval.results.store import frame, write_table
from wps_eval.sources.returns import read_returns
from wps_eval.workspace.intake import people_of, take_in_rounds


def measure(workspace):
    """Take in, estimate, pair and judge; give all that is met on the way."""
    study, plan = workspace.study, workspace.plan
    rules, known = rules_of(study, plan), subjects(plan, workspace.sheets)
    taken = take_in_rounds(workspace)
    people = people_of(taken)
    surveys = {name: survey_results(people, kinds, known, rules) for name, kinds in TABLES.items()}
    surveys["training"] = course_results(people, known, rules)
    register = read_register(study, plan, workspace.root.data(study.figures))
    values = [*register.values]
    differences = []
    for name, results in surveys.items():
        values += values_in(frame(indicators_of(name), results.indicators))
        differences += differences_in(frame(differences_of(name), results.differences))
    judged = judge_study(values, differences, known, plan, windows_of(study, plan), rules)
    return SimpleNamespace(
        taken=taken, people=people, surveys=surveys, register=register, values=values,
        differences=differences, subjects=known, rules=rules, pairs=judged.pairs,
        verdicts=judged.verdicts, faults=judged.faults,
    )  # fmt: skip


def verdict_of(measured, indicator, place="IQ", group=""):
    """Give the one verdict of an indicator and domain."""
    (row,) = (
        r
        for r in measured.verdicts
        if (r["indicator"], r["place"], r["group"]) == (indicator, place, group)
    )
    return row


HOUSE = Path(__file__).parents[1]


def lay_figures(folder, rows, *, targets="", places="[IQ]"):
    """Lay a workbench whose only figures are the given rows, and a mid-term study of it."""
    for name in ("data/plan", "data/instruments", "params", "notebooks"):
        shutil.copytree(HOUSE / name, folder / name, dirs_exist_ok=True)
    figures = folder / "data" / "figures"
    figures.mkdir(parents=True)
    shutil.copy(HOUSE / "data/figures/sheets.csv", figures)
    (figures / "f.csv").write_text(rows, encoding="utf-8")
    with (folder / "data/plan/targets.csv").open("a", encoding="utf-8") as file:
        file.write(targets)
    params = folder / "params/midterm-2022.yml"
    text = params.read_text(encoding="utf-8").replace("places: [IQ]", f"places: {places}")
    params.write_text(text, encoding="utf-8")
    return folder


def write_released(workspace):
    """Measure a study of figures alone and release it, as a run does."""
    got, edition, plan = measure(workspace), workspace.study.name, workspace.plan
    until = workspace.study.current.end
    returns = read_returns(
        workspace.root.data(workspace.study.returns),
        bodies_by_activity(plan),
        BodyNames.of(plan),
    )
    tables = {
        "estimates": (
            *value_rows(edition, got.values, got.subjects),
            *value_rows(edition, values_since_start(got.pairs), got.subjects),
        ),
        "commitments": commitment_rows(edition, plan, got.values, got.subjects, until),
        "subjects": subject_rows(got.subjects, got.values),
        "verdicts": got.verdicts,
        "evaluability": evaluability_rows(edition, got.pairs, rounds=bool(got.people)),
        "rounds": round_rows(edition, got.taken),
        "activities": activity_rows(edition, plan, returns.activities, until),
        "budget": budget_rows(edition, plan, returns.budget, until),
        "inputs": got.register.inputs,
        **{name: results.scales for name, results in got.surveys.items()},
        "item_functioning": got.surveys["knowledge"].functioning,
    }
    measured = {name: frame(name, rows) for name, rows in tables.items()}
    for name, table in release(measured, Policy.of({}, plan.partitions, b"")).items():
        write_table(table, name, workspace.root.released(edition))
    return got
