"""The command `wps-eval`: where only the light part is installed, it says how to get the rest."""

from __future__ import annotations

import sys

from wps_eval.errors import WORKBENCH_IS_MISSING

INTERRUPTED = 130  #: exit code, as shells have it


def main() -> None:
    """Run the command line; without the workbench say in a sentence what to install."""
    try:
        from wps_eval.run.cli import main as run_command  # noqa: PLC0415 - typer may not be there
    except ModuleNotFoundError:
        sys.stderr.write(f"wps-eval: {WORKBENCH_IS_MISSING}\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:  # before there was anything to stop
        raise SystemExit(INTERRUPTED) from None
    try:
        run_command()
    except KeyboardInterrupt:  # in a step that does not say more of it
        raise SystemExit(INTERRUPTED) from None
