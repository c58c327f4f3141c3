"""The questionnaire behind a survey's value, in ``source`` or ``definition``, which else hold an author's words."""

from __future__ import annotations

PREFIX = "form "


def spell_form_name(name: str) -> str:
    """Spell a questionnaire's name as ``source`` and ``definition`` hold it: ``form knowledge``."""
    return PREFIX + name


def read_form_name(text: str) -> str:
    """Read the questionnaire's name; empty where the cell holds an author's words."""
    return text.removeprefix(PREFIX) if text.startswith(PREFIX) else ""
