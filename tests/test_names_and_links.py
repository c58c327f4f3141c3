"""A name leads to its own folder, or to a sentence; nothing outside is opened or written."""

import pytest

from wps_eval.errors import InputFaults
from wps_eval.paths import Root


@pytest.fixture
def root(tmp_path):
    home = tmp_path / "home"
    for name in ("params", "data/plan", "data/harmonia/plan"):
        (home / name).mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (home / "data/away").symlink_to(tmp_path / "elsewhere")
    (home / "data/near").symlink_to(home / "data/plan")
    return Root(home)


def code(call):
    with pytest.raises(InputFaults) as caught:
        call()
    (fault,) = caught.value.faults
    return fault.code


@pytest.mark.parametrize("name", ["plan", "harmonia/plan", "near", "خطة", "not-yet_there"])
def test_a_folder_of_data_is_given_by_its_name(root, name):
    assert root.data(name) == root.folder / "data" / name


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../../x", "/etc", "a//b", "a/", "a b", "a\n", "~"])  # fmt: skip
def test_what_is_no_name_of_a_folder_is_refused(root, name):
    assert code(lambda: root.data(name)) == "not_a_folder_name"


@pytest.mark.parametrize("name", ["away", "away/plan"])
def test_a_link_out_of_data_is_not_followed(root, name):
    assert code(lambda: root.data(name)) == "leads_outside"


@pytest.mark.parametrize("name", ["", "..", "../../evil/s", "a/b", "a\n", "s.yml"])
@pytest.mark.parametrize("place", ["study", "judgement", "outputs", "measured", "released", "work"])
def test_what_is_no_name_of_a_study_leads_nowhere(root, name, place):
    assert code(lambda: getattr(root, place)(name)) == "not_a_name"
