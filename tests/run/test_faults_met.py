"""Faults that a notebook of a run met come back whole to whoever started it."""

from datetime import date
from types import SimpleNamespace

import pytest

from wps_eval.errors import Data, Fault, FigureFaults, Where
from wps_eval.workspace import faults_met as module

FAULTS = (
    Fault("not_a_number", Where("f.csv", "Ninewa", 3, "value"), found="about 20"),
    Fault("current_before_plan", Where("s.yml"), date(2020, 1, 1), date(2021, 1, 1)),
    Fault("unknown_place", Where("f.csv"), found="Bagdad", known=("IQG08",)),
    Fault("value_disagrees", Where(), "20", Data(exact=28.88, numerator=95, denominator=329.0)),
    Fault(
        "two_final_values",
        Where("f.csv"),
        Data(indicator="C-x", date=("2021",), values=("2", "3"), places=(Where("f.csv", row=2),)),
    ),
)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "runs", lambda: True)
    root = SimpleNamespace(work=lambda name: tmp_path / name)
    return SimpleNamespace(root=root, study=SimpleNamespace(name="s"))


def test_what_a_notebook_met_is_read_again_as_it_was(workspace):
    assert module.faults_met(workspace) == ()
    with pytest.raises(FigureFaults), module.telling(workspace):
        raise FigureFaults(FAULTS, "figures", "s")
    assert module.faults_met(workspace) == FAULTS
    assert module.faults_file(workspace).stat().st_mode & 0o777 == 0o600
    module.forget_faults(workspace)
    assert module.faults_met(workspace) == ()
