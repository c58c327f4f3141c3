"""A notebook as it stands in git: its cells, without what running them left."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

LANGUAGE = {"name": "python"}  #: of notebooks in git; versions would change with whoever saves
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}  #: likewise
LEFT_BY_RUNNING = ("execution", "collapsed", "scrolled", "trusted")  #: of a cell's metadata
LEFT_BY_WIDGETS = "widgets"  #: of a notebook's metadata


def cleared(notebook: Any) -> Any:
    """Give a copy of a notebook without outputs and counts, its metadata as git has them.

    Args:
        notebook: A notebook of format 4, which stays as it is.
    """
    copy = deepcopy(notebook)
    for cell in copy["cells"]:
        for name in LEFT_BY_RUNNING:
            cell["metadata"].pop(name, None)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    copy["metadata"].pop(LEFT_BY_WIDGETS, None)
    if "language_info" in copy["metadata"]:
        copy["metadata"]["language_info"] = dict(LANGUAGE)
    if copy["metadata"].get("kernelspec", {}).get("name") == KERNEL["name"]:
        copy["metadata"]["kernelspec"] = dict(KERNEL)
    return copy
