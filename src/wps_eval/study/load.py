"""Read a study's params file and check it against the plan, all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from wps_eval.errors import Fault, StudyFaults, Where, nearest
from wps_eval.plan.tables import expectation
from wps_eval.study.model import Study
from wps_eval.words.translated import KEPT, columns

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.plan import Plan


def load_study(path: Path) -> Study:
    """Read ``params/<study>.yml`` into one frozen ``Study``.

    Args:
        path: The params file.

    Raises:
        StudyFaults: With every fault found, the misspelt keys with the nearest name.
    """
    where = Where(f"params/{path.name}")
    choices = _read(path, where)
    if "name" in choices:
        _refuse(
            Where(where.file, "", 0, "name"),
            "unknown_key",
            "'name'",
            "no name: a study is called as its file",
            "Remove the key.",
        )
    try:
        return Study.model_validate({"name": path.stem, **choices})
    except ValidationError as error:
        faults = [_fault(detail, where) for detail in error.errors()]
        raise StudyFaults(sorted(faults), f"params/{path.name}") from error


def _read(path: Path, where: Where) -> dict[str, Any]:
    if not path.is_file():
        known = sorted(p.stem for p in path.parent.glob("*.yml"))
        _refuse(
            where,
            "missing_file",
            "no such file",
            "a study's params file",
            nearest(path.stem, known),
        )
    try:
        choices = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, ValueError) as error:  # ValueError: a day that does not exist, bad bytes
        _refuse(
            where,
            "not_yaml",
            str(error).splitlines()[0],
            "YAML in UTF-8 with days that exist",
            "Check the indentation, the colons, the dates and the file's encoding.",
        )
    if not isinstance(choices, dict):
        _refuse(
            where,
            "empty_file",
            "no choices",
            "keys such as kind, places and current",
            "Copy another params file and edit it.",
        )
    return choices


def _refuse(where: Where, code: str, found: str, expected: str, remedy: str) -> NoReturn:
    raise StudyFaults([Fault(where, code, found, expected, remedy)], where.file)


def check_against_plan(study: Study, plan: Plan, languages: tuple[str, ...]) -> list[Fault]:
    """Find what the plan shows to be wrong in a study's choices.

    Args:
        study: The choices.
        plan: The plan that the study evaluates.
        languages: The languages that have a catalogue.

    Returns:
        The faults: unknown places, indicators or languages, a period outside the plan's.
    """
    file = f"params/{study.name}.yml"
    known = {
        "places": {*plan.reporting_places},
        "primary": {indicator.code for indicator in plan.indicators},
        "languages": set(languages),
    }
    faults = [
        Fault(
            Where(file, "", 0, column),
            f"unknown_{column}",
            repr(code),
            f"one of the known {column}",
            nearest(code, sorted(names)),
        )
        for column, names in known.items()
        for code in getattr(study, column)
        if plan.indicator_code(code) not in names
    ]
    if study.current.start < plan.head.period.start:
        faults.append(
            Fault(
                Where(file, "", 0, "current.start"),
                "current_before_plan",
                str(study.current.start),
                f"a day on or after the plan's start, {plan.head.period.start}",
                "Move the current period into the plan's.",
            )
        )
    if study.current.end > plan.head.period.end:
        faults.append(
            Fault(
                Where(file, "", 0, "current.end"),
                "current_after_plan",
                str(study.current.end),
                f"a day on or before the plan's end, {plan.head.period.end}",
                "Move the current period into the plan's.",
            )
        )
    return faults


def study_schema() -> dict[str, Any]:
    """Give the JSON Schema of a params file, so that an editor completes its keys."""
    schema = Study.model_json_schema()
    schema["properties"].pop("name")
    schema["required"] = [key for key in schema["required"] if key != "name"]
    return schema


def _fault(detail: Any, where: Where) -> Fault:
    keys = [str(part) for part in detail["loc"] if part != KEPT]
    spot = Where(where.file, "", 0, ".".join(keys))
    if detail["type"] == "extra_forbidden":
        return Fault(
            spot,
            "unknown_key",
            repr(keys[-1]),
            "a key of the study",
            nearest(keys[-1], _keys(keys[:-1])),
        )
    if detail["type"] == "missing":
        return Fault(spot, "missing_key", "no such key", "a value", f"Add {keys[-1]}: to the file.")
    return Fault(
        spot,
        "bad_value",
        repr(detail["input"]),
        expectation(detail),
        "Correct the value.",
    )


def _keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = Study
    for key in path:
        field = model.model_fields.get(key)
        inner = field.annotation if field else None
        kinds = [k for k in (inner, *get_args(inner)) if isinstance(k, type)]
        model = next((k for k in kinds if issubclass(k, BaseModel)), model)
    return sorted({*columns(model)} - {"name"})
