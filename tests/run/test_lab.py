"""The lab as `make lab` opens it: the whole workbench, and no way out beside the guarded ones."""

import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from unittest.mock import MagicMock
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from traitlets.config import Config

from wps_eval.run.open_lab import CONFIG, lab_command

HOUSE = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a server to come up
EXPORTERS = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]["nbconvert.exporters"]


def settings():
    """What the workbench tells JupyterLab."""
    found, text = Config(), (HOUSE / CONFIG).read_text(encoding="utf-8")
    exec(text, {"get_config": lambda: found, "__file__": str(HOUSE / CONFIG)})  # noqa: S102
    return found


def where_it_listens(server, runtime):
    """The address that a starting server writes down, once it has written all of it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None
        for told in runtime.glob("jpserver-*.json"):
            with suppress(json.JSONDecodeError):  # the file is there before its words are
                return json.loads(told.read_text(encoding="utf-8"))["url"]
        time.sleep(0.1)
    pytest.fail("the server told no address")


def wait_until_it_answers(server, ask):
    """Wait until a server that has written its address down also listens there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None
        with suppress(URLError):
            return ask()
        time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running lab: gives what stands at an address."""
    runtime = tmp_path_factory.mktemp("runtime")
    command = lab_command(HOUSE / CONFIG)
    server = subprocess.Popen(
        [*command, "--no-browser", "--ServerApp.port=0", "--ServerApp.port_retries=0",
         "--allow-root", "--IdentityProvider.token=t"],
        cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PATH": str(Path(sys.executable).parent), "JUPYTER_RUNTIME_DIR": str(runtime), "HOME": str(runtime)},
    )  # fmt: skip
    try:
        address = where_it_listens(server, runtime)

        def get(path):
            with urlopen(f"{address}{path}?token=t", timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return answer.read().decode()

        wait_until_it_answers(server, lambda: get("api/status"))

        yield get
    finally:
        server.terminate()
        server.wait(PATIENCE)


def test_the_menu_offers_the_guarded_exporters_alone(lab):
    assert set(json.loads(lab("api/nbconvert"))) == set(EXPORTERS)


def test_terminals_and_cells_of_the_lab_find_the_command(monkeypatch):
    monkeypatch.setenv("PATH", "/elsewhere")
    asked = MagicMock()
    config = HOUSE / ".jupyter" / "jupyter_lab_config.py"
    exec(config.read_text(encoding="utf-8"), {"get_config": lambda: asked, "__file__": str(config)})  # noqa: S102
    assert shutil.which("wps-eval") == str(Path(sys.executable).parent / "wps-eval")
    (shell,) = asked.ServerApp.terminado_settings["shell_command"]  # one word: no login shell
    assert shutil.which(shell, path=os.defpath)


def test_nobody_reaches_an_unguarded_exporter_by_its_address(lab):
    with pytest.raises(HTTPError) as refused:
        lab("nbconvert/html/notebooks/knowledge.ipynb")
    refused.value.close()
    assert refused.value.code >= 400


def test_the_whole_workbench_is_open(lab):
    names = {each["name"] for each in json.loads(lab("api/contents"))["content"]}
    assert {"notebooks", "params", "data", "src"} <= names


def test_it_begins_at_the_start_page(lab):
    address = settings().LabApp.default_url.strip("/")
    assert '"treePath": "notebooks/start.ipynb"' in lab(address)
    assert json.loads(lab("api/contents/notebooks/start.ipynb"))["type"] == "notebook"


def test_nothing_is_asked_about_news_nor_saved_by_itself(lab):
    def overridden(plugin):
        return json.loads(lab(f"lab/api/settings/@jupyterlab/{plugin}"))["schema"]["properties"]

    news = overridden("apputils-extension:notification")
    assert (news["fetchNews"]["default"], news["checkForUpdates"]["default"]) == ("false", False)
    assert overridden("docmanager-extension:plugin")["autosave"]["default"] is False


def test_idle_kernels_end_and_the_channel_to_all_is_private():
    found = settings()
    culled = {"cull_idle_timeout": 3600, "cull_connected": True}  # and none that is at work
    assert found.MappingKernelManager == culled
    assert found.KernelManager.transport_encryption == "auto"
