"""What is wrong with a params file that is not saved yet, each fault beside the field that it is in."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml.error import YAMLError

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.files.whole_file import write_whole
from wps_eval.plan.load import load_plan
from wps_eval.study.load import check_against_plan, load_study
from wps_eval.words.catalogue import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wps_eval.lab.params_form import FormField, ParamsFile
    from wps_eval.paths import Root


@dataclass(frozen=True, slots=True)
class FormFaults:
    """Faults of a form.

    Attributes:
        beside: Those of a field, by its key.
        above: Those that belong to no field.
    """

    beside: Mapping[str, tuple[Fault, ...]]
    above: tuple[Fault, ...]


def faults_of_text(text: str, name: str, root: Root) -> list[Fault]:
    """Find what ``wps-eval check`` would say of a params file's choices; nothing is written.

    Args:
        text: The file's text.
        name: The study's name.
        root: The workbench, whose plan the choices are held against.
    """
    with tempfile.TemporaryDirectory(prefix="wps-eval-") as folder:
        path = Path(folder) / root.study(name).name
        path.write_text(text, encoding="utf-8")
        try:
            choices = load_study(path)
            return check_against_plan(choices, load_plan(root.data(choices.plan)), languages())
        except InputFaults as error:
            return list(error.faults)


def faults_by_field(faults: Iterable[Fault], fields: Iterable[FormField]) -> FormFaults:
    """Put each fault beside its field: the one of its key, or that holds its key, or that its key holds.

    Args:
        faults: Faults of a params file.
        fields: The form's fields.
    """
    keys = [field.key for field in fields]
    beside: dict[str, tuple[Fault, ...]] = {}
    above: list[Fault] = []
    for fault in faults:
        column = fault.where.column
        key = next((key for key in keys if column and _same_branch(key, column)), "")
        if key:
            beside[key] = (*beside.get(key, ()), fault)
        else:
            above.append(fault)
    return FormFaults(beside, tuple(above))


def _same_branch(key: str, column: str) -> bool:
    """Whether two dotted keys are the same, or one stands under the other."""
    return f"{key}.".startswith(f"{column}.") or f"{column}.".startswith(f"{key}.")


def save_params(
    root: Root, opened: ParamsFile, name: str, entered: Mapping[FormField, str], new_name: str
) -> list[Fault]:
    """Save a params file where it has no fault; else give the faults and leave the disk as it is.

    Args:
        root: The workbench.
        opened: The file as the form was filled from it.
        name: The study that the form was filled from.
        entered: What stands in each field.
        new_name: The name to save under; the same one, or that of a study which is not there yet.

    Returns:
        What is wrong: in a field, with the new name, or that somebody else has changed the file since.
    """
    try:
        text = opened.with_entered(entered)
        path = root.study(new_name)
    except YAMLError as error:
        return [Fault("not_yaml", Where(f"params/{name}.yml", column=str(error)))]
    except InputFaults as error:
        return [replace(fault, where=Where("params/")) for fault in error.faults]
    if new_name != name and path.exists():
        return [Fault("params_there", Where(f"params/{path.name}"), found=new_name)]
    if new_name == name and path.read_text(encoding="utf-8") != opened.text:
        return [Fault("changed_since_opened", Where(f"params/{path.name}"))]
    faults = faults_of_text(text, new_name, root)
    if not any(fault.blocks for fault in faults):
        write_whole(path, text.encode())
    return faults
