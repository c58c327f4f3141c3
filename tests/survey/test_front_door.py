"""What a researcher meets at the door: names on the tab key, a version, sentences in a notebook."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

import wps_eval
from wps_eval import change, survey
from wps_eval.change import gain, paired, rounds
from wps_eval.survey import models

HOUSE = Path(__file__).parents[2]


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert wps_eval.__version__ == project["version"]


@pytest.mark.parametrize("room", [survey, change])
def test_every_name_on_the_tab_key_is_there(room):
    assert dir(room) == sorted(room.__all__)
    assert [name for name in dir(room) if not hasattr(room, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'menn'"):
        _ = room.menn


def test_short_names_and_the_names_of_files_both_hold():
    assert survey.fit_model is survey.models.fit_model is models.fit_model
    assert change.change_between is change.rounds.change_between is rounds.change_between
    assert change.paired_change is paired.paired_change
    assert change.gain.gain_of_averages is change.gain_of_averages is gain.gain_of_averages


def test_what_is_heavy_is_loaded_when_it_is_asked_for():
    code = (
        "import sys\nfrom wps_eval import change, survey\n"
        "print({'statsmodels', 'scipy.stats', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_notebook_shows_the_sentence_and_no_code(capsys):
    shell = InteractiveShell.instance()
    shell.run_cell(
        "from wps_eval import survey\nimport pandas as pd\n"
        "survey.Design.from_rows(pd.DataFrame({'y': [1]}), kind='probability', weight='v',"
        " stratum='unstratified', psu='each row')"
    )
    shown = capsys.readouterr().out.strip().splitlines()
    InteractiveShell.clear_instance()
    assert len(shown) == 2, shown
    assert shown[0].startswith("DesignFaults: 1 fault in the survey's design")
    assert "no column 'v'" in shown[1]
