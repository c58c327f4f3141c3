"""``wps-eval check``: the very code of a run, up to its judging, with nothing kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wps_eval.change.difference_rows import differences_in
from wps_eval.change.judging import judge_study
from wps_eval.change.shared_units import shared_unit_questions
from wps_eval.change.survey_results import course_results, survey_results
from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.evaluation.load import judgement_faults, read_judgement
from wps_eval.indicators.activity_rows import bodies_by_activity
from wps_eval.indicators.constructs import TABLES
from wps_eval.indicators.register import read_register, windows_of
from wps_eval.indicators.rules import rules_of
from wps_eval.indicators.subject import subjects
from wps_eval.indicators.value_rows import values_in
from wps_eval.plan.body_names import BodyNames
from wps_eval.report.chapter_texts import prose_faults
from wps_eval.report.cover import EMBLEM_FORMATS
from wps_eval.report.edition import load_edition
from wps_eval.results.columns import differences_of, indicators_of
from wps_eval.results.store import frame
from wps_eval.run.final_edition import final_faults
from wps_eval.run.kept_too_long import kept_too_long
from wps_eval.run.pipeline import read_pipeline
from wps_eval.run.unused_files import unused_files
from wps_eval.sources.fault_workbook import write_marked_copies
from wps_eval.sources.returns import read_returns
from wps_eval.study.texts import read_texts
from wps_eval.words.catalogue import Words
from wps_eval.words.glossary import read_terms
from wps_eval.workspace.comparison_groups import comparison_group_faults
from wps_eval.workspace.intake import people_of, take_in_rounds
from wps_eval.workspace.partner_studies import partner_studies_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from wps_eval.change.survey_results import SurveyResults
    from wps_eval.report.edition import Edition
    from wps_eval.sources.figure import Figure
    from wps_eval.workspace.opened import Workspace
    from wps_eval.workspace.people import People


def check_study(
    study: str, *, mark: bool = False, language: str = "en", start: Path | None = None
) -> tuple[Edition | None, list[Fault], list[Path]]:
    """Find every fault in a study: its choices and tables, and all that a run would measure.

    Args:
        study: The study's name.
        mark: Whether to write marked copies of the files with faults.
        language: The language of their comments.
        start: Where to look for the workbench from.

    Returns:
        The edition if the study could be opened, the faults, and the marked copies written.
    """
    edition, faults = check_choices(study, start=start)
    if edition is None:
        return None, faults, []
    asked = kept_too_long(edition.workspace, datetime.now(UTC).date())
    faults = [*measuring_faults(edition.workspace), *faults, *asked]
    copies: list[Path] = []
    if mark and faults:
        folder = edition.root.data(edition.study.figures)
        copies = write_marked_copies(folder, faults, edition.root.faults(study), Words(language))
    return edition, faults, copies


def check_choices(study: str, *, start: Path | None = None) -> tuple[Edition | None, list[Fault]]:
    """Find what is wrong before anything is measured: params file, plan, notebooks, evaluators' tables.

    Args:
        study: The study's name.
        start: Where to look for the workbench from.

    Returns:
        The edition if the study could be opened, and the faults.
    """
    try:
        edition = load_edition(study, start=start)
        read_pipeline(edition.root)
    except InputFaults as error:
        return None, list(error.faults)
    table_faults, all_read = _evaluator_table_faults(edition)
    return edition, [
        *comparison_group_faults(edition.workspace),
        *_return_faults(edition.workspace),
        *table_faults,
        *_earlier_edition_faults(edition),
        *_emblem_faults(edition),
        # a table that was not read is not an empty one
        *(final_faults(edition) if all_read else ()),
    ]


def measuring_faults(workspace: Workspace) -> list[Fault]:
    """Take in, estimate, pair and judge as a run does, keep nothing, and give every fault met.

    Args:
        workspace: The study.
    """
    study, plan = workspace.study, workspace.plan
    entered = partner_studies_of(workspace.root, study, plan)
    register = read_register(study, plan, workspace.root.data(study.figures), entered)
    faults, people = [*entered.faults, *register.faults], {}
    try:
        people = people_of(take_in_rounds(workspace))
        surveys = _measured_surveys(workspace, people)
    except InputFaults as error:
        return [*faults, *error.faults]
    values = [*register.values, *_survey_values(surveys)]
    differences = [
        difference
        for name, results in surveys.items()
        for difference in differences_in(frame(differences_of(name), results.differences))
    ]
    known_subjects, rules = subjects(plan, workspace.sheets), rules_of(study, plan)
    judged = judge_study(values, differences, known_subjects, plan, windows_of(study, plan), rules)
    designs = {code: each.design for code, each in people.items()}
    return [*faults, *judged.faults, *shared_unit_questions(designs, rules.tests)]


def _measured_surveys(
    workspace: Workspace, people: Mapping[str, People]
) -> dict[str, SurveyResults]:
    """Estimate and compare as the survey notebooks do: the results of each, by its name."""
    known_subjects = subjects(workspace.plan, workspace.sheets)
    rules = rules_of(workspace.study, workspace.plan)
    scales = {
        name: survey_results(people, kinds, known_subjects, rules) for name, kinds in TABLES.items()
    }
    return scales | {"training": course_results(people, known_subjects, rules)}


def _survey_values(surveys: Mapping[str, SurveyResults]) -> Iterable[Figure]:
    """Give the values of the plan's indicators that surveys estimated."""
    for name, results in surveys.items():
        yield from values_in(frame(indicators_of(name), results.indicators))


