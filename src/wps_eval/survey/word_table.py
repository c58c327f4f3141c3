"""A table as a Word file: one table with a caption and a note, which Word and LibreOffice open."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    import pandas as pd

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT_WIDTH = 9638  # twentieths of a point: a page of A4 between margins of 2 cm
_WIDEST, _EDGE = 22, 5  # letters of a column, and what its edges take
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="C9D1D8"/>'
    for edge in ("top", "bottom", "insideH")
)


def word_document(table: pd.DataFrame, caption: str, note: str) -> bytes:
    """Give a Word file that holds one table.

    Args:
        table: Its cells, as text; the heads are its columns.
        caption: What stands above it.
        note: What stands below it.
    """
    heads = _row([str(name) for name in table.columns], bold=True)
    rows = "".join(_row([str(cell) for cell in row]) for row in table.to_numpy())
    body = (
        f"{_paragraph(caption, bold=True)}<w:tbl><w:tblPr><w:tblW w:w='5000' w:type='pct'/>"
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{_grid(table)}</w:tblGrid>{heads}{rows}</w:tbl>{_paragraph(note)}"
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(name, text)
    return buffer.getvalue()


def _grid(table: pd.DataFrame) -> str:
    """Share the width out by the longest text of each column, none of them very narrow or very wide."""
    lengths = [
        min(max([len(str(name)), *map(len, map(str, table[name]))]), _WIDEST) + _EDGE
        for name in table.columns
    ]
    return "".join(f'<w:gridCol w:w="{_TEXT_WIDTH * n // sum(lengths)}"/>' for n in lengths)


def _row(cells: list[str], *, bold: bool = False) -> str:
    """Give one row; that of the heads is repeated on every page."""
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if bold else ""
    return f"<w:tr>{repeated}{''.join(f'<w:tc>{_paragraph(cell, bold=bold)}</w:tc>' for cell in cells)}</w:tr>"


def _paragraph(text: str, *, bold: bool = False) -> str:
    """Give one paragraph."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
