"""Words of the start page as HTML; every text is escaped here, once."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from wps_eval.report.fragment import Fragment
from wps_eval.words.faults import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wps_eval.errors import Fault
    from wps_eval.words.catalogue import Words

TYPED = re.compile("`([^`]+)`")
FAULT_COLUMNS = ("where", "found", "expected", "remedy")
#: what a link does first: it asks the page where its server stands
FIND_SERVER = (
    "this.href=JSON.parse(document.getElementById('jupyter-config-data').textContent).baseUrl"
    "+this.dataset.address"
)
#: of the page; colours that both of JupyterLab's themes can be read with
STYLE = """<style>
.wps-page.wps-rtl, .wps-page.wps-rtl * { direction: rtl; text-align: right; }
.wps-page .widget-html-content { line-height: 1.5; white-space: normal; }
.wps-page table { border-collapse: collapse; margin: 0.4em 0; }
.wps-page caption { text-align: start; font-weight: bold; }
.wps-page th, .wps-page td { text-align: start; vertical-align: top; padding: 0.2em 0.7em; border-bottom: 1px solid #8888; }
.wps-page .wps-notice { border-inline-start: 4px solid #2f6f8f; padding: 0.2em 0.7em; margin: 0.4em 0; }
.wps-page .wps-fault { border-inline-start: 4px solid #b3261e; padding: 0.2em 0.7em; margin: 0.2em 0; }
.wps-page .wps-help { color: var(--jp-ui-font-color2, #555); }
.wps-page a { color: var(--jp-content-link-color, #1a5a8a); text-decoration: underline; }
.wps-page input, .wps-page textarea { unicode-bidi: plaintext; }
.wps-page code { direction: ltr; unicode-bidi: isolate; }
</style>"""


def heading(text: str) -> Fragment:
    """A heading."""
    return Fragment(f"<h3>{escape(text)}</h3>")


def paragraph(text: str) -> Fragment:
    """A paragraph."""
    return Fragment(f"<p>{_words(text)}</p>")


def notice(text: str) -> Fragment:
    """A remark that stands out, its lines as they are."""
    lines = "<br>".join(_words(line) for line in text.splitlines())
    return Fragment(f'<div class="wps-notice">{lines}</div>')


def code(text: str) -> Fragment:
    """A name, a key or a file, which runs from left to right in every language."""
    return Fragment(f"<code>{escape(text)}</code>")


def listed(items: Iterable[str]) -> Fragment:
    """A list; an item that is a fragment stays as it is."""
    return Fragment("<ul>" + "".join(f"<li>{_cell(item)}</li>" for item in items) + "</ul>")


def numbered(items: Iterable[str]) -> Fragment:
    """A list in order; an item that is a fragment stays as it is."""
    return Fragment("<ol>" + "".join(f"<li>{_cell(item)}</li>" for item in items) + "</ol>")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> Fragment:
    """A table; a cell that is a fragment stays as it is, any other text is escaped."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(text)}</td>' for text in row)}</tr>" for row in rows)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return Fragment(f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def fault_table(faults: Sequence[Fault], words: Words, caption: str = "") -> Fragment:
    """Faults, a row each: file, sheet, row and column; found, expected, what to do."""
    wordings = [worded(fault, words) for fault in faults]
    heads = [words.say(f"faults.head.{column}") for column in FAULT_COLUMNS]
    rows = [[getattr(each, column) for column in FAULT_COLUMNS] for each in wordings]
    return table(heads, rows, caption)


def fault_beside(fault: Fault, words: Words) -> Fragment:
    """A fault beside the field that it is in."""
    each = worded(fault, words)
    line = words.say("faults.line", found=each.found, expected=each.expected, remedy=each.remedy)
    return Fragment(f'<div class="wps-fault" role="alert">{escape(line)}</div>')


def file_link(path: str, label: str, *, download: bool) -> Fragment:
    """A link to a file of the workbench, as the server of the lab hands it out.

    Where the server does not stand at the top of its address, the page knows at which it does.

    Args:
        path: Where the file lies, from the workbench on.
        label: What the link says.
        download: Whether the browser keeps it, and does not show it in a tab of its own.
    """
    address = f"files/{quote(path)}" + ("?download=1" if download else "")
    return Fragment(
        f'<a href="/{escape(address)}" target="_blank" rel="noopener" data-address="{escape(address)}" '
        f'onclick="{escape(FIND_SERVER, quote=True)}">{escape(label)}</a>'
    )


def copy_button(content: str, label: str) -> Fragment:
    """A button that puts a text into the clipboard."""
    return Fragment(
        f'<button type="button" class="jupyter-button" data-copied="{escape(content, quote=True)}" '
        f'onclick="navigator.clipboard.writeText(this.dataset.copied)">{escape(label)}</button>'
    )


def text(words: str) -> Fragment:
    """A plain text."""
    return Fragment(escape(words))


def _cell(text: str) -> str:
    """Escape a text; a fragment is HTML already."""
    return text if isinstance(text, Fragment) else _words(text)


def _words(text: str) -> str:
    """Escape a text; what stands between backquotes is something to type, which keeps its own direction."""
    return TYPED.sub(r"<code>\1</code>", escape(text))
