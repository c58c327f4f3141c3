"""JupyterLab on this workbench: all of its folders, and the exporters alone that ask what may leave."""

import os
import shutil
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - Jupyter reads this file and gives it
c.ServerApp.root_dir = str(Path(__file__).resolve().parents[1])
c.LabApp.default_url = "/lab/tree/notebooks"
# terminals and cells find `wps-eval` whatever the caller's path says
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
if os.name != "nt":  # no login shell, which would set the path anew
    shell = os.environ.get("SHELL") or shutil.which("bash") or "sh"
    c.ServerApp.terminado_settings = {"shell_command": [shell]}
c.Exporter.enabled = False
for exporter in ("ReportHTML", "ReportPDF", "ReportWord", "ReportSlides", "ReportPowerPoint"):
    c[exporter].enabled = True
