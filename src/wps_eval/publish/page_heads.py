"""Running heads of a Word file: what the report is, whether it is made up, and the page's number."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wps_eval.publish.fonts import FAMILY

if TYPE_CHECKING:
    from wps_eval.report.seal import Seal

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
# what Word itself writes for text along a path, and other programs look for
SHAPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
HEAD, FOOT = "wpsHead", "wpsFoot"  # the names of the two relations
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def parts(seal: Seal) -> dict[str, str]:
    """Give the header and the footer as files of the Word package.

    Args:
        seal: What the report says of itself.
    """
    line = " · ".join(filter(None, [seal.title, seal.place, seal.remark]))
    warned = _run(f"   {seal.words.demonstration}", "7A1C14") if seal.demonstration else ""
    pieces = [p for p in re.split(r"(\{pages?\})", seal.words.page) if p]
    counted = "".join(_field(FIELDS[p]) if p in FIELDS else _run(p, "5B6770") for p in pieces)
    return {
        "word/header_wps.xml": _part(
            "hdr", seal, _run(line, "5B6770") + warned + _watermark(seal), "start"
        ),
        "word/footer_wps.xml": _part("ftr", seal, counted, "center"),
    }


def relations() -> str:
    """Give the relations that tie both to the document."""
    return "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{kind}_wps.xml"/>'
        for name, kind in ((HEAD, "header"), (FOOT, "footer"))
    )


def content_types() -> str:
    """Give the entries of the list of parts."""
    return "".join(
        f'<Override PartName="/word/{kind}_wps.xml" ContentType="{KIND}.{kind}+xml"/>'
        for kind in ("header", "footer")
    )


def _part(tag: str, seal: Seal, runs: str, side: str) -> str:
    bidi = "<w:bidi/>" if seal.direction == "rtl" else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{tag} {W}><w:p><w:pPr>{bidi}<w:jc w:val="{side}"/></w:pPr>{_turned(runs, seal)}</w:p></w:{tag}>'
    )


def _turned(runs: str, seal: Seal) -> str:
    return runs.replace("</w:rPr>", "<w:rtl/></w:rPr>") if seal.direction == "rtl" else runs


def _watermark(seal: Seal) -> str:
    """Lay the word of an edition that is not final behind each page, as Word does it."""
    if not seal.remark:
        return ""
    words = escape(seal.remark, quote=True)
    return (
        f'<w:r><w:pict {VML}>{SHAPE}<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt="{words}" '
        'style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:110pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#eef1f4" stroked="f">'
        f'<v:textpath style="font-family:&quot;{FAMILY}&quot;;font-size:1pt" string="{words}"/>'
        "</v:shape></w:pict></w:r>"
    )


def _run(text: str, ink: str) -> str:
    return (
        f'<w:r><w:rPr><w:color w:val="{ink}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
