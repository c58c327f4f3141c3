"""What a report is made of: HTML of what may be shown, told from any other text by its type."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: the kind of output that carries fragments; exporters take nothing else that a notebook displayed
MIME = "application/vnd.wps-eval.fragments+json"


class Fragment(str):
    """HTML that the report room made of released or disclosed results, of the plan, or of people's words.

    A page displays nothing else. Fragments are made where words are escaped, so that a text, a frame
    or a page of somebody's own is none.
    """

    __slots__ = ()


NOTHING = Fragment("")


def carried(fragments: Iterable[Fragment], language: str, direction: str) -> str:
    """Give fragments as a notebook displays them: in their own language, and running its way.

    Args:
        fragments: The fragments.
        language: Their language as the web names it.
        direction: ``ltr`` or ``rtl``.
    """
    opened = f'<div lang="{escape(language, quote=True)}" dir="{direction}">'
    return "\n".join([opened, *fragments, "</div>"])


def uncarried(html: str) -> str:
    """Give back what ``carried`` was given."""
    return html[html.index("\n") + 1 : html.rindex("\n")] if html.count("\n") > 1 else ""