def _return_faults(workspace: Workspace) -> tuple[Fault, ...]:
    """Find the faults in what bodies sent in."""
    plan = workspace.plan
    folder = workspace.root.data(workspace.study.returns)
    return read_returns(folder, bodies_by_activity(plan), BodyNames.of(plan)).faults


def check_prose(edition: Edition) -> list[Fault]:
    """Find what the last run's results do not bear out in the authors' texts, and what nothing reads.

    No gate of a run before the edition is final: results must be free to move before the texts
    follow. Before the first run there is nothing to hold a text against.
    """
    return [*unused_files(edition), *(prose_faults(edition) if edition.has_run else ())]


def _evaluator_table_faults(edition: Edition) -> tuple[list[Fault], bool]:
    """Find what leads nowhere in the evaluators' own tables, and say whether all of them could be read."""
    faults: list[Fault] = []
    name = edition.study.name
    bodies = BodyNames.of(edition.plan)
    studies = edition.partner_studies.studies
    judgement = read_judgement(edition.root.judgement(name), faults, bodies, studies)
    read_terms(edition.root.judgement(name) / "terms.csv", faults)
    read_texts(edition.root.judgement(name), faults)
    if faults:  # what hangs on a table that was not read would only bury them
        return faults, False
    indicator_codes = {indicator.code for indicator in edition.plan.indicators}
    dangling_faults = judgement_faults(
        judgement,
        name=name,
        kind=edition.study.kind,
        bodies={body.code for body in edition.plan.bodies},
        indicators=indicator_codes,
        studies=studies,
        final=edition.study.state == "final",
    )
    return dangling_faults, True


def _earlier_edition_faults(edition: Edition) -> list[Fault]:
    """Find that the edition which a study says it follows is no study."""
    name = edition.study.earlier
    if not name or edition.root.study(name).is_file():
        return []
    known = tuple(sorted(path.stem for path in edition.root.params.glob("*.yml")))
    where = Where(f"params/{edition.study.name}.yml", column="earlier")
    return [Fault("unknown_study", where, found=name, known=known)]


def _emblem_faults(edition: Edition) -> list[Fault]:
    """Find that the emblem which a cover names is not there, or no picture that every format can take."""
    name = edition.study.cover.emblem
    path = edition.root.judgement(edition.study.name) / name
    if not name or (path.is_file() and path.suffix.lower() in EMBLEM_FORMATS):
        return []
    where = Where(f"params/{edition.study.name}.yml", column="cover.emblem")
    known = path.suffix.lower() in EMBLEM_FORMATS
    return [Fault("no_emblem" if known else "emblem_format", where, name, tuple(EMBLEM_FORMATS))]
