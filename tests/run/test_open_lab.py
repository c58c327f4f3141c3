"""Opening the lab: what stands in the way is told in a sentence."""

import os
import socket
import sys

import pytest

from wps_eval.errors import RunFailed
from wps_eval.run import open_lab as module
from wps_eval.run.open_lab import CONFIG, lab_command, main, open_lab


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A workbench whose lab, when it is opened, only says how."""
    for name in ("params", "data", ".jupyter"):
        (tmp_path / name).mkdir()
    (tmp_path / CONFIG).touch()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    opened = []

    def run(command, **options):
        opened.append((command, options["cwd"]))
        return type("Done", (), {"returncode": 3})

    monkeypatch.setattr(module.subprocess, "run", run)
    return tmp_path, opened


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_it_opens_on_the_workbench_from_any_folder_in_it(house):
    folder, opened = house
    assert open_lab(start=folder / "params") == 3
    command = [sys.executable, "-m", "jupyterlab", f"--config={folder / CONFIG}"]
    assert opened == [(command, folder)]


def test_a_port_that_was_asked_for_is_taken_or_refused_and_never_another(tmp_path):
    port = free_port()
    assert lab_command(tmp_path, str(port))[-2:] == [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]  # fmt: skip
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(RunFailed, match=f"port {port} taken by another program"):
            lab_command(tmp_path, str(port))


@pytest.mark.parametrize("port", ["1023", "65536", "x", "-1", "٨٨٨٨x"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    with pytest.raises(RunFailed, match="a number from 1024 to 65535"):
        lab_command(tmp_path, port)


def test_the_administrator_is_told_what_to_do(house, monkeypatch):
    folder, opened = house
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(RunFailed, match="an account of your own"):
        open_lab(start=folder)
    assert not opened


def test_a_workbench_without_settings_for_jupyterlab_is_told(house):
    folder, _ = house
    (folder / CONFIG).unlink()
    with pytest.raises(RunFailed, match="found no such file"):
        open_lab(start=folder)


def test_what_goes_wrong_is_a_sentence_and_no_traceback(house, monkeypatch, capsys):
    folder, _ = house
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["open_lab", "abc"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("lab: found port 'abc'; expected a number")
