"""A study and its files described in DDI Codebook 2.5, the form in which data archives keep such descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wps_eval import __version__
from wps_eval.survey.codes import code_of, codes_of
from wps_eval.values.row_holder import RowHolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from wps_eval.sources.partner_study import PartnerStudy
    from wps_eval.survey.codebook import Codebook
    from wps_eval.words.catalogue import Words

NAMESPACE, VERSION = "ddi:codebook:2_5", "2.5"
MOST_CATEGORIES = 25  #: of a column whose answers have no labels; one with more is measured
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, repr=False)
class DescribedFile(RowHolder):
    """A file of a deposit with what its columns are called.

    Attributes:
        name: The file's name.
        note: What it is, in a sentence.
        frame: Its rows, as they are in the deposit.
        codebook: What columns and answers are called, and which codes are no answer.
        counted: Whether answers may be counted: the rows themselves are handed on, and they are people's.
    """

    name: str
    note: str
    frame: pd.DataFrame
    codebook: Codebook
    counted: bool


def ddi_codebook(
    study: PartnerStudy,
    files: Sequence[DescribedFile],
    *,
    drawn: Mapping[str, str],
    period: tuple[str, str],
    access: str,
    words: Words,
) -> bytes:
    """Describe a study for an archive.

    Args:
        study: What the study is.
        files: The files of data that leave.
        drawn: Columns by their role in the design: weight, stratum, psu.
        period: First and last day that its numbers speak of.
        access: Under which conditions the data can be had.
        words: The language of what the house says itself.

    Returns:
        The XML file. Answers are counted only of rows that are handed on themselves: a count tells nothing that
        the rows do not.

    Source: DDI Alliance, DDI-Codebook 2.5 (2012), codebook.xsd; elements in the order of its sequences.
    """
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "version": VERSION, _LANGUAGE: "en"})
    root.append(_study_description(study, drawn, period, access, words))
    for number, file in enumerate(files, start=1):
        root.append(_file_description(file, number))
    if files:
        data = ET.SubElement(root, "dataDscr")
        for number, file in enumerate(files, start=1):
            for position, name in enumerate(file.frame, start=1):
                data.append(_variable(file, str(name), f"F{number}", position, drawn))
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _study_description(
    study: PartnerStudy,
    drawn: Mapping[str, str],
    period: tuple[str, str],
    access: str,
    words: Words,
) -> ET.Element:
    """Describe what was studied, by whom, how, and who may have the data."""
    described = ET.Element("stdyDscr")
    citation = ET.SubElement(described, "citation")
    titles = ET.SubElement(citation, "titlStmt")
    _texts(titles, "titl", [study.title])
    _translated(titles, "parTitl", study, "title")
    _texts(titles, "IDNo", [study.code])
    _texts(ET.SubElement(citation, "rspStmt"), "AuthEnty", institutions(study))
    production = ET.SubElement(citation, "prodStmt")
    _texts(production, "producer", institutions(study))
    ET.SubElement(production, "software", version=__version__).text = "wps-eval"
    if study.publication:
        _texts(citation, "biblCit", [study.publication.citation])
    about = ET.SubElement(described, "stdyInfo")
    _texts(about, "abstract", [study.question])
    _translated(about, "abstract", study, "question")
    summary = ET.SubElement(about, "sumDscr")
    for event, day in zip(("start", "end"), period, strict=True):
        if day:
            ET.SubElement(summary, "timePrd", event=event, date=day).text = day
    _texts(summary, "universe", [study.population])
    _texts(summary, "dataKind", [words.say(f"study_design.{study.design}")])
    collection = ET.SubElement(ET.SubElement(described, "method"), "dataColl")
    _texts(collection, "sampProc", [study.sample])
    if study.secondary:
        _texts(ET.SubElement(collection, "sources"), "dataSrc", [study.secondary])
    if drawn:
        _texts(collection, "weight", [_design_sentence(drawn, words)])
    conditions = ET.SubElement(ET.SubElement(described, "dataAccs"), "useStmt")
    _texts(conditions, "conditions", [access])
    if study.demonstration:
        _texts(conditions, "disclaimer", [words.say("seal.demonstration")])
    return described


def institutions(study: PartnerStudy) -> list[str]:
    """Give the institutions of a study; several stand parted by a semicolon."""
    return [name.strip() for name in study.institution.split(";") if name.strip()]


def _design_sentence(drawn: Mapping[str, str], words: Words) -> str:
    """Say which columns hold weights, strata and units."""
    named = (f"{role}: {column}" for role, column in drawn.items() if column)
    return words.say("deposit.design", columns=words.listed(named))


def _file_description(file: DescribedFile, number: int) -> ET.Element:
    """Describe one file: its name, what it is, how large."""
    described = ET.Element("fileDscr", ID=f"F{number}")
    text = ET.SubElement(described, "fileTxt")
    _texts(text, "fileName", [file.name])
    _texts(text, "fileCont", [file.note])
    size = ET.SubElement(text, "dimensns")
    _texts(size, "caseQnty", [str(len(file.frame))])
    _texts(size, "varQnty", [str(len(file.frame.columns))])
    return described


def _variable(
    file: DescribedFile, name: str, file_id: str, position: int, drawn: Mapping[str, str]
) -> ET.Element:
    """Describe a column: its label, codes that are no answer, its answers."""
    column, codebook = file.frame[name], file.codebook
    answers, missing = codebook.answers.get(name, {}), codebook.missing.get(name, ())
    held = codes_of(column)
    codes = dict.fromkeys([*answers, *missing])
    if not codes and column.nunique() <= MOST_CATEGORIES:
        codes = dict.fromkeys(sorted(held.dropna().unique()))
    numeric = bool(column.dropna().map(lambda cell: not isinstance(cell, str)).all())
    described = ET.Element(
        "var", ID=f"{file_id}V{position}", name=name, files=file_id, intrvl="discrete" if codes else "contin"
    )  # fmt: skip
    if name == drawn.get("weight"):
        described.set("wgt", "wgt")
    _texts(described, "labl", [codebook.column(name)])
    if missing:
        invalid = ET.SubElement(described, "invalrng")
        for code in missing:
            ET.SubElement(invalid, "item", VALUE=code)
    counts: dict[str, int] = {**held.value_counts()} if file.counted else {}
    for code in map(code_of, codes):
        category = ET.SubElement(described, "catgry", missing="Y" if code in missing else "N")
        _texts(category, "catValu", [code])
        _texts(category, "labl", [answers[code]] if answers.get(code) else [])
        if file.counted:
            ET.SubElement(category, "catStat", type="freq").text = str(int(counts.get(code, 0)))
    ET.SubElement(described, "varFormat", type="numeric" if numeric else "character")
    return described


def _texts(parent: ET.Element, name: str, texts: Sequence[str]) -> None:
    """Add an element a text."""
    for text in texts:
        ET.SubElement(parent, name).text = text


def _translated(parent: ET.Element, name: str, study: PartnerStudy, part: str) -> None:
    """Add what a text is called in further languages."""
    for column, text in sorted(study.translations.items()):
        if column.startswith(f"{part}_") and text:
            element = ET.SubElement(parent, name, {_LANGUAGE: column.removeprefix(f"{part}_")})
            element.text = text
