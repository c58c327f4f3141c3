"""The questionnaire behind a survey's value, in a column that else holds an author's words."""

from __future__ import annotations

BEFORE = "form "


def spell_form(name: str) -> str:
    """Spell a questionnaire's name as a column does: ``form knowledge``."""
    return BEFORE + name


def read_form(text: str) -> str:
    """Read the questionnaire's name; empty where the column holds something else."""
    return text.removeprefix(BEFORE) if text.startswith(BEFORE) else ""
