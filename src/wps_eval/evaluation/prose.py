"""Authors' prose: markdown whose numbers are bound to results, and whose claims are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypandoc
from bs4 import BeautifulSoup

from wps_eval.errors import Data, Fault, InputFaults, Where
from wps_eval.evaluation.binding import Results, fill_calls
from wps_eval.evaluation.loose_numbers import loose_numbers
from wps_eval.evaluation.one_sided import one_sided
from wps_eval.evaluation.quotations import line_of, withhold, withhold_unfit
from wps_eval.files.letters import CONTROLS, first_control
from wps_eval.files.safe_file import file_is_there
from wps_eval.files.text_file import read_text_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bs4 import Tag

MARKDOWN_READ = "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-citations+bracketed_spans"
CLAIMABLE_CHANGES = ("increased", "decreased", "equivalent", "cannot_tell")
AUTHORS_MARKS = ("claim", "cited", "quoted")  # what an author may mark words with
OWN_MARKS = ("bound", "gap")
HTML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
ALLOWED_LINKS = ("http://", "https://", "mailto:", "#")
# a mark that pandoc did not take for one, such as "[words] {quoted=..}"
UNTAKEN_MARK = re.compile(r"\]\s*\{\s*[\w.#]")


@dataclass(frozen=True)
class Prose:
    """One chapter's text, ready to be shown.

    Attributes:
        html: The text as HTML.
        faults: What is wrong in it: unknown keys and marks, hidden values, stale claims, loose
            numerals, pictures, words of people that may not be quoted.
    """

    html: str
    faults: tuple[Fault, ...]


def read_prose(path: Path, results: Results, name: str) -> Prose | None:
    """Read one chapter's text.

    Numbers are bound as ``{{ value("1.1.3/5-b", "change_pp") }}``; what a sentence asserts is marked
    ``[the share rose]{claim="1.1.3/5-b:increased"}`` and held against the verdict; a number from
    elsewhere is marked ``[12]{cited="D14"}``, and somebody's words ``[...]{quoted="E9"}``. A
    call is read, never run: it can name ``value`` and nothing else, and raw HTML is shown as text.

    Args:
        path: The markdown file.
        results: What may be bound.
        name: What the file is called in faults.

    Returns:
        The text and its faults; None where there is no file. A fault leaves a marked gap, never a
        wrong number.
    """
    if not file_is_there(path):
        return None
    try:
        text = read_text_file(path, name)
    except InputFaults as error:
        return Prose("", tuple(error.faults))
    if control := CONTROLS.search(text):
        where = Where(name, row=text.count("\n", 0, control.start()) + 1)
        return Prose("", (Fault("control_character", where, found=first_control(text)),))
    lines = _without_comments(text).splitlines()
    if not "".join(lines).strip():
        return Prose("", (Fault("empty_text", Where(name)),))
    faults: list[Fault] = []
    filled = [
        fill_calls(line, results, Where(name, row=n), faults) for n, line in enumerate(lines, 1)
    ]
    html = pypandoc.convert_text(
        "\n".join(filled), "html", format=MARKDOWN_READ, extra_args=["--wrap=none"]
    )
    soup = BeautifulSoup(html, "html.parser")
    faults += _withhold_unknown_marks(soup, lines, name)
    faults += _remove_pictures(soup, lines, name)
    faults += _unlink_files(soup, lines, name)
    faults += _claim_faults(soup, results, lines, name)
    faults += one_sided(soup, results, lines, name)
    faults += _citation_faults(soup, results, lines, name)
    faults += withhold_unfit(soup, results.evidence, lines, name)
    faults += loose_numbers(soup, lines, name)
    _finish_spans(soup)
    return Prose(str(soup), tuple(faults))


def _without_comments(text: str) -> str:
    """Leave out what an author noted for themselves; every line keeps its number."""
    return HTML_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _withhold_unknown_marks(soup: BeautifulSoup, lines: Sequence[str], name: str) -> list[Fault]:
    """Withhold words whose mark is not known: they may be somebody's that were meant to be checked."""
    faults = []
    for tag in soup.find_all(lambda tag: bool(_unknown_mark(tag))):
        if not tag.decomposed:
            mark = _unknown_mark(tag)
            where = Where(name, row=line_of(lines, mark))
            faults.append(Fault("unknown_mark", where, found=mark, known=tuple(AUTHORS_MARKS)))
            withhold(soup, tag)
    for text in soup.find_all(string=UNTAKEN_MARK):
        block = text.parent
        if block is not None and not block.decomposed:
            found = UNTAKEN_MARK.search(str(text))
            row = next((n for n, line in enumerate(lines, 1) if UNTAKEN_MARK.search(line)), 0)
            mark = found[0] if found else "]{"
            faults.append(Fault("untaken_mark", Where(name, row=row), found=mark))
            withhold(soup, block)
    return faults


