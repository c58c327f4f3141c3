"""The list of contents of a Word file, filled before anybody asks Word to bring it up to date."""

from __future__ import annotations

from lxml import etree

from wps_eval.publish.wordml import PARAGRAPH_ORDER, properties_of, put_in_order, word_name

LEVEL_OF_STYLE = {"Heading1": 0, "Heading2": 1}
LEVEL_INDENT = 340  # twentieths of a point that a level is set in


def fill_contents(root: etree.Element, front: int) -> None:
    """Put the list of contents after what stands under the title, with a link for each heading.

    Word counts its pages only when somebody has it bring the field up to date; until then, and in
    programs that never do, the list stands without their numbers.

    Args:
        root: The document, changed in place; one without a list of contents stays as it is.
        front: How many paragraphs stand under the title.
    """
    body = root.find(word_name("body"))
    contents = None if body is None else body.find(word_name("sdt"))
    if body is None or contents is None:
        return
    if front:
        place = list(body).index(contents)
        body.remove(contents)
        body.insert(place + front, contents)
    holder = contents.find(word_name("sdtContent"))
    field = None if holder is None else next(holder.iter(word_name("fldChar")), None)
    if holder is None or field is None:
        return
    opening = next(
        paragraph
        for paragraph in holder.iter(word_name("p"))
        if field in list(paragraph.iter(word_name("fldChar")))
    )
    _close_field_after(holder, opening, _contents_entries(body))


def _close_field_after(
    holder: etree.Element, opening: etree.Element, entries: list[etree.Element]
) -> None:
    """Let the field begin before the first entry and end after the last one."""
    run = opening.find(word_name("r"))
    end_marks = (
        [] if run is None else [mark for mark in run if mark.get(word_name("fldCharType")) == "end"]
    )
    if run is None or not entries or not end_marks:
        return
    run.remove(end_marks[0])
    closing = etree.Element(word_name("p"))
    etree.SubElement(closing, word_name("r")).append(end_marks[0])
    first_place = list(holder).index(opening) + 1
    for place, paragraph in enumerate([*entries, closing]):
        holder.insert(first_place + place, paragraph)


def _contents_entries(body: etree.Element) -> list[etree.Element]:
    """Make a paragraph for each heading, linked to the bookmark that pandoc put before it."""
    entries, bookmark = [], ""
    for block in body:
        if block.tag == word_name("bookmarkStart"):
            bookmark = block.get(word_name("name"), "")
        style = (
            block.find(f"{word_name('pPr')}/{word_name('pStyle')}")
            if block.tag == word_name("p")
            else None
        )
        level = LEVEL_OF_STYLE.get("" if style is None else style.get(word_name("val"), ""))
        if level is not None:
            entries.append(
                _contents_entry(
                    "".join(text.text or "" for text in block.iter(word_name("t"))), bookmark, level
                )
            )
    return entries


def _contents_entry(text: str, bookmark: str, level: int) -> etree.Element:
    """Make one entry: a heading's text, linked to its bookmark and set in by its level."""
    paragraph = etree.Element(word_name("p"))
    put_in_order(
        properties_of(paragraph, "pPr"), PARAGRAPH_ORDER, "spacing", {"before": "40", "after": "40"}
    )
    put_in_order(
        properties_of(paragraph, "pPr"),
        PARAGRAPH_ORDER,
        "ind",
        {"start": str(LEVEL_INDENT * level)},
    )
    link = etree.SubElement(
        paragraph,
        word_name("hyperlink"),
        {word_name("anchor"): bookmark, word_name("history"): "1"},
    )
    run = etree.SubElement(link, word_name("r"))
    etree.SubElement(run, word_name("t")).text = text
    return paragraph
