"""What holds rows about people says how many there are, never what they hold."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any


class RowHolder:
    """The base of records that hold rows, columns or weights of people.

    Shown in a notebook, a log or a failure, such a record names its fields: plain ones with what they
    say, anything that can hold rows with its size alone.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Name the fields, each with its size where it may hold rows."""
        shown = [
            f"{field.name}={_size_or_value(getattr(self, field.name))}"
            for field in fields(self)  # type: ignore[arg-type]
            if field.repr
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


def _size_or_value(value: Any) -> str:
    """Give a plain value, and of any other one its type and size."""
    if value is None or isinstance(value, str | int | float | bool | Enum | date):
        return repr(value)
    name = type(value).__name__
    if hasattr(value, "shape"):
        return f"<{name} of {' x '.join(map(str, value.shape))}>"
    if isinstance(value, list | tuple | dict | set | frozenset):
        return f"<{name} of {len(value)}>"
    return f"<{name}>"
