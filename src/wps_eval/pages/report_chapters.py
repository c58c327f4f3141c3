"""The call of the report notebooks: one a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import WpsEvalError, nearest
from wps_eval.report.chapters import CHAPTERS

if TYPE_CHECKING:
    from wps_eval.pages.bench import Bench


def chapter(bench: Bench, code: str) -> None:
    """Show a chapter: its heading, its authors' text and its parts.

    Args:
        bench: The study, opened for a report.
        code: The chapter's code, which is the name of its file in ``report/chapters/``.

    Raises:
        WpsEvalError: Reports of this kind of evaluation have no such chapter.
        ProseFaults: The edition is final and something in the text is not borne out.
    """
    kind = bench.study.kind
    chapters_by_code = {chapter.code: chapter for chapter in CHAPTERS if kind in chapter.kinds}
    if code not in chapters_by_code:
        raise WpsEvalError(
            f"{code!r} is no chapter of this kind of evaluation ({kind}). {nearest(code, chapters_by_code)}"
        )
    bench.show(*chapters_by_code[code].fragments(bench))
