"""Calls of the report notebooks, one call a chapter, and what authors owe to the chapters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wps_eval.errors import Fault, WpsEvalError, nearest
from wps_eval.pages.annexes import ANNEXES
from wps_eval.pages.chapters import CHAPTERS
from wps_eval.pages.prose import read_text

if TYPE_CHECKING:
    from wps_eval.codes import Evaluation
    from wps_eval.pages.bench import Bench
    from wps_eval.pages.chapter import Chapter


def chapter(bench: Bench, code: str) -> None:
    """Show a chapter: its heading, its authors' text and its parts.

    Args:
        bench: The study, opened for a report.
        code: The chapter's code, which is the name of its file in ``pages/chapters/``.

    Raises:
        WpsEvalError: Reports of this kind of evaluation have no such chapter.
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    kind = bench.study.kind
    known = {each.code: each for each in CHAPTERS if kind in each.kinds}
    if code not in known:
        raise WpsEvalError(
            f"{code!r} is no chapter of this kind of evaluation ({kind}). {nearest(code, known)}"
        )
    bench.show(*known[code].fragments(bench))


def texts_of(kind: Evaluation) -> tuple[str, ...]:
    """Name the texts that authors may write for a kind of evaluation, each once."""
    return tuple(dict.fromkeys(each.text for each in _written(kind)))


def owed_texts(kind: Evaluation) -> tuple[str, ...]:
    """Name the texts that a final edition owes: nobody but an author can fill their chapters."""
    return tuple(dict.fromkeys(each.text for each in _written(kind) if each.owed))


def _written(kind: Evaluation) -> list[Chapter]:
    """Give the chapters and annexes of a kind of evaluation that print a text of authors."""
    return [each for each in (*CHAPTERS, *ANNEXES) if kind in each.kinds and each.text]


def prose_faults(bench: Bench) -> list[Fault]:
    """List what the released results do not bear out in the texts of every language and place."""
    faults: dict[Fault, None] = {}
    for language in bench.study.languages:
        for place in bench.study.places:
            page = replace(bench.speaking(language), place=place)
            for text in texts_of(bench.study.kind):
                read = read_text(page, text)
                faults |= dict.fromkeys(read.faults if read else ())
    return list(faults)
