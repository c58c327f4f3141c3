"""Addresses on the web, as a report may link to them."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Say whether a text is an address that starts with ``https://`` or ``http://``, and nothing else."""
    return ADDRESS.fullmatch(text) is not None
