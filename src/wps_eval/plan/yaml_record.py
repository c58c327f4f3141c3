"""Read a YAML file that holds one record, collecting every fault on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from wps_eval.errors import Where
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.yaml_file import read_yaml
from wps_eval.plan.complaints import fault_of

if TYPE_CHECKING:
    from pathlib import Path

    from wps_eval.errors import Fault

R = TypeVar("R", bound=BaseModel)


def read_yaml_record(path: Path, model: type[R], absent: Fault, faults: list[Fault]) -> R | None:
    """Read one record.

    Args:
        path: The YAML file.
        model: The record's class; its fields are the keys.
        absent: The fault where there is no such file.
        faults: Where faults are collected.

    Returns:
        The record; None where it cannot be read.
    """
    if not file_is_there(path):
        faults.append(absent)
        return None
    before = len(faults)
    content = read_yaml(path, path.name, faults)
    if len(faults) > before:
        return None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults.extend(fault_of(detail, model, Where(path.name)) for detail in error.errors())
    return None
