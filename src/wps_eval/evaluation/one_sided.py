"""Ask about a text that tells of one indicator, and not of its like that moved the other way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.errors import Data, Fault, Where
from wps_eval.evaluation.quotations import line_of
from wps_eval.results.rows import each
from wps_eval.values import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4 import BeautifulSoup

    from wps_eval.evaluation.binding import Results

OPPOSITE = {"increased": "decreased", "decreased": "increased"}
MOST_ALIKE = 3  # indicators of one unit; a unit of more is too common to make them alike


def one_sided(
    soup: BeautifulSoup, results: Results, lines: Sequence[str], name: str
) -> Iterator[Fault]:
    """Find claims of a rise or a fall beside which the matrix has another count of the same things.

    Args:
        soup: The text, with its claims still marked.
        results: The released verdicts.
        lines: The text's lines as they were typed.
        name: What the file is called in faults.

    Returns:
        Questions, which block nothing: the text may be right to tell of one alone. Percentages, scores
        and units that many indicators count in are passed over.
    """
    verdicts = results.verdicts
    here = verdicts[(verdicts["place"] == results.place) & (verdicts["group"] == "")]
    text = "\n".join(lines)
    for span in soup.find_all("span", attrs={"data-claim": True}):
        claim = str(span["data-claim"])
        code, _, asserted = claim.rpartition(":")
        own = here[here["indicator"] == results.resolve(code)]
        if asserted not in OPPOSITE or len(own) != 1:
            continue
        unit = str(own.iloc[0]["unit"])
        alike = here[(here["unit"] == unit) & (here["pillar"] == own.iloc[0]["pillar"])]
        counted = not Unit.read(unit).percent and own.iloc[0]["test"] == ""
        if not counted or len(alike) > MOST_ALIKE:
            continue
        for other in each(alike[alike["change"] == OPPOSITE[asserted]]):
            if str(other.indicator) not in text:
                yield Fault(
                    "one_sided",
                    Where(name, row=line_of(lines, claim)),
                    Data(claim=claim, unit=unit),
                    Data(other=str(other.indicator), change=str(other.change)),
                    blocks=False,
                )
