"""Read a YAML file that holds one record, collecting every fault on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from wps_eval.errors import Where
from wps_eval.plan.complaints import fault_of, not_yaml_fault

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
    if not path.is_file():
        faults.append(absent)
        return None
    try:
        return model.model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        faults.extend(fault_of(detail, model, Where(path.name)) for detail in error.errors())
    except (YAMLError, ValueError) as error:  # ValueError: a day that does not exist, bad bytes
        faults.append(not_yaml_fault(error, Where(path.name)))
    return None
