"""What is wrong in the comparison groups that a study declares, seen from its rounds' questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, InputFaults, Where
from wps_eval.sources.instrument import Meaning, read_instrument
from wps_eval.sources.kept_answers import kept_questions
from wps_eval.sources.round_facts import load_round
from wps_eval.workspace.regions import PLACE_QUESTION, REGION_COLUMN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.sources.instrument import Instrument, Question
    from wps_eval.study.model import ComparisonGroup
    from wps_eval.workspace.opened import Workspace

OF_PLACES = (PLACE_QUESTION, REGION_COLUMN)
#: types of questions whose answers are one code each
_ONE_ANSWER = ("select_one", "calculate")


def comparison_group_faults(workspace: Workspace) -> list[Fault]:
    """Find what the choices and the questionnaires show to be wrong in the groups that are compared.

    Args:
        workspace: The study.

    Returns:
        All faults at once: a code that stands twice, rounds that were not declared to be compared, a code in both
        groups; columns, answers and scales that a round's questionnaire does not hold or does not tell results by,
        with the nearest; what is sensitive. A questionnaire that cannot be read is told where rounds are taken in.
    """
    study = workspace.study
    faults: list[Fault] = []
    codes = [groups.code for groups in study.comparison_groups]
    pairs = {(pair.baseline, pair.current) for pair in study.comparisons}
    for position, groups in enumerate(study.comparison_groups):
        if groups.code in codes[:position]:
            faults.append(
                Fault("group_code_twice", _where(study.name, groups, "code"), groups.code)
            )
        if (groups.baseline, groups.current) not in pairs:
            asked = f"{groups.baseline} > {groups.current}"
            known = tuple(sorted(f"{before} > {now}" for before, now in pairs))
            where = _where(study.name, groups, "baseline")
            faults.append(Fault("pair_not_declared", where, asked, known=known))
            continue
        both = tuple(sorted({*groups.treated.codes} & {*groups.comparison}))
        if both:
            faults.append(Fault("code_in_both", _where(study.name, groups, "comparison"), both))
        for form in _forms(workspace, groups):
            faults += _form_faults(workspace, groups, form)
    return list(dict.fromkeys(faults))


def _where(study: str, groups: ComparisonGroup, key: str) -> Where:
    """Give the place of a key of one comparison in the params file."""
    return Where(f"params/{study}.yml", "", 0, f"comparison_groups.{groups.code}.{key}")


def _forms(workspace: Workspace, groups: ComparisonGroup) -> Iterator[Instrument]:
    """Give the questionnaires of both rounds, as far as they can be read."""
    folders = workspace.folders
    for code in (groups.baseline, groups.current):
        try:
            facts = load_round(folders.surveys / code)
            yield read_instrument(folders.instruments / facts.instrument)
        except InputFaults:  # told where the round is taken in
            continue


def _form_faults(
    workspace: Workspace, groups: ComparisonGroup, form: Instrument
) -> Iterator[Fault]:
    """Find what one questionnaire does not hold."""
    study, kept = workspace.study.name, {q.name: q for q in kept_questions(form)}
    told_by = {n: q for n, q in kept.items() if q.type in _ONE_ANSWER and q.disaggregate}
    balanced = {n: q for n, q in kept.items() if q.type != "select_multiple"}
    column = groups.treated.column
    yield from _column_faults(_where(study, groups, "treated.column"), column, form, kept, told_by)
    for key, names in (("balance_on", groups.balance_on), ("cluster", (groups.cluster,))):
        for name in filter(None, names):
            yield from _column_faults(_where(study, groups, key), name, form, kept, balanced)
    if groups.treated.column in groups.balance_on:
        yield Fault("balance_on_group", _where(study, groups, "balance_on"), groups.treated.column)
    yield from _answer_faults(workspace, groups, form, told_by)
    yield from _outcome_faults(workspace, groups, form)


def _column_faults(
    where: Where,
    name: str,
    form: Instrument,
    kept: dict[str, Question],
    right: dict[str, Question],
) -> Iterator[Fault]:
    """Find that a column is no kept answer of a form, is not of the kind that is wanted, or is sensitive."""
    found, known = Data(column=name, form=form.name), tuple(sorted(right))
    if name == REGION_COLUMN and PLACE_QUESTION in kept:
        return
    if name not in kept:
        yield Fault("group_column", where, found, known=known)
    elif name not in right and kept[name].type in _ONE_ANSWER:
        yield Fault("group_not_told_by", where, found, known=known)
    elif name not in right:
        yield Fault("several_answers", where, found, known=known)
    elif kept[name].sensitive:
        yield Fault("group_sensitive", where, found)


def _answer_faults(
    workspace: Workspace,
    groups: ComparisonGroup,
    form: Instrument,
    told_by: dict[str, Question],
) -> Iterator[Fault]:
    """Find codes that are no answers to the question that tells the groups apart."""
    column = groups.treated.column
    if column in told_by:
        answers = _answers(form, told_by[column])
    elif column == REGION_COLUMN:
        answers = tuple(place.code for place in workspace.plan.places)
    else:
        return
    for key, codes in (("treated.codes", groups.treated.codes), ("comparison", groups.comparison)):
        for code in codes:
            if code not in answers:
                where = _where(workspace.study.name, groups, key)
                yield Fault("group_answer", where, code, known=answers)


def _answers(form: Instrument, question: Question) -> tuple[str, ...]:
    """Give the codes that a question can be answered with."""
    no_answer = form.codes(question, *Meaning)
    listed = [choice.name for choice in form.lists.get(question.choices, ())]
    return tuple(code for code in listed if code not in no_answer) or question.results


def _outcome_faults(
    workspace: Workspace, groups: ComparisonGroup, form: Instrument
) -> Iterator[Fault]:
    """Find that what is compared is no scale of a form, or one that is told of the country alone."""
    outcome = workspace.plan.indicator_code(groups.outcome)
    items = form.construct(outcome) or tuple(
        item for item in form.questions if outcome in item.indicators
    )
    where = _where(workspace.study.name, groups, "outcome")
    if not items:
        known = tuple(sorted(form.constructs))
        yield Fault(
            "group_outcome", where, Data(outcome=groups.outcome, form=form.name), known=known
        )
    elif any(i.code == outcome and i.survey_group for i in workspace.plan.indicators):
        yield Fault("outcome_of_one_group", where, groups.outcome)
    elif groups.treated.column in OF_PLACES and any(item.sensitive for item in items):
        yield Fault("group_sensitive", where, Data(column=groups.outcome, form=form.name))
