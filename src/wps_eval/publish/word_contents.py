"""The list of contents of a Word file, filled before anybody asks Word to bring it up to date."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from wps_eval.publish.wordml import PARAGRAPH, own, put, w

LEVELS = {"Heading1": 0, "Heading2": 1}
STEP = 340  # twentieths of a point that a level is set in


def fill_contents(root: ET.Element, front: int) -> None:
    """Put the list of contents after what stands under the title, with a link for each heading.

    Word counts its pages only when somebody has it bring the field up to date; until then, and in
    programs that never do, the list stands without their numbers.

    Args:
        root: The document, changed in place; one without a list of contents stays as it is.
        front: How many paragraphs stand under the title.
    """
    body = root.find(w("body"))
    contents = None if body is None else body.find(w("sdt"))
    if body is None or contents is None:
        return
    if front:
        place = list(body).index(contents)
        body.remove(contents)
        body.insert(place + front, contents)
    holder = contents.find(w("sdtContent"))
    field = None if holder is None else next(holder.iter(w("fldChar")), None)
    if holder is None or field is None:
        return
    opening = next(p for p in holder.iter(w("p")) if field in list(p.iter(w("fldChar"))))
    _close_after(holder, opening, _entries(body))


def _close_after(holder: ET.Element, opening: ET.Element, entries: list[ET.Element]) -> None:
    """Let the field begin before the first entry and end after the last one."""
    run = opening.find(w("r"))
    ends = [] if run is None else [c for c in run if c.get(w("fldCharType")) == "end"]
    if run is None or not entries or not ends:
        return
    run.remove(ends[0])
    closing = ET.Element(w("p"))
    ET.SubElement(closing, w("r")).append(ends[0])
    at = list(holder).index(opening) + 1
    for place, paragraph in enumerate([*entries, closing]):
        holder.insert(at + place, paragraph)


def _entries(body: ET.Element) -> list[ET.Element]:
    """Make a paragraph for each heading, linked to the bookmark that pandoc put before it."""
    made, mark = [], ""
    for block in body:
        if block.tag == w("bookmarkStart"):
            mark = block.get(w("name"), "")
        style = block.find(f"{w('pPr')}/{w('pStyle')}") if block.tag == w("p") else None
        level = LEVELS.get("" if style is None else style.get(w("val"), ""))
        if level is not None:
            made.append(_entry("".join(t.text or "" for t in block.iter(w("t"))), mark, level))
    return made


def _entry(text: str, mark: str, level: int) -> ET.Element:
    paragraph = ET.Element(w("p"))
    put(own(paragraph, "pPr"), PARAGRAPH, "spacing", {"before": "40", "after": "40"})
    put(own(paragraph, "pPr"), PARAGRAPH, "ind", {"start": str(STEP * level)})
    link = ET.SubElement(paragraph, w("hyperlink"), {w("anchor"): mark, w("history"): "1"})
    run = ET.SubElement(link, w("r"))
    ET.SubElement(run, w("t")).text = text
    return paragraph
