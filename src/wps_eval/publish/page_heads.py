"""Running heads of a Word file: what the report is, whether it is made up, and the page's number."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wps_eval.publish.fonts import FAMILY

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal

WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VML_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# what Word itself writes for text along a path, and other programs look for
WATERMARK_SHAPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
HEADER_ID, FOOTER_ID = "wpsHead", "wpsFoot"  # the names of the two relations
MUTED, ALARM = "5B6770", "7A1C14"  # colours of the text
FIELD_OF_NUMBER = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
PART_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def header_and_footer(seal: Seal) -> dict[str, str]:
    """Give the header and the footer as files of the Word package.

    Args:
        seal: What the report says of itself.
    """
    line = " · ".join(filter(None, [seal.title, seal.place, seal.remark]))
    demonstration_run = (
        _text_run(f"   {seal.words.demonstration}", ALARM) if seal.demonstration else ""
    )
    page_words = [piece for piece in re.split(r"(\{pages?\})", seal.words.page) if piece]
    page_runs = "".join(
        _field_run(FIELD_OF_NUMBER[piece]) if piece in FIELD_OF_NUMBER else _text_run(piece, MUTED)
        for piece in page_words
    )
    return {
        "word/header_wps.xml": _head_part(
            "hdr", seal, _text_run(line, MUTED) + demonstration_run + _watermark(seal), "start"
        ),
        "word/footer_wps.xml": _head_part("ftr", seal, page_runs, "center"),
    }


def head_relations() -> str:
    """Give the relations that tie both to the document."""
    return "".join(
        f'<Relationship Id="{name}" Type="{RELATION_TYPES}/{kind}" Target="{kind}_wps.xml"/>'
        for name, kind in ((HEADER_ID, "header"), (FOOTER_ID, "footer"))
    )


def head_content_types() -> str:
    """Give the entries of the list of parts."""
    return "".join(
        f'<Override PartName="/word/{kind}_wps.xml" ContentType="{PART_TYPES}.{kind}+xml"/>'
        for kind in ("header", "footer")
    )


def _head_part(tag: str, seal: Seal, runs: str, alignment: str) -> str:
    """Give one header or footer (``hdr`` or ``ftr``) as a file."""
    bidi = "<w:bidi/>" if seal.direction == "rtl" else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{tag} {WORD_NAMESPACE}><w:p><w:pPr>{bidi}<w:jc w:val="{alignment}"/></w:pPr>{_directed_runs(runs, seal)}</w:p></w:{tag}>'
    )


def _directed_runs(runs: str, seal: Seal) -> str:
    """Let runs be read from the right where the report is."""
    return runs.replace("</w:rPr>", "<w:rtl/></w:rPr>") if seal.direction == "rtl" else runs


def _watermark(seal: Seal) -> str:
    """Lay the word of an edition that is not final behind each page, as Word does it."""
    if not seal.remark:
        return ""
    words = escape(seal.remark, quote=True)
    return (
        f'<w:r><w:pict {VML_NAMESPACES}>{WATERMARK_SHAPE}<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt="{words}" '
        'style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:110pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#eef1f4" stroked="f">'
        f'<v:textpath style="font-family:&quot;{FAMILY}&quot;;font-size:1pt" string="{words}"/>'
        "</v:shape></w:pict></w:r>"
    )


def _text_run(text: str, colour: str) -> str:
    """Give a small run of text in a colour."""
    return (
        f'<w:r><w:rPr><w:color w:val="{colour}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _field_run(name: str) -> str:
    """Give a number that Word counts itself; it stands at 1 until Word has counted."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
