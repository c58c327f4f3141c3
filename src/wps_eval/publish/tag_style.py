"""What a tag's ``style`` attribute declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag


def tag_style(tag: Tag) -> dict[str, str]:
    """Read the declarations of a tag's ``style``: the value by the property's lower-case name."""
    pairs = (part.split(":", 1) for part in str(tag.get("style", "")).split(";") if ":" in part)
    return {name.strip().lower(): value.strip() for name, value in pairs}
