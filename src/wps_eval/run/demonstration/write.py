"""Write the demonstration's inputs into ``data/demo/``, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from wps_eval.errors import PlanFaults
from wps_eval.files.open_table import open_table
from wps_eval.files.permissions import OWNER_ONLY, close_folder
from wps_eval.files.spreadsheet_text import guarded
from wps_eval.files.whole_file import write_whole
from wps_eval.plan import load_plan
from wps_eval.run.demonstration import studies
from wps_eval.run.demonstration.adults import adult_round
from wps_eval.run.demonstration.figures import SOURCE, demonstration_figures
from wps_eval.run.demonstration.groups import GROUPS, group_round
from wps_eval.run.demonstration.returns import activity_returns, budget_returns
from wps_eval.run.demonstration.secondary_answers import write_secondary
from wps_eval.run.demonstration.staff import course_submissions, feedback_counts, staff_round
from wps_eval.run.demonstration.study_answers import write_answers, write_villages
from wps_eval.run.demonstration.truth import TRAINING, YEARS, truth
from wps_eval.sources.declared_outcomes import DECLARED, declare
from wps_eval.sources.instrument import read_instrument
from wps_eval.sources.partner_study import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wps_eval.errors import Fault
    from wps_eval.paths import Root
    from wps_eval.plan import Plan

Row = dict[str, object]
SALT = b"the demonstration's secret is none"
DEFINITION = "DEMONSTRATION DATA: made up, nothing here is a finding."
ETHICS = {"approval": "None was needed: nobody was asked (demonstration)", "date": "2020-01-01",
          "referral_pathway": "None: nobody was asked (demonstration)"}  # fmt: skip


def write_demonstration(root: Root) -> tuple[Path, ...]:
    """Write all of ``data/demo/`` again.

    Args:
        root: The workbench.

    Returns:
        The files written. What lay in ``data/demo/`` before is gone.

    Raises:
        PlanFaults: The plan's folder holds faults.
        SurveyFaults: A questionnaire does.
    """
    demo_folder = root.data("demo")
    shutil.rmtree(demo_folder, ignore_errors=True)
    plan = load_plan(root.data("plan"))
    made = demonstration_figures(plan)
    shutil.copytree(root.data("plan"), demo_folder / "plan")
    files = [
        _write_text(
            demo_folder / "README.md",
            f"# {DEFINITION}\n\nWritten by `wps-eval demo`; `truth.json` holds what was planted.\n",
        ),
        _write_text(demo_folder / "truth.json", json.dumps(truth(made.planted), indent=2) + "\n"),
        _write_text(demo_folder / "figures" / "figures.csv", _csv_text(made.figures)),
        _write_indicator_sheets(root, demo_folder, made.defined),
        _write_targets(demo_folder, made.targets),
        _write_text(
            demo_folder / "returns" / "activities.csv", _csv_text(list(activity_returns(plan)))
        ),
        _write_text(demo_folder / "returns" / "budget.csv", _csv_text(list(budget_returns(plan)))),
    ]
    return (
        *files,
        *_write_study(demo_folder / "studies", plan),
        *_write_rounds(root, demo_folder, [place.code for place in plan.places]),
    )


def _write_study(folder: Path, plan: Plan) -> list[Path]:
    """Write the register of memoranda and two studies, each of which declared its first outcome in time."""
    own = folder / studies.STUDY
    facts = studies.study_facts(plan, DEFINITION, ETHICS)
    first, _ = studies.outcomes()
    files = [
        _write_text(folder / "memoranda.csv", _csv_text(list(studies.memoranda(plan)))),
        _write_text(own / "study.yml", f"# {DEFINITION}\n{_yaml_text(facts)}"),
        _write_text(own / "protocol.md", f"# Protocol\n\n{DEFINITION}\n"),
        _write_text(own / "outcomes.csv", _csv_text(list(studies.outcomes()))),
        _write_private(
            own / "estimates.csv", _csv_text(list(studies.study_estimates())).encode("utf-8")
        ),
    ]
    private = folder.parent / "private" / studies.STUDY
    files += [
        _close(write_answers(private / "answers.sav")),
        _close(write_answers(private / "answers-2021.sav", before=True)),
        _close(write_villages(private / "villages.csv")),
    ]
    declare(own, [Outcome.model_validate(first)], date.fromisoformat(studies.DECLARED_ON))
    return [*files, own / DECLARED, *_write_secondary_study(folder)]


def _write_secondary_study(folder: Path) -> list[Path]:
    """Write a study on a file that others collected; the file is a stand-in, made up too."""
    own, outcome = folder / studies.SECONDARY, studies.secondary_outcome()
    files = [
        _write_text(own / "study.yml", f"# {DEFINITION}\n{_yaml_text(studies.secondary_facts())}"),
        _write_text(own / "protocol.md", f"# Protocol\n\n{DEFINITION}\n"),
        _write_text(own / "outcomes.csv", _csv_text([outcome])),
        _close(write_secondary(folder.parent / "private" / studies.SECONDARY / "stand-in.sav")),
    ]
    declare(own, [Outcome.model_validate(outcome)], date.fromisoformat(studies.DECLARED_ON))
    return [*files, own / DECLARED]


def _write_rounds(root: Root, demo_folder: Path, places: Sequence[str]) -> list[Path]:
    """Write the survey rounds of every year, the course, and the secret for hashing."""
    forms = {
        name: read_instrument(root.data("instruments") / name)
        for name in ("population", "security_staff", "training", "feedback", *GROUPS)
    }
    governorates = [code for code in places if code.startswith("IQG")]
    files = [_write_private(demo_folder / "private" / "salt", SALT)]
    for year in YEARS:
        people, sample = adult_round(forms["population"], governorates, year)
        files += _write_round(demo_folder, f"population-{year}", "population", people, sample,
                        title=f"Adults, {year}", population="People aged 18 or over in households",
                        start=f"{year}-09-01", end=f"{year}-09-30")  # fmt: skip
        women, sites = staff_round(forms["security_staff"], year)
        files += _write_round(demo_folder, f"staff-{year}", "security_staff", women, sites,
                        title=f"Women staff of the security sector, {year}",
                        population="Women who work in four security services",
                        start=f"{year}-10-01", end=f"{year}-10-31")  # fmt: skip
        counts = feedback_counts(forms["feedback"], governorates, year)
        files += _write_round(demo_folder, f"feedback-{year}", "feedback", counts, [], kind="census",
                        title=f"Feedback on services, {year}", population="All who left feedback",
                        start=f"{year}-01-01", end=f"{year}-12-31")  # fmt: skip
        for form, (title, population) in GROUPS.items():
            asked, units = group_round(forms[form], governorates, year)
            files += _write_round(demo_folder, f"{form}-{year}", form, asked, units,
                            title=f"{title}, {year}", population=population,
                            start=f"{year}-10-01", end=f"{year}-10-31")  # fmt: skip
    files += _write_round(demo_folder, TRAINING, "training", course_submissions(forms["training"]), [],
                    kind="training_intake", title="A course on negotiation, 2022",
                    population="Everybody in twelve classes", start="2022-10-01", end="2022-12-31",
                    psu="class_code")  # fmt: skip
    return files


def _write_round(  # noqa: PLR0913 - the facts of one round
    demo_folder: Path,
    code: str,
    instrument: str,
    people: Sequence[Row],
    sample: Sequence[Row],
    *,
    title: str,
    population: str,
    start: str,
    end: str,
    kind: str = "probability",
    psu: str = "",
) -> list[Path]:
    """Write one round: its facts, its export, and its sample list where it has one."""
    design = {"kind": kind} | ({"psu": psu} if psu else {})
    if sample:
        design |= {"weight": "weight", "stratum": "stratum", "psu": "psu_code"}
    facts = {
        "title": f"{title} (demonstration)", "instrument": instrument, "data": "export.csv",
        "design": design, "start": start, "end": end, "population": population,
        "mode": "Face to face, on a tablet", "conductor": "Nobody (demonstration)",
        "sponsor": "Nobody (demonstration)", "recruitment": "Drawn from a made-up frame",
        "limitations": DEFINITION, "ethics": ETHICS, "microdata": True, "demonstration": True,
    }  # fmt: skip
    files = [
        _write_text(
            demo_folder / "surveys" / code / "round.yml", f"# {DEFINITION}\n{_yaml_text(facts)}"
        ),
        _write_private(
            demo_folder / "private" / code / "export.csv", _csv_text(people).encode("utf-8")
        ),
    ]
    if sample:
        files.append(_write_text(demo_folder / "surveys" / code / "sample.csv", _csv_text(sample)))
    return files


def _write_indicator_sheets(root: Root, demo_folder: Path, defined: Sequence[Row]) -> Path:
    """Write reference sheets of the indicators that have figures, in the columns of the real ones."""
    columns, _ = _table(root.data("figures") / "sheets.csv")
    texts = {"definition": DEFINITION, "source": SOURCE}
    rows = [dict.fromkeys(columns, "") | row | texts for row in defined]
    return _write_text(demo_folder / "figures" / "sheets.csv", _csv_text(rows, columns))


def _write_targets(demo_folder: Path, targets: Sequence[Row]) -> Path:
    """Add made-up targets to the plan's, and drop those of context figures."""
    path = demo_folder / "plan" / "targets.csv"
    columns, table_rows = _table(path)
    rows = [row for row in table_rows if not str(row["indicator"]).startswith("C-")]
    return _write_text(path, _csv_text([*rows, *targets], columns))


