"""JupyterLab on this workbench: all of its folders, and the exporters alone that ask what may leave."""

import os
import shutil
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
HOUR_S = 3600
c = get_config()  # noqa: F821 - Jupyter reads this file and gives it
c.ServerApp.root_dir = str(HOUSE)
c.ServerApp.contents_manager_class = "wps_eval.lab.contents.WorkbenchContents"
c.LabApp.default_url = "/lab/tree/notebooks/start.ipynb"
# no question about news, nothing fetched, nothing saved by itself
c.LabApp.app_settings_dir = str(HOUSE / ".jupyter" / "settings")
c.LabApp.news_url = None
# a kernel that nobody has used for an hour ends, also where its notebook is still open; one at work does not
c.MappingKernelManager.cull_idle_timeout = HOUR_S
c.MappingKernelManager.cull_connected = True
c.KernelManager.transport_encryption = "auto"
# terminals and cells find `wps-eval` whatever the caller's path says
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
if os.name != "nt":  # no login shell, which would set the path anew
    shell = os.environ.get("SHELL") or shutil.which("bash") or "sh"
    c.ServerApp.terminado_settings = {"shell_command": [shell]}
c.Exporter.enabled = False
for exporter in ("ReportHTML", "ReportPDF", "ReportWord", "ReportSlides", "ReportPowerPoint"):
    c[exporter].enabled = True
