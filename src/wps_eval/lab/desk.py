"""What every part of the start page works on: a study, a language, and a way to work while the page answers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wps_eval.errors import InputFaults, WpsEvalError
from wps_eval.lab.markup import fault_table, notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from wps_eval.paths import Root
    from wps_eval.words.catalogue import Words

Begin: TypeAlias = "Callable[[Callable[[], None]], None]"
"""Begins a piece of work, at once or beside whoever asked for it."""


@dataclass(frozen=True)
class Desk:
    """A study laid out for somebody.

    Attributes:
        root: The workbench.
        study: The study's name.
        words: The language that the page speaks.
        begin: Begins a piece of work.
    """

    root: Root
    study: str
    words: Words
    begin: Begin

    def say(self, code: str, **values: object) -> str:
        """Say a sentence in the page's language."""
        return self.words.say(code, **values)


def in_thread(act: Callable[[], None]) -> None:
    """Do a piece of work beside the kernel, which goes on to answer."""
    threading.Thread(target=act, daemon=True).start()


def told(error: Exception, words: Words) -> str:
    """Tell in HTML what stopped a piece of work; of what nobody foresaw only its kind.

    What an unforeseen error says may repeat an answer of a person.

    Args:
        error: What was raised.
        words: The language to tell it in.
    """
    if isinstance(error, InputFaults):
        return fault_table(error.faults, words)
    if isinstance(error, WpsEvalError):
        return notice(str(error))
    return notice(words.say("lab.unforeseen", kind=type(error).__name__))
