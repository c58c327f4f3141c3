"""The lab as `make lab` opens it: the whole workbench, and no way out beside the guarded ones."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path
from unittest.mock import MagicMock
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

HOUSE = Path(__file__).parents[2]
PATIENCE = 60  # seconds for a server to come up
EXPORTERS = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "entry-points"
]["nbconvert.exporters"]


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


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running lab: gives what stands at an address."""
    runtime = tmp_path_factory.mktemp("runtime")
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    words = re.search(r"^lab:.*\n\t\$\(BIN\)/jupyter (.+)", makefile, re.MULTILINE)[1].split()
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", *words, "--no-browser", "--ServerApp.port=0", "--ServerApp.port_retries=0",
         "--allow-root", "--IdentityProvider.token=t"],
        cwd=HOUSE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PATH": str(Path(sys.executable).parent), "JUPYTER_RUNTIME_DIR": str(runtime), "HOME": str(runtime)},
    )  # fmt: skip
    try:
        address = where_it_listens(server, runtime)

        def get(path):
            with urlopen(f"{address}{path}?token=t", timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return answer.read().decode()

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


def test_the_whole_workbench_is_open_and_begins_at_the_notebooks(lab):
    names = {each["name"] for each in json.loads(lab("api/contents"))["content"]}
    assert {"notebooks", "params", "data", "src"} <= names
    assert '"treePath": "notebooks"' in lab("lab/tree/notebooks")
