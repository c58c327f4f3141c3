"""What a chapter of a report is: one record, with its heading, its authors' text and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, ClassVar

from wps_eval.codes import EvaluationKind
from wps_eval.report import html
from wps_eval.report.authors_text import prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wps_eval.report.edition import Edition
    from wps_eval.report.fragment import Fragment

EVERY_KIND = frozenset(EvaluationKind)
FINAL = frozenset({EvaluationKind.FINAL})


def _no_parts(_edition: Edition) -> Iterable[Fragment]:
    """The parts of a chapter that consists of its authors' text."""
    return ()


def _always_applies(_edition: Edition) -> bool:
    """Whether a chapter stands in a report that has it whatever the study holds."""
    return True


@dataclass(frozen=True)
class Chapter:
    """One chapter of a report; its heading is the sentence ``chapter.<code>``.

    Attributes:
        code: Its name, which is also its file's.
        order: Where it stands in the list of chapters; what comes when in one report, its notebook says.
        parts: Gives what stands under its heading beside the authors' text.
        text: The authors' text that it prints, ``params/<study>/<language>/<text>.md``, if any.
        owed: Whether a final edition owes that text, since nobody but an author can fill the chapter.
        missing: The sentence that stands where the text would, in a chapter that needs one.
        text_last: Whether the text follows the parts.
        kinds: The kinds of evaluation whose reports have it.
        level: The level of its heading.
        opens: The heading above its own, where it is the first of several chapters.
        applies: Whether a study has anything to say in it; without, not even the heading stands.
    """

    code: str
    order: int
    parts: Callable[[Edition], Iterable[Fragment]] = _no_parts
    text: str = ""
    owed: bool = False
    missing: str = ""
    text_last: bool = False
    kinds: frozenset[EvaluationKind] = EVERY_KIND
    level: int = 2
    opens: str = ""
    applies: Callable[[Edition], bool] = _always_applies

    division: ClassVar[str] = "chapter"

    @property
    def heading(self) -> str:
        """The code of the sentence that is its heading."""
        return f"{self.division}.{self.code}"

    def fragments(self, edition: Edition) -> list[Fragment]:
        """Give all that it prints, in the run's language.

        Raises:
            ProseFaults: The edition is final and something in the text is not borne out.
        """
        if not self.applies(edition):
            return []
        opening = [html.heading(edition.say(self.opens))] if self.opens else []
        headings = [*opening, html.heading(edition.say(self.heading), self.level)]
        text, parts = self._authors_text(edition), list(self.parts(edition))
        return [*headings, *parts, *text] if self.text_last else [*headings, *text, *parts]

    def _authors_text(self, edition: Edition) -> list[Fragment]:
        """Give the authors' text, or say that it is missing where the chapter needs one."""
        text = prose(edition, self.text) if self.text else []
        return text or ([html.notice(edition.say(self.missing))] if self.missing else [])


@dataclass(frozen=True)
class Annex(Chapter):
    """One annex: a chapter of the annexes; its heading is the sentence ``annex.<code>``."""

    level: int = 3

    division: ClassVar[str] = "annex"


def read_chapters(package: str, folder: Iterable[str]) -> tuple[Chapter, ...]:
    """Read the record ``CHAPTER`` of every file in a folder.

    Args:
        package: The package's name.
        folder: Its ``__path__``.

    Returns:
        The records in the order that they state.
    """
    modules = (import_module(f"{package}.{file.name}") for file in iter_modules(folder))
    chapters: list[Chapter] = [module.CHAPTER for module in modules]
    return tuple(sorted(chapters, key=lambda chapter: chapter.order))
