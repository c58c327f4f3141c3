"""Every format of one executed notebook: all files are replaced, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from wps_eval.files.whole_file import part_of, put_in_place
from wps_eval.publish.html import report_html
from wps_eval.publish.pdf import report_pdf, report_slides
from wps_eval.publish.powerpoint import report_powerpoint
from wps_eval.publish.seal import read_seal
from wps_eval.publish.word import report_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAKERS = {
    "html": report_html,
    "pdf": report_pdf,
    "docx": report_word,
    "slides.pdf": report_slides,
    "pptx": report_powerpoint,
}


def export_formats(notebook: Path, targets: Mapping[str, Path]) -> None:
    """Write an executed notebook in several formats.

    Args:
        notebook: The executed notebook.
        targets: The file to write, by format.

    Raises:
        ExportRefused: If the notebook may not leave, or holds a letter that the font lacks.
    """
    node = nbformat.read(notebook, as_version=4)
    seal = read_seal(node, notebook.name)
    try:
        for file_format, target in targets.items():
            part_of(target).write_bytes(_MAKERS[file_format](node, seal))
        for target in targets.values():
            put_in_place(part_of(target), target)
    finally:
        for target in targets.values():
            part_of(target).unlink(missing_ok=True)
