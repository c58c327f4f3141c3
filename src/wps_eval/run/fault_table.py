"""The table of faults that a command prints, in the language asked for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from wps_eval.errors import Fault, InputFaults, Where
from wps_eval.words.catalogue import Words, languages
from wps_eval.words.faults import faults_heading, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAULT_COLUMNS = ("where", "found", "expected", "remedy")
UNATTENDED_WIDTH = 160  # characters a line, where nobody sits before a screen


def check_language(language: str) -> Words:
    """Give the words of the language that was asked for.

    Raises:
        InputFaults: If there is no such language.
    """
    if language not in languages():
        where = Where("--language")
        known = languages()
        raise InputFaults([Fault("unknown_language", where, found=language, known=known)], "asked")
    return Words(language)


def show_faults(faults: Sequence[Fault], study: str, words: Words) -> None:
    """Print a study's faults as a table, or that there are none; then what is only asked about."""
    blocking = [fault for fault in faults if fault.blocks]
    asked = [fault for fault in faults if not fault.blocks]
    if blocking:
        _print_table(blocking, faults_heading(blocking, study, "", words), words)
    else:
        typer.echo(words.say("faults.none", study=study))
    show_asked(asked, study, words)


def show_asked(faults: Sequence[Fault], what: str, words: Words) -> None:
    """Print what is only asked about, if anything is."""
    if faults:
        _print_table(faults, words.say("faults.asked", what=what), words)


def show_raised(error: InputFaults, words: Words | None = None) -> None:
    """Print the faults of an error as a table, in English where no language was asked for."""
    words = words or Words("en")
    _print_table(error.faults, faults_heading(error.faults, error.what, error.name, words), words)


@contextmanager
def faults_in_language(languages_asked: Sequence[str] | None) -> Iterator[None]:
    """Print faults that are raised inside in the first language asked for that there is, and end.

    Raises:
        typer.Exit: If faults were raised.
    """
    try:
        yield
    except InputFaults as error:
        known = (language for language in languages_asked or () if language in languages())
        show_raised(error, Words(next(known, "en")))
        raise typer.Exit(1) from None


def _print_table(faults: Sequence[Fault], title: str, words: Words) -> None:
    """Print faults under a title, a row each; as wide as the screen where there is one."""
    table = Table(
        *(words.say(f"faults.head.{column}") for column in FAULT_COLUMNS), title=Text(title)
    )
    for fault in faults:
        wording = worded(fault, words)
        cells = (wording.where, wording.found, wording.expected, wording.remedy)
        table.add_row(*map(Text, cells))  # as they are: brackets in them are no markup
    Console(width=None if sys.stdout.isatty() else UNATTENDED_WIDTH).print(table)