def _csv_text(rows: Sequence[Mapping[str, object]], columns: Sequence[str] = ()) -> str:
    """Write rows as CSV; columns in the order in which rows first have them, unless given."""
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow({n: guarded(c) if isinstance(c, str) else c for n, c in row.items()})
    return buffer.getvalue()


def _table(path: Path) -> tuple[list[str], list[Row]]:
    """Read the columns and rows of one of the workbench's own tables.

    Raises:
        PlanFaults: It does not open.
    """
    faults: list[Fault] = []
    tables = open_table(path, path.name, faults)
    if faults:
        raise PlanFaults(faults, path.name)
    (_, head), *lines = tables[0].rows
    return list(head), [
        dict(zip_longest(head, cells[: len(head)], fillvalue="")) for _, cells in lines
    ]


def _yaml_text(facts: Mapping[str, object]) -> str:
    buffer = io.StringIO()
    YAML(typ="safe", pure=True).dump(json.loads(json.dumps(facts)), buffer)
    return buffer.getvalue()


def _write_text(path: Path, text: str) -> Path:
    return _write_bytes(path, text.encode("utf-8"))


def _write_private(path: Path, data: bytes) -> Path:
    """Write a file that only its owner may open, into a folder that only its owner may enter."""
    return _close(_write_bytes(path, data))


def _close(path: Path) -> Path:
    """Let only its owner open a file, and enter its folder."""
    close_folder(path.parent)
    path.chmod(OWNER_ONLY)
    return path


def _write_bytes(path: Path, data: bytes) -> Path:
    """Write a file, making its folder, and give its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_whole(path, data)
