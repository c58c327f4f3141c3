"""A study measured in this process, nothing kept: what tests look at."""

from types import SimpleNamespace

from wps_eval.change.difference_rows import differences_in
from wps_eval.change.judging import judge_study
from wps_eval.change.survey_results import course_results, survey_results
from wps_eval.indicators.constructs import TABLES
from wps_eval.indicators.declared import declared
from wps_eval.indicators.register import read_register, windows_of
from wps_eval.indicators.subject import subjects
from wps_eval.indicators.value_rows import values_in
from wps_eval.results.columns import differences_of, indicators_of
from wps_eval.results.store import frame
from wps_eval.workspace.intake import people_of, take_in_rounds


def measure(workspace):
    """Take in, estimate, pair and judge; give all that is met on the way."""
    study, plan = workspace.study, workspace.plan
    rules, known = declared(study, plan), subjects(plan, workspace.sheets)
    taken = take_in_rounds(workspace)
    people = people_of(taken)
    surveys = {name: survey_results(people, kinds, known, rules) for name, kinds in TABLES.items()}
    surveys["training"] = course_results(people, known, rules)
    register = read_register(study, plan, workspace.root.data(study.figures))
    values = [*register.figures]
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