def _unknown_mark(tag: Tag) -> str:
    """Name a mark that is neither an author's nor ours; none for what Markdown itself makes."""
    known = {f"data-{name}" for name in (*AUTHORS_MARKS, *OWN_MARKS)}
    attributes = (name for name in tag.attrs if name.startswith("data-") or tag.name == "span")
    attribute = next((name for name in attributes if name not in known), "")
    mark = (
        tag.get_attribute_list(attribute)[0]
        if attribute in ("class", "id")
        else attribute.removeprefix("data-")
    )
    return str(mark or "")


def _remove_pictures(soup: BeautifulSoup, lines: Sequence[str], name: str) -> list[Fault]:
    """A text holds no pictures: nobody could say what they show, or what they are made from."""
    faults = []
    for image in soup.find_all("img"):
        source = str(image.get("src", ""))
        faults.append(Fault("picture", Where(name, row=line_of(lines, source)), found=source))
        image.decompose()
    return faults


def _unlink_files(soup: BeautifulSoup, lines: Sequence[str], name: str) -> list[Fault]:
    """A report stands alone: it links to web addresses and to itself, never to a file."""
    faults = []
    for link in soup.find_all("a"):
        address = str(link.get("href", ""))
        if not address.startswith(ALLOWED_LINKS):
            faults.append(Fault("link", Where(name, row=line_of(lines, address)), found=address))
            link.unwrap()
    return faults


def _claim_faults(
    soup: BeautifulSoup, results: Results, lines: Sequence[str], name: str
) -> list[Fault]:
    """Hold what sentences assert against the verdicts."""
    faults = []
    for span in soup.find_all("span", attrs={"data-claim": True}):
        claim = str(span["data-claim"])
        code, _, asserted = claim.rpartition(":")
        where = Where(name, row=line_of(lines, claim))
        if asserted == "caused":
            faults.append(Fault("claim_of_cause", where, found=claim))
        elif asserted not in CLAIMABLE_CHANGES:
            faults.append(
                Fault("unknown_claim", where, found=asserted, known=tuple(CLAIMABLE_CHANGES))
            )
        else:
            released = _released_change(results, code)
            if released != asserted:
                faults.append(Fault("stale_claim", where, Data(claim=claim, verdict=released)))
    return faults


def _released_change(results: Results, code: str) -> str:
    """Give what the verdict on everybody in the page's place says; nothing where there is none."""
    verdicts = results.verdicts
    rows = verdicts[(verdicts["indicator"] == results.resolve(code)) & (verdicts["place"] == results.place)
                 & (verdicts["group"] == "")]  # fmt: skip
    return str(rows.iloc[0]["change"]) if len(rows) == 1 else ""


def _citation_faults(
    soup: BeautifulSoup, results: Results, lines: Sequence[str], name: str
) -> list[Fault]:
    """A number that is cited names a document that the annex lists."""
    known = tuple(sorted(results.documents))
    return [
        Fault("unknown_document", Where(name, row=line_of(lines, cited)), found=cited, known=known)
        for span in soup.find_all("span", attrs={"data-cited": True})
        if (cited := str(span["data-cited"])) not in known
    ]


def _finish_spans(soup: BeautifulSoup) -> None:
    """Leave what a reader sees: gaps are marked, a document's code follows what it says."""
    for span in soup.find_all("span"):
        if span.has_attr("data-gap"):
            span.name, span.attrs = "mark", {}
            continue
        if span.has_attr("data-cited"):
            code = soup.new_tag("bdi", string=str(span["data-cited"]))
            span.insert_after(" [", code, "]")
        span.unwrap()
