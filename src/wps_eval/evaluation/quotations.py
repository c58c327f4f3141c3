"""Words of people in authors' prose: shown with consent and after a review, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wps_eval.codes import EvidenceType
from wps_eval.errors import Data, Fault, Where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bs4 import BeautifulSoup, Tag

    from wps_eval.evaluation.models import Evidence

QUOTED_TYPES = frozenset({EvidenceType.INTERVIEW, EvidenceType.GROUP})
NAMED_MARKS = ("data-quoted", "data-cited")
# one that is never closed goes on to the end of its block, as in a quotation of several paragraphs;
# marks that typists turn round (”..”, »..«) count too
QUOTED_WORDS = re.compile(
    "\u201c[^\u201d]*\u201d?|\u00ab[^\u00bb]*\u00bb?|\u2039[^\u203a]*\u203a?|\u201e[^\u201c\u201d]*[\u201c\u201d]?"
    "|\u201d[^\u201d\u201c]*\u201d?|\u00bb[^\u00ab]*\u00ab?|\u203a[^\u2039]*\u2039?"
    "|\u201a[^\u2018\u2019\u201b]*[\u2018\u2019\u201b]?|\u275d[^\u275e]*\u275e?|\u301d[^\u301e\u301f]*[\u301e\u301f]?|\uff02[^\uff02]*\uff02?"
    "|\u2018(?:[^\u2019]|\u2019(?=\\w))*\u2019?"  # an apostrophe inside a word closes nothing
    "|(?<!\\w)\u2019(?=\\w)(?:[^\u2019]|\u2019(?=\\w))*\u2019(?!\\w)"
    '|"[^"]*"?|<<.*?(?:>>|$)|\u2039\u2039.*?(?:\u203a\u203a|$)'
)
# the end of a quotation that began in another block
QUOTATION_END = re.compile(
    "^[^\u201c\u201e\u00ab\u00bb\u201d\u275d]*[\u201d\u275e](?!\\w)|^[^\u00ab\u00bb]*\u00bb(?!\\w)"
)
BLOCKS = (
    "blockquote", "p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "pre", "div",
    "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip
# words between quotation marks that may be a title or a term; more are somebody's words
TITLE_WORDS = 4


def line_of(lines: Sequence[str], text: str) -> int:
    """Give the number of the first line that holds a text, 0 where none does."""
    return next((n for n, line in enumerate(lines, start=1) if text in line), 0)


def withhold_unfit(
    soup: BeautifulSoup, evidence: Collection[Evidence], lines: Sequence[str], name: str
) -> list[Fault]:
    """Take words of people out of a text unless consent and review allow them.

    Args:
        soup: The text, changed in place: what is withheld leaves a marked gap.
        evidence: The evidence that quotations come from.
        lines: The author's lines.
        name: What the file is called in faults.

    Returns:
        Faults: a quotation of unknown evidence, one without consent or review or of high
        sensitivity, and words between quotation marks or in a block that name no evidence.
    """
    return [
        *_withhold_unfit_marked(soup, evidence, lines, name),
        *_withhold_unmarked(soup, lines, name),
    ]


def _withhold_unfit_marked(
    soup: BeautifulSoup, evidence: Collection[Evidence], lines: Sequence[str], name: str
) -> Iterator[Fault]:
    """Withhold marked words whose evidence is unknown or may not be quoted, each with a fault."""
    evidence_by_code = {piece.code: piece for piece in evidence}
    for span in soup.find_all("span", attrs={"data-quoted": True}):
        code = str(span["data-quoted"])
        where = Where(name, row=line_of(lines, code))
        if code not in evidence_by_code:
            withhold(soup, span)
            yield Fault("unknown_quotation", where, found=code, known=tuple(evidence_by_code))
        elif forbidding_column := _column_forbidding(evidence_by_code[code]):
            withhold(soup, span)
            yield Fault("unreviewed_quotation", where, Data(code=code, column=forbidding_column))


def _column_forbidding(evidence: Evidence) -> str:
    """Name the column for which words may not be quoted; none if they may."""
    if evidence.type in QUOTED_TYPES and evidence.consent != "yes":
        return "consent"
    if evidence.reviewed != "yes":
        return "reviewed"
    return "sensitivity" if evidence.sensitivity == "high" else ""


def _withhold_unmarked(soup: BeautifulSoup, lines: Sequence[str], name: str) -> Iterator[Fault]:
    """Withhold blocks that quote somebody and name no evidence, each with a fault."""
    for block in soup.find_all(BLOCKS):
        if block.decomposed or not (unattributed := _unattributed_words(block)):
            continue
        words = unattributed.split()
        row = line_of(lines, " ".join(words[:2])) or line_of(lines, words[0])
        withhold(soup, block)
        yield Fault("unmarked_quotation", Where(name, row=row))


def _unattributed_words(block: Tag) -> str:
    """Give the words of a block that are somebody's and name no evidence; none if all do."""
    is_quotation = block.name == "blockquote"
    text = "".join(
        str(text)
        for text in block.find_all(string=True)
        if (is_quotation or text.find_parent(BLOCKS) is block)
        and not any(
            text.find_parent("span", attrs={mark: True}) for mark in (*NAMED_MARKS, "data-gap")
        )
    )
    if is_quotation:
        return text.strip()
    return words_of_somebody(text)


def words_of_somebody(text: str) -> str:
    """Give the first words between quotation marks that are more than a title or a term."""
    quotations = [words[0][1:].strip() for words in QUOTED_WORDS.finditer(text)]
    quotations += [words[0][:-1].strip() for words in [QUOTATION_END.match(text)] if words]
    return next((words for words in quotations if len(words.split()) > TITLE_WORDS), "")


def withhold(soup: BeautifulSoup, tag: Tag) -> None:
    """Leave a marked gap in place of words; they are in no output, nor in a heading's address."""
    tag.clear()
    tag.attrs = {}
    gap = soup.new_tag("span", attrs={"data-gap": "yes"}, string="[…]")
    tag.append(gap)
    if tag.name == "span":
        tag.unwrap()
