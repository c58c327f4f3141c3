"""What pydantic complains of, as faults whose words stand in the catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from wps_eval.errors import Data, Fault, Where
from wps_eval.words.translated import record_columns

if TYPE_CHECKING:
    from pydantic import BaseModel

    from wps_eval.errors import Datum

OTHER_FAULT_CODE = "bad_value"  #: of every complaint that is not listed here
#: the fault's code by the type of pydantic's complaint
FAULT_CODES = {
    **dict.fromkeys(("enum", "literal_error"), "bad_value.choice"),
    **dict.fromkeys(("date_from_datetime_parsing", "date_from_datetime_inexact"), "bad_value.day"),
    **dict.fromkeys(("date_parsing", "date_type"), "bad_value.day"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "bad_value.whole_number"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "bad_value.number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "bad_value.yes_or_no"),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "bad_value.keys"),
    **dict.fromkeys(("tuple_type", "list_type"), "bad_value.list"),
    "string_type": "bad_value.text",
    "string_pattern_mismatch": "bad_value.form",
    "string_too_short": "bad_value.short",
    "too_short": "bad_value.few",
    "greater_than": "bad_value.above",
    "greater_than_equal": "bad_value.at_least",
    "less_than": "bad_value.below",
    "less_than_equal": "bad_value.at_most",
}
LIMIT_KEYS = (
    "gt",
    "ge",
    "lt",
    "le",
    "min_length",
    "pattern",
)  # what pydantic calls what it expected


def refusal(code: str, **found: Datum) -> PydanticCustomError:
    """Make the error by which a validator of ours refuses a value; ``fault_of`` reads it again.

    Args:
        code: The fault's code.
        **found: What was found, if it is more than the value itself.
    """
    return PydanticCustomError("refused", "{code}", {"code": code, "found": Data(**found)})


def fault_of(detail: Any, model: type[BaseModel], where: Where) -> Fault:
    """Give one of pydantic's complaints as a fault of a cell or key.

    Args:
        detail: The complaint.
        model: The record that was read.
        where: The file, sheet and row.
    """
    column = ".".join(str(part) for part in detail["loc"])
    spot = Where(where.file, where.sheet, where.row, column)
    if detail["type"] == "extra_forbidden":
        name = column.rpartition(".")[2]
        return Fault("unknown_name", spot, found=name, known=record_columns(model))
    if detail["type"] == "missing":
        return Fault("missing", spot)
    return bad_value_fault(detail, spot)


def bad_value_fault(detail: Any, spot: Where) -> Fault:
    """Give a complaint about a value as a fault, with what was allowed as data."""
    context = detail.get("ctx", {})
    if "code" in context:
        found = context["found"]
        return Fault(context["code"], spot, found if found.named else _found_datum(detail["input"]))
    code = FAULT_CODES.get(detail["type"], OTHER_FAULT_CODE)
    if code == "bad_value.choice":
        names = _listed_choices(context["expected"])
        return Fault(code, spot, found=_found_datum(detail["input"]), expected=names, known=names)
    limit = next((context[name] for name in LIMIT_KEYS if name in context), "")
    return Fault(code, spot, found=_found_datum(detail["input"]), expected=limit)


def _listed_choices(expected: str) -> tuple[str, ...]:
    """Take apart what pydantic lists as ``'a', 'b' or 'c'``."""
    return tuple(word.strip("' ") for word in expected.replace(" or ", ",").split(","))


def _found_datum(value: object) -> Datum:
    """Give what stood there: a number as one, the names of a list or group, all else as its text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple, dict)):
        return tuple(map(str, value))
    return "" if value is None else str(value)
