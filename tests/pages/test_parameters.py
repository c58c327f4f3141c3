"""Parameters that papermill was given, past our runner."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from wps_eval.errors import InputFaults
from wps_eval.pages.parameters import refuse_undeclared

HOUSE = Path(__file__).parents[2]
DECLARED = 'study: str = "midterm-2022"  # a file in params/\nplace = "IQ"'
OPENED = "from wps_eval import open_bench\nbench = open_bench(study)"


@pytest.mark.parametrize(
    "cells",
    [
        ("", DECLARED, '# Parameters\nstudy = "demo-midterm"\n', OPENED),
        ("", DECLARED, '# Parameters\nstudy = "x"\nplace = "IQG01"\n', OPENED),
        ("", DECLARED, OPENED, 'other = "by hand"', OPENED),  # a name of one's own is no parameter
        ("", '# Parameters\nstudy = "x"', OPENED),  # a notebook that declares none
        ("", "%matplotlib inline", DECLARED, '# Parameters\nstudy = "x"\n', OPENED),
        (),  # no notebook at all
    ],
)
def test_what_is_declared_is_let_through(cells):
    refuse_undeclared(cells)


def test_what_is_not_declared_is_refused_with_the_nearest():
    with pytest.raises(InputFaults) as caught:
        refuse_undeclared(("", DECLARED, '# Parameters\nstuddy = "x"\npalce = "y"\n', OPENED))
    found = [(fault.code, fault.found, fault.known) for fault in caught.value.faults]
    known = ("study", "place")
    assert found == [
        ("unknown_parameter", "studdy", known),
        ("unknown_parameter", "palce", known),
    ]
    assert "Did you mean 'study'?" in str(caught.value)


def test_the_last_injection_counts_where_a_kernel_runs_twice():
    first = ("", DECLARED, '# Parameters\nstuddy = "x"\n')
    refuse_undeclared((*first, DECLARED, '# Parameters\nstudy = "x"\n'))


def test_plain_papermill_from_another_folder_finds_its_workbench_and_refuses_a_typo(tmp_path):
    source = tmp_path / "page.ipynb"
    cells = [
        new_code_cell('study: str = "midterm-2022"', metadata={"tags": ["parameters"]}),
        new_code_cell("from wps_eval.paths import nearest_workbench\nprint(nearest_workbench())"),
        new_code_cell(OPENED),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), source)
    command = [sys.executable, "-m", "papermill", "page.ipynb", "done.ipynb", "-p", "studdy", "x"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "a parameter 'studdy' that this notebook does not declare" in refused.stderr
    done = nbformat.read(tmp_path / "done.ipynb", as_version=4)
    printed = [output.get("text") for cell in done.cells for output in cell.get("outputs", [])]
    assert f"{HOUSE}\n" in printed


def test_papermill_knows_of_every_parameter_what_it_is():
    from papermill.inspection import _infer_parameters  # noqa: PLC0415
    from papermill.iorw import load_notebook_node  # noqa: PLC0415

    for path in sorted((HOUSE / "notebooks").glob("*.ipynb")):
        found = _infer_parameters(load_notebook_node(str(path)))
        assert found
        assert {each.inferred_type_name for each in found} == {"str"}, path.name
        assert all(each.help for each in found), path.name
