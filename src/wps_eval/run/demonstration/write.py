"""Write the demonstration's inputs into ``data/demo/``, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from wps_eval.plan import load_plan
from wps_eval.run.demonstration.adults import adult_round
from wps_eval.run.demonstration.figures import SOURCE, demonstration_figures
from wps_eval.run.demonstration.returns import activity_returns, budget_returns
from wps_eval.run.demonstration.staff import course_forms, feedback_counts, staff_round
from wps_eval.run.demonstration.truth import TRAINING, YEARS, truth
from wps_eval.sources.instrument import read_instrument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wps_eval.paths import Root

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
    home = root.data("demo")
    shutil.rmtree(home, ignore_errors=True)
    plan = load_plan(root.data("plan"))
    figures, targets, defined = demonstration_figures(plan)
    shutil.copytree(root.data("plan"), home / "plan")
    files = [
        _text(
            home / "README.md",
            f"# {DEFINITION}\n\nWritten by `wps-eval demo`; `truth.json` holds what was planted.\n",
        ),
        _text(home / "truth.json", json.dumps(truth(), indent=2) + "\n"),
        _text(home / "figures" / "figures.csv", _csv(figures)),
        _sheets(root, home, defined),
        _targets(home, targets),
        _text(home / "returns" / "activities.csv", _csv(list(activity_returns(plan)))),
        _text(home / "returns" / "budget.csv", _csv(list(budget_returns(plan)))),
    ]
    return (*files, *_rounds(root, home, [p.code for p in plan.places]))


def _rounds(root: Root, home: Path, places: Sequence[str]) -> list[Path]:
    forms = {
        name: read_instrument(root.data("instruments") / name)
        for name in ("population", "security_staff", "training", "feedback")
    }
    governorates = [code for code in places if code.startswith("IQG")]
    files = [_bytes(home / "private" / "salt", SALT)]
    for year in YEARS:
        people, sample = adult_round(forms["population"], governorates, year)
        files += _round(home, f"population-{year}", "population", people, sample,
                        title=f"Adults, {year}", population="People aged 18 or over in households",
                        start=f"{year}-09-01", end=f"{year}-09-30")  # fmt: skip
        women, sites = staff_round(forms["security_staff"], year)
        files += _round(home, f"staff-{year}", "security_staff", women, sites,
                        title=f"Women staff of the security sector, {year}",
                        population="Women who work in four security services",
                        start=f"{year}-10-01", end=f"{year}-10-31")  # fmt: skip
        counts = feedback_counts(forms["feedback"], governorates, year)
        files += _round(home, f"feedback-{year}", "feedback", counts, [], kind="census",
                        title=f"Feedback on services, {year}", population="All who left feedback",
                        start=f"{year}-01-01", end=f"{year}-12-31")  # fmt: skip
    files += _round(home, TRAINING, "training", course_forms(forms["training"]), [],
                    kind="training_intake", title="A course on negotiation, 2022",
                    population="Everybody in twelve classes", start="2022-10-01", end="2022-12-31",
                    psu="class_code")  # fmt: skip
    return files


def _round(  # noqa: PLR0913 - the facts of one round
    home: Path,
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
    design = {"kind": kind} | ({"psu": psu} if psu else {})
    if sample:
        design |= {"weight": "weight", "stratum": "stratum", "psu": "psu_code"}
    facts = {
        "title": f"{title} (demonstration)", "instrument": instrument, "data": "export.csv",
        "design": design, "start": start, "end": end, "population": population,
        "mode": "Face to face, on a tablet", "conductor": "Nobody (demonstration)",
        "sponsor": "Nobody (demonstration)", "recruitment": "Drawn from a made-up frame",
        "limitations": DEFINITION, "ethics": ETHICS, "demonstration": True,
    }  # fmt: skip
    files = [
        _text(home / "surveys" / code / "round.yml", f"# {DEFINITION}\n{_yaml(facts)}"),
        _text(home / "private" / code / "export.csv", _csv(people)),
    ]
    (home / "private" / code).chmod(0o700)
    if sample:
        files.append(_text(home / "surveys" / code / "sample.csv", _csv(sample)))
    return files


def _sheets(root: Root, home: Path, defined: Sequence[Row]) -> Path:
    with (root.data("figures") / "sheets.csv").open(encoding="utf-8", newline="") as handle:
        columns = list(csv.DictReader(handle).fieldnames or [])
    texts = {"definition": DEFINITION, "source": SOURCE}
    rows = [dict.fromkeys(columns, "") | row | texts for row in defined]
    return _text(home / "figures" / "sheets.csv", _csv(rows, columns))


def _targets(home: Path, targets: Sequence[Row]) -> Path:
    path = home / "plan" / "targets.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        columns = list(reader.fieldnames or [])
        rows = [row for row in reader if not row["indicator"].startswith("C-")]
    return _text(path, _csv([*rows, *targets], columns))


def _csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str] = ()) -> str:
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _yaml(facts: Mapping[str, object]) -> str:
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(json.loads(json.dumps(facts)), out)
    return out.getvalue()


def _text(path: Path, text: str) -> Path:
    return _bytes(path, text.encode("utf-8"))


def _bytes(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
