"""Workbooks as they should not be, and one of LibreOffice's kind."""

import io
import zipfile

import openpyxl

ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="' + ODS + '"/>{more}'
    "</manifest:manifest>"
)
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Sheet">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def write_book(path, *lines, title="Sheet"):
    """Write a workbook of Excel's own kind."""
    book = openpyxl.Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def with_part(path, name, change):
    """Write one part of an archive anew, by what it holds."""
    held = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return path


def ods_cell(text="", kind="string", **more):
    values = {"value": text} if kind in ("float", "percentage") else {}
    values |= {"date-value": text} if kind == "date" else {}
    attributes = "".join(f' office:{k}="{v}"' for k, v in values.items())
    attributes += "".join(f' table:{k.replace("_", "-")}="{v}"' for k, v in more.items())
    return (
        f'<table:table-cell office:value-type="{kind}"{attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(*cells, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def write_ods(path, *rows, manifest=""):
    """Write a workbook of LibreOffice's kind."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr("content.xml", CONTENT.format(rows="".join(rows)))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(more=manifest))
    return path
