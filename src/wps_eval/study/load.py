"""Read a study's params file and check it against the plan, all faults at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError

from wps_eval.errors import Fault, StudyFaults, Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.yaml_file import read_yaml
from wps_eval.plan.complaints import bad_value_fault
from wps_eval.study.model import Study
from wps_eval.words.translated import KEPT_TRANSLATIONS, record_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
    choices = _read_choices(path, where)
    if "name" in choices:
        _raise_fault(Fault("study_named", Where(where.file, "", 0, "name")))
    try:
        return Study.model_validate({"name": path.stem, **choices})
    except ValidationError as error:
        faults = [choice_fault(detail, where) for detail in error.errors()]
        raise StudyFaults(sorted(faults), f"params/{path.name}") from error


def _read_choices(path: Path, where: Where) -> dict[str, Any]:
    """Read the params file as a record; a file that holds none is refused at once."""
    if not file_is_there(path):
        known = sorted(file.stem for file in path.parent.glob("*.yml"))
        _raise_fault(Fault("no_study", where, found=path.stem, known=tuple(known)))
    faults: list[Fault] = []
    choices = read_yaml(path, where.file, faults)
    if faults:
        raise StudyFaults(sorted(faults), where.file)
    if not isinstance(choices, dict):
        _raise_fault(Fault("no_choices", where))
    return choices


def _raise_fault(fault: Fault) -> NoReturn:
    raise StudyFaults([fault], fault.where.file)


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
    faults = [
        *_unknown_name_faults("unknown_places", study, plan, "places", plan.reporting_places),
        *_unknown_name_faults(
            "unknown_primary",
            study,
            plan,
            "primary",
            {indicator.code for indicator in plan.indicators},
        ),
        *_unknown_name_faults("unknown_languages", study, plan, "languages", languages),
    ]
    if study.current.start < plan.head.period.start:
        where = Where(file, "", 0, "current.start")
        faults.append(
            Fault("current_before_plan", where, study.current.start, plan.head.period.start)
        )
    if study.current.end > plan.head.period.end:
        where = Where(file, "", 0, "current.end")
        faults.append(Fault("current_after_plan", where, study.current.end, plan.head.period.end))
    return faults


def _unknown_name_faults(
    code: str, study: Study, plan: Plan, column: str, names: Iterable[str]
) -> Iterator[Fault]:
    """Find what a study names under the key ``column`` and is none of ``names``."""
    where, known = Where(f"params/{study.name}.yml", "", 0, column), tuple(sorted(names))
    for chosen in getattr(study, column):
        if plan.indicator_code(chosen) not in known:
            yield Fault(code, where, found=chosen, known=known)


def study_schema() -> dict[str, Any]:
    """Give the JSON Schema of a params file, so that an editor completes its keys."""
    schema = Study.model_json_schema()
    schema["properties"].pop("name")
    schema["required"] = [key for key in schema["required"] if key != "name"]
    return schema


def choice_fault(detail: Any, where: Where) -> Fault:
    """Give one of pydantic's complaints about a params file as a fault of its key.

    Args:
        detail: The complaint.
        where: The params file.
    """
    keys = [str(part) for part in detail["loc"] if part != KEPT_TRANSLATIONS]
    spot = Where(where.file, "", 0, ".".join(keys))
    if detail["type"] == "extra_forbidden":
        return Fault("unknown_key", spot, found=keys[-1], known=_known_keys(keys[:-1]))
    if detail["type"] == "missing":
        return Fault("missing_key", spot, expected=keys[-1])
    return bad_value_fault(detail, spot)


def _known_keys(keys_above: list[str]) -> tuple[str, ...]:
    """Give the keys that may stand under a path of keys, sorted."""
    model: type[BaseModel] = Study
    for key in keys_above:
        field = model.model_fields.get(key)
        annotation = field.annotation if field else None
        classes = [kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type)]
        model = next((kind for kind in classes if issubclass(kind, BaseModel)), model)
    return tuple(sorted({*record_columns(model)} - {"name"}))
