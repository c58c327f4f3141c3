"""``wps-eval lab`` and ``make lab``: the workbench in JupyterLab."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

from wps_eval.errors import RunFailed, WpsEvalError
from wps_eval.paths import find_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONFIG = ".jupyter/jupyter_lab_config.py"
PORTS = range(1024, 65536)  #: that somebody without rights may open


def open_lab(port: str = "", *, start: Path | None = None) -> int:
    """Open JupyterLab on the workbench, and wait until it is closed.

    Args:
        port: The port to listen on, a number as text; the first free one from JupyterLab's own on if empty.
        start: Where to look for the workbench from.

    Returns:
        The exit code.

    Raises:
        RunFailed: If the port is none or is taken, if the user is the administrator, whom JupyterLab
            refuses, or if the workbench has no settings for JupyterLab.
    """
    root = find_root(start)
    config = root.folder / CONFIG
    if not config.is_file():
        raise RunFailed(
            f"{CONFIG}: found no such file in {root.folder.name}/; expected the settings that come with the workbench. Take the folder .jupyter/ from the repository."
        )
    _refuse_administrator()
    try:
        return subprocess.run(lab_command(config, port), cwd=root.folder, check=False).returncode  # noqa: S603 - our own
    except KeyboardInterrupt:  # how a lab is closed in its terminal
        return 0


def lab_command(config: Path, port: str = "") -> Sequence[str]:
    """Give the command that opens JupyterLab.

    Args:
        config: The workbench's settings for it.
        port: The port; empty for any that is free.

    Raises:
        RunFailed: If the port is none or is taken.
    """
    command = [sys.executable, "-m", "jupyterlab", f"--config={config}"]
    if not port:
        return command
    _refuse_taken(port)
    return [*command, f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]


def _refuse_administrator() -> None:
    """Refuse the administrator, as JupyterLab would, but say what to do."""
    if os.name != "nt" and os.geteuid() == 0:
        raise RunFailed(
            f"lab: found the administrator (root); expected an account of your own, as whatever is typed into JupyterLab runs with all the rights of whoever opened it. Log in as yourself and open it again; in a container that holds nothing else, run jupyter lab --config={CONFIG} --allow-root."
        )


def _refuse_taken(port: str) -> None:
    """Refuse a port that is none, or that another program listens on."""
    if not (port.isdecimal() and int(port) in PORTS):
        raise RunFailed(
            f"lab: found port {port!r}; expected a number from {PORTS[0]} to {PORTS[-1]}. Leave it out, and a free one is taken."
        )
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError as error:
            raise RunFailed(
                f"lab: found port {port} taken by another program, perhaps a lab that is still open; expected a free one. Close it, or name another port, or none."
            ) from error


def main() -> None:
    """Open the lab; an error that we know of is a sentence and exit code 1."""
    try:
        raise SystemExit(open_lab(*sys.argv[1:2]))
    except WpsEvalError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
