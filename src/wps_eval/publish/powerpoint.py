"""Slides that can be edited: a slide a chapter, mirrored where the language is."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pypandoc
from nbconvert.exporters import Exporter

from wps_eval.publish.body import body_of
from wps_eval.publish.fonts import FAMILY
from wps_eval.publish.pictures import drawings_to_pixels
from wps_eval.publish.seal import Seal, read_seal
from wps_eval.publish.write import write_whole

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
NAMES = {"a": A, "p": P, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
CELL_POINTS, TEXT_POINTS = 9, 16
FIXED = (1980, 1, 1, 0, 0, 0)  # so that the same report has the same bytes


class ReportPowerPoint(Exporter):
    """nbconvert exporter behind ``Report_PowerPoint`` in JupyterLab's export menu."""

    file_extension = ".pptx"
    output_mimetype = MIME

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        """Make the slides of a notebook that carries a seal."""
        resources = {**(resources or {}), "output_extension": self.file_extension}
        return report_powerpoint(nb, read_seal(nb)), resources


def export_powerpoint(notebook: Path, target: Path) -> Path:
    """Make one PowerPoint file of an executed notebook, written beside and renamed.

    Args:
        notebook: The executed notebook.
        target: The file to write.

    Raises:
        ExportRefused: If the notebook may not leave.
    """
    node = nbformat.read(notebook, as_version=4)
    return write_whole(target, report_powerpoint(node, read_seal(node, notebook.name)))


def report_powerpoint(notebook: Any, seal: Seal) -> bytes:
    """Give the report's chapters as slides."""
    soup = body_of(notebook, seal)
    with TemporaryDirectory() as name:
        folder = Path(name)
        drawings_to_pixels(soup, folder, seal.edition)
        for remark in soup.find_all("aside"):
            remark.name, remark.attrs = "div", {}
        made = folder / "slides.pptx"
        below = " · ".join(filter(None, [seal.place, seal.edition, seal.remark]))
        pypandoc.convert_text(
            f"<html><head><title>{escape(seal.title)}</title></head><body>{soup}",
            "pptx",
            format="html",
            outputfile=str(made),
            extra_args=[
                "--standalone",
                f"--resource-path={folder}",
                "--shift-heading-level-by=-1",
                "--slide-level=1",
                "-M", f"subtitle={seal.subtitle}",
                "-M", f"author={below}",
            ],
        )  # fmt: skip
        return _finish(made.read_bytes(), seal)


def _finish(pptx: bytes, seal: Seal) -> bytes:
    """Set the font, the sizes, the direction and the warning on made-up data."""
    for prefix, uri in NAMES.items():
        ET.register_namespace(prefix, uri)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(pptx)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename.startswith("ppt/slides/slide"):
                data = _slide(data, seal)
            elif entry.filename.startswith("ppt/theme/theme"):
                data = _fonts(data)
            elif entry.filename == "docProps/core.xml":
                data = _undated(data)
            fixed = zipfile.ZipInfo(entry.filename, FIXED)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(fixed, data)
    return out.getvalue()


def _slide(data: bytes, seal: Seal) -> bytes:
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    cells = {id(run) for table in root.iter(f"{{{A}}}tbl") for run in table.iter(f"{{{A}}}r")}
    titles = {
        id(run)
        for shape in root.iter(f"{{{P}}}sp")
        for mark in shape.iter(f"{{{P}}}ph")
        if mark.get("type") in ("title", "ctrTitle")
        for run in shape.iter(f"{{{A}}}r")
    }
    for run in root.iter(f"{{{A}}}r"):
        look = run.find(f"{{{A}}}rPr")
        if look is None:
            look = ET.Element(f"{{{A}}}rPr")
            run.insert(0, look)
        look.set("lang", seal.html_lang)
        if id(run) not in titles:
            points = CELL_POINTS if id(run) in cells else TEXT_POINTS
            look.set("sz", str(100 * points))
    if seal.direction == "rtl":
        _mirror(root)
    if seal.demonstration:
        _warn(root, seal)
    return _bytes(root)


def _mirror(root: ET.Element) -> None:
    for paragraph in root.iter(f"{{{A}}}p"):
        look = paragraph.find(f"{{{A}}}pPr")
        if look is None:
            look = ET.Element(f"{{{A}}}pPr")
            paragraph.insert(0, look)
        look.set("rtl", "1")
        if look.get("algn") != "ctr":
            look.set("algn", "r")
    for table in root.iter(f"{{{A}}}tblPr"):
        table.set("rtl", "1")


def _warn(root: ET.Element, seal: Seal) -> None:
    """Say at a slide's foot that the data are made up."""
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    if tree is None:
        return
    numbers = [int(e.get("id", "0")) for e in root.iter(f"{{{P}}}cNvPr")]
    shape = f"""<p:sp xmlns:p="{P}" xmlns:a="{A}"><p:nvSpPr>
<p:cNvPr id="{max(numbers, default=1) + 1}" name="Demonstration"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="228600" y="4846320"/><a:ext cx="8686800" cy="274320"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr wrap="square"/><a:p>
<a:pPr algn="ctr"{' rtl="1"' if seal.direction == "rtl" else ""}/><a:r><a:rPr lang="{seal.html_lang}" sz="1000" b="1">
<a:solidFill><a:srgbClr val="7A1C14"/></a:solidFill></a:rPr><a:t>{escape(seal.words.demonstration)}</a:t></a:r></a:p>
</p:txBody></p:sp>"""
    tree.append(ET.fromstring(shape))  # noqa: S314 - our own text, escaped


def _fonts(data: bytes) -> bytes:
    """Set the report's font for every script of the theme."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for kind in ("latin", "cs"):
        for font in root.iter(f"{{{A}}}{kind}"):
            font.set("typeface", FAMILY)
    return _bytes(root)


def _undated(data: bytes) -> bytes:
    """Fix the dates of the file's own description."""
    root = ET.fromstring(data)  # noqa: S314 - pandoc's own file
    for element in root:
        if element.tag.endswith(("created", "modified")):
            element.text = "2021-01-01T00:00:00Z"
    return _bytes(root)


def _bytes(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
