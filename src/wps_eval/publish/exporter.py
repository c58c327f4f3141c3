"""What every export has in common: a sealed notebook in, one whole file out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import nbformat
from nbconvert.exporters import Exporter

from wps_eval.files.whole_file import write_whole
from wps_eval.publish.seal import read_seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wps_eval.report.seal import Seal

    Make = Callable[[Any, Seal], bytes]


class SealedExporter(Exporter):
    """An entry of JupyterLab's export menu, which exports only what carries a seal.

    Attributes:
        make: Makes the file of a notebook and its seal.
    """

    make: ClassVar[staticmethod[..., bytes]]

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        """Make the file of a notebook; text where the format is text.

        Raises:
            ExportRefused: If the notebook may not leave.
        """
        content = type(self).make(nb, read_seal(nb))
        resources = {**(resources or {}), "output_extension": self.file_extension}
        return (
            content.decode() if self.output_mimetype.startswith("text/") else content
        ), resources


def export(notebook: Path, target: Path, make: Make) -> Path:
    """Make one file of an executed notebook, written beside and renamed.

    Args:
        notebook: The executed notebook.
        target: The file to write.
        make: Makes it of the notebook and its seal.

    Raises:
        ExportRefused: If the notebook may not leave, or holds a letter that the font lacks.
    """
    node = nbformat.read(notebook, as_version=4)
    return write_whole(target, make(node, read_seal(node, notebook.name)))
