"""Characters that no cell needs: marks that turn the direction of a line, and controls."""

from __future__ import annotations

import re

#: embeddings, overrides and isolates; they are taken away. The marks U+200E and U+200F and the joiners
#: U+200C and U+200D are letters' own business and stay
DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: every control of Unicode but tab and line ends
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def without_direction_controls(text: str) -> str:
    """Take away the characters that turn what stands after them round; no letter is lost."""
    return DIRECTION_CONTROLS.sub("", text)


def first_control(text: str) -> str:
    """Name the first control character of a text, such as ``U+0000``; nothing where it has none."""
    found = CONTROLS.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
