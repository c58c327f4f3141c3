"""Authors' prose: markdown whose numbers are bound to results, and whose claims are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pypandoc
from bs4 import BeautifulSoup
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wps_eval.codes import State
from wps_eval.errors import Fault, Where, nearest
from wps_eval.evaluation.quotations import line_of, withhold_unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from wps_eval.evaluation.models import Evidence

FORMAT = "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-citations+bracketed_spans"
MARKS = ("data-bound", "data-cited", "data-gap", "data-quoted")
CHANGES = ("increased", "decreased", "equivalent", "cannot_tell")
EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
CALL = re.compile(r"\s*value\([^(){}]*\)\s*")
NUMERAL = re.compile(r"[0-9٠-٩۰-۹]+(?:[.,٫٬][0-9٠-٩۰-۹]+)*")
# number words that stand for a result; one and two are left alone, they are seldom meant as numbers,
# and so is what names the mid-term review itself
WORDS = re.compile(
    r"\b(half|third|quarter|majority|dozen|hundred|thousand|million|twice|doubled|tripled)\b|"
    r"\b[وبلف]?(?:ال)?(?:نصف|ثلث|ربع|غالبية|معظم|مئة|ألف|مليون|ضعفي|ضعفين|أضعاف)\b|"
    r"\b(?:نیوەی(?! ماوە)|سێیەک|چارەک|زۆرینەی?|سەد|هەزار|ملیۆن|دوو ئەوەندەی?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Prose:
    """One chapter's text, ready to be shown.

    Attributes:
        html: The text as HTML.
        faults: What is wrong in it: unknown keys, hidden values, stale claims, loose numerals, words
            of people that may not be quoted.
    """

    html: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Results:
    """What prose may bind to: released tables, and how a number is written.

    Attributes:
        tables: Released tables with the columns of the estimates and of the verdicts.
        place: The page's place, which a key takes when it names none.
        write: Writes a number in its unit, in the page's language.
        editions: The editions before this one, by the study's name.
        evidence: What may be quoted, if consent and review allow it.
        documents: Codes of the documents that a number may be cited from.
    """

    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    place: str
    resolve: Callable[[str], str]
    write: Callable[[float, str, str], str]
    editions: Mapping[str, Results] = field(default_factory=dict)
    evidence: Collection[Evidence] = ()
    documents: Collection[str] = ()


@dataclass
class _Reader:
    """Collects what the calls of one text ask for, and what is wrong with them."""

    results: Results
    where: Where
    faults: list[Fault] = field(default_factory=list)

    def value(
        self, code: str, statistic: str = "current", *, group: str = "", place: str | None = None,
        period: str | None = None, edition: str | None = None,
    ) -> str:  # fmt: skip
        """Give one released number, marked as bound."""
        results = self.results.editions.get(edition) if edition else self.results
        if results is None:
            return self._wrong("unknown_edition", f"no results of {edition}", "an edition before this one",
                               nearest(str(edition), list(self.results.editions)))  # fmt: skip
        wanted = results.resolve(code)
        table = results.verdicts if statistic in _OF_VERDICTS else results.estimates
        rows = table[
            (table["indicator"] == wanted)
            & (table["place"] == (place or results.place))
            & (table["group"] == group)
        ]
        if statistic not in _OF_VERDICTS:
            rows = rows[(rows["statistic"] == statistic) | (statistic == "estimate")]
            rows = rows[rows["item"] == ""]
            if period:
                rows = rows[rows["period_end"].astype(str).str.startswith(period)]
        return self._one(rows, code, _OF_VERDICTS.get(statistic, "estimate"), statistic)

    def _one(self, rows: pd.DataFrame, code: str, column: str, statistic: str) -> str:
        if len(rows) != 1:
            what = "no result" if rows.empty else f"{len(rows)} results"
            return self._wrong("unknown_key" if rows.empty else "ambiguous_key",
                               f"{what} for {code} {statistic}", "one result",
                               "Look the code up in the matrix; name group, place or period.")  # fmt: skip
        row: Any = rows.iloc[0]
        if str(row["state"]) == State.SUPPRESSED:
            return self._wrong("suppressed_value", f"{code} is suppressed", "a value that may be shown",
                               "Write the sentence without the number.")  # fmt: skip
        number = row[column]
        if number != number or number is None:  # noqa: PLR0124 - NaN
            return self._wrong("no_value", f"{code} has no {statistic}", "a value", "Leave it out.")
        return f'[{self.results.write(float(number), str(row["unit"]), statistic)}]{{bound="yes"}}'

    def _wrong(self, code: str, found: str, expected: str, remedy: str) -> str:
        self.faults.append(Fault(self.where, code, found, expected, remedy))
        return f'[{escape(found)}]{{gap="yes"}}'


_OF_VERDICTS = {
    "baseline": "baseline", "current": "current", "change_pp": "difference", "change": "difference",
    "target": "target_value", "ci_low": "ci_low", "ci_high": "ci_high",
}  # fmt: skip


def read_prose(path: Path, results: Results, name: str) -> Prose | None:
    """Read one chapter's text.

    Numbers are bound as ``{{ value("1.1.3/5-b", "change_pp") }}``; what a sentence asserts is marked
    ``[the share rose]{claim="1.1.3/5-b:increased"}`` and held against the verdict; a number from
    elsewhere is marked ``[12]{cited="D14"}``, and somebody's words ``[...]{quoted="E9"}``. The template is sandboxed: it can call ``value`` and
    nothing else, and raw HTML is shown as text.

    Args:
        path: The markdown file.
        results: What may be bound.
        name: What the file is called in faults.

    Returns:
        The text and its faults; None where there is no file. A fault leaves a marked gap, never a
        wrong number.
    """
    if not path.is_file():
        return None
    faults: list[Fault] = []
    filled = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        reader = _Reader(results, Where(name, row=number))
        filled.append(_filled(line, reader))
        faults += reader.faults
    html = pypandoc.convert_text(
        "\n".join(filled), "html", format=FORMAT, extra_args=["--wrap=none"]
    )
    soup = BeautifulSoup(html, "html.parser")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    faults += _claims(soup, results, lines, name)
    faults += _cited(soup, results, lines, name)
    faults += withhold_unfit(soup, results.evidence, lines, name)
    faults += _loose(soup, lines, name)
    _tidy(soup)
    return Prose(str(soup), tuple(faults))


def _filled(line: str, reader: _Reader) -> str:
    if "{{" not in line and "{%" not in line:
        return line
    if "{%" in line or not all(CALL.fullmatch(part) for part in EXPRESSION.findall(line)):
        return _unread(line, reader, "braces without a call of value")
    room = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        return room.from_string(line).render(value=reader.value)
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        return _unread(line, reader, str(error).splitlines()[0])


def _unread(line: str, reader: _Reader, found: str) -> str:
    """Leave a gap for what cannot be read, and say so."""
    reader.faults.append(
        Fault(reader.where, "bad_binding", found, 'a call such as {{ value("1.1.3/5-b") }}',
              "Correct the text between the braces.")
    )  # fmt: skip
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", '[?]{gap="yes"}', line)


def _claims(soup: BeautifulSoup, results: Results, lines: Sequence[str], name: str) -> list[Fault]:
    """Hold what sentences assert against the verdicts."""
    out = []
    for span in soup.find_all("span", attrs={"data-claim": True}):
        claim = str(span["data-claim"])
        code, _, asserted = claim.rpartition(":")
        where = Where(name, row=line_of(lines, claim))
        if asserted == "caused":
            out.append(Fault(where, "claim_of_cause", claim, "no word of cause without a comparison group",
                             "Say that it changed, and what it is consistent with."))  # fmt: skip
        elif asserted not in CHANGES:
            out.append(Fault(where, "unknown_claim", repr(asserted), "one of " + ", ".join(CHANGES),
                             nearest(asserted, CHANGES)))  # fmt: skip
        else:
            held = _verdict(results, code)
            if held != asserted:
                out.append(Fault(where, "stale_claim", f"{claim}, while the verdict is {held or 'missing'}",
                                 "a claim that the verdict bears out", "Rewrite the sentence."))  # fmt: skip
    return out


def _verdict(results: Results, code: str) -> str:
    table = results.verdicts
    rows = table[(table["indicator"] == results.resolve(code)) & (table["place"] == results.place)
                 & (table["group"] == "")]  # fmt: skip
    return str(rows.iloc[0]["change"]) if len(rows) == 1 else ""


def _cited(soup: BeautifulSoup, results: Results, lines: Sequence[str], name: str) -> list[Fault]:
    """A number that is cited names a document that the annex lists."""
    known = sorted(results.documents)
    return [
        Fault(Where(name, row=line_of(lines, str(span["data-cited"]))), "unknown_document",
              repr(str(span["data-cited"])), "a code of documents.csv",
              nearest(str(span["data-cited"]), known) if known else "Enter the document first.")
        for span in soup.find_all("span", attrs={"data-cited": True})
        if str(span["data-cited"]) not in known
    ]  # fmt: skip


def _loose(soup: BeautifulSoup, lines: Sequence[str], name: str) -> list[Fault]:
    """List numerals and number words that are neither bound nor cited."""
    return [
        Fault(Where(name, row=line_of(lines, found[0])), "loose_number", repr(found[0]),
              "a bound number, or one that is cited",
              'Bind it with {{ value(...) }}, or mark it [..]{cited="D14"}.')
        for text in soup.find_all(string=True)
        if not any(text.find_parent("span", attrs={mark: True}) for mark in MARKS)
        for found in (*NUMERAL.finditer(str(text)), *WORDS.finditer(str(text)))
    ]  # fmt: skip


def _tidy(soup: BeautifulSoup) -> None:
    """Leave what a reader sees: gaps are marked, all other marks go."""
    for span in soup.find_all("span"):
        if span.has_attr("data-gap"):
            span.name, span.attrs = "mark", {}
        else:
            span.unwrap()
